import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const kuaishouCheckUp = defineCheckUp({
  platform: 'kuaishou',
  options,
  settings: ({ userIds }) =>
    userIds === undefined
      ? [
          {
            check: 'options.userIds',
            verdict: 'warning',
            detail: 'nothing is signed, and every seller who has authorised the app is let in',
            fix: 'name the sellers',
          },
        ]
      : [],
});
