import { defineSource } from '../../define-source.ts';
import { standardWebhooksIdentity } from './identify.ts';
import { aboutStandardWebhooks, standardWebhooks } from './receive.ts';
import { standardWebhooksSample } from './sample.ts';

export const standardWebhooksSource = defineSource(
  aboutStandardWebhooks,
  standardWebhooks,
  standardWebhooksIdentity,
  standardWebhooksSample,
);
