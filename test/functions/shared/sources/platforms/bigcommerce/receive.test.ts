import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bigcommerce } from '../../../../../../functions/shared/sources/platforms/bigcommerce/receive.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { must, NOW, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const SECRET = 'a4b1c2d3e4f5061728394a5b6c7d8e9f';
const HEADERS = { 'X-Guiyi-Token': 'a-static-header-of-the-subscription', 'X-Guiyi-Store': 'tea-house-store-one' };
const sent = { 'x-guiyi-token': HEADERS['X-Guiyi-Token'], 'x-guiyi-store': HEADERS['X-Guiyi-Store'] };
const options = { storeHash: 'demo12345' };
const app = openHmacSource('bigcommerce', options, { clientSecret: SECRET });
const subscription = openHmacSource('bigcommerce', options, { headers: HEADERS });
const both = openHmacSource('bigcommerce', options, { clientSecret: SECRET, headers: HEADERS });

const seconds = String(NOW / 1000);
const thin = (scope: string, data: object = { type: 'customer', id: 27 }, changes: object = {}) => ({
  scope,
  store_id: '1025646',
  data,
  hash: '5a0a1ad58e0c4b0e9d3c0d2f5bb10a4412345678',
  created_at: 1_790_000_000,
  producer: 'stores/demo12345',
  ...changes,
});
const v1 = (text: string, key: string | Uint8Array = SECRET) =>
  `v1,${createHmac('sha256', key).update(`msg_1.${seconds}.${text}`).digest('base64')}`;
const signed = (body: object, headers: object = {}) => {
  const text = JSON.stringify(body);
  return post(text, { 'webhook-id': 'msg_1', 'webhook-timestamp': seconds, 'webhook-signature': v1(text), ...headers });
};
const unsigned = (body: object, headers: object = sent) => post(JSON.stringify(body), { ...headers });
const updated = thin('store/customer/updated');

test.each([
  ['neither secret nor headers', {}],
  ['no headers at all', { headers: {} }],
  ['a header that can be guessed', { headers: { 'X-Token': 'short' } }],
  ['an empty secret', { clientSecret: '' }],
])('%s is no secret', (_name, secret) => {
  expect(must(bigcommerce.configure({})).openSecret(secret).ok).toBe(false);
});

describe('signed deliveries', () => {
  test('the key is the bytes of the client secret, not what they would be in Base64', () => {
    expect(app.verify(signed(updated)).outcome).toBe('verified');
    const decoded = v1(JSON.stringify(updated), Buffer.from(SECRET, 'base64'));
    expect(app.verify(signed(updated, { 'webhook-signature': decoded }))).toMatchObject({
      reason: 'signature-mismatch',
    });
  });
  test.each([
    ['another body', app, { ...signed(updated), body: Buffer.from('{}') }, 'signature-mismatch'],
    ['301 s old', app, { ...signed(updated), receivedAt: NOW + 301_000 }, 'timestamp-outside-window'],
    ['no signature', app, unsigned(updated, {}), 'parameter-missing'],
    ['no signature, with headers that nobody fixed', app, unsigned(updated), 'parameter-missing'],
    [
      'a wrong signature beside right headers',
      both,
      signed(updated, { ...sent, 'webhook-signature': v1('x') }),
      'signature-mismatch',
    ],
  ])('%s is refused', (_name, source, request, reason) => {
    expect(source.verify(request)).toMatchObject({ outcome: 'rejected', status: 401, reason });
  });
});

describe('unsigned deliveries, with headers fixed at the subscription', () => {
  test('all of them', () => {
    expect(subscription.verify(unsigned(updated)).outcome).toBe('verified');
    expect(both.verify(unsigned(updated)).outcome).toBe('verified');
    // A signature that nobody here can judge is no reason to refuse what proves itself otherwise.
    expect(subscription.verify(signed(updated, sent)).outcome).toBe('verified');
  });
  test.each([
    ['none', unsigned(updated, {}), 401, 'parameter-missing'],
    ['one of two', unsigned(updated, { 'x-guiyi-token': sent['x-guiyi-token'] }), 401, 'signature-mismatch'],
    [
      'another value',
      unsigned(updated, { ...sent, 'x-guiyi-store': 'tea-house-store-two' }),
      401,
      'signature-mismatch',
    ],
    [
      'a value that begins right',
      unsigned(updated, { ...sent, 'x-guiyi-token': `${sent['x-guiyi-token']}x` }),
      401,
      'signature-mismatch',
    ],
    ['by GET', { ...unsigned(updated), method: 'GET' }, 405, 'method-not-allowed'],
  ])('%s is refused', (_name, request, status, reason) => {
    expect(subscription.verify(request)).toMatchObject({ outcome: 'rejected', status, reason });
  });
});

describe('decode', () => {
  test.each([
    ['a customer', updated, { subject: 'customer:27', time: '2026-09-21T14:13:20.000Z' }],
    [
      'an address',
      thin('store/customer/address/updated', { type: 'customer', id: 5, address: { customer_id: 27 } }),
      { subject: 'customer:27' },
    ],
    ['an order', thin('store/order/created', { type: 'order', id: 33 }), { partitionKey: 'order:33' }],
    [
      'a scope that is not used',
      thin('store/cart/created', { type: 'cart', id: 'x' }),
      { idParts: ['other', expect.any(String)] },
    ],
  ])('%s', (_name, body, expected) => {
    expect(app.eventOf(signed(body))).toMatchObject({ type: body.scope, ...expected });
  });
  test('sent again, it is the same event', () => {
    expect(app.eventOf(signed(updated, { 'webhook-id': 'msg_2' })).idParts).toEqual(
      app.eventOf(unsigned(updated)).idParts,
    );
  });
  test.each([
    [
      'of another store',
      thin('store/customer/updated', { id: 27 }, { producer: 'stores/other' }),
      'body-does-not-fit-type',
    ],
    ['without an id', thin('store/customer/updated', { type: 'customer' }), 'body-does-not-fit-type'],
    ['without a scope', { ...updated, scope: '' }, 'type-missing'],
  ])('an event %s is kept', (_name, body, reason) => {
    expect(app.decode(signed(body))).toMatchObject({ outcome: 'undecodable', reason });
  });
});

describe('what a thin event says', () => {
  const id = { kind: 'bigcommerce-customer', scope: 'demo12345' };
  const erasing = openHmacSource('bigcommerce', { ...options, onCustomerDelete: 'erase' }, { clientSecret: SECRET });
  test.each<[string, object]>([
    ['store/customer/created', { changes: [{ identities: [id], profile: {} }] }],
    ['store/customer/updated', { changes: [{ identities: [id] }] }],
    [
      'store/customer/address/updated',
      { changes: [{ identities: [{ ...id, evidence: { field: 'data.address.customer_id' } }] }] },
    ],
    ['store/customer/deleted', { changes: [{ kind: 'erase', identities: [id] }] }],
    ['store/order/created', { reason: 'event-without-customer', detail: expect.stringContaining('gives no identity') }],
    ['store/order/statusUpdated', { reason: 'event-without-customer' }],
  ])('%s', (type, outcome) => {
    expect(erasing.deliver(erasing.sample(type))).toMatchObject(outcome);
  });
  test('a deletion is housekeeping unless the connection says otherwise', () => {
    expect(app.deliver(app.sample('store/customer/deleted'))).toMatchObject({ reason: 'event-not-handled' });
  });
  test('a sample of a subscription without signatures carries its headers', () => {
    expect(subscription.deliver(subscription.sample('store/customer/updated'))).toMatchObject({ outcome: 'changes' });
  });
});

test('what is kept of a delivery that nobody can read is kept without the headers of the subscription', async () => {
  const config = demoConfig({ connections: { store: { source: 'bigcommerce', options } } });
  const { send, archive } = webhookEndpoint(config, { store: { headers: HEADERS } });
  const odd = unsigned({ ...updated, scope: '' }, { ...sent, 'user-agent': 'BigCommerce' });
  expect(await send('store', odd)).toMatchObject({ statusCode: 200 });
  const [kept] = [...archive.objects.values()].map((bytes) => Buffer.from(bytes).toString());
  expect(kept).toContain('"user-agent":"BigCommerce"');
  expect(kept).not.toContain(HEADERS['X-Guiyi-Token']);
});
