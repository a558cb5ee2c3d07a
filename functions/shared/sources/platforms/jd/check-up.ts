import { defineCheckUp } from '../../check-up.ts';
import { options } from './settings.ts';

export const jdCheckUp = defineCheckUp({
  platform: 'jd',
  options,
  settings: ({ acceptUnconfirmed }) => [
    acceptUnconfirmed
      ? {
          check: 'options.acceptUnconfirmed',
          verdict: 'warning',
          detail: 'the form of an order and the scope of buyers’ ids come from no document of JD',
          fix: 'compare the ids of two people and of two orders of one',
        }
      : {
          check: 'options.acceptUnconfirmed',
          verdict: 'warning',
          detail: 'it is not set: every order goes to the dead letters of the inlet',
          fix: 'set it, and read docs/sources/jd.md before',
        },
  ],
});
