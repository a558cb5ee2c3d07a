import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const githubStyleCheckUp = defineCheckUp({
  platform: 'github-style',
  options,
  settings: ({ deliveryHeader, signed = '' }) =>
    deliveryHeader !== undefined && !signed.toLowerCase().includes(deliveryHeader.toLowerCase())
      ? [
          {
            check: 'options.deliveryHeader',
            verdict: 'warning',
            detail: 'nothing signs it: a captured delivery that comes again under another id counts as another event',
            fix: 'remove it if the sender never sends one body for two events',
          },
        ]
      : [],
});
