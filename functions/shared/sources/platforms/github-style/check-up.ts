import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const githubStyleCheckUp = defineCheckUp({
  platform: 'github-style',
  options,
  settings: ({ deliveryHeader, signed = '' }) =>
    warnIf(
      deliveryHeader !== undefined && !signed.toLowerCase().includes(deliveryHeader.toLowerCase()),
      'deliveryHeader',
      'nothing signs it: a captured delivery that comes again under another id counts as another event',
      'remove it if the sender never sends one body for two events',
    ),
});
