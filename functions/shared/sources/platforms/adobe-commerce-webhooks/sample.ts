import { createPrivateKey, sign } from 'node:crypto';
import * as z from 'zod/mini';
import { SAMPLE_PRIVATE_KEY } from '../../protocols/adobe-commerce/sample-key.ts';
import { sampleAccount, sampleOrder } from '../../protocols/adobe-commerce/sample-person.ts';
import { defineSampler } from '../../source.ts';
import { options } from './receive.ts';

/** Builds the bodies of hooks with invented people, signed with the demo's own key. */
export const adobeCommerceWebhooksSample = defineSampler({
  platform: 'adobe-commerce-webhooks',
  options,
  secret: z.unknown(),
  events: {
    customer_save_before: (context) => ({
      eventName: 'customer_save_before',
      data: { customer: { data_model: sampleAccount(context), group_id: 1 } },
    }),
    sales_order_place_before: (context) => ({
      eventName: 'sales_order_place_before',
      // An order that is not placed yet has no number of its own row.
      data: { order: sampleOrder(context, { entity_id: null }) },
    }),
    sales_quote_save_after: ({ sequence }) => ({
      eventName: 'sales_quote_save_after',
      data: { quote: { items_count: sequence } },
    }),
  },
  sign(_event, payload) {
    // PHP escapes slashes, so whoever verifies over JSON of their own making fails here as they would there.
    const body = JSON.stringify(payload).replaceAll('/', '\\/');
    const text = Buffer.from(Buffer.from(body).toString('base64'));
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-adobe-commerce-webhook-signature': sign('sha256', text, createPrivateKey(SAMPLE_PRIVATE_KEY)).toString(
          'base64',
        ),
      },
      rawQuery: '',
      body,
    };
  },
});
