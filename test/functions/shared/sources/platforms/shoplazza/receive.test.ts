import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { shoplazza } from '../../../../../../functions/shared/sources/platforms/shoplazza/receive.ts';
import { openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const SHOP = 'tea-house.myshoplaza.com';
const SECRET = 'hush-hush';
const shop = openHmacSource('shoplazza', { shop: SHOP }, { clientSecret: SECRET });
const wrapping = openHmacSource('shoplazza', { shop: SHOP, wrappedBodies: true }, { clientSecret: SECRET });

const customer = {
  id: '5a0a1ad5-8e0c-4b0e-9d3c-0d2f5bb10a44',
  email: 'lan@mail.example',
  updated_at: '2026-10-02T08:00:00Z',
};
const order = { id: 'b7f3', financial_status: 'paid', updated_at: '2026-10-02T09:00:00Z', customer, line_items: [] };
const signed = (topic: string, body: unknown, headers: object = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return post(text, {
    'x-shoplazza-topic': topic,
    'x-shoplazza-hmac-sha256': createHmac('sha256', SECRET).update(text).digest('base64'),
    'x-shoplazza-shop-domain': SHOP,
    'x-shoplazza-api-version': '2022-01',
    'x-shoplazza-deduplication-id': 'd-1',
    ...headers,
  });
};

test.each([
  ['a URL', { shop: 'https://tea-house.myshoplaza.com' }],
  ['capitals', { shop: 'Tea-House.myshoplaza.com' }],
  ['an unknown option', { shops: SHOP }],
])('%s is no configuration', (_name, options) => {
  expect(shoplazza.configure(options).ok).toBe(false);
});

describe('verify', () => {
  const genuine = signed('orders/paid', order);
  const hmac = genuine.headers['x-shoplazza-hmac-sha256'] ?? '';
  test('a right signature', () => {
    expect(shop.verify(genuine)).toEqual({ outcome: 'verified', payload: genuine.body });
  });
  test.each([
    ['another method', { ...genuine, method: 'GET' }, 405, 'method-not-allowed'],
    ['no signature', signed('orders/paid', order, { 'x-shoplazza-hmac-sha256': '' }), 401, 'parameter-missing'],
    [
      'hexadecimal',
      signed('orders/paid', order, { 'x-shoplazza-hmac-sha256': Buffer.from(hmac, 'base64').toString('hex') }),
      401,
      'signature-malformed',
    ],
    ['another body', { ...genuine, body: Buffer.from('{}') }, 401, 'signature-mismatch'],
    [
      'another shop',
      signed('orders/paid', order, { 'x-shoplazza-shop-domain': 'x.myshoplaza.com' }),
      403,
      'wrong-account',
    ],
  ])('%s is refused', (_name, request, status, reason) => {
    expect(shop.verify(request)).toMatchObject({ outcome: 'rejected', status, reason });
  });
});

describe('decode', () => {
  test.each([
    ['a customer', 'customers/update', customer, { subject: `customer:${customer.id}`, time: customer.updated_at }],
    ['an order', 'orders/paid', order, { subject: `customer:${customer.id}`, time: order.updated_at }],
    ['a guest’s order', 'orders/create', { ...order, customer: null }, { partitionKey: 'order:b7f3' }],
    ['a topic that is not used', 'products/update', { id: 'p' }, { idParts: ['other', expect.any(String)] }],
  ])('%s', (_name, topic, body, expected) => {
    expect(shop.eventOf(signed(topic, body))).toMatchObject({ type: topic, ...expected });
  });

  test('another deduplication id or fitting topic is the same event', () => {
    const one = shop.eventOf(signed('orders/paid', order));
    expect(shop.eventOf(signed('orders/update', order, { 'x-shoplazza-deduplication-id': 'd-2' })).idParts).toEqual(
      one.idParts,
    );
  });

  test.each([
    ['a customer as an order', 'orders/paid', customer, 'body-does-not-fit-type'],
    ['an order as a customer', 'customers/update', order, 'body-does-not-fit-type'],
    ['a product as a customer', 'customers/update', { id: 'p', title: 'tea' }, 'body-does-not-fit-type'],
    ['a deletion as a customer', 'customers/update', { id: customer.id }, 'body-does-not-fit-type'],
    ['a body without an id', 'customers/create', { email: 'x' }, 'body-does-not-fit-type'],
    ['a wrapped body, unless the connection says so', 'orders/paid', { order }, 'body-does-not-fit-type'],
    ['no JSON', 'orders/paid', 'x', 'body-malformed'],
    ['no topic', '', order, 'type-missing'],
  ])('%s is kept', (_name, topic, body, reason) => {
    expect(shop.decode(signed(topic, body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('a wrapped body, where the connection says so; bare ones as before', () => {
    expect(wrapping.eventOf(signed('orders/paid', { order }))).toMatchObject({
      data: order,
      subject: `customer:${customer.id}`,
    });
    expect(wrapping.eventOf(signed('orders/paid', { order }))).not.toHaveProperty('dataText');
    expect(wrapping.eventOf(signed('customers/update', { customer }))).toMatchObject({ data: customer });
    expect(wrapping.eventOf(signed('orders/paid', order))).toMatchObject({ data: order });
  });
});

describe('samples', () => {
  test.each([
    ['customers/create', ['shoplazza-customer', 'email', 'mobile'], []],
    ['customers/update', ['shoplazza-customer', 'email', 'mobile'], []],
    ['orders/create', ['shoplazza-customer', 'email', 'mobile'], []],
    ['orders/paid', ['shoplazza-customer', 'email', 'mobile'], ['paid-order']],
    ['orders/cancelled', ['shoplazza-customer', 'email', 'mobile'], []],
  ])('%s', (type, kinds, triggers) => {
    const outcome = shop.deliver(shop.sample(type));
    expect(outcome).toMatchObject({ changes: [{ identities: kinds.map((kind) => ({ kind })), triggers }] });
    expect(shop.sample(type, 2).body).not.toEqual(shop.sample(type, 3).body);
  });
});
