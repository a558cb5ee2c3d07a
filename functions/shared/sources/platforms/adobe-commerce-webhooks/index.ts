import { defineSource } from '../../define-source.ts';
import { adobeCommerceWebhooksIdentity } from './identify.ts';
import { aboutAdobeCommerceWebhooks, adobeCommerceWebhooks } from './receive.ts';
import { adobeCommerceWebhooksSample } from './sample.ts';

export const adobeCommerceWebhooksSource = defineSource(
  aboutAdobeCommerceWebhooks,
  adobeCommerceWebhooks,
  adobeCommerceWebhooksIdentity,
  adobeCommerceWebhooksSample,
);
