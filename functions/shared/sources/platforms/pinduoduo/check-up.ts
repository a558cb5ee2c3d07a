import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const pinduoduoCheckUp = defineCheckUp({
  platform: 'pinduoduo',
  options,
  settings: ({ mallId }) =>
    warnIf(
      mallId === undefined,
      'mallId',
      'every shop that has authorised the app belongs to this connection',
      'name the shop',
    ),
});
