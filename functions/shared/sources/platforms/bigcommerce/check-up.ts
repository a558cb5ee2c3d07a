import { defineCheckUp, warnOfUnnamed } from '../../check-up.ts';
import { askCustomer } from './enrich.ts';
import { options } from './settings.ts';

export const bigcommerceCheckUp = defineCheckUp({
  platform: 'bigcommerce',
  options,
  settings: ({ storeHash }) => warnOfUnnamed(storeHash, 'storeHash', 'store', 'bigcommerce-customer'),
  probe: ({ storeHash }) => (storeHash === undefined ? undefined : askCustomer(storeHash, '999999999')),
});
