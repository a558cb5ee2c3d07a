import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const woocommerceCheckUp = defineCheckUp({
  platform: 'woocommerce',
  options,
  settings: ({ site }) =>
    site === undefined
      ? [
          {
            check: 'options.site',
            verdict: 'warning',
            detail: 'the connection itself counts as the site: whatever its secret signs belongs to it',
            fix: 'name the site before the first event; added later, it renames every woocommerce-customer of the connection',
          },
        ]
      : [],
});
