import { named, none, put, request, type Story } from './story.ts';

const NOTHING_ASKED = none('the platform asks nothing when a webhook is registered');
const NO_PRIVACY = none('the platform documents no event by which a person asks to be forgotten');
const utc = (at: Date) => at.toISOString().slice(0, 19);
const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** Shops of the world, and who is paid there. */
export const shops: readonly Story[] = [
  {
    source: 'shopify',
    registers: NOTHING_ASKED,
    event: { event: 'customers/create' },
    becomes: ['email=buyer.1@mail.example', /^mobile=154/, 'shopify-customer=shop:7214500000001'],
    state: named('customers/update', (payload, name, at) =>
      Object.assign(payload, { last_name: '', first_name: name, updated_at: at.toISOString() }),
    ),
    forged: { status: 401 },
    forgets: { event: 'customers/redact' },
  },
  {
    source: 'shoplazza',
    registers: NOTHING_ASKED,
    event: { event: 'customers/create' },
    becomes: ['email=shoplazza.buyer.1@mail.example', /^mobile=154/, /^shoplazza-customer=shop:541d5fe7-/],
    state: named('customers/update', (payload, name, at) =>
      Object.assign(payload, { last_name: '', first_name: name, updated_at: at.toISOString() }),
    ),
    forged: { status: 401 },
    forgets: NO_PRIVACY,
  },
  {
    source: 'shopline',
    registers: NOTHING_ASKED,
    event: { event: 'customers/create' },
    becomes: ['email=shopline.buyer.1@mail.example', /^mobile=154/, 'shopline-customer=shop:4201057001'],
    state: named('customers/update', (payload, name, at) =>
      Object.assign(payload, { last_name: '', first_name: name, updated_at: at.toISOString() }),
    ),
    forged: { status: 401 },
    forgets: { event: 'customers/redact', change: (payload, at) => (payload['update_time'] = at.toISOString()) },
  },
  {
    source: 'woocommerce',
    registers: {
      request: () => request('POST', { 'content-type': 'application/x-www-form-urlencoded' }, 'webhook_id=7'),
      answer: { statusCode: 200 },
    },
    event: { event: 'customer.created' },
    becomes: ['email=woocommerce.buyer.1@mail.example', /^mobile=154/, 'woocommerce-customer=shop:4810001'],
    state: named('customer.updated', (payload, name, at) =>
      Object.assign(payload, { last_name: '', first_name: name, date_modified_gmt: utc(at) }),
    ),
    forged: { status: 401 },
    forgets: none('the body of a deletion is a bare id, which a product’s is too, and the topic is not signed'),
  },
  {
    source: 'bigcommerce',
    options: { onCustomerDelete: 'erase' },
    registers: NOTHING_ASKED,
    event: { event: 'store/customer/created' },
    becomes: ['bigcommerce-customer=shop:27004001'],
    state: none('its bodies hold an id and nothing of the person that could be old'),
    forged: { status: 401 },
    forgets: { event: 'store/customer/deleted' },
  },
  {
    source: 'stripe',
    options: { onCustomerDelete: 'erase' },
    registers: NOTHING_ASKED,
    event: { event: 'customer.created' },
    becomes: ['email=stripe.buyer.1@mail.example', /^mobile=154/, /^stripe-customer=shop:cus_/],
    state: named('customer.updated', (payload, name, at) => {
      put(payload, 'data.object.name', name);
      Object.assign(payload, { id: `evt_${seconds(at)}`, created: seconds(at) });
    }),
    forged: { status: 401 },
    forgets: { event: 'customer.deleted' },
  },
  {
    source: 'adobe-io-events',
    options: { onCustomerDelete: 'erase' },
    registers: {
      request: () => request('GET', {}, '', 'challenge=8ec8d794-e0ab-42df-9017-e3dada8e84f7'),
      answer: { statusCode: 200, body: '8ec8d794-e0ab-42df-9017-e3dada8e84f7' },
    },
    event: { event: 'com.adobe.commerce.observer.customer_save_commit_after' },
    becomes: [/^adobe-commerce-customer=urn:uuid:.*:7101$/, 'email=commerce.1@mail.example'],
    state: named('com.adobe.commerce.observer.customer_save_commit_after', (payload, name, at) => {
      put(payload, 'data.value.firstname', name);
      put(payload, 'data.value.lastname', '');
      Object.assign(payload, { eventid: `event ${seconds(at)}`, time: at.toISOString() });
    }),
    forged: { status: 401 },
    forgets: { event: 'com.adobe.commerce.observer.customer_delete_commit_after' },
  },
  {
    source: 'adobe-commerce-webhooks',
    registers: NOTHING_ASKED,
    event: { event: 'customer_save_before' },
    becomes: ['adobe-commerce-customer=shop:7101', 'email=commerce.1@mail.example'],
    state: none('a hook is called while the shop acts and is never repeated; it has no time'),
    forged: { status: 401 },
    forgets: none('no hook says that a person asks to be forgotten'),
  },
  {
    source: 'amazon',
    registers: none('Amazon sends into the queue, and asks nothing'),
    event: { event: 'ORDER_CHANGE' },
    becomes: none('its notifications name no buyer'),
    state: none('its notifications name no buyer'),
    forged: none('the policy of the inlet queue says who may send'),
    forgets: none('its notifications name no buyer'),
  },
];
