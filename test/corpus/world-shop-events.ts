import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected, Platform } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { emailTraps, phoneTraps } from './traps.ts';

const rows =
  (platform: Platform) =>
  (rule: string, type: string, data: Json, expected: Expected, more: Partial<EventRow> = {}): EventRow => ({
    platform,
    rule,
    type,
    data,
    expected,
    ...more,
  });
const phone = `+86 ${BUYER.phone}`;
const none = { ignored: 'event-without-customer' };

const woo = rows('woocommerce');
const wooOrder = (changes: JsonObject = {}, billing: JsonObject = {}): JsonObject => ({
  id: 912,
  customer_id: 26,
  line_items: [],
  date_paid_gmt: null,
  billing: { first_name: '岚', last_name: '林', email: BUYER.email, phone, ...billing },
  shipping: { phone: strangers.receiver },
  ...changes,
});
const wooBuyer = [
  'woocommerce-customer@corpus 26 verified customer_id',
  `email ${BUYER.email} claimed billing.email`,
  `mobile ${BUYER.phone} claimed billing.phone`,
];
const receiver = ['shipping.phone: receiver'];
const profile = { name: '林岚', email: BUYER.email };

const woocommerce: readonly EventRow[] = [
  ...['order.created', 'order.updated', 'order.restored'].map((type) =>
    woo('an order', type, wooOrder(), { identities: wooBuyer, refusals: receiver, profile }),
  ),
  woo('a paid order', 'order.updated', wooOrder({ date_paid_gmt: '2026-10-02T08:00:00' }), {
    identities: wooBuyer,
    refusals: receiver,
    profile,
    moments: ['paid-order'],
  }),
  woo('a guest has no user', 'order.created', wooOrder({ customer_id: 0 }), {
    identities: wooBuyer.slice(1),
    refusals: receiver,
    profile,
  }),
  woo(
    'the site of the options is the scope',
    'order.created',
    wooOrder(),
    {
      identities: ['woocommerce-customer@https://tea.example 26 verified customer_id', ...wooBuyer.slice(1)],
      refusals: receiver,
      profile,
    },
    { options: { site: 'https://tea.example' } },
  ),
  woo(
    'a customer',
    'customer.updated',
    {
      id: 26,
      username: 'lan',
      email: BUYER.email,
      first_name: '岚',
      last_name: '林',
      billing: { phone, city: '杭州' },
    },
    {
      identities: [
        'woocommerce-customer@corpus 26 verified id',
        `email ${BUYER.email} claimed email`,
        `mobile ${BUYER.phone} claimed billing.phone`,
      ],
      profile: { ...profile, city: '杭州' },
    },
  ),
  woo(
    'a customer whose address is on the bill alone',
    'customer.created',
    { id: 26, username: 'lan', email: '', billing: { email: BUYER.email } },
    {
      identities: ['woocommerce-customer@corpus 26 verified id', `email ${BUYER.email} claimed billing.email`],
      profile: { email: BUYER.email },
    },
  ),
  ...phoneTraps.map(([name, value, reason]) =>
    woo(`a phone that is ${name}`, 'order.created', wooOrder({}, { phone: value }), {
      identities: wooBuyer.slice(0, 2),
      refusals: [`billing.phone: ${reason}`, ...receiver],
      profile,
    }),
  ),
  ...emailTraps.map(([name, value, reason]) =>
    woo(`an address that is ${name}`, 'order.created', wooOrder({}, { email: value }), {
      identities: [wooBuyer[0] ?? '', wooBuyer[2] ?? ''],
      refusals: [`billing.email: ${reason}`, ...receiver],
      profile: { name: '林岚' },
    }),
  ),
];

const big = rows('bigcommerce');
const thin = (id: number, more: JsonObject = {}): JsonObject => ({
  producer: 'stores/abcde12345',
  data: { id, ...more },
});
const bigcommerce: readonly EventRow[] = [
  ...['store/customer/created', 'store/customer/updated'].map((type) =>
    big('the id alone', type, thin(32), { identities: ['bigcommerce-customer@corpus 32 verified data.id'] }),
  ),
  big('an address names its customer', 'store/customer/address/updated', thin(7, { address: { customer_id: 32 } }), {
    identities: ['bigcommerce-customer@corpus 32 verified data.address.customer_id'],
  }),
  big('a deletion in the control panel', 'store/customer/deleted', thin(32), { ignored: 'event-not-handled' }),
  big(
    'a deletion that counts as a wish',
    'store/customer/deleted',
    thin(32),
    { erase: ['bigcommerce-customer@corpus 32 verified data.id'] },
    { options: { onCustomerDelete: 'erase' } },
  ),
  ...['store/order/created', 'store/order/updated', 'store/order/statusUpdated'].map((type) =>
    big('an order says nothing of who ordered', type, thin(250), none),
  ),
];

const stripeRow = rows('stripe');
const resource = (object: string, fields: JsonObject): JsonObject => ({
  id: 'evt_corpus',
  object: 'event',
  livemode: true,
  data: { object: { object, ...fields } },
});
const stripeCustomer = {
  id: 'cus_Corpus1',
  name: '林岚',
  email: BUYER.email,
  phone,
  shipping: { phone: strangers.receiver },
};
const stripeIds = [
  'stripe-customer@corpus cus_Corpus1 verified data.object.id',
  `email ${BUYER.email} claimed data.object.email`,
  `mobile ${BUYER.phone} claimed data.object.phone`,
];
const atShipping = ['data.object.shipping.phone: receiver'];
const stripe: readonly EventRow[] = [
  ...['customer.created', 'customer.updated'].map((type) =>
    stripeRow('a customer', type, resource('customer', stripeCustomer), {
      identities: stripeIds,
      refusals: atShipping,
      profile,
    }),
  ),
  stripeRow(
    'withheld data overwrite nothing',
    'customer.updated',
    resource('customer', { id: 'cus_Corpus1', email: null }),
    {
      identities: stripeIds.slice(0, 1),
    },
  ),
  stripeRow('a deletion in the dashboard', 'customer.deleted', resource('customer', stripeCustomer), {
    ignored: 'event-not-handled',
  }),
  stripeRow(
    'a paid check-out',
    'checkout.session.completed',
    resource('checkout.session', {
      customer: 'cus_Corpus1',
      payment_status: 'paid',
      customer_details: { email: BUYER.email, phone, name: '林岚' },
    }),
    {
      identities: [
        'stripe-customer@corpus cus_Corpus1 verified data.object.customer',
        `email ${BUYER.email} claimed data.object.customer_details.email`,
        `mobile ${BUYER.phone} claimed data.object.customer_details.phone`,
      ],
      profile,
      moments: ['paid-order'],
    },
  ),
  stripeRow(
    'a payment by a guest, the address of the receipt',
    'payment_intent.succeeded',
    resource('payment_intent', { customer: null, status: 'succeeded', receipt_email: BUYER.email }),
    {
      identities: [`email ${BUYER.email} claimed data.object.receipt_email`],
      profile: { email: BUYER.email },
      moments: ['paid-order'],
    },
  ),
  stripeRow(
    'a charge, whose bill has both',
    'charge.succeeded',
    resource('charge', { status: 'succeeded', billing_details: { email: BUYER.email, phone, name: '林岚' } }),
    {
      identities: [
        `email ${BUYER.email} claimed data.object.billing_details.email`,
        `mobile ${BUYER.phone} claimed data.object.billing_details.phone`,
      ],
      profile,
      moments: ['paid-order'],
    },
  ),
];

/** WooCommerce, BigCommerce, Stripe. */
export const worldShopEvents: readonly EventRow[] = [...woocommerce, ...bigcommerce, ...stripe];
