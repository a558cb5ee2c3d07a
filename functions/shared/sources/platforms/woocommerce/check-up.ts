import { defineCheckUp, warnOfUnnamed } from '../../check-up.ts';
import { options } from './settings.ts';

export const woocommerceCheckUp = defineCheckUp({
  platform: 'woocommerce',
  options,
  settings: ({ site }) => warnOfUnnamed(site, 'site', 'site', 'woocommerce-customer'),
});
