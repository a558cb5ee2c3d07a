import { createPrivateKey, hash, sign } from 'node:crypto';
import * as z from 'zod/mini';
import { SAMPLE_KEY_PATH, SAMPLE_PRIVATE_KEY } from '../../protocols/adobe-commerce/sample-key.ts';
import { sampleAccount, sampleOrder } from '../../protocols/adobe-commerce/sample-person.ts';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { options } from './receive.ts';

const SAMPLE_SOURCE = 'urn:uuid:00000000-0000-4000-8000-00000000d3m0';
const PREFIX = 'com.adobe.commerce.observer.';

const values: Readonly<Record<string, (context: SampleContext) => SamplePayload>> = {
  customer_save_commit_after: sampleAccount,
  customer_register_success: (context) => ({ customer: sampleAccount(context) }),
  customer_login: (context) => ({ customer: sampleAccount(context) }),
  customer_delete_commit_after: sampleAccount,
  sales_order_save_commit_after: (context) => sampleOrder(context),
  'sales_order_save_commit_after/paid': (context) =>
    sampleOrder(context, { state: 'processing', status: 'processing', total_paid: 288 }),
  'sales_order_save_commit_after/guest': (context) => sampleOrder(context, { customer_id: null, customer_is_guest: 1 }),
  catalog_product_save_commit_after: ({ sequence }) => ({ sku: `TEA-${sequence}`, name: '龙井' }),
};

/** Builds CloudEvents with invented people, signed twice with the demo's own key. */
export const adobeIoEventsSample = defineSampler({
  platform: 'adobe-io-events',
  options,
  secret: z.unknown(),
  events: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      PREFIX + name,
      (context: SampleContext, { clientId, sites = {} }: z.infer<typeof options>) => ({
        specversion: '1.0',
        id: uuid('id', name, context.sequence),
        source: Object.keys(sites)[0] ?? SAMPLE_SOURCE,
        type: PREFIX + name.replace(/\/.*/, ''),
        datacontenttype: 'application/json',
        time: new Date(context.now).toISOString(),
        eventid: uuid('eventid', name, context.sequence),
        recipientclientid: clientId,
        data: { key: uuid('key', name, context.sequence), value: value(context), _metadata: { websiteId: '1' } },
      }),
    ]),
  ),
  sign(event, payload, _secret, _options, { sequence }) {
    const body = JSON.stringify(payload);
    const signature = sign('sha256', Buffer.from(body), createPrivateKey(SAMPLE_PRIVATE_KEY)).toString('base64');
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json; charset=UTF-8',
        'x-adobe-delivery-id': uuid('delivery', event, sequence),
        'x-adobe-digital-signature-1': signature,
        'x-adobe-digital-signature-2': signature,
        'x-adobe-event-code': event.replace(/\/.*/, ''),
        'x-adobe-event-id': uuid('eventid', event.slice(PREFIX.length), sequence),
        'x-adobe-public-key1-path': SAMPLE_KEY_PATH,
        'x-adobe-public-key2-path': SAMPLE_KEY_PATH,
      },
      rawQuery: '',
      body,
    };
  },
});

function uuid(...parts: readonly (string | number)[]): string {
  const digits = hash('sha256', parts.join(' '), 'hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
