import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const shopifyCheckUp = defineCheckUp({
  platform: 'shopify',
  options,
  settings: ({ acceptTests }) =>
    acceptTests
      ? [
          {
            check: 'options.acceptTests',
            verdict: 'warning',
            detail: 'test notifications and orders of the test gateway reach the CDP',
            fix: 'remove it before real customers come',
          },
        ]
      : [],
});
