import { defineCheckUp, warnIf } from '../../check-up.ts';
import { options } from './settings.ts';

export const adobeIoEventsCheckUp = defineCheckUp({
  platform: 'adobe-io-events',
  options,
  settings: ({ sites }) =>
    warnIf(
      sites === undefined,
      'sites',
      'the source of an event is the scope of its customer ids, and every installation is let in',
      'name the source of each installation',
    ),
});
