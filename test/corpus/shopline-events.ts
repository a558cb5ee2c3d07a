import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { emailTraps, phoneTraps } from './traps.ts';

const row = (rule: string, type: string, data: Json, expected: Expected, more: Partial<EventRow> = {}): EventRow => ({
  platform: 'shopline',
  rule,
  type,
  data,
  expected,
  ...more,
});
const contacts: JsonObject = { id: '4201057495', email: BUYER.email, phone: `0086${BUYER.phone}` };
const customer = (changes: JsonObject = {}): JsonObject => ({
  ...contacts,
  first_name: '岚',
  last_name: '林',
  created_at: '2026-10-02T16:00:00+08:00',
  addresses: [],
  ...changes,
});
const order = (changes: JsonObject = {}): JsonObject => ({
  id: '21057',
  financial_status: 'unpaid',
  customer: { ...contacts, first_name: '岚', last_name: '林' },
  line_items: [],
  shipping_address: { phone: `0086${strangers.receiver}`, email: strangers.boss },
  billing_address: { phone: BUYER.phone },
  ...changes,
});
const redact = (person: Json): JsonObject => ({
  customer: person,
  orders_to_redact: ['#1'],
  shop_domain: 'tea.myshopline.com',
  shop_id: '16',
});
const known = (at: '' | 'customer.') => [
  `shopline-customer@corpus 4201057495 verified ${at}id`,
  `email ${BUYER.email} claimed ${at}email`,
  `mobile ${BUYER.phone} claimed ${at}phone`,
];
const profile = { name: '林岚', email: BUYER.email };
const others = ['shipping_address.phone: receiver', 'shipping_address.email: receiver'];
const erasing = { options: { onCustomerDelete: 'erase' } };

export const shoplineEvents: readonly EventRow[] = [
  ...['customers/create', 'customers/update'].map((type) =>
    row('a customer', type, customer(), { identities: known(''), profile }),
  ),
  row(
    'nickname, birthday and the usual address',
    'customers/update',
    customer({
      nick_name: '小岚',
      birthday: '19970203',
      addresses: [{ city: '上海' }, { default: true, province: '浙江', city: '杭州' }],
    }),
    {
      identities: known(''),
      profile: { ...profile, nickName: '小岚', birthday: '1997-02-03', province: '浙江', city: '杭州' },
    },
  ),
  row('a birthday that is none', 'customers/update', customer({ birthday: '19970230' }), {
    identities: known(''),
    profile,
  }),
  row('a foreign phone behind 00', 'customers/update', customer({ phone: '0033612345678' }), {
    identities: [...known('').slice(0, 2), 'mobile +33612345678 claimed phone'],
    profile,
  }),
  row('the Facebook log-in is no identity', 'customers/update', customer({ asid: '10158000000000001' }), {
    identities: known(''),
    profile,
  }),
  row(
    'the address book is whoever’s takes the parcel',
    'customers/update',
    customer({ addresses: [{ phone: `0086${BUYER.phone}` }, { phone: strangers.neighbour }] }),
    { identities: known(''), discarded: ['addresses[1].phone: receiver'], profile },
  ),
  row('a deletion is housekeeping', 'customers/delete', contacts, { ignored: 'event-not-handled' }),
  row('a deletion that erases', 'customers/delete', contacts, { erase: known('') }, erasing),
  row(
    'a deletion of nobody',
    'customers/delete',
    { id: '', email: 'l***n@mail.example' },
    { ignored: 'needs-an-operator', discarded: ['email: masked'] },
    erasing,
  ),
  row('a redaction by everything', 'customers/redact', redact(contacts), { erase: known('customer.') }),
  row('a redaction by the email alone', 'customers/redact', redact({ email: BUYER.email }), {
    erase: known('customer.').slice(1, 2),
  }),
  row('a redaction of nobody', 'customers/redact', redact({ id: null }), { ignored: 'needs-an-operator' }),
  ...['orders/create', 'orders/updated', 'orders/edited', 'orders/partially_fulfilled'].map((type) =>
    row('a buyer and a receiver', type, order(), { identities: known('customer.'), discarded: others, profile }),
  ),
  row('paid, in a language', 'orders/paid', order({ financial_status: 'paid', customer_locale: 'zh-hans-cn' }), {
    identities: known('customer.'),
    discarded: others,
    triggers: ['paid-order'],
    profile: { ...profile, language: 'zh-Hans-CN' },
  }),
  row('a guest is not the receiver', 'orders/create', order({ customer: null, billing_address: null }), {
    ignored: 'event-without-customer',
    discarded: others,
  }),
  row('a log-in by a uid that nobody documents', 'customers/action', { uid: '42' }, { ignored: 'event-not-handled' }),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, 'customers/update', customer({ phone: value }), {
      identities: known('').slice(0, 2),
      discarded: [`phone: ${reason}`],
      profile,
    }),
  ),
  ...emailTraps.map(([rule, value, reason]) =>
    row(`an email that is ${rule}`, 'customers/create', customer({ email: value }), {
      identities: [known('')[0] ?? '', known('')[2] ?? ''],
      discarded: [`email: ${reason}`],
      profile: { name: '林岚' },
    }),
  ),
];
