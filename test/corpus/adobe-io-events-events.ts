import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, COMMERCE, strangers } from './payloads.ts';

const PREFIX = 'com.adobe.commerce.observer.';
const SAVED = 'customer_save_commit_after';
const ORDER = 'sales_order_save_commit_after';

const row = (rule: string, type: string, value: Json, expected: Expected, more: Partial<EventRow> = {}): EventRow => ({
  platform: 'adobe-io-events',
  rule,
  type: PREFIX + type,
  data: { specversion: '1.0', source: COMMERCE, type: PREFIX + type, data: { value } },
  expected,
  ...more,
});

const account = (changes: JsonObject = {}): JsonObject => ({
  id: 7001,
  email: BUYER.email,
  firstname: '岚',
  lastname: '林',
  dob: '1990-02-03',
  ...changes,
});
const billing = (changes: JsonObject = {}): JsonObject => ({
  address_type: 'billing',
  email: BUYER.email,
  telephone: `+86${BUYER.phone}`,
  firstname: '岚',
  lastname: '林',
  ...changes,
});
const shipping: JsonObject = { address_type: 'shipping', email: BUYER.email, telephone: strangers.receiver };
const order = (changes: JsonObject = {}): JsonObject => ({
  entity_id: 9001,
  increment_id: '000009001',
  state: 'new',
  customer_id: 7001,
  customer_is_guest: 0,
  customer_email: BUYER.email,
  customer_firstname: '岚',
  customer_lastname: '林',
  grand_total: 288,
  total_paid: 0,
  addresses: [billing(), shipping],
  ...changes,
});
const guest = (changes: JsonObject = {}) => order({ customer_id: null, customer_is_guest: 1, ...changes });

const id = (field: string, scope = 'tea') => `adobe-commerce-customer@${scope} 7001 verified data.value.${field}`;
const email = (field: string) => `email ${BUYER.email} claimed data.value.${field}`;
const phone = (field: string) => `mobile ${BUYER.phone} claimed data.value.${field}`;
const whole = { name: '林岚', email: BUYER.email, birthday: '1990-02-03' };
const profile = { name: '林岚', email: BUYER.email };
const receiver = 'data.value.addresses[1].telephone: receiver';
const none = { ignored: 'event-without-customer' };
const buyer = [id('customer_id'), email('customer_email'), phone('addresses[0].telephone')];

const accounts: readonly EventRow[] = [
  row('the holder of an account', SAVED, account(), { identities: [id('id'), email('email')], profile: whole }),
  row('as the model names it, in text', SAVED, account({ id: null, entity_id: '7001' }), {
    identities: [id('entity_id'), email('email')],
    profile: whole,
  }),
  row('both ids, and they are one', SAVED, account({ entity_id: '7001' }), {
    identities: [id('id'), email('email')],
    profile: whole,
  }),
  row('both ids, and they are two', SAVED, account({ entity_id: 7002 }), {
    identities: [email('email')],
    discarded: ['data.value.id: ambiguous'],
    profile: whole,
  }),
  row('the merchant chose the id alone', SAVED, { id: 7001 }, { identities: [id('id')] }),
  row(
    'without sites the source is the scope',
    SAVED,
    { id: 7001 },
    { identities: [id('id', COMMERCE)] },
    {
      options: { sites: undefined },
    },
  ),
  row('an installation that the options do not name', SAVED, account(), none, {
    options: { sites: { 'urn:uuid:another': 'coffee' } },
  }),
  row('the address book is of receivers', SAVED, account({ addresses: [{ telephone: strangers.receiver }, {}] }), {
    identities: [id('id'), email('email')],
    discarded: ['data.value.addresses[0].telephone: receiver'],
    profile: whole,
  }),
  row('a masked address', SAVED, account({ email: 'l***@mail.example' }), {
    identities: [id('id')],
    discarded: ['data.value.email: masked'],
    profile: { name: '林岚', birthday: '1990-02-03' },
  }),
  row('a birthday with a time is not understood', SAVED, account({ dob: '1990-02-03 00:00:00' }), {
    identities: [id('id'), email('email')],
    profile,
  }),
  row('what is written nowhere', SAVED, { updated_at: '2026-10-02 08:00:00' }, none),
  row('a value that is no object', SAVED, 'x', none),
  ...['customer_register_success', 'customer_login'].flatMap((type) => [
    row(
      'the customer inside',
      type,
      { customer: account() },
      {
        identities: [id('customer.id'), email('customer.email')],
        profile: whole,
      },
    ),
    row(
      'the customer inside, as the model names it',
      type,
      { customer: { entity_id: 7001 } },
      {
        identities: [id('customer.entity_id')],
      },
    ),
    row('nobody inside', type, account(), none),
  ]),
];

const orders: readonly EventRow[] = [
  row('the buyer, with the phone of the bill', ORDER, order(), { identities: buyer, discarded: [receiver], profile }),
  row('a paid order', ORDER, order({ state: 'processing', total_paid: '288.0000', grand_total: '288.0000' }), {
    identities: buyer,
    discarded: [receiver],
    triggers: ['paid-order'],
    profile,
  }),
  ...(
    [
      ['shipped before it is paid', { state: 'processing', total_paid: 0 }],
      ['paid in part', { state: 'processing', total_paid: 287.99 }],
      ['given back', { state: 'closed', total_paid: 288 }],
      ['cancelled', { state: 'canceled', total_paid: 288 }],
      ['for nothing', { state: 'complete', total_paid: 0, grand_total: 0 }],
      ['whose total was not chosen', { state: 'complete', total_paid: 288, grand_total: null }],
    ] as const
  ).map(([rule, changes]) =>
    row(`no paid order: ${rule}`, ORDER, order(changes), { identities: buyer, discarded: [receiver], profile }),
  ),
  row('a guest', ORDER, guest(), { identities: buyer.slice(1), discarded: [receiver], profile }),
  row('a guest’s customer is nobody', ORDER, guest({ customer_id: 7001, addresses: [] }), {
    identities: [email('customer_email')],
    discarded: ['data.value.customer_id: ambiguous'],
    profile,
  }),
  row('customer 0 is a guest', ORDER, guest({ customer_id: 0, addresses: null }), {
    identities: [email('customer_email')],
    profile,
  }),
  row('the bill as one object', ORDER, order({ addresses: null, billing_address: billing() }), {
    identities: [id('customer_id'), email('customer_email'), phone('billing_address.telephone')],
    profile,
  }),
  row('the bill in both forms', ORDER, order({ billing_address: billing() }), {
    identities: [id('customer_id'), email('customer_email'), phone('billing_address.telephone')],
    discarded: [receiver],
    profile,
  }),
  row(
    'a bill in another’s name',
    ORDER,
    order({ addresses: [billing({ lastname: '钱', telephone: strangers.payer })] }),
    {
      identities: [id('customer_id'), email('customer_email')],
      discarded: ['data.value.addresses[0].telephone: receiver'],
      profile,
    },
  ),
  row(
    'two bills',
    ORDER,
    order({ addresses: [billing({ telephone: strangers.payer }), billing({ telephone: strangers.neighbour })] }),
    {
      identities: [id('customer_id'), email('customer_email')],
      discarded: ['data.value.addresses[0].telephone: receiver', 'data.value.addresses[1].telephone: receiver'],
      profile,
    },
  ),
  row(
    'the parcel goes to the buyer',
    ORDER,
    order({ addresses: [billing(), { ...shipping, telephone: BUYER.phone }] }),
    {
      identities: buyer,
      profile,
    },
  ),
  row('a masked phone', ORDER, order({ addresses: [billing({ telephone: '154****1357' })] }), {
    identities: buyer.slice(0, 2),
    discarded: ['data.value.addresses[0].telephone: masked'],
    profile,
  }),
  row('a national number without a region', ORDER, order({ addresses: [billing({ telephone: '0151 40312575' })] }), {
    identities: buyer.slice(0, 2),
    discarded: ['data.value.addresses[0].telephone: malformed'],
    profile,
  }),
  row(
    'a national number in the region of the connection',
    ORDER,
    order({ addresses: [billing({ telephone: '0151 40312575' })] }),
    {
      identities: [...buyer.slice(0, 2), 'mobile +4915140312575 claimed data.value.addresses[0].telephone'],
      profile,
    },
    { region: 'DE' },
  ),
  row('a save of one field', ORDER, { ext_order_id: '' }, none),
];

const others: readonly EventRow[] = [
  row('an account deleted in the admin', 'customer_delete_commit_after', account(), { ignored: 'event-not-handled' }),
  row(
    'an account deleted, and that counts',
    'customer_delete_commit_after',
    account(),
    { erase: [id('id')] },
    {
      options: { onCustomerDelete: 'erase' },
    },
  ),
  row(
    'a deletion that names an address alone',
    'customer_delete_commit_after',
    { email: BUYER.email },
    { ignored: 'needs-an-operator' },
    {
      options: { onCustomerDelete: 'erase' },
    },
  ),
  ...['customer_save_after', 'sales_order_save_after', 'catalog_product_save_commit_after'].map((type) =>
    row('not used', type, account(), { ignored: 'event-not-handled' }),
  ),
];

export const adobeIoEventsEvents: readonly EventRow[] = [...accounts, ...orders, ...others];
