import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const youzanCheckUp = defineCheckUp({
  platform: 'youzan',
  options,
  settings: ({ kdtId }) =>
    kdtId === undefined
      ? [
          {
            check: 'options.kdtId',
            verdict: 'warning',
            detail: 'every shop that the app is authorised for belongs to this connection',
            fix: 'name the shop, or the head office of the chain',
          },
        ]
      : [],
});
