import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../../functions/shared/envelope/envelope.ts';
import type { Json, JsonObject } from '../../../../functions/shared/json/lossless.ts';
import { readOrder } from '../../../../functions/shared/sources/platforms/bigcommerce/fields.ts';
import type { Identification, Ignored } from '../../../../functions/shared/sources/source.ts';
import { outcomeOf, type Platform } from '../../../corpus/event-row.ts';
import { COMMERCE } from '../../../corpus/payloads.ts';

type Read = (phone: string, country: Json, region?: string) => Identification | Ignored;

const ADOBE = 'com.adobe.commerce.observer.sales_order_save_commit_after';
const from =
  (platform: Platform, type: string, dataOf: (phone: string, country: Json) => JsonObject, options?: object): Read =>
  (phone, country, region) =>
    outcomeOf({ platform, type, data: dataOf(phone, country), ...(region && { region }), ...(options && { options }) });

const stripeEvent = (type: string, object: JsonObject): JsonObject => ({
  id: 'evt_1',
  livemode: true,
  type,
  data: { object },
});

/** Every place where a source reads a phone that the record names a country beside. */
const places: Readonly<Record<string, Read>> = {
  'WooCommerce order': from('woocommerce', 'order.created', (phone, country) => ({
    id: 1,
    billing: { phone, country },
  })),
  'WooCommerce customer': from('woocommerce', 'customer.updated', (phone, country) => ({
    id: 1,
    billing: { phone, country },
  })),
  'Stripe customer': from('stripe', 'customer.updated', (phone, country) =>
    stripeEvent('customer.updated', { id: 'cus_1', phone, address: { country } }),
  ),
  'Stripe check-out': from('stripe', 'checkout.session.completed', (phone, country) =>
    stripeEvent('checkout.session.completed', { id: 'cs_1', customer_details: { phone, address: { country } } }),
  ),
  'Stripe payment': from('stripe', 'charge.succeeded', (phone, country) =>
    stripeEvent('charge.succeeded', { id: 'py_1', billing_details: { phone, address: { country } } }),
  ),
  'Shopify customer': from('shopify', 'customers/update', (phone, country) => ({
    id: 7001,
    email: null,
    phone,
    default_address: { country_code: country },
  })),
  'Shopify order': from('shopify', 'orders/create', (phone, country) => ({
    id: 9001,
    financial_status: 'paid',
    phone,
    billing_address: { country_code: country },
  })),
  'Shopify order of a customer': from('shopify', 'orders/create', (phone, country) => ({
    id: 9001,
    financial_status: 'paid',
    customer: { id: 7001, phone, default_address: { country_code: country } },
  })),
  'Shopify event of a customer': from('shopify', 'customer/update', (phone, country) => ({
    topic: 'Customer',
    action: 'update',
    query_variables: { customerId: 'gid://shopify/Customer/7001' },
    data: {
      customer: {
        id: 'gid://shopify/Customer/7001',
        defaultPhoneNumber: { phoneNumber: phone },
        defaultAddress: { countryCodeV2: country },
      },
    },
  })),
  'SHOPLINE customer': from('shopline', 'customers/update', (phone, country) => ({
    id: '42',
    phone,
    country_code: country,
  })),
  'SHOPLINE customer with addresses': from('shopline', 'customers/update', (phone, country) => ({
    id: '42',
    phone,
    addresses: [{ country_code: 'FR' }, { default: true, country_code: country }],
  })),
  'SHOPLINE order': from('shopline', 'orders/create', (phone, country) => ({
    id: '9',
    customer: { id: '42', phone },
    billing_address: { country_code: country },
  })),
  'Shoplazza customer': from('shoplazza', 'customers/update', (phone, country) => ({
    id: '42',
    phone,
    addresses: [{ country_code: country }],
  })),
  'Shoplazza customer whose address has a name in place of a code': from(
    'shoplazza',
    'customers/update',
    (phone, country) => ({ id: '42', phone, addresses: [{ country_code: '', country }] }),
  ),
  'SHOPLINE order with a name in place of a code': from('shopline', 'orders/create', (phone, country) => ({
    id: '9',
    customer: { id: '42', phone },
    billing_address: { country },
  })),
  'Shoplazza order': from('shoplazza', 'orders/create', (phone, country) => ({
    id: '9',
    customer: { id: '42', phone, country_code: country },
  })),
  'BigCommerce order': (phone, country, region) =>
    readOrder({
      body: { id: 1, customer_id: 0, billing_address: { phone, country_iso2: country } },
      event: envelope,
      options: {},
      context: { region },
    }),
  'Adobe Commerce order': from('adobe-io-events', ADOBE, (phone, country) => ({
    source: COMMERCE,
    type: ADOBE,
    data: { value: { entity_id: 1, addresses: [{ address_type: 'billing', telephone: phone, country_id: country }] } },
  })),
  'a sender of one’s own': from(
    'github-style',
    'sold',
    (phone, country) => ({ type: 'sold', buyer: { phone, country } }),
    {
      events: { sold: { identities: [{ kind: 'mobile', path: 'buyer.phone', country: 'buyer.country' }] } },
    },
  ),
};

const envelope: Envelope = {
  specversion: '1.0',
  id: 'an-id',
  source: '/bigcommerce/corpus',
  type: 'store/order/created',
  time: '2026-10-02T16:00:00+08:00',
  datacontenttype: 'application/json',
  data: {},
  connection: 'corpus',
  receivedtime: '2026-10-02T16:00:01+08:00',
};

/** The number, or why it is none. */
function phoneIn(outcome: Identification | Ignored): string | undefined {
  const [change] = outcome.outcome === 'changes' ? outcome.changes : [];
  const phone = change?.identities.find(({ kind }) => kind === 'mobile')?.value;
  const discarded =
    outcome.outcome === 'ignored' ? outcome.discarded : change?.kind === 'upsert' ? change.discarded : [];
  return phone ?? discarded?.find(({ kind }) => kind === 'mobile')?.reason;
}

describe.each(Object.entries(places))('%s', (_name, read) => {
  test.each<readonly [string, string, Json, string | undefined, string]>([
    ['a US number is no mainland number', '13105552671', 'US', undefined, '+13105552671'],
    ['in groups too', '1-310-555-2671', 'US', undefined, '+13105552671'],
    ['by the name of the country', '13105552671', 'United States', undefined, '+13105552671'],
    ['the country of the record comes before the region', '13474072199', 'US', 'DE', '+13474072199'],
    ['a German number without its nought', '15235557109', 'DE', undefined, '+4915235557109'],
    ['a Brazilian number', '(13) 98765-2846', 'BR', undefined, '+5513987652846'],
    ['a mainland number', '13105552671', 'CN', undefined, '13105552671'],
    ['a mainland number in a shop abroad', '131-0555-2671', 'CN', 'US', '13105552671'],
    ['another country’s number in its international form', '+49 1523 5557109', 'US', undefined, '+4915235557109'],
    ['00 and the code of a country', '004915235557109', null, undefined, '+4915235557109'],
    ['a mainland number beside nothing', '15424681357', null, undefined, '15424681357'],
    ['a number in American groups beside nothing', '1-310-555-2671', null, undefined, 'ambiguous'],
    ['the region, beside nothing', '(212) 473-5829', null, 'US', '+12124735829'],
    ['a fixed line', '030 901820', 'DE', undefined, 'fixed-line'],
  ])('%s: %s beside %s, region %s', (_rule, phone, country, region, expected) => {
    expect(phoneIn(read(phone, country, region))).toBe(expected);
  });
});

test('no two sources read one phone as two numbers', () => {
  const groups = fc.array(fc.stringMatching(/^\d{1,11}$/), { minLength: 1, maxLength: 5 });
  const written = fc
    .tuple(fc.constantFrom('', '+', '00', '+86', '0', '(', 'tel:'), groups, fc.constantFrom('', ' ', '-', '.', '/'))
    .map(([before, digits, between]) => before + digits.join(between));
  const mainland = fc.stringMatching(/^(?:1-)?[3-9]\d\d-\d{3}-\d{4}$|^1[3-9]\d{9}$/);
  const countries = fc.constantFrom(null, '', 'US', 'CN', 'DE', 'BR', 'HK');
  fc.assert(
    fc.property(
      fc.oneof(written, mainland),
      countries,
      fc.constantFrom(undefined, 'US', 'DE', 'CN'),
      (phone, country, region) => {
        const readings = Object.values(places).map((read) => phoneIn(read(phone, country, region)));
        expect(new Set(readings).size).toBe(1);
      },
    ),
    { numRuns: 300 },
  );
});

test('what two places of a record say of the country must agree', () => {
  const both = (one: string, other: string) =>
    phoneIn(
      outcomeOf({
        platform: 'shopify',
        type: 'customers/update',
        data: {
          id: 7001,
          email: null,
          phone: '13105552671',
          country_code: one,
          default_address: { country_code: other },
        },
      }),
    );
  expect(both('US', 'CA')).toBe('+13105552671');
  expect(both('US', 'CN')).toBe('ambiguous');
});

test('only a mobile of a sender’s own has a country', () => {
  const identities = [{ kind: 'email', path: 'buyer.email', country: 'buyer.country' }];
  expect(() =>
    outcomeOf({ platform: 'github-style', type: 'sold', data: {}, options: { events: { sold: { identities } } } }),
  ).toThrow('github-style does not take these options');
});
