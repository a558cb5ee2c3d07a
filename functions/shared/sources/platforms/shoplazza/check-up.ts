import { defineCheckUp, warnOfUnnamed } from '../../check-up.ts';
import { options } from './settings.ts';

export const shoplazzaCheckUp = defineCheckUp({
  platform: 'shoplazza',
  options,
  settings: ({ shop }) => warnOfUnnamed(shop, 'shop', 'shop', 'shoplazza-customer'),
});
