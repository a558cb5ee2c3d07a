import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { emailTraps, phoneTraps } from './traps.ts';

const row = (rule: string, type: string, data: Json, expected: Expected, more: Partial<EventRow> = {}): EventRow => ({
  platform: 'woocommerce',
  rule,
  type,
  data,
  expected,
  ...more,
});
const billing = (changes: JsonObject = {}): JsonObject => ({
  first_name: '岚',
  last_name: '林',
  email: BUYER.email,
  phone: BUYER.phone,
  ...changes,
});
const customer = (changes: JsonObject = {}): JsonObject => ({
  id: 26,
  email: BUYER.email,
  username: 'lan',
  first_name: '岚',
  last_name: '林',
  billing: billing(),
  shipping: { phone: strangers.receiver },
  ...changes,
});
const order = (changes: JsonObject = {}): JsonObject => ({
  id: 912,
  status: 'pending',
  customer_id: 26,
  customer_ip_address: '192.0.2.17',
  date_paid_gmt: null,
  billing: billing(),
  shipping: { phone: strangers.receiver },
  line_items: [],
  ...changes,
});
const id = (field: string, scope = 'corpus') => `woocommerce-customer@${scope} 26 verified ${field}`;
const own = [id('id'), `email ${BUYER.email} claimed email`, `mobile ${BUYER.phone} claimed billing.phone`];
const buyer = [id('customer_id'), `email ${BUYER.email} claimed billing.email`, own[2] ?? ''];
const profile = { name: '林岚', email: BUYER.email };
const discarded = ['shipping.phone: receiver'];

export const woocommerceEvents: readonly EventRow[] = [
  ...['customer.created', 'customer.updated'].map((type) =>
    row('a customer', type, customer(), { identities: own, discarded, profile }),
  ),
  row(
    'the site of the options is the scope',
    'customer.updated',
    customer(),
    { identities: [id('id', 'https://tea.example'), ...own.slice(1)], discarded, profile },
    { options: { site: 'https://tea.example' } },
  ),
  row('another address for bills', 'customer.updated', customer({ billing: billing({ email: strangers.boss }) }), {
    identities: own,
    discarded: ['billing.email: receiver', ...discarded],
    profile,
  }),
  row('an account without an address', 'customer.updated', customer({ email: '' }), {
    identities: buyer.map((each) => each.replace('customer_id', 'id')),
    discarded,
    profile,
  }),
  row('where the customer lives', 'customer.updated', customer({ billing: billing({ city: '杭州', state: '浙江' }) }), {
    identities: own,
    discarded,
    profile: { ...profile, city: '杭州', province: '浙江' },
  }),
  row('a name as WordPress keeps it', 'customer.updated', customer({ first_name: 'Conan', last_name: 'O&#039;Neil' }), {
    identities: own,
    discarded,
    profile: { ...profile, name: "Conan O'Neil" },
  }),
  row('the receiver is the buyer', 'customer.updated', customer({ shipping: { phone: '+86 154-2468-1357' } }), {
    identities: own,
    profile,
  }),
  ...['order.created', 'order.updated', 'order.restored'].map((type) =>
    row('a buyer and a receiver', type, order(), { identities: buyer, discarded, profile }),
  ),
  row('paid', 'order.updated', order({ date_paid_gmt: '2026-10-02T08:00:00' }), {
    identities: buyer,
    discarded,
    triggers: ['paid-order'],
    profile,
  }),
  ...[null, '', false].map((time) =>
    row(`not paid: ${JSON.stringify(time)}`, 'order.updated', order({ date_paid_gmt: time, date_paid: time }), {
      identities: buyer,
      discarded,
      profile,
    }),
  ),
  row('paid, as the REST API v1 says it', 'order.updated', order({ date_paid: '2026-10-02T16:00:00' }), {
    identities: buyer,
    discarded,
    triggers: ['paid-order'],
    profile,
  }),
  row('a guest is user 0', 'order.created', order({ customer_id: 0, shipping: null }), {
    identities: buyer.slice(1),
    profile,
  }),
  row(
    'a national phone in the region',
    'order.created',
    order({ billing: billing({ phone: '06 12 34 56 78' }), shipping: null }),
    { identities: [...buyer.slice(0, 2), 'mobile +33612345678 claimed billing.phone'], profile },
    { region: 'FR' },
  ),
  row(
    'a national phone without a region',
    'order.created',
    order({ billing: billing({ phone: '555 0100' }), shipping: null }),
    { identities: buyer.slice(0, 2), discarded: ['billing.phone: malformed'], profile },
  ),
  row('nobody at all', 'order.created', order({ customer_id: 0, billing: {}, shipping: {} }), {
    ignored: 'event-without-customer',
  }),
  row('a deletion is a bare id, as a product’s is', 'customer.deleted', { id: 26 }, { ignored: 'event-not-handled' }),
  row('a body that is none', 'order.created', 'text', { ignored: 'event-without-customer' }),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, 'order.created', order({ billing: billing({ phone: value }), shipping: null }), {
      identities: buyer.slice(0, 2),
      discarded: [`billing.phone: ${reason}`],
      profile,
    }),
  ),
  ...emailTraps.map(([rule, value, reason]) =>
    row(`an email that is ${rule}`, 'order.created', order({ billing: billing({ email: value }), shipping: null }), {
      identities: [buyer[0] ?? '', buyer[2] ?? ''],
      discarded: [`billing.email: ${reason}`],
      profile: { name: '林岚' },
    }),
  ),
];
