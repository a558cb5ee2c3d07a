import type { EventRow } from './event-row.ts';
import { BUYER, checkout, customer, guest, order, strangers } from './payloads.ts';
import { buyer, id, mail, others, phone, profile, row } from './shopify-rows.ts';

export const orderEvents: readonly EventRow[] = [
  ...['orders/create', 'orders/updated', 'orders/partially_fulfilled'].map((type) =>
    row('a buyer, a receiver, a payer, a clerk', type, order(), { identities: buyer, discarded: others, profile }),
  ),
  ...['orders/paid', 'orders/create', 'orders/fulfilled'].map((type) =>
    row('paid', type, order({ financial_status: 'paid' }), {
      identities: buyer,
      discarded: others,
      triggers: ['paid-order'],
      profile,
    }),
  ),
  row('cancelled and refunded', 'orders/cancelled', order({ financial_status: 'refunded', cancelled_at: 'x' }), {
    identities: buyer,
    discarded: others,
    profile,
  }),
  row('the language of the check-out', 'orders/create', order({ customer_locale: 'zh-CN' }), {
    identities: buyer,
    discarded: others,
    profile: { ...profile, language: 'zh-CN' },
  }),
  row('another email in the order', 'orders/create', order({ email: strangers.boss, contact_email: strangers.boss }), {
    identities: buyer,
    discarded: ['email: receiver', 'contact_email: receiver', ...others],
    profile,
  }),
  row('another phone in the order', 'orders/create', order({ phone: strangers.neighbour }), {
    identities: buyer,
    discarded: ['phone: receiver', ...others],
    profile,
  }),
  row(
    'the buyer receives the parcel',
    'orders/create',
    order({
      user_id: null,
      shipping_address: { phone: '154 2468 1357' },
      billing_address: { phone: '+8615424681357' },
    }),
    { identities: buyer, profile },
  ),
  row(
    'one phone in both addresses',
    'orders/create',
    order({
      user_id: null,
      shipping_address: { phone: strangers.receiver },
      billing_address: { phone: `+86${strangers.receiver}` },
    }),
    { identities: buyer, discarded: ['shipping_address.phone: receiver'], profile },
  ),
  row(
    'a masked receiver',
    'orders/create',
    order({
      user_id: null,
      shipping_address: { phone: '154****3334' },
      billing_address: null,
    }),
    { identities: buyer, discarded: ['shipping_address.phone: receiver'], profile },
  ),
  row(
    'a customer without contacts takes those of the order',
    'orders/create',
    order(
      { user_id: null, shipping_address: null, billing_address: null, phone: '+8615433334445' },
      customer({ email: null, phone: null }),
    ),
    {
      identities: [id('customer.id'), mail('email', 'claimed'), phone('phone', '15433334445')],
      profile: { name: '林岚', email: BUYER.email },
    },
  ),
  row(
    'a refused contact of the customer is not replaced by the order’s',
    'orders/create',
    order({ user_id: null, shipping_address: null, billing_address: null }, customer({ email: 'l***n@mail.example' })),
    {
      identities: [id('customer.id'), phone('customer.phone')],
      discarded: ['customer.email: masked', 'email: receiver', 'contact_email: receiver'],
      profile: { name: '林岚' },
    },
  ),
  row('a guest', 'orders/create', guest(), {
    identities: [mail('email', 'claimed', 'guest@mail.example')],
    profile: { email: 'guest@mail.example' },
  }),
  row(
    'a guest with one person’s mail and perhaps another’s phone',
    'orders/paid',
    guest({ financial_status: 'paid', phone: '+8615433334445' }),
    {
      identities: [mail('email', 'claimed', 'guest@mail.example'), phone('phone', '15433334445')],
      triggers: ['paid-order'],
      profile: { email: 'guest@mail.example' },
    },
  ),
  row('a guest known by contact_email', 'orders/create', guest({ email: '', contact_email: 'guest@mail.example' }), {
    identities: [mail('contact_email', 'claimed', 'guest@mail.example')],
    profile: { email: 'guest@mail.example' },
  }),
  row(
    'a guest is not the receiver',
    'orders/create',
    guest({ email: null, shipping_address: { phone: strangers.receiver } }),
    {
      ignored: 'event-without-customer',
      discarded: ['shipping_address.phone: receiver'],
    },
  ),
  row('point of sale: a clerk and nobody else', 'orders/create', guest({ email: null, user_id: strangers.clerk }), {
    ignored: 'event-without-customer',
    discarded: ['user_id: staff'],
  }),
  row('nobody at all', 'orders/create', guest({ email: null }), { ignored: 'event-without-customer' }),
  row('a test order', 'orders/create', order({ test: true }), { ignored: 'test-delivery' }),
  row(
    'a test order that counts',
    'orders/create',
    order({ test: true }),
    { identities: buyer, discarded: others, profile },
    {
      options: { acceptTests: true },
    },
  ),
  row('a check-out of a customer', 'checkouts/update', checkout({ customer: customer() }), {
    identities: buyer,
    profile,
  }),
  row(
    'a check-out’s receiver and language',
    'checkouts/create',
    checkout({ customer: customer(), customer_locale: 'en', shipping_address: { phone: strangers.receiver } }),
    {
      identities: buyer,
      discarded: ['shipping_address.phone: receiver'],
      profile: { ...profile, language: 'en' },
    },
  ),
  row('what is being typed at a check-out', 'checkouts/create', checkout(), { ignored: 'event-without-customer' }),
];
