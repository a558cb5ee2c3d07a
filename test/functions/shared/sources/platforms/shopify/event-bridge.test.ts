import { describe, expect, test } from 'vitest';
import { inletHandler } from '../../../../../../functions/inlet/inlet.ts';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { TestClock } from '../../../../../kit/clock.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { recordingLog } from '../../../../../kit/log.ts';
import {
  MemoryArchive,
  MemoryDeadLetters,
  MemoryQueue,
  MemorySecrets,
  MemoryVisibility,
} from '../../../../../kit/ports.ts';
import { context, sqsRecord } from '../../../../../kit/sqs.ts';
import { customer, order, receiver, SHOP } from './shop.ts';

/** An event of the partner bus: `detail` has headers and body of the webhook. */
const event = (topic: string, payload: unknown, metadata: object = {}, more: object = {}) => ({
  version: '0',
  id: '2f8d1a4c-0000-4000-8000-000000000001',
  'detail-type': 'shopifyWebhook',
  source: 'aws.partner/shopify.com/12345/guiyi',
  account: '111122223333',
  time: '2026-10-02T08:00:01Z',
  region: 'eu-central-1',
  resources: [],
  detail: {
    metadata: {
      'Content-Type': 'application/json',
      'X-Shopify-Topic': topic,
      'X-Shopify-Shop-Domain': SHOP,
      'X-Shopify-Hmac-SHA256': 'not looked at: the bus is the proof',
      'X-Shopify-API-Version': '2026-04',
      'X-Shopify-Webhook-Id': 'w-1',
      ...metadata,
    },
    payload,
  },
  ...more,
});
const decode = (message: unknown, headers = {}) => {
  const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  return receiver().decode(body, { method: 'POST', headers, rawQuery: '', body });
};

describe('a message of the partner bus', () => {
  test('is the delivery inside it', () => {
    expect(decode(event('customers/update', customer))).toMatchObject({
      events: [{ type: 'customers/update', subject: 'customer:7001', time: customer.updated_at, data: customer }],
    });
  });

  test('has the same id whenever it comes, whatever the bus writes around it', () => {
    const id = (message: unknown) => {
      const decoding = decode(message);
      return decoding.outcome === 'events' ? decoding.events[0]?.idParts : decoding;
    };
    const again = event('orders/updated', order, { 'X-Shopify-Webhook-Id': 'w-2' }, { time: '2026-10-03T00:00:00Z' });
    expect(id(event('orders/create', order))).toEqual(id(again));
    expect(id(event('orders/create', { ...order, note: 'x' }))).not.toEqual(id(again));
  });

  test('keeps ids beyond 2^53', () => {
    const text = JSON.stringify(event('customers/update', { ...customer, admin_graphql_api_id: null })).replace(
      '7001',
      '706405506930370084',
    );
    expect(decode(text)).toMatchObject({ events: [{ subject: 'customer:706405506930370084' }] });
  });

  test('of a test shop and in the Events preview’s form', () => {
    const body = {
      topic: 'Customer',
      action: 'create',
      handle: 'h',
      query_variables: { customerId: 'gid://shopify/Customer/7' },
    };
    const metadata = {
      'X-Shopify-Topic': '',
      'X-Shopify-Shop-Domain': '',
      'shopify-topic': 'Customer',
      'shopify-shop-domain': SHOP,
    };
    expect(decode(event('', body, metadata, { source: 'aws.partner/shopify.com.test/1/x' }))).toMatchObject({
      events: [{ type: 'customer/create', subject: 'customer:7' }],
    });
  });

  test.each([
    [
      'of another shop',
      event('customers/update', customer, { 'X-Shopify-Shop-Domain': 'other.myshopify.com' }),
      'wrong-account',
    ],
    ['whose payload was too large', event('customers/update', { id: 7001 }), 'body-does-not-fit-type'],
    ['without a topic', event('', customer), 'type-missing'],
    [
      'of another partner',
      event('customers/update', customer, {}, { source: 'aws.partner/stripe.com/x' }),
      'type-missing',
    ],
    ['that names the bus in its body only', { detail: event('customers/update', customer).detail }, 'type-missing'],
    ['without a payload', { ...event('customers/update', customer), detail: { metadata: {} } }, 'type-missing'],
  ])('%s is none', (_name, message, reason) => {
    expect(decode(message)).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('is never taken from a webhook, which has headers', () => {
    expect(decode(event('customers/update', customer), { 'x-shopify-topic': 'customers/update' })).toMatchObject({
      outcome: 'undecodable',
    });
  });
});

describe('through the inlet', () => {
  const inlet = async (trust: { readonly trust?: 'queue' }) => {
    const queue = new MemoryQueue();
    const deadLetters = new MemoryDeadLetters();
    const match = [{ path: 'source', equals: 'aws.partner/shopify.com/12345/guiyi' }];
    const handler = inletHandler({
      config: demoConfig({
        connections: { 'tea-house': { source: 'shopify', options: { shop: SHOP }, inlet: { match }, ...trust } },
      }),
      receivers,
      queue,
      archive: new MemoryArchive(),
      deadLetters,
      visibility: new MemoryVisibility(),
      secrets: new MemorySecrets({ 'tea-house': { clientSecret: 'x' } }),
      clock: new TestClock().read,
      log: recordingLog().log,
    });
    const body = JSON.stringify(event('orders/paid', { ...order, financial_status: 'paid' }));
    await handler({ Records: [sqsRecord({ body, groupId: 'g', deduplicationId: 'd' })] }, context());
    return { queue, deadLetters };
  };

  test('a connection that trusts the queue takes it by its match rule', async () => {
    const { queue } = await inlet({ trust: 'queue' });
    expect(parseEnvelope(queue.sent[0]?.body ?? '')).toMatchObject({
      ok: true,
      envelope: { type: 'orders/paid', connection: 'tea-house', subject: 'customer:7001', data: { id: 9001 } },
    });
  });

  test('another does not: nothing in it is signed', async () => {
    const { queue, deadLetters } = await inlet({});
    expect(queue.sent).toEqual([]);
    expect(deadLetters.letters).toMatchObject([{ reason: 'inlet-untrusted' }]);
  });
});
