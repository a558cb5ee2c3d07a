import { defineSource } from '../../define-source.ts';
import { adobeIoEventsIdentity } from './identify.ts';
import { aboutAdobeIoEvents, adobeIoEvents } from './receive.ts';
import { adobeIoEventsSample } from './sample.ts';

export const adobeIoEventsSource = defineSource(
  aboutAdobeIoEvents,
  adobeIoEvents,
  adobeIoEventsIdentity,
  adobeIoEventsSample,
);
