import { describe, expect, test } from 'vitest';
import { shopifyIdentity } from '../../../../../../functions/shared/sources/platforms/shopify/identify.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { checkout, customer, deliver, envelope, guestOrder, must, order, privacyRequest, SHOP } from './shop.ts';

const id = (value = '7001', field = 'id') => identity('shopify-customer', SHOP, value, 'verified', field);
const emailOf = (value: string, grade: string, field: string) => {
  const { evidence, ...email } = identity('email', '', value, grade, field);
  return { ...email, evidence: { ...evidence, ...(grade === 'verified' && { basis: 'record' }) } };
};
const phoneOf = (value: string, field: string) => identity('mobile', '', value, 'claimed', field);
function identity(kind: string, scope: string, value: string, grade: string, field: string) {
  return { kind, scope, value, evidence: { grade, field } };
}

/** What the person did. */
const acted = (
  identities: readonly unknown[],
  profile: object = {},
  triggers: readonly string[] = [],
  ...discarded: readonly unknown[]
) => ({
  outcome: 'changes',
  changes: [{ kind: 'upsert', identities, profile, triggers, ...(discarded.length > 0 && { discarded }) }],
});
/** What Shopify tells of somebody, without a word since when it is so: that is how these bodies are. */
const upsert = (...[identities, profile = {}, triggers, ...discarded]: Parameters<typeof acted>) => {
  const { outcome, changes } = acted(identities, profile, triggers, ...discarded);
  const nameFrom = 'name' in profile ? { nameFrom: 'account' } : {};
  return { outcome, changes: changes.map((change) => ({ ...change, act: { kind: 'record' }, ...nameFrom })) };
};
const refused = (kind: string, field: string, reason: string, masked: string) => ({ kind, field, reason, masked });
/** Everybody in an order who is not the buyer. */
const strangers = [
  refused('mobile', 'shipping_address.phone', 'receiver', '154****3334'),
  refused('mobile', 'billing_address.phone', 'receiver', '154****2223'),
  refused('shopify-customer', 'user_id', 'staff', '****'),
];
const erase = (...identities: readonly unknown[]) => ({ outcome: 'changes', changes: [{ kind: 'erase', identities }] });

const profile = { name: '林岚', email: 'lan.lin@mail.example', emailVerified: 1 };

describe('customers', () => {
  const whole = upsert(
    [id(), emailOf('lan.lin@mail.example', 'verified', 'email'), phoneOf('15424681357', 'phone')],
    profile,
  );
  test.each(['customers/create', 'customers/update', 'customers/enable', 'customers/disable'])('%s', (topic) => {
    expect(deliver(topic, customer)).toEqual(whole);
  });

  test.each([
    [
      'an email that is not verified is claimed',
      { verified_email: false },
      [id(), emailOf('lan.lin@mail.example', 'claimed', 'email'), phoneOf('15424681357', 'phone')],
      { ...profile, emailVerified: 0 },
    ],
    [
      'nobody said whether it is verified',
      { verified_email: undefined },
      [id(), emailOf('lan.lin@mail.example', 'claimed', 'email'), phoneOf('15424681357', 'phone')],
      { name: '林岚', email: 'lan.lin@mail.example' },
    ],
    [
      'withheld personal data overwrites nothing',
      { email: null, phone: null, first_name: null, last_name: null },
      [id()],
      {},
    ],
    ['empty strings overwrite nothing', { email: '', phone: '', first_name: ' ', last_name: '' }, [id()], {}],
    [
      'a filler and a masked phone are no contacts',
      { email: 'test@test.com', phone: '138****1234' },
      [id()],
      { name: '林岚' },
      refused('email', 'email', 'placeholder', 't***@test.com'),
      refused('mobile', 'phone', 'masked', '****'),
    ],
    [
      'a phone of an address is nobody’s identity',
      { phone: null, default_address: { phone: '+8615411112223' }, addresses: [{ phone: '+8615411112223' }] },
      [id(), emailOf('lan.lin@mail.example', 'verified', 'email')],
      profile,
      refused('mobile', 'default_address.phone', 'receiver', '154****2223'),
    ],
    [
      'the phone of the customer in an address is the customer’s',
      { default_address: { phone: '154 2468 1357' }, addresses: [{ phone: '+86 15424681357' }, { phone: '' }, null] },
      [id(), emailOf('lan.lin@mail.example', 'verified', 'email'), phoneOf('15424681357', 'phone')],
      profile,
    ],
  ])('%s', (_name, fields, identities, expected, ...discarded) => {
    expect(deliver('customers/update', { ...customer, ...fields })).toEqual(
      upsert(identities, expected, [], ...discarded),
    );
  });

  test.each<[string, unknown, object]>([
    ['as given', { province: '浙江', city: '杭州' }, { province: '浙江', city: '杭州' }],
    ['trimmed', { province: ' Zhejiang ', city: ' Hangzhou' }, { province: 'Zhejiang', city: 'Hangzhou' }],
    ['of the customer', { customer_id: 7001, default: true, city: '杭州' }, { city: '杭州' }],
    ['of another customer', { customer_id: 7002, city: '杭州' }, {}],
    ['not the default', { default: false, city: '杭州' }, {}],
    ['empty', { province: null, city: '' }, {}],
    ['no address', '杭州', {}],
  ])('province and city of an own default address: %s', (_name, default_address, places) => {
    expect(deliver('customers/update', { ...customer, default_address })).toEqual(
      upsert([id(), emailOf('lan.lin@mail.example', 'verified', 'email'), phoneOf('15424681357', 'phone')], {
        ...profile,
        ...places,
      }),
    );
  });

  test('a national number is read in the region of the connection', () => {
    const identify = must(shopifyIdentity.configure({ shop: SHOP }, { region: 'FR' }));
    const event = envelope({ idParts: [], type: 'customers/update', data: { ...customer, phone: '06 12 34 56 78' } });
    expect(identify(event)).toMatchObject({ changes: [{ identities: [id(), {}, phoneOf('+33612345678', 'phone')] }] });
  });

  test.each([
    ['岚', '林', '林岚'],
    ['Lan', 'Lin', 'Lan Lin'],
    ['Lan', '林', 'Lan 林'],
    [' Lan ', null, 'Lan'],
    ['', '林', '林'],
    ['娜扎', '古力', '古力娜扎'],
  ])('name of %j and %j is %j', (first_name, last_name, name) => {
    expect(deliver('customers/update', { ...customer, first_name, last_name })).toMatchObject({
      changes: [{ profile: { name } }],
    });
  });

  test.each([
    [
      '2024-01: with tags and consents',
      {
        tags: 'vip',
        email_marketing_consent: { state: 'unsubscribed' },
        sms_marketing_consent: { state: 'subscribed', consent_updated_at: '2026-10-01T00:00:00Z' },
      },
    ],
    ['2025-01: without them', {}],
  ])('API version %s', (_name, fields) => {
    expect(deliver('customers/update', { ...customer, ...fields })).toEqual(whole);
  });
});

describe('since when there is what Shopify tells of', () => {
  const at = { created_at: '2026-01-05T09:30:00+08:00', updated_at: '2026-10-01T00:00:00Z' };
  test.each(['customers/create', 'customers/update'])('%s: the account, whatever the topic says', (topic) => {
    expect(deliver(topic, { ...customer, ...at })).toMatchObject({
      changes: [{ act: { kind: 'record', created: at.created_at } }],
    });
  });

  test.each([
    ['as the shop has it', {}, at.created_at],
    ['and paid later', { processed_at: '2026-01-06T00:00:00Z' }, at.created_at],
    ['taken over from another shop', { processed_at: '2024-03-01T00:00:00Z' }, '2024-03-01T00:00:00Z'],
    ['of an order that says nothing else', { created_at: null, processed_at: at.created_at }, at.created_at],
  ])('an order, when it was placed: %s', (_name, fields, created) => {
    for (const [topic, state] of [
      ['orders/create', {}],
      ['orders/fulfilled', { financial_status: 'paid' }],
      ['orders/cancelled', { cancelled_at: '2026-10-01T00:00:00Z' }],
    ] as const) {
      expect(deliver(topic, { ...order, ...at, ...fields, ...state })).toMatchObject({
        changes: [{ act: { kind: 'order', created } }],
      });
    }
  });
});

describe('whose name it is', () => {
  test.each([
    ['enabled', 'account'],
    ['disabled', 'beside-contact'],
    ['invited', 'beside-contact'],
    [undefined, 'beside-contact'],
  ])('of a customer whose account is %j: %s', (state, nameFrom) => {
    expect(deliver('customers/update', { ...customer, state })).toMatchObject({ changes: [{ nameFrom }] });
    const buyer = { ...order, customer: { ...customer, state } };
    expect(deliver('orders/create', buyer)).toMatchObject({ changes: [{ nameFrom }] });
  });
});

describe('orders', () => {
  const own = [
    id('7001', 'customer.id'),
    emailOf('lan.lin@mail.example', 'verified', 'customer.email'),
    phoneOf('15424681357', 'customer.phone'),
  ];

  test.each([
    ['orders/create', order, []],
    ['orders/paid', { ...order, financial_status: 'paid' }, ['paid-order']],
    ['orders/create', { ...order, financial_status: 'paid' }, ['paid-order']],
    ['orders/updated', { ...order, financial_status: 'partially_paid' }, []],
    ['orders/cancelled', { ...order, financial_status: 'refunded', cancelled_at: '2026-10-03T00:00:00Z' }, []],
    ['orders/fulfilled', { ...order, financial_status: 'paid' }, ['paid-order']],
  ])('%s', (topic, body, triggers) => {
    expect(deliver(topic, body)).toEqual(upsert(own, profile, triggers, ...strangers));
  });

  test.each([
    [
      'the order’s other email does not stand beside the customer’s',
      { email: 'boss@mail.example', contact_email: 'boss@mail.example' },
      own,
    ],
    ['the order’s other phone neither', { phone: '+8615433334445' }, own],
    [
      'a customer without contacts takes those of the order, claimed',
      { phone: '+8615433334445', customer: { ...customer, email: null, phone: null } },
      [id('7001', 'customer.id'), emailOf('lan.lin@mail.example', 'claimed', 'email'), phoneOf('15433334445', 'phone')],
    ],
    ['2026-04: without checkout_id', { checkout_id: undefined, checkout_token: 'c0ffee' }, own],
    ['2024-01: with checkout_id', { checkout_id: 5 }, own],
  ])('%s', (_name, fields, identities) => {
    expect(deliver('orders/create', { ...order, ...fields })).toMatchObject({ changes: [{ identities }] });
  });

  test('a guest is known by the email of the order, claimed, and by no receiver', () => {
    expect(deliver('orders/paid', { ...guestOrder, financial_status: 'paid' })).toEqual(
      upsert(
        [emailOf('guest@mail.example', 'claimed', 'email')],
        { email: 'guest@mail.example' },
        ['paid-order'],
        ...strangers,
      ),
    );
    expect(deliver('orders/create', { ...guestOrder, email: '', contact_email: 'guest@mail.example' })).toMatchObject({
      changes: [{ identities: [emailOf('guest@mail.example', 'claimed', 'contact_email')] }],
    });
  });

  test('staff, receiver, payer and network are nowhere in an outcome', () => {
    expect(JSON.stringify(deliver('orders/create', order))).not.toMatch(/31337|154111|154222|192\.0\.2|代收/);
  });

  test('a point-of-sale order without contacts names nobody, and says why', () => {
    expect(deliver('orders/create', { ...guestOrder, email: null })).toMatchObject({
      outcome: 'ignored',
      reason: 'event-without-customer',
    });
    const addressless = { ...guestOrder, shipping_address: null, billing_address: null, user_id: null };
    expect(deliver('orders/create', { ...addressless, email: 'x1@marketplace.amazon.de', phone: '400' })).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: 'no usable identity: email: relay, phone: malformed',
      discarded: [
        refused('email', 'email', 'relay', 'x***@marketplace.amazon.de'),
        refused('mobile', 'phone', 'malformed', '****'),
      ],
    });
  });

  test('what stands in the order beside the customer’s own contacts is told, masked', () => {
    const others = { email: 'boss@mail.example', contact_email: 'no-reply@mail.example', phone: '15433334445' };
    expect(deliver('orders/create', { ...order, ...others })).toEqual(
      upsert(
        own,
        profile,
        [],
        refused('email', 'email', 'receiver', 'b***@mail.example'),
        refused('email', 'contact_email', 'placeholder', 'n***@mail.example'),
        refused('mobile', 'phone', 'receiver', '154****4445'),
        ...strangers,
      ),
    );
  });

  test('the language is that of the check-out', () => {
    expect(deliver('orders/create', { ...order, customer_locale: 'zh-cn' })).toEqual(
      upsert(own, { ...profile, language: 'zh-CN' }, [], ...strangers),
    );
  });
});

describe('checkouts', () => {
  test('with a customer: the customer’s contacts, not what is being typed', () => {
    expect(deliver('checkouts/update', { ...checkout, email: 'typing@mail.exampl', customer })).toMatchObject({
      changes: [
        {
          identities: [id('7001', 'customer.id'), { value: 'lan.lin@mail.example' }, { value: '15424681357' }],
          triggers: [],
        },
      ],
    });
  });
  test.each([
    ['2026-04: without id', checkout],
    ['2025-01: with id', { ...checkout, id: 5, email: 'lan.lin@mail.example' }],
  ])('without a customer they name nobody: %s', (_name, body) => {
    expect(deliver('checkouts/create', body)).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
  });
});

describe('consents', () => {
  const given = { opt_in_level: 'single_opt_in', consent_updated_at: '2026-10-01T00:00:00Z' };
  const email = (state: string | null, at: Record<string, unknown> = given) =>
    deliver('customers_email_marketing_consent/update', {
      customer_id: 7001,
      email_address: 'lan.lin@mail.example',
      email_marketing_consent: { ...at, state },
    });
  const sms = (state: string) =>
    deliver('customers_marketing_consent/update', {
      id: 7001,
      phone: '+8615424681357',
      sms_marketing_consent: { ...given, state, consent_collected_from: 'other' },
    });

  test.each([
    ['subscribed', 'email-consent-given'],
    ['unsubscribed', 'email-consent-withdrawn'],
  ])('email %s: %s', (state, trigger) => {
    expect(email(state)).toEqual(
      acted([id('7001', 'customer_id'), emailOf('lan.lin@mail.example', 'claimed', 'email_address')], {}, [trigger]),
    );
  });

  const known = [id('7001', 'customer_id'), emailOf('lan.lin@mail.example', 'claimed', 'email_address')];
  test('what Shopify has redacted is no act of the person', () => {
    expect(email('redacted')).toEqual(upsert(known, {}, ['email-consent-withdrawn']));
  });

  test.each([null, 'yesterday'])('nor is a withdrawal of which nobody knows when it was: %j', (consent_updated_at) => {
    expect(email('unsubscribed', { consent_updated_at })).toEqual(upsert(known, {}, ['email-consent-withdrawn']));
  });

  test.each([
    ['subscribed', 'sms-consent-given'],
    ['unsubscribed', 'sms-consent-withdrawn'],
  ])('SMS %s: %s', (state, trigger) => {
    expect(sms(state)).toEqual(acted([id(), phoneOf('15424681357', 'phone')], {}, [trigger]));
  });

  test.each(['not_subscribed', 'pending', 'invalid', null])('%s changes nothing', (state) => {
    expect(email(state)).toMatchObject({ outcome: 'ignored', reason: 'event-not-handled' });
  });

  test('without a signed time a consent is not taken as given, but a withdrawal counts', () => {
    expect(email('subscribed', { consent_updated_at: null })).toMatchObject({ outcome: 'ignored' });
    expect(email('unsubscribed', { consent_updated_at: null })).toMatchObject({ outcome: 'changes' });
  });
});

describe('merges', () => {
  const merge = (status: string) => ({
    admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/706405506930370084',
    admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
    admin_graphql_api_job_id: null,
    status,
    errors: [],
  });
  test('a completed one connects both customers, the kept one first', () => {
    expect(deliver('customers/merge', merge('completed'))).toEqual(
      upsert([
        id('706405506930370084', 'admin_graphql_api_customer_kept_id'),
        id('2', 'admin_graphql_api_customer_deleted_id'),
      ]),
    );
  });
  test.each(['failed', 'in_progress', ''])('%j does not', (status) => {
    expect(deliver('customers/merge', merge(status))).toMatchObject({
      outcome: 'ignored',
      reason: 'event-not-handled',
    });
  });
});

describe('deletion and privacy', () => {
  const deleted = { id: 7001, tax_exemptions: [], admin_graphql_api_id: 'gid://shopify/Customer/7001' };
  test('customers/delete is housekeeping unless the connection says otherwise', () => {
    expect(deliver('customers/delete', deleted)).toMatchObject({ outcome: 'ignored', reason: 'event-not-handled' });
    expect(deliver('customers/delete', deleted, { onCustomerDelete: 'ignore' })).toMatchObject({ outcome: 'ignored' });
    expect(deliver('customers/delete', deleted, { onCustomerDelete: 'erase' })).toEqual(
      erase(id('7001', 'admin_graphql_api_id')),
    );
  });
  test('a bare id, which a deleted product has too, erases nobody', () => {
    expect(deliver('customers/delete', { id: 7001 }, { onCustomerDelete: 'erase' })).toMatchObject({
      outcome: 'ignored',
      reason: 'needs-an-operator',
    });
  });

  test.each([
    [
      'everything given',
      privacyRequest,
      [
        id('7001', 'customer.id'),
        emailOf('lan.lin@mail.example', 'claimed', 'customer.email'),
        phoneOf('15424681357', 'customer.phone'),
      ],
    ],
    [
      'only the email',
      { ...privacyRequest, customer: { email: 'lan.lin@mail.example' }, orders_to_redact: [] },
      [emailOf('lan.lin@mail.example', 'claimed', 'customer.email')],
    ],
    [
      'a phone that is none',
      { ...privacyRequest, customer: { id: 191167, email: null, phone: '555-625-1199' }, orders_to_redact: [1] },
      [id('191167', 'customer.id')],
    ],
  ])('customers/redact erases by %s', (_name, body, identities) => {
    const channel = [{ kind: 'shopify-customer', scope: SHOP }];
    expect(deliver('customers/redact', body)).toEqual({
      outcome: 'changes',
      changes: [{ kind: 'erase', identities, channel }],
    });
  });

  test.each([
    ['customers/redact', { ...privacyRequest, customer: { id: null, email: null, phone: null } }],
    ['customers/data_request', { ...privacyRequest, orders_requested: [1], data_request: { id: 9 } }],
    ['shop/redact', { shop_id: 954889, shop_domain: SHOP }],
  ])('%s that names no single customer is for a person', (topic, body) => {
    expect(deliver(topic, body)).toMatchObject({ outcome: 'ignored', reason: 'needs-an-operator' });
  });
});

describe('tests of the platform', () => {
  const sent = { 'x-shopify-test': 'true' };
  test('a test notification and an order of the test gateway are ignored', () => {
    expect(deliver('customers/create', customer, {}, sent)).toMatchObject({ reason: 'test-delivery' });
    expect(deliver('orders/create', { ...order, test: true })).toMatchObject({ reason: 'test-delivery' });
  });
  test('unless the connection accepts tests', () => {
    expect(deliver('customers/create', customer, { acceptTests: true }, sent)).toEqual(
      deliver('customers/create', customer),
    );
    expect(deliver('orders/create', { ...order, test: true }, { acceptTests: true })).toEqual(
      deliver('orders/create', order),
    );
  });
});

test.each([
  'customers/purchasing_summary',
  'customer.tags_added',
  'customer.tags_removed',
  'customers_whats_app_marketing_consent/update',
  'carts/update',
  'orders/delete',
  'app/uninstalled',
  'something/new',
])('%s is accepted and ignored', (topic) => {
  expect(deliver(topic, { id: 1, customerId: 'gid://shopify/Customer/7001' })).toMatchObject({
    outcome: 'ignored',
    reason: 'event-not-handled',
  });
});

test.each([null, 'text', 1, [], {}, { customer: 'x' }, { id: {} }, { customer: { id: [] }, email: 7 }] as Json[])(
  'an envelope of another program with the data %j changes nobody',
  (data) => {
    const identify = must(shopifyIdentity.configure({ shop: SHOP, onCustomerDelete: 'erase' }));
    for (const type of [
      'customers/update',
      'orders/paid',
      'checkouts/create',
      'customers/merge',
      'customers/delete',
      'customers/redact',
      'customers_marketing_consent/update',
    ]) {
      expect(identify(envelope({ idParts: [], type, data })).outcome).toBe('ignored');
    }
  },
);
