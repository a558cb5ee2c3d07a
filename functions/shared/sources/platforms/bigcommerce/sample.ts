import { hash } from 'node:crypto';
import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleHex } from '../../sample-id.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { bigcommerce, type BigcommerceOptions } from './receive.ts';

const customer = (type: string) => thin(type, ({ sequence }) => ({ type: 'customer', id: 27_004_000 + sequence }));
const order = (type: string) => thin(type, ({ sequence }) => ({ type: 'order', id: 33_004_000 + sequence }));

/** Examples of BigCommerce's webhooks, signed where there is a client secret; one customer per sequence number. */
export const bigcommerceSample = sampleHmacSource(bigcommerce, {
  events: {
    'store/customer/created': customer('store/customer/created'),
    'store/customer/updated': customer('store/customer/updated'),
    'store/customer/deleted': customer('store/customer/deleted'),
    'store/customer/address/updated': thin('store/customer/address/updated', ({ sequence }) => ({
      type: 'customer',
      id: 90_004_000 + sequence,
      address: { customer_id: 27_004_000 + sequence },
    })),
    'store/order/created': order('store/order/created'),
    'store/order/statusUpdated': thin('store/order/statusUpdated', ({ sequence }) => ({
      type: 'order',
      id: 33_004_000 + sequence,
      status: { previous_status_id: 0, new_status_id: 11 },
    })),
  },
  headers: (type, { now, sequence }, _options, { headers = {} }) => ({
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    'webhook-id': `msg_${sampleHex(type, sequence, now).slice(0, 24)}`,
  }),
});

function thin(scope: string, data: (context: SampleContext) => SamplePayload) {
  return (context: SampleContext, { storeHash = 'demo12345' }: BigcommerceOptions): SamplePayload => ({
    scope,
    store_id: '1025646',
    data: data(context),
    hash: hash('sha1', `${scope} ${context.sequence} ${context.now}`, 'hex'),
    created_at: Math.floor(context.now / 1000),
    producer: `stores/${storeHash}`,
  });
}
