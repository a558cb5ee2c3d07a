import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const youzanCheckUp = defineCheckUp({
  platform: 'youzan',
  options,
  settings: ({ kdtId }) =>
    warnIf(
      kdtId === undefined,
      'kdtId',
      'every shop that the app is authorised for belongs to this connection',
      'name the shop, or the head office of the chain',
    ),
});
