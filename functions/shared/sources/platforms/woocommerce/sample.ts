import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleHex } from '../../sample-id.ts';
import { samplePerson } from '../../sample-person.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { woocommerce } from './receive.ts';

const SAMPLE_SITE = 'https://shop.guiyi-demo.example';

/** Examples of WooCommerce's webhooks: invented people, one per sequence number. */
export const woocommerceSample = sampleHmacSource(woocommerce, {
  events: {
    'customer.created': (context) => customerBody(context),
    'customer.updated': (context) => ({ ...customerBody(context), is_paying_customer: true }),
    'order.created': (context) => orderBody(context, 'pending'),
    'order.updated': (context) => orderBody(context, 'processing'),
  },
  headers: (topic, { now, sequence }, { site }) => ({
    'user-agent': 'WooCommerce/11.2.0 Hookshot (WordPress/6.9)',
    'x-wc-webhook-source': `${site ?? SAMPLE_SITE}/`,
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-resource': topic.slice(0, topic.indexOf('.')),
    'x-wc-webhook-event': topic.slice(topic.indexOf('.') + 1),
    'x-wc-webhook-id': '3',
    'x-wc-webhook-delivery-id': sampleHex('woocommerce', sequence, now).slice(0, 32),
  }),
  // PHP escapes slashes, so whoever verifies over JSON of their own making fails here as they would there.
  write: (payload) => JSON.stringify(payload).replaceAll('/', '\\/'),
});

function customerBody(context: SampleContext): SamplePayload {
  const { firstName, lastName, email } = samplePerson('woocommerce', context.sequence);
  return {
    id: 4_810_000 + context.sequence,
    date_created_gmt: timeOf(context),
    date_modified_gmt: timeOf(context),
    email,
    first_name: firstName,
    last_name: lastName,
    role: 'customer',
    username: `buyer.${context.sequence}`,
    billing: billing(context),
    shipping: receiver(),
    is_paying_customer: false,
    meta_data: [],
  };
}

function orderBody(context: SampleContext, status: string): SamplePayload {
  return {
    id: 9_204_000 + context.sequence,
    status,
    currency: 'CNY',
    date_created_gmt: timeOf(context),
    date_modified_gmt: timeOf(context),
    date_paid_gmt: status === 'processing' ? timeOf(context) : null,
    total: '288.00',
    customer_id: 4_810_000 + context.sequence,
    customer_ip_address: '192.0.2.17',
    billing: billing(context),
    shipping: receiver(),
    line_items: [{ id: 1, name: '龙井', quantity: 1, total: '288.00' }],
    _links: { self: [{ href: `${SAMPLE_SITE}/wp-json/wc/v3/orders/${9_204_000 + context.sequence}` }] },
  };
}

function billing({ sequence }: SampleContext): SamplePayload {
  const { firstName, lastName, email, phone, city, province } = samplePerson('woocommerce', sequence);
  return { first_name: firstName, last_name: lastName, email, phone, city, state: province, country: 'CN' };
}

/** Somebody else receives the parcel. */
function receiver(): SamplePayload {
  return { first_name: '代收', last_name: '钱', phone: '+8615498761203', city: '杭州', country: 'CN' };
}

function timeOf({ now }: SampleContext): string {
  return new Date(now).toISOString().slice(0, 19);
}
