import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const doudianCheckUp = defineCheckUp({
  platform: 'doudian',
  options,
  settings: ({ shopId }) =>
    shopId === undefined
      ? [
          {
            check: 'options.shopId',
            verdict: 'warning',
            detail: 'every shop that the app is authorised for belongs to this connection',
            fix: 'name the shop',
          },
        ]
      : [],
});
