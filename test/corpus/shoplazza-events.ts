import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { emailTraps, phoneTraps } from './traps.ts';

const ID = '5a0a1ad5-8e0c-4b0e-9d3c-0d2f5bb10a44';
const row = (rule: string, type: string, data: Json, expected: Expected, more: Partial<EventRow> = {}): EventRow => ({
  platform: 'shoplazza',
  rule,
  type,
  data,
  expected,
  ...more,
});
const customer = (changes: JsonObject = {}): JsonObject => ({
  id: ID,
  email: BUYER.email,
  phone: `+86 ${BUYER.phone}`,
  first_name: '岚',
  last_name: '林',
  updated_at: '2026-10-02T08:00:00Z',
  ...changes,
});
const order = (changes: JsonObject = {}): JsonObject => ({
  id: 'o-1',
  financial_status: 'waiting',
  customer: customer(),
  line_items: [],
  shipping_address: { phone: strangers.receiver },
  billing_address: { phone: strangers.payer, email: strangers.boss },
  ...changes,
});
const known = (at: '' | 'customer.', scope = 'corpus') => [
  `shoplazza-customer@${scope} ${ID} verified ${at}id`,
  `email ${BUYER.email} claimed ${at}email`,
  `mobile ${BUYER.phone} claimed ${at}phone`,
];
const profile = { name: '林岚', email: BUYER.email };
const others = [
  'shipping_address.phone: receiver',
  'billing_address.phone: receiver',
  'billing_address.email: receiver',
];

export const shoplazzaEvents: readonly EventRow[] = [
  ...['customers/create', 'customers/update'].map((type) =>
    row('a customer', type, customer(), { identities: known(''), profile }),
  ),
  row(
    'the shop of the options is the scope',
    'customers/update',
    customer(),
    { identities: known('', 'tea.myshoplaza.com'), profile },
    { options: { shop: 'tea.myshoplaza.com' } },
  ),
  row(
    'withheld data overwrite nothing',
    'customers/update',
    { id: ID, email: null, phone: '', first_name: null },
    { identities: known('').slice(0, 1) },
  ),
  row(
    'the address book is whoever’s takes the parcel',
    'customers/update',
    customer({ addresses: [{ phone: BUYER.phone }, { phone: strangers.neighbour, email: strangers.boss }] }),
    {
      identities: known(''),
      discarded: ['addresses[1].phone: receiver', 'addresses[1].email: receiver'],
      profile,
    },
  ),
  row(
    'a phone without a country code, in the region',
    'customers/update',
    customer({ phone: '06 12 34 56 78' }),
    { identities: [...known('').slice(0, 2), 'mobile +33612345678 claimed phone'], profile },
    { region: 'FR' },
  ),
  ...['orders/create', 'orders/update', 'orders/cancelled'].map((type) =>
    row('a buyer, a receiver and a payer', type, order(), {
      identities: known('customer.'),
      discarded: others,
      profile,
    }),
  ),
  row('paid', 'orders/paid', order({ financial_status: 'paid' }), {
    identities: known('customer.'),
    discarded: others,
    triggers: ['paid-order'],
    profile,
  }),
  row('a guest is not the receiver', 'orders/create', order({ customer: null }), {
    ignored: 'event-without-customer',
    discarded: others,
  }),
  row('a topic that is not used', 'products/update', { id: 'p' }, { ignored: 'event-not-handled' }),
  row('a body that is none', 'orders/paid', 'text', { ignored: 'event-without-customer' }),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, 'customers/update', customer({ phone: value }), {
      identities: known('').slice(0, 2),
      discarded: [`phone: ${reason}`],
      profile,
    }),
  ),
  ...emailTraps.map(([rule, value, reason]) =>
    row(
      `an email that is ${rule}`,
      'orders/create',
      order({ customer: customer({ email: value }), shipping_address: null, billing_address: null }),
      {
        identities: [known('customer.')[0] ?? '', known('customer.')[2] ?? ''],
        discarded: [`customer.email: ${reason}`],
        profile: { name: '林岚' },
      },
    ),
  ),
];
