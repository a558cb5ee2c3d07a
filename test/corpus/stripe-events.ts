import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { emailTraps, phoneTraps } from './traps.ts';

const row = (rule: string, type: string, object: Json, expected: Expected, more: Partial<EventRow> = {}): EventRow => ({
  platform: 'stripe',
  rule,
  type,
  data: { id: 'evt_1', object: 'event', livemode: true, created: 1_790_000_000, type, data: { object } },
  expected,
  ...more,
});
const customer = (changes: JsonObject = {}): JsonObject => ({
  id: 'cus_Lan',
  object: 'customer',
  email: BUYER.email,
  phone: `+86${BUYER.phone}`,
  name: '林岚',
  shipping: { name: '代收', phone: `+86${strangers.receiver}` },
  ...changes,
});
const session = (changes: JsonObject = {}): JsonObject => ({
  id: 'cs_1',
  object: 'checkout.session',
  customer: 'cus_Lan',
  customer_details: { email: BUYER.email, phone: `+86${BUYER.phone}`, name: '林岚' },
  payment_status: 'unpaid',
  ...changes,
});
const payment = (object: string, changes: JsonObject = {}): JsonObject => ({
  id: 'py_1',
  object,
  customer: 'cus_Lan',
  status: 'succeeded',
  billing_details: { email: BUYER.email, phone: null, name: '林岚' },
  receipt_email: BUYER.email,
  ...changes,
});
const known = (at: string, id: string) => [
  `stripe-customer@corpus cus_Lan verified data.object.${id}`,
  `email ${BUYER.email} claimed data.object.${at}email`,
  `mobile ${BUYER.phone} claimed data.object.${at}phone`,
];
const own = known('', 'id');
const visitor = known('customer_details.', 'customer');
const payer = known('billing_details.', 'customer').slice(0, 2);
const profile = { name: '林岚', email: BUYER.email };
const receiver = ['data.object.shipping.phone: receiver'];

export const stripeEvents: readonly EventRow[] = [
  ...['customer.created', 'customer.updated'].map((type) =>
    row('a customer', type, customer(), { identities: own, discarded: receiver, profile }),
  ),
  row(
    'the account of the options is the scope',
    'customer.updated',
    customer({ email: null, phone: null, shipping: null }),
    { identities: ['stripe-customer@acct_1 cus_Lan verified data.object.id'], profile: { name: '林岚' } },
    { options: { account: 'acct_1' } },
  ),
  row('a language', 'customer.updated', customer({ shipping: null, preferred_locales: ['zh-CN', 'en'] }), {
    identities: own,
    profile: { ...profile, language: 'zh-CN' },
  }),
  {
    ...row('what the customer had before', 'customer.updated', customer({ shipping: null }), {
      identities: own,
      profile,
      released: [`email ${strangers.boss} claimed data.previous_attributes.email`],
    }),
    data: {
      object: 'event',
      livemode: true,
      type: 'customer.updated',
      data: {
        object: customer({ shipping: null }),
        // The phone was written anew, and is the same.
        previous_attributes: { email: strangers.boss, phone: BUYER.phone, name: '林' },
      },
    },
  },
  {
    ...row(
      'a released phone is read in the country of the address of before',
      'customer.updated',
      {},
      { identities: own, released: ['mobile +13474072199 claimed data.previous_attributes.phone'], profile },
    ),
    data: {
      object: 'event',
      livemode: true,
      type: 'customer.updated',
      data: {
        object: customer({ shipping: null, address: { country: 'CN', city: '杭州' } }),
        previous_attributes: { phone: '13474072199', address: { country: 'US', city: 'Tea' } },
      },
    },
  },
  row('a deletion is housekeeping', 'customer.deleted', customer(), { ignored: 'event-not-handled' }),
  row(
    'a deletion that erases',
    'customer.deleted',
    customer(),
    { erase: own },
    { options: { onCustomerDelete: 'erase' } },
  ),
  row('a check-out that is not paid yet', 'checkout.session.completed', session(), { identities: visitor, profile }),
  row('a paid check-out', 'checkout.session.completed', session({ payment_status: 'paid', locale: 'zh' }), {
    identities: visitor,
    triggers: ['paid-order'],
    profile: { ...profile, language: 'zh' },
  }),
  row(
    'a check-out whose payment has arrived later',
    'checkout.session.async_payment_succeeded',
    session({ payment_status: 'paid' }),
    { identities: visitor, triggers: ['paid-order'], profile },
  ),
  row('a guest at the check-out', 'checkout.session.completed', session({ customer: null }), {
    identities: visitor.slice(1),
    profile,
  }),
  row(
    'whoever receives the parcel',
    'checkout.session.completed',
    session({ shipping_details: { phone: strangers.receiver } }),
    { identities: visitor, discarded: ['data.object.shipping_details.phone: receiver'], profile },
  ),
  row('a charge', 'charge.succeeded', payment('charge'), { identities: payer, triggers: ['paid-order'], profile }),
  row(
    'a receipt that goes to somebody else',
    'charge.succeeded',
    payment('charge', { receipt_email: strangers.boss }),
    { identities: payer, discarded: ['data.object.receipt_email: receiver'], triggers: ['paid-order'], profile },
  ),
  row(
    'a payment known by its receipt alone',
    'payment_intent.succeeded',
    payment('payment_intent', { billing_details: null }),
    {
      identities: [payer[0] ?? '', `email ${BUYER.email} claimed data.object.receipt_email`],
      triggers: ['paid-order'],
      profile: { email: BUYER.email },
    },
  ),
  row(
    'a payment of nobody',
    'charge.succeeded',
    payment('charge', { customer: null, billing_details: null, receipt_email: null }),
    { ignored: 'event-without-customer' },
  ),
  row(
    'a payment with a phone',
    'charge.succeeded',
    payment('charge', { billing_details: { phone: BUYER.phone }, receipt_email: null }),
    {
      identities: [payer[0] ?? '', `mobile ${BUYER.phone} claimed data.object.billing_details.phone`],
      triggers: ['paid-order'],
    },
  ),
  row('a type that is not used', 'invoice.paid', { object: 'invoice' }, { ignored: 'event-not-handled' }),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, 'customer.updated', customer({ phone: value, shipping: null }), {
      identities: own.slice(0, 2),
      discarded: [`data.object.phone: ${reason}`],
      profile,
    }),
  ),
  ...emailTraps.map(([rule, value, reason]) =>
    row(`an email that is ${rule}`, 'customer.updated', customer({ email: value, shipping: null }), {
      identities: [own[0] ?? '', own[2] ?? ''],
      discarded: [`data.object.email: ${reason}`],
      profile: { name: '林岚' },
    }),
  ),
];
