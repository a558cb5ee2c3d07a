import { testEvidence, type Line, type Tells } from '../../../../kit/evidence-table.ts';

// What each event of the shops outside China says: what it tells of, on what its contacts rest, and where its name is from.
const order = (since: string | readonly string[]): Tells => ({ kind: 'order', since });
const paid = (since: string): Tells => ({ kind: 'order', since, otherwise: 'act' });
const record = (since: string): Tells => ({ kind: 'record', since });

const shopifyOwn = (tells: Tells): Line => ({
  tells,
  contacts: { email: 'verified, record', phone: 'claimed' },
  name: 'account',
});
const shopifyBuyer = (tells: Tells): Line => ({
  tells,
  contacts: { 'customer.email': 'verified, record', 'customer.phone': 'claimed' },
  name: 'account',
});
const shopifyOrder = order(['created_at', 'processed_at']);

testEvidence('shopify', {
  time: ['2026-01-05T09:30:00+08:00', '2026-01-05T09:30:00+08:00'],
  events: {
    'customers/create': shopifyOwn(record('created_at')),
    'customers/update': shopifyOwn(record('created_at')),
    'customers/enable': record('created_at'),
    'customers/disable': record('created_at'),
    'customers/merge': 'record',
    'orders/create': shopifyBuyer(shopifyOrder),
    'orders/updated': shopifyOrder,
    'orders/paid': shopifyBuyer(shopifyOrder),
    'orders/cancelled': shopifyBuyer(shopifyOrder),
    'orders/fulfilled': shopifyOrder,
    'orders/partially_fulfilled': shopifyOrder,
    'checkouts/create': shopifyBuyer(record('created_at')),
    'checkouts/update': record('created_at'),
    // Of consents it depends on the body, see identify.test.ts.
    'customers_email_marketing_consent/update': { tells: 'depends', contacts: { email_address: 'claimed' } },
    'customers_marketing_consent/update': 'depends',
    'customer/create': record('data.customer.createdAt'),
    'customer/update': record('data.customer.createdAt'),
  },
});

const typed = (at: string, tells: Tells, name: Line['name'] = 'beside-contact'): Line => ({
  tells,
  contacts: { [`${at}email`]: 'claimed', [`${at}phone`]: 'claimed' },
  ...(name && { name }),
});

testEvidence('shoplazza', {
  time: ['2026-01-05T01:30:00Z', '2026-01-05T01:30:00Z'],
  events: {
    'customers/create': typed('', record('created_at')),
    'customers/update': typed('', record('created_at')),
    'orders/create': typed('customer.', order('created_at')),
    'orders/update': order('created_at'),
    'orders/paid': typed('customer.', order('created_at')),
    'orders/cancelled': typed('customer.', order('created_at')),
  },
});

testEvidence('shopline', {
  time: ['2026-01-05T09:30:00+08:00', '2026-01-05T09:30:00+08:00'],
  events: {
    'customers/create': typed('', record('created_at')),
    'customers/update': typed('', record('created_at')),
    'orders/create': typed('customer.', order('created_at')),
    'orders/updated': typed('customer.', order('created_at')),
    'orders/edited': order('created_at'),
    'orders/paid': typed('customer.', order('created_at')),
    'orders/partially_fulfilled': order('created_at'),
  },
});

const woocommerceAccount: Line = {
  tells: record('date_created_gmt'),
  contacts: { email: 'claimed', 'billing.phone': 'claimed' },
  name: 'account',
};

testEvidence('woocommerce', {
  time: ['2026-01-05T01:30:00', '2026-01-05T01:30:00Z'],
  events: {
    'customer.created': woocommerceAccount,
    'customer.updated': woocommerceAccount,
    'order.created': typed('billing.', order('date_created_gmt')),
    'order.updated': typed('billing.', order('date_created_gmt')),
    'order.restored': order('date_created_gmt'),
  },
});

testEvidence('bigcommerce', {
  time: [1_767_576_600, '2026-01-05T01:30:00.000Z'],
  events: {
    'store/customer/created': record('created_at'),
    'store/customer/updated': 'record',
    'store/customer/address/created': 'record',
    'store/customer/address/updated': 'record',
  },
});

const stripe = (at: string, tells: Tells) => typed(`data.object.${at}`, tells);

testEvidence('stripe', {
  time: [1_767_576_600, '2026-01-05T01:30:00.000Z'],
  events: {
    'customer.created': stripe('', record('data.object.created')),
    'customer.updated': stripe('', record('data.object.created')),
    'checkout.session.completed': stripe('customer_details.', paid('data.object.created')),
    'checkout.session.async_payment_succeeded': stripe('customer_details.', paid('data.object.created')),
    'charge.succeeded': stripe('billing_details.', paid('data.object.created')),
    'payment_intent.succeeded': {
      tells: paid('data.object.created'),
      contacts: { 'data.object.receipt_email': 'claimed' },
    },
  },
});

const commerce = (field: string, tells: Tells, name: Line['name'] = 'account'): Line => ({
  tells,
  contacts: { [field]: 'claimed' },
  ...(name && { name }),
});
const commerceOrder = (name: Line['name']): Line => ({
  ...commerce('data.value.customer_email', order('data.value.created_at'), name),
  contacts: { 'data.value.customer_email': 'claimed', 'data.value.addresses[0].telephone': 'claimed' },
});
const PREFIX = 'com.adobe.commerce.observer.';

testEvidence('adobe-io-events', {
  time: ['2026-01-05 01:30:00', '2026-01-05T01:30:00Z'],
  events: {
    [`${PREFIX}customer_save_commit_after`]: commerce('data.value.email', record('data.value.created_at')),
    [`${PREFIX}customer_register_success`]: commerce('data.value.customer.email', 'act'),
    [`${PREFIX}customer_login`]: commerce('data.value.customer.email', 'act'),
    [`${PREFIX}sales_order_save_commit_after`]: commerceOrder('account'),
    [`${PREFIX}sales_order_save_commit_after/paid`]: commerceOrder('account'),
    [`${PREFIX}sales_order_save_commit_after/guest`]: commerceOrder('beside-contact'),
  },
});

testEvidence('adobe-commerce-webhooks', {
  time: ['2026-01-05 01:30:00', '2026-01-05T01:30:00Z'],
  events: {
    customer_save_before: commerce('data.customer.data_model.email', record('data.customer.data_model.created_at')),
    sales_order_place_before: commerce('data.order.customer_email', 'act'),
  },
});

// A notification names an order and nobody: see the tests of what is asked after.
testEvidence('amazon', { events: {} });
