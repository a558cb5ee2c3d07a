import { defineCheckUp } from '../../check-up.ts';
import { options } from './settings.ts';

export const standardWebhooksCheckUp = defineCheckUp({
  platform: 'standard-webhooks',
  options,
});
