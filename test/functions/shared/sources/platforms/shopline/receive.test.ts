import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { shopline } from '../../../../../../functions/shared/sources/platforms/shopline/receive.ts';
import vectors from '../../../../../vectors/shopline.json' with { type: 'json' };
import { openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const SHOP = 'tea-house.myshopline.com';
const SECRET = 'hush-hush';
const shop = openHmacSource('shopline', { shop: SHOP }, { appSecret: SECRET });

const customer = {
  id: '4201057495',
  email: 'lan@mail.example',
  phone: '008615424681357',
  updated_at: '2026-10-02T16:00:00+08:00',
  created_at: '2026-10-02T16:00:00+08:00',
  addresses: [],
};
const deleted = {
  id: '4201057495',
  email: 'lan@mail.example',
  phone: '008615424681357',
  nick_name: '岚',
  updated_at: customer.updated_at,
};
const order = {
  id: '21057',
  financial_status: 'paid',
  updated_at: '2026-10-02T17:00:00+08:00',
  customer: { id: '4201057495' },
  line_items: [],
};
const redact = {
  customer: { id: '4201057495', email: 'lan@mail.example' },
  orders_to_redact: ['#1'],
  shop_domain: SHOP,
  shop_id: '16',
  update_time: '2026-10-02T18:00:00+08:00',
};
const signed = (topic: string, body: unknown, headers: object = {}, encoding: 'hex' | 'base64' = 'hex') => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return post(text, {
    'x-shopline-topic': topic,
    'x-shopline-hmac-sha256': createHmac('sha256', SECRET).update(text).digest(encoding),
    'x-shopline-shop-domain': SHOP,
    'x-shopline-webhook-id': 'w-1',
    ...headers,
  });
};

test.each([
  ['the shop’s own domain', { shop: 'tea-house.example' }],
  ['an unknown value', { onCustomerDelete: 'delete' }],
])('%s is no configuration', (_name, options) => {
  expect(shopline.configure(options).ok).toBe(false);
});

describe('verify', () => {
  test.each(vectors)('published: $name', ({ verdict, appSecret, body, hmac }) => {
    const { verify } = openHmacSource('shopline', {}, { appSecret });
    const request = post(body, { 'x-shopline-hmac-sha256': hmac, 'x-shopline-topic': 'customers/create' });
    expect(verify(request).outcome).toBe(verdict === 'accept' ? 'verified' : 'rejected');
  });

  const genuine = signed('orders/paid', order);
  test('a right signature, in the digits that are sent and in the Base64 of the documents', () => {
    expect(shop.verify(genuine).outcome).toBe('verified');
    expect(shop.verify(signed('orders/paid', order, {}, 'base64')).outcome).toBe('verified');
  });
  test.each([
    ['no signature', signed('orders/paid', order, { 'x-shopline-hmac-sha256': undefined }), 401, 'parameter-missing'],
    [
      'capital digits',
      signed('orders/paid', order, {
        'x-shopline-hmac-sha256': (genuine.headers['x-shopline-hmac-sha256'] ?? '').toUpperCase(),
      }),
      401,
      'signature-malformed',
    ],
    ['another body', { ...genuine, body: Buffer.from('{}') }, 401, 'signature-mismatch'],
    [
      'another shop',
      signed('orders/paid', order, { 'x-shopline-shop-domain': 'x.myshopline.com' }),
      403,
      'wrong-account',
    ],
  ])('%s is refused', (_name, request, status, reason) => {
    expect(shop.verify(request)).toMatchObject({ outcome: 'rejected', status, reason });
  });
});

describe('decode', () => {
  test.each([
    ['a customer', 'customers/update', customer, { subject: 'customer:4201057495', time: customer.updated_at }],
    ['a deletion', 'customers/delete', deleted, { subject: 'customer:4201057495' }],
    ['an order', 'orders/paid', order, { subject: 'customer:4201057495', time: order.updated_at }],
    ['a guest’s order', 'orders/create', { ...order, customer: null }, { partitionKey: 'order:21057' }],
    ['a redaction', 'customers/redact', redact, { subject: 'customer:4201057495', time: redact.update_time }],
    [
      'a log-in, which names a uid that nobody documents',
      'customers/action',
      { uid: '42' },
      { idParts: ['other', expect.any(String)] },
    ],
  ])('%s', (_name, topic, body, expected) => {
    expect(shop.eventOf(signed(topic, body))).toMatchObject({ type: topic, ...expected });
  });

  test('another webhook id is the same event', () => {
    const one = shop.eventOf(signed('orders/paid', order)).idParts;
    expect(shop.eventOf(signed('orders/updated', order, { 'x-shopline-webhook-id': 'w-2' })).idParts).toEqual(one);
  });

  test.each([
    ['a customer as a deletion', 'customers/delete', customer],
    ['a deletion as a customer', 'customers/update', deleted],
    ['a customer as a redaction', 'customers/redact', customer],
    ['a redaction as a deletion', 'customers/delete', redact],
    ['a redaction of another shop', 'customers/redact', { ...redact, shop_domain: 'x.myshopline.com' }],
    ['an order as a customer', 'customers/update', order],
    ['an unpaid order as paid', 'orders/paid', { ...order, financial_status: 'unpaid' }],
    ['a product as a customer', 'customers/update', { id: '16053', title: 'tea', created_at: customer.created_at }],
    ['a deleted product as a deleted customer', 'customers/delete', { id: '16053' }],
    ['a numeric id', 'customers/update', { ...customer, id: 4201057495 }],
  ])('%s is kept', (_name, topic, body) => {
    expect(shop.decode(signed(topic, body))).toMatchObject({ reason: 'body-does-not-fit-type' });
  });
});

describe('samples', () => {
  const erasing = openHmacSource('shopline', { shop: SHOP, onCustomerDelete: 'erase' }, { appSecret: SECRET });
  const all = [
    { kind: 'shopline-customer', scope: SHOP },
    { kind: 'email' },
    { kind: 'mobile', value: expect.stringMatching(/^154\d{8}$/) },
  ];
  test.each([
    [
      'customers/create',
      {
        changes: [
          {
            kind: 'upsert',
            identities: all,
            profile: { nickName: '小岚', birthday: '1997-02-03', city: expect.any(String) },
          },
        ],
      },
    ],
    ['customers/update', { changes: [{ kind: 'upsert', identities: all }] }],
    ['customers/delete', { changes: [{ kind: 'erase', identities: all }] }],
    [
      'customers/redact',
      { changes: [{ kind: 'erase', identities: all, channel: [{ kind: 'shopline-customer', scope: SHOP }] }] },
    ],
    ['orders/create', { changes: [{ identities: all, triggers: [] }] }],
    ['orders/paid', { changes: [{ identities: all, triggers: ['paid-order'], profile: { language: 'zh-CN' } }] }],
    ['orders/updated', { changes: [{ identities: all, triggers: [] }] }],
  ])('%s', (type, outcome) => {
    expect(erasing.deliver(erasing.sample(type))).toMatchObject(outcome);
    expect(erasing.sample(type, 2).body).not.toEqual(erasing.sample(type, 3).body);
  });
  test('a deletion is housekeeping unless the connection says otherwise', () => {
    expect(shop.deliver(shop.sample('customers/delete'))).toMatchObject({ reason: 'event-not-handled' });
  });
});
