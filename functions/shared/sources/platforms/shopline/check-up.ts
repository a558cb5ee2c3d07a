import { defineCheckUp, warnOfUnnamed } from '../../check-up.ts';
import { options } from './settings.ts';

export const shoplineCheckUp = defineCheckUp({
  platform: 'shopline',
  options,
  settings: ({ shop }) => warnOfUnnamed(shop, 'shop', 'shop', 'shopline-customer'),
});
