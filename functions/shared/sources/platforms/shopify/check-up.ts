import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const shopifyCheckUp = defineCheckUp({
  platform: 'shopify',
  options,
  settings: ({ acceptTests }) =>
    warnIf(
      acceptTests,
      'acceptTests',
      'test notifications and orders of the test gateway reach the CDP',
      'remove it before real customers come',
    ),
});
