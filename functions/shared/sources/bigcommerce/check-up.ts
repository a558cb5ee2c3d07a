import { defineCheckUp } from '../check-up.ts';
import { askCustomer } from './enrich.ts';
import { options } from './settings.ts';

export const bigcommerceCheckUp = defineCheckUp({
  platform: 'bigcommerce',
  options,
  settings: ({ storeHash }) =>
    storeHash === undefined
      ? [
          {
            check: 'options.storeHash',
            verdict: 'warning',
            detail: 'the connection itself counts as the store: whatever its secret signs belongs to it',
            fix: 'name the store before the first event; added later, it renames every bigcommerce-customer of the connection',
          },
        ]
      : [],
  probe: ({ storeHash }) => (storeHash === undefined ? undefined : askCustomer(storeHash, '999999999')),
});
