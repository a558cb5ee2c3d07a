import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const shoplazzaCheckUp = defineCheckUp({
  platform: 'shoplazza',
  options,
  settings: ({ shop }) =>
    shop === undefined
      ? [
          {
            check: 'options.shop',
            verdict: 'warning',
            detail: 'the connection itself counts as the shop: whatever its secret signs belongs to it',
            fix: 'name the shop before the first event; added later, it renames every shoplazza-customer of the connection',
          },
        ]
      : [],
});
