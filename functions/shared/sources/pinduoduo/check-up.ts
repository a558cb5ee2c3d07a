import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const pinduoduoCheckUp = defineCheckUp({
  platform: 'pinduoduo',
  options,
  settings: ({ mallId }) =>
    mallId === undefined
      ? [
          {
            check: 'options.mallId',
            verdict: 'warning',
            detail: 'every shop that has authorised the app belongs to this connection',
            fix: 'name the shop',
          },
        ]
      : [],
});
