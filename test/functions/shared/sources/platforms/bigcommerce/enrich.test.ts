import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { bigcommerceEnrichment } from '../../../../../../functions/shared/sources/platforms/bigcommerce/enrich.ts';
import { bigcommerceIdentity } from '../../../../../../functions/shared/sources/platforms/bigcommerce/identify.ts';

const SETTINGS = { storeHash: 'abcde12345' };
const TIME = '2026-03-01T04:00:00Z';

function configured<T>(checked: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!checked.ok) throw new Error('not configured');
  return checked.value;
}
const enricher = configured(bigcommerceEnrichment.configure(SETTINGS, { region: 'CN' }));
const identify = configured(bigcommerceIdentity.configure(SETTINGS));

const thin = (scope: string, data: JsonObject = { type: 'customer', id: 27_004_001 }): Envelope => ({
  specversion: '1.0',
  id: 'e1',
  source: '/bigcommerce/bigcommerce-demo',
  type: scope,
  time: TIME,
  datacontenttype: 'application/json',
  data: { scope, producer: 'stores/abcde12345', data },
  connection: 'bigcommerce-demo',
  receivedtime: '2026-03-01T04:00:01Z',
});
const order = (data: JsonObject = { type: 'order', id: 33_004_001 }) => thin('store/order/created', data);
const lookUps = (event: Envelope) => enricher.lookUps(event, identify(event), { platformOf: () => undefined });

describe('what is asked', () => {
  test.each([
    ['a customer', thin('store/customer/updated')],
    [
      'the owner of an address',
      thin('store/customer/address/updated', { id: 9, address: { customer_id: 27_004_001 } }),
    ],
  ])('of %s: the record of the customer, no older than the event', (_name, event) => {
    expect(lookUps(event)).toEqual([
      {
        api: 'v3/customers',
        account: 'https://api.bigcommerce.com abcde12345',
        request: { method: 'GET', path: '/stores/abcde12345/v3/customers', query: { 'id:in': '27004001' } },
        gives: [],
        newerThan: Date.parse(TIME) + 999,
      },
    ]);
  });

  test('of an order: its record', () => {
    expect(lookUps(order())).toMatchObject([
      { api: 'v2/orders', request: { method: 'GET', path: '/stores/abcde12345/v2/orders/33004001' } },
    ]);
  });

  test.each([
    ['a deletion', thin('store/customer/deleted')],
    ['a scope that is not handled', thin('store/cart/created')],
    ['an order whose id is no number', order({ type: 'order', id: '../customers' })],
  ])('nothing of %s', (_name, event) => expect(lookUps(event)).toEqual([]));

  test('nothing of a customer who is to be forgotten', () => {
    const erasing = configured(bigcommerceIdentity.configure({ ...SETTINGS, onCustomerDelete: 'erase' }));
    const event = thin('store/customer/deleted');
    expect(erasing(event)).toMatchObject({ changes: [{ kind: 'erase' }] });
    expect(enricher.lookUps(event, erasing(event), { platformOf: () => undefined })).toEqual([]);
  });

  test('nothing where the store is not named', () => {
    const without = configured(bigcommerceEnrichment.configure({}));
    expect(without.unable).toContain('options.storeHash');
    expect(without.lookUps(order(), identify(order()), { platformOf: () => undefined })).toEqual([]);
  });
});

const read = (event: Envelope, answer: JsonObject) => {
  const [lookUp] = lookUps(event);
  if (!lookUp) throw new Error('nothing to ask');
  return enricher.read(identify(event), { event, lookUp, answer, idScope: 'abcde12345' });
};
const CUSTOMER = {
  id: 27_004_001,
  email: 'Han.Mei@mail.test',
  phone: '159 3100 0061',
  first_name: '梅',
  last_name: '韩',
};
const ORDER = {
  id: 33_004_001,
  customer_id: 27_004_001,
  billing_address: { first_name: 'Mei', last_name: 'Han', email: 'mei@mail.test', phone: '15931000061', city: '大理' },
};

describe('what the record of a customer says', () => {
  test('typed contacts, claimed, behind the id that the event has; and a name', () => {
    expect(read(thin('store/customer/updated'), { data: [CUSTOMER] })).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [
            {
              kind: 'bigcommerce-customer',
              scope: 'abcde12345',
              value: '27004001',
              evidence: { grade: 'verified', field: 'data.id' },
            },
            {
              kind: 'email',
              scope: '',
              value: 'han.mei@mail.test',
              evidence: { grade: 'claimed', field: 'v3/customers#email' },
            },
            {
              kind: 'mobile',
              scope: '',
              value: '15931000061',
              evidence: { grade: 'claimed', field: 'v3/customers#phone' },
            },
          ],
          profile: { name: '韩梅', email: 'han.mei@mail.test' },
          triggers: [],
          act: { kind: 'record' },
          nameFrom: 'account',
        },
      ],
    });
  });

  test('since when there is the account, which an update does not say itself', () => {
    const date_created = '2026-01-05T01:30:00Z';
    for (const scope of ['store/customer/updated', 'store/customer/address/updated', 'store/customer/created']) {
      const event = thin(
        scope,
        scope.includes('address') ? { id: 9, address: { customer_id: 27_004_001 } } : undefined,
      );
      expect(read(event, { data: [{ ...CUSTOMER, date_created }] })).toMatchObject({
        changes: [{ act: { kind: 'record', created: date_created } }],
      });
    }
    const created = thin('store/customer/created');
    const event = { ...created, data: { ...(created.data as JsonObject), created_at: 1_767_576_600 } };
    expect(read(event, { data: [CUSTOMER] })).toMatchObject({
      changes: [{ act: { kind: 'record', created: '2026-01-05T01:30:00.000Z' } }],
    });
  });

  test.each([
    ['an empty list', []],
    ['another customer', [{ ...CUSTOMER, id: 27_004_002 }]],
    ['no object', ['x']],
  ])('%s adds nothing', (_name, data) => {
    const event = thin('store/customer/updated');
    expect(read(event, { data })).toEqual(identify(event));
  });

  test('a masked phone is refused under the name of the API', () => {
    expect(read(thin('store/customer/updated'), { data: [{ ...CUSTOMER, phone: '159****0061' }] })).toMatchObject({
      changes: [{ discarded: [{ kind: 'mobile', field: 'v3/customers#phone', reason: 'masked' }] }],
    });
  });
});

describe('what the record of an order says', () => {
  test('who ordered, and what they typed', () => {
    expect(read(order(), ORDER)).toMatchObject({
      outcome: 'changes',
      changes: [
        {
          identities: [
            { kind: 'bigcommerce-customer', value: '27004001', evidence: { field: 'v2/orders#customer_id' } },
            { kind: 'email', value: 'mei@mail.test', evidence: { grade: 'claimed' } },
            { kind: 'mobile', value: '15931000061', evidence: { grade: 'claimed' } },
          ],
          profile: { name: 'Mei Han', city: '大理', email: 'mei@mail.test' },
          triggers: [],
        },
      ],
    });
  });

  test.each([
    ['as the API writes it', 'Mon, 05 Jan 2026 01:30:00 +0000', { kind: 'order', created: '2026-01-05T01:30:00.000Z' }],
    ['with an offset', 'Mon, 05 Jan 2026 09:30:00 +0800', { kind: 'order', created: '2026-01-05T01:30:00.000Z' }],
    ['with one digit', 'Mon, 5 Jan 2026 01:30:00 +0000', { kind: 'order', created: '2026-01-05T01:30:00.000Z' }],
    ['not at all', '', { kind: 'record' }],
    ['in words', 'yesterday', { kind: 'record' }],
    ['a day that there is not', 'Mon, 99 Jan 2026 01:30:00 +0000', { kind: 'record' }],
  ])('when it was placed: %s', (_name, date_created, act) => {
    expect(read(order(), { ...ORDER, date_created })).toMatchObject({ changes: [{ act, nameFrom: 'beside-contact' }] });
  });

  test('a guest has no id', () => {
    expect(read(order(), { ...ORDER, customer_id: 0 })).toMatchObject({
      changes: [{ identities: [{ kind: 'email' }, { kind: 'mobile' }] }],
    });
  });

  test('an order of nobody stays one', () => {
    expect(read(order(), { id: 33_004_001, customer_id: 0 })).toMatchObject({
      outcome: 'ignored',
      reason: 'event-without-customer',
    });
  });

  test('another order is not believed', () => {
    expect(read(order(), { ...ORDER, id: 33_004_002 })).toEqual(identify(order()));
  });
});
