import { describe, expect, test } from 'vitest';
import { decode, decodedEvent, deliver, delivery, receiver, SHOP, verify } from './shop.ts';

const GID = 'gid://shopify/Customer/7001';
const changed = (action: string, customer?: object, more: object = {}) => ({
  topic: 'Customer',
  action,
  handle: 'customers_for_guiyi',
  fields_changed: { added: [], updated: [`customer[id: '${GID}'].firstName`], removed: [] },
  query_variables: { customerId: GID },
  ...(customer ? { data: { customer: { id: GID, ...customer } } } : {}),
  ...more,
});
/** The headers of the preview, without `x-`. */
const preview = (action: string) => ({
  'x-shopify-topic': undefined,
  'x-shopify-shop-domain': undefined,
  'x-shopify-hmac-sha256': undefined,
  'x-shopify-api-version': undefined,
  'x-shopify-webhook-id': undefined,
  'x-shopify-triggered-at': undefined,
  'shopify-topic': 'Customer',
  'shopify-action': action,
  'shopify-handle': 'customers_for_guiyi',
  'shopify-shop-domain': SHOP,
  'shopify-api-version': 'unstable',
  'shopify-webhook-id': 'w1',
  'shopify-event-id': 'e1',
  'shopify-resource-id': GID,
});
const request = (action: string, body: object) => {
  const signature = delivery('', body).headers['x-shopify-hmac-sha256'];
  return delivery('', body, { ...preview(action), 'shopify-hmac-sha256': signature });
};
const sent = (action: string, body: object, options = {}) =>
  deliver('Customer', body, options, { 'shopify-action': action });
const person = {
  firstName: '岚',
  lastName: '林',
  defaultEmailAddress: { emailAddress: 'Lan.Lin@mail.example' },
  defaultPhoneNumber: { phoneNumber: '+8615424681357' },
  verifiedEmail: true,
  state: 'ENABLED',
  locale: 'zh-CN',
  defaultAddress: { province: '浙江', city: '杭州' },
  updatedAt: '2026-10-02T08:00:00Z',
};
const identity = (kind: string, scope: string, value: string, grade: string, field: string) => ({
  kind,
  scope,
  value,
  evidence: { grade, field },
});
const id = identity('shopify-customer', SHOP, '7001', 'verified', 'query_variables.customerId');

describe('the headers without x-', () => {
  const genuine = request('update', changed('update', person));

  test('are verified, and the type comes from the signed body', () => {
    expect(verify(genuine).outcome).toBe('verified');
    expect(decodedEvent(genuine)).toMatchObject({
      type: 'customer/update',
      subject: 'customer:7001',
      time: '2026-10-02T08:00:00Z',
    });
    const relabelled = { ...genuine, headers: { ...genuine.headers, 'shopify-action': 'delete' } };
    expect(decodedEvent(relabelled)).toMatchObject({ type: 'customer/update' });
  });

  test('of another shop are refused', () => {
    const headers = { ...genuine.headers, 'shopify-shop-domain': 'other.myshopify.com' };
    expect(verify({ ...genuine, headers })).toMatchObject({ status: 403, reason: 'wrong-account' });
  });

  test.each(['shopify-topic', 'shopify-shop-domain'])('without %s are kept', (name) => {
    expect(decode({ ...genuine, headers: { ...genuine.headers, [name]: undefined } })).toMatchObject({
      outcome: 'undecodable',
      reason: 'type-missing',
    });
  });
});

describe('a customer', () => {
  test.each(['create', 'update'])('%s: the id of the query, and what the query asks for', (action) => {
    expect(sent(action, changed(action, person))).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [
            id,
            {
              ...identity('email', '', 'lan.lin@mail.example', 'verified', ''),
              evidence: {
                grade: 'verified',
                field: 'data.customer.defaultEmailAddress.emailAddress',
                basis: 'record',
              },
            },
            identity('mobile', '', '15424681357', 'claimed', 'data.customer.defaultPhoneNumber.phoneNumber'),
          ],
          profile: {
            name: '林岚',
            email: 'lan.lin@mail.example',
            emailVerified: 1,
            language: 'zh-CN',
            province: '浙江',
            city: '杭州',
          },
          triggers: [],
          act: { kind: 'record' },
          nameFrom: 'account',
        },
      ],
    });
  });

  test.each([
    ['without a query: the id alone', changed('create'), [id], {}],
    [
      'the older fields of the API, an address that nobody has confirmed',
      changed('update', { email: 'lan.lin@mail.example', phone: '+8615424681357', verifiedEmail: false }),
      [
        id,
        identity('email', '', 'lan.lin@mail.example', 'claimed', 'data.customer.email'),
        identity('mobile', '', '15424681357', 'claimed', 'data.customer.phone'),
      ],
      { email: 'lan.lin@mail.example', emailVerified: 0 },
    ],
    [
      'an address of somebody without an account, which Shopify calls verified',
      changed('update', { email: 'lan.lin@mail.example', verifiedEmail: true, state: 'DISABLED' }),
      [id, identity('email', '', 'lan.lin@mail.example', 'claimed', 'data.customer.email')],
      { email: 'lan.lin@mail.example' },
    ],
    [
      'fields_changed as a list, as it was until 2026-09',
      changed('update', undefined, { fields_changed: [] }),
      [id],
      {},
    ],
    [
      'without the variables: the id that the query answers',
      { ...changed('update', { email: 'lan.lin@mail.example' }), query_variables: undefined },
      [
        identity('shopify-customer', SHOP, '7001', 'verified', 'data.customer.id'),
        identity('email', '', 'lan.lin@mail.example', 'claimed', 'data.customer.email'),
      ],
      { email: 'lan.lin@mail.example' },
    ],
    ['a query that failed', changed('update', undefined, { data: null, errors: [{ message: 'x' }] }), [id], {}],
  ])('%s', (_name, body, identities, profile) => {
    expect(sent(body.action, body)).toMatchObject({ changes: [{ identities, profile }] });
  });

  test('deleted: housekeeping, unless the connection says otherwise', () => {
    expect(sent('delete', changed('delete'))).toMatchObject({ reason: 'event-not-handled' });
    expect(sent('delete', changed('delete'), { onCustomerDelete: 'erase' })).toEqual({
      outcome: 'changes',
      changes: [{ kind: 'erase', identities: [id] }],
    });
  });
});

describe('what is none', () => {
  test.each([
    ['an event of another topic is ignored', { ...changed('update'), topic: 'Product' }, 'product/update'],
    ['an action that nobody knows is ignored', changed('archive'), 'customer/archive'],
  ])('%s', (_name, body, type) => {
    expect(decodedEvent(delivery(body.topic, body))).toMatchObject({ type, idParts: ['other', expect.any(String)] });
  });

  test.each([
    ['without the id', { ...changed('update'), query_variables: {} }],
    ['whose answer is something else', changed('update', { id: 'gid://shopify/Shop/1' }, { query_variables: {} })],
    ['the id of something else', { ...changed('update'), query_variables: { customerId: 'gid://shopify/Product/1' } }],
  ])('a customer %s is kept', (_name, body) => {
    expect(decode(delivery('Customer', body))).toMatchObject({ reason: 'body-does-not-fit-type' });
  });

  test('a classic body is no event, and an event is no classic body', () => {
    expect(decode(delivery('customers/redact', changed('update')))).toMatchObject({
      events: [{ type: 'customer/update' }],
    });
    const classic = { id: 7001, email: null };
    expect(decode(delivery('customer/update', classic))).toMatchObject({ reason: 'body-does-not-fit-type' });
  });

  test('a payload of which only the reference came is no customer', () => {
    const cut = { topic: 'Customer', action: 'update', handle: 'h' };
    expect(receiver().decode(delivery('Customer', cut).body, delivery('Customer', cut))).toMatchObject({
      reason: 'body-does-not-fit-type',
    });
  });
});
