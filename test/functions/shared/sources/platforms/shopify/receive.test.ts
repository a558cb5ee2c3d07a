import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shopify } from '../../../../../../functions/shared/sources/platforms/shopify/receive.ts';
import vectors from '../../../../../vectors/shopify.json' with { type: 'json' };
import {
  checkout,
  customer,
  decode,
  decodedEvent,
  deleted,
  delivery,
  guestOrder,
  order,
  privacyRequest,
  receiver,
  SECRET,
  SHOP,
  verify,
} from './shop.ts';

describe('settings', () => {
  test.each([
    ['the shop’s own domain', { shop: 'tea-house.example' }],
    ['upper case', { shop: 'Tea-House.myshopify.com' }],
    ['a URL', { shop: 'https://tea-house.myshopify.com' }],
    ['an unknown option', { shop: SHOP, acceptTest: true }],
    ['an unknown value', { shop: SHOP, onCustomerDelete: 'delete' }],
  ])('%s is no configuration', (_name, options) => {
    expect(shopify.configure(options).ok).toBe(false);
  });

  test('without a shop the connection is the shop: no header and no body can name another', () => {
    const configured = shopify.configure({});
    expect(configured.ok).toBe(true);
  });

  test.each([{ clientSecret: '' }, {}, { clientSecret: 1 }, { clientSecret: 'x', secret: 'x' }])(
    '%j is no secret',
    (raw) => {
      expect(receiver().openSecret(raw).ok).toBe(false);
    },
  );
});

describe('verify', () => {
  test.each(vectors)('published: $name', ({ verdict, clientSecret, body, hmac }) => {
    const request = delivery('customers/create', body, { 'x-shopify-hmac-sha256': hmac });
    expect(verify(request, clientSecret)).toMatchObject(
      verdict === 'accept'
        ? { outcome: 'verified', payload: request.body }
        : { outcome: 'rejected', status: 401, reason: 'signature-mismatch' },
    );
  });

  const body = JSON.stringify(customer).replaceAll('/', '\\/');
  const genuine = delivery('customers/create', body);
  const hmac = genuine.headers['x-shopify-hmac-sha256'] ?? '';

  test('a right signature', () => {
    expect(verify(genuine)).toEqual({ outcome: 'verified', payload: genuine.body });
  });

  test.each([
    ['GET', 405, 'method-not-allowed', { ...genuine, method: 'GET' }],
    ['HEAD', 405, 'method-not-allowed', { ...genuine, method: 'HEAD' }],
    [
      'no signature',
      401,
      'parameter-missing',
      delivery('customers/create', body, { 'x-shopify-hmac-sha256': undefined }),
    ],
    ['an empty one', 401, 'parameter-missing', delivery('customers/create', body, { 'x-shopify-hmac-sha256': '' })],
    ...(
      [
        ['hex, as in OAuth', createHmac('sha256', SECRET).update(body).digest('hex')],
        ['without padding', hmac.slice(0, -1)],
        ['cut short', `${hmac.slice(0, 39)}=`],
        ['URL-safe alphabet', `-_${hmac.slice(2)}`],
        ['with a blank', ` ${hmac}`],
        ['not canonical: stray bits in the last character', `${'A'.repeat(42)}B=`],
        ['33 bytes', 'A'.repeat(44)],
      ] as const
    ).map(
      ([name, given]) =>
        [
          name,
          401,
          'signature-malformed',
          delivery('customers/create', body, { 'x-shopify-hmac-sha256': given }),
        ] as const,
    ),
    [
      'all zero',
      401,
      'signature-mismatch',
      delivery('customers/create', body, { 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=` }),
    ],
    [
      'over JSON written again',
      401,
      'signature-mismatch',
      { ...genuine, body: Buffer.from(JSON.stringify(JSON.parse(body))) },
    ],
    [
      'another shop',
      403,
      'wrong-account',
      delivery('customers/create', body, { 'x-shopify-shop-domain': 'other.myshopify.com' }),
    ],
  ] as const)('%s: %i %s', (_name, status, reason, request) => {
    expect(verify(request)).toMatchObject({ outcome: 'rejected', status, reason });
  });

  test('a wrong secret, and a wrong shop only after a right signature', () => {
    const elsewhere = delivery('customers/create', body, { 'x-shopify-shop-domain': 'other.myshopify.com' });
    expect(verify(genuine, 'another')).toMatchObject({ status: 401, reason: 'signature-mismatch' });
    expect(verify(elsewhere, 'another')).toMatchObject({ status: 401, reason: 'signature-mismatch' });
  });

  test('the shop’s name in other letters, and no name at all, are not another shop', () => {
    expect(
      verify(delivery('customers/create', body, { 'x-shopify-shop-domain': 'Tea-House.MyShopify.com' })).outcome,
    ).toBe('verified');
    expect(verify(delivery('customers/create', body, { 'x-shopify-shop-domain': undefined })).outcome).toBe('verified');
  });

  test('the headers of the Events preview, without x-; the older ones win', () => {
    const events = { 'x-shopify-hmac-sha256': undefined, 'shopify-hmac-sha256': hmac };
    expect(verify(delivery('customers/create', body, events)).outcome).toBe('verified');
    const both = { 'x-shopify-hmac-sha256': `${'A'.repeat(43)}=`, 'shopify-hmac-sha256': hmac };
    expect(verify(delivery('customers/create', body, both))).toMatchObject({ reason: 'signature-mismatch' });
  });

  test('any changed byte of the body is refused', () => {
    fc.assert(
      fc.property(fc.nat(genuine.body.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = Buffer.from(genuine.body);
        changed[at] = (changed[at] ?? 0) ^ difference;
        expect(verify({ ...genuine, body: changed })).toMatchObject({ reason: 'signature-mismatch' });
      }),
    );
  });

  test('any changed character of the signature is refused', () => {
    fc.assert(
      fc.property(fc.nat(hmac.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(hmac[at] !== character);
        const changed = hmac.slice(0, at) + character + hmac.slice(at + 1);
        const given = { 'x-shopify-hmac-sha256': changed };
        expect(verify(delivery('customers/create', body, given))).toMatchObject({ outcome: 'rejected', status: 401 });
      }),
    );
  });
});

describe('decode: what is kept in the quarantine', () => {
  test.each([
    ['body-malformed', 'no JSON', delivery('customers/create', '{"id":7001')],
    ['body-malformed', 'an empty body', delivery('customers/create', '')],
    ['type-missing', 'no topic', delivery('', customer)],
    ['type-missing', 'no shop', delivery('customers/create', customer, { 'x-shopify-shop-domain': undefined })],
    [
      'wrong-account',
      'another shop, through the inlet',
      delivery('customers/create', customer, { 'x-shopify-shop-domain': 'other.myshopify.com' }),
    ],
    ['body-does-not-fit-type', 'a list', delivery('customers/create', [customer])],
    ['body-does-not-fit-type', 'null', delivery('customers/create', null)],
    ['body-does-not-fit-type', 'only an id (cut by EventBridge)', delivery('customers/update', { id: 7001 })],
    [
      'body-does-not-fit-type',
      'an id that is none',
      delivery('customers/update', { ...customer, id: -1, admin_graphql_api_id: null }),
    ],
    [
      'body-does-not-fit-type',
      'a product as a customer',
      delivery('customers/update', {
        id: 1,
        updated_at: '2026-10-02T08:00:00Z',
        admin_graphql_api_id: 'gid://shopify/Product/1',
      }),
    ],
    [
      'body-does-not-fit-type',
      'the shop itself, whose owner has an address too, as a customer',
      delivery('customers/update', {
        id: 548380009,
        name: 'Tea House',
        email: 'owner@mail.example',
        phone: null,
        customer_email: 'hello@mail.example',
        myshopify_domain: SHOP,
        created_at: '2026-10-01T08:00:00Z',
        updated_at: '2026-10-02T08:00:00Z',
      }),
    ],
    [
      'body-does-not-fit-type',
      'a group of customers as a customer',
      delivery('customers/update', {
        id: 239443597,
        name: 'Repeat customers',
        query: 'orders_count:>1',
        created_at: '2026-10-01T08:00:00Z',
        updated_at: '2026-10-02T08:00:00Z',
      }),
    ],
    [
      'body-does-not-fit-type',
      'an SMS consent as a deletion',
      delivery('customers/delete', { id: 7001, phone: null, sms_marketing_consent: { state: 'subscribed' } }),
    ],
    [
      'body-does-not-fit-type',
      'what is left of a deleted customer, as a customer',
      delivery('customers/update', deleted),
    ],
    [
      'body-does-not-fit-type',
      'what is left of a deleted customer, as an SMS consent',
      delivery('customers_marketing_consent/update', { ...deleted, sms_marketing_consent: { state: 'subscribed' } }),
    ],
    ['body-does-not-fit-type', 'two ids that contradict', delivery('customers/update', { ...customer, id: 7002 })],
    ['body-does-not-fit-type', 'a customer as a deletion', delivery('customers/delete', customer)],
    ['body-does-not-fit-type', 'a customer as a redaction', delivery('customers/redact', customer)],
    ['body-does-not-fit-type', 'a customer as an order', delivery('orders/paid', customer)],
    ['body-does-not-fit-type', 'an order as a customer', delivery('customers/update', order)],
    ['body-does-not-fit-type', 'an order as a checkout', delivery('checkouts/update', order)],
    ['body-does-not-fit-type', 'a checkout as an order', delivery('orders/create', checkout)],
    [
      'body-does-not-fit-type',
      'a customer as an SMS consent',
      delivery('customers_marketing_consent/update', { ...customer, sms_marketing_consent: { state: 'subscribed' } }),
    ],
    ['body-does-not-fit-type', 'orders/paid that is not paid', delivery('orders/paid', order)],
    ['body-does-not-fit-type', 'orders/cancelled that is not cancelled', delivery('orders/cancelled', order)],
    [
      'body-does-not-fit-type',
      'a data request as a redaction',
      delivery('customers/redact', { ...privacyRequest, orders_requested: [1], data_request: { id: 9 } }),
    ],
    [
      'body-does-not-fit-type',
      'a redaction as a data request',
      delivery('customers/data_request', { ...privacyRequest, orders_to_redact: [1] }),
    ],
    [
      'body-does-not-fit-type',
      'a shop redaction as a customer’s',
      delivery('customers/redact', { shop_id: 1, shop_domain: SHOP }),
    ],
    [
      'body-does-not-fit-type',
      'a customer’s redaction as the shop’s',
      delivery('shop/redact', { ...privacyRequest, orders_to_redact: [] }),
    ],
    [
      'body-does-not-fit-type',
      'a redaction signed for another shop',
      delivery('customers/redact', { ...privacyRequest, shop_domain: 'other.myshopify.com' }),
    ],
    [
      'body-does-not-fit-type',
      'a merge without the kept customer',
      delivery('customers/merge', { admin_graphql_api_customer_kept_id: null, status: 'completed' }),
    ],
  ] as const)('%s: %s', (reason, _name, request) => {
    expect(decode(request)).toMatchObject({ outcome: 'undecodable', reason });
  });
});

describe('decode: type, subject, time', () => {
  test.each([
    ['a customer', 'customers/update', customer, { subject: 'customer:7001', time: '2026-10-02T08:00:00Z' }],
    ['the enum form', 'CUSTOMERS_UPDATE', customer, { type: 'customers/update', subject: 'customer:7001' }],
    [
      'a long topic in enum form',
      'CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE',
      { customer_id: 7001, email_marketing_consent: { consent_updated_at: null } },
      { type: 'customers_email_marketing_consent/update', subject: 'customer:7001' },
    ],
    ['an order', 'orders/create', order, { subject: 'customer:7001', time: '2026-10-02T16:00:00+08:00' }],
    ['a guest’s order', 'orders/create', guestOrder, { partitionKey: 'order:9001' }],
    ['a checkout', 'checkouts/update', { ...checkout, customer }, { subject: 'customer:7001' }],
    ['an anonymous checkout', 'checkouts/update', checkout, { partitionKey: 'checkout:c0ffee' }],
    ['a deletion', 'customers/delete', { id: 7001 }, { subject: 'customer:7001' }],
    ['a deletion with what is left', 'customers/delete', deleted, { subject: 'customer:7001' }],
    [
      'a deletion with an SMS consent',
      'customers/delete',
      { ...deleted, phone: '+8615424681357', sms_marketing_consent: { state: 'subscribed' } },
      { subject: 'customer:7001' },
    ],
    [
      'a customer of whom the subscription wants no names',
      'customers/update',
      { id: 7001, admin_graphql_api_id: 'gid://shopify/Customer/7001', updated_at: '2026-10-02T08:00:00Z' },
      { subject: 'customer:7001' },
    ],
    [
      'a merge',
      'customers/merge',
      {
        admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
        admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
        status: 'failed',
      },
      { subject: 'customer:1' },
    ],
    [
      'a consent',
      'customers_marketing_consent/update',
      { id: 7001, phone: null, sms_marketing_consent: { consent_updated_at: '2026-10-01T00:00:00Z' } },
      { subject: 'customer:7001', time: '2026-10-01T00:00:00Z' },
    ],
    ['a redaction', 'customers/redact', privacyRequest, { subject: 'customer:7001' }],
    [
      'an unknown topic',
      'Products/Update',
      { id: 1 },
      { type: 'products/update', idParts: ['other', expect.any(String)] },
    ],
    ['an unknown topic with any JSON', 'tests/ping', '"hello"', { type: 'tests/ping', data: 'hello' }],
    [
      'a time that is none is left out',
      'customers/update',
      { ...customer, updated_at: 'yesterday', created_at: '2026-02-30T99:00:00Z' },
      { subject: 'customer:7001' },
    ],
  ])('%s', (_name, topic, body, expected) => {
    const event = decodedEvent(delivery(topic, body));
    expect(event).toMatchObject(expected);
    for (const key of ['subject', 'partitionKey'] as const)
      if (!(key in expected)) expect(event).not.toHaveProperty(key);
  });

  test.each([
    ['its own', '{"id":706405506930370084,"email":null}'],
    [
      'a rounded one beside the exact global id',
      '{"id":706405506930370000,"email":null,"admin_graphql_api_id":"gid:\\/\\/shopify\\/Customer\\/706405506930370084"}',
    ],
    ['as text', '{"id":"706405506930370084","email":null}'],
    ['only the global one', '{"email":null,"admin_graphql_api_id":"gid://shopify/Customer/706405506930370084"}'],
  ])('an id beyond 2^53 stays exact: %s', (_name, body) => {
    expect(decodedEvent(delivery('customers/update', body)).subject).toBe('customer:706405506930370084');
  });
});

describe('decode: unsigned headers', () => {
  const body = JSON.stringify({ ...order, financial_status: 'paid' });
  const id = (topic: string, headers = {}) => decodedEvent(delivery(topic, body, headers)).idParts;

  test('another delivery id, time, event id or API version is the same event', () => {
    expect(
      id('orders/paid', {
        'x-shopify-webhook-id': 'another',
        'x-shopify-event-id': 'another',
        'x-shopify-triggered-at': '2030-01-01T00:00:00Z',
        'x-shopify-api-version': '2027-01',
      }),
    ).toEqual(id('orders/paid'));
  });

  test('another topic that fits is the same event', () => {
    expect(id('orders/updated')).toEqual(id('orders/paid'));
  });

  test('a replay under an ignored topic or as a test has another id, so that it does not stand in for the genuine one', () => {
    expect(id('products/update')).not.toEqual(id('orders/paid'));
    expect(id('orders/paid', { 'x-shopify-test': 'true' })).not.toEqual(id('orders/paid'));
  });

  test('another body is another event', () => {
    expect(decodedEvent(delivery('orders/paid', `${body} `)).idParts).not.toEqual(id('orders/paid'));
  });
});
