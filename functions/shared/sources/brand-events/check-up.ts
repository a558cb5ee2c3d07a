import { defineCheckUp } from '../check-up.ts';
import { brandEventsEvidence } from './evidence.ts';
import { options } from './settings.ts';

export const brandEventsCheckUp = defineCheckUp({
  platform: 'brand-events',
  options,
  evidence: brandEventsEvidence,
});
