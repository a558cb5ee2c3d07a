import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const stripeCheckUp = defineCheckUp({
  platform: 'stripe',
  options,
  settings: ({ acceptTestMode }) =>
    acceptTestMode
      ? [
          {
            check: 'options.acceptTestMode',
            verdict: 'warning',
            detail: 'events of the test mode reach the CDP',
            fix: 'remove it before real customers come',
          },
        ]
      : [],
});
