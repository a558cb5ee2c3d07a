import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const stripeCheckUp = defineCheckUp({
  platform: 'stripe',
  options,
  settings: ({ acceptTestMode }) =>
    warnIf(
      acceptTestMode,
      'acceptTestMode',
      'events of the test mode reach the CDP',
      'remove it before real customers come',
    ),
});
