import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const kuaishouCheckUp = defineCheckUp({
  platform: 'kuaishou',
  options,
  settings: ({ userIds }) =>
    warnIf(
      userIds === undefined,
      'userIds',
      'nothing is signed, and every seller who has authorised the app is let in',
      'name the sellers',
    ),
});
