import { defineCheckUp } from '../../check-up.ts';
import { options } from './settings.ts';

export const brandEventsCheckUp = defineCheckUp({
  platform: 'brand-events',
  options,
});
