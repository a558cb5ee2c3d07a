import { defineCheckUp } from '../check-up.ts';
import { options } from './settings.ts';

export const adobeIoEventsCheckUp = defineCheckUp({
  platform: 'adobe-io-events',
  options,
  settings: ({ sites }) =>
    sites === undefined
      ? [
          {
            check: 'options.sites',
            verdict: 'warning',
            detail: 'the source of an event is the scope of its customer ids, and every installation is let in',
            fix: 'name the source of each installation',
          },
        ]
      : [],
});
