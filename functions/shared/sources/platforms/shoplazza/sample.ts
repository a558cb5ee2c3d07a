import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleUuid } from '../../sample-id.ts';
import { samplePerson } from '../../sample-person.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { shoplazza } from './receive.ts';

const SAMPLE_SHOP = 'guiyi-demo.myshoplaza.com';

/** Examples of Shoplazza's webhooks: invented people, one per sequence number. */
export const shoplazzaSample = sampleHmacSource(shoplazza, {
  events: {
    'customers/create': (context) => customerBody(context),
    'customers/update': (context) => ({ ...customerBody(context), tags: 'VIP' }),
    'orders/create': (context) => orderBody(context, 'waiting'),
    'orders/paid': (context) => orderBody(context, 'paid'),
    'orders/cancelled': (context) => ({ ...orderBody(context, 'refunded'), canceled_at: timeOf(context) }),
  },
  headers: (topic, { sequence }, { shop }) => ({
    'x-shoplazza-topic': topic,
    'x-shoplazza-shop-domain': shop ?? SAMPLE_SHOP,
    'x-shoplazza-api-version': '2022-01',
    'x-shoplazza-deduplication-id': sampleUuid('shoplazza delivery', topic, sequence),
  }),
});

function customerBody(context: SampleContext): SamplePayload {
  const { sequence } = context;
  const { firstName, lastName, email, phone, city, province } = samplePerson('shoplazza', sequence);
  return {
    id: sampleUuid('shoplazza customer', sequence),
    store_id: '341257',
    first_name: firstName,
    last_name: lastName,
    name: `${firstName} ${lastName}`,
    email,
    phone,
    phone_area_code: '+86',
    contact_type: 'email',
    subscribed: 0,
    tags: '',
    created_at: timeOf(context),
    updated_at: timeOf(context),
    addresses: [{ first_name: firstName, last_name: lastName, city, province, phone, country: 'China' }],
  };
}

function orderBody(context: SampleContext, financialStatus: string): SamplePayload {
  const buyer = customerBody(context);
  return {
    id: sampleUuid('shoplazza order', context.sequence),
    number: `GY${1000 + context.sequence}`,
    status: 'placed',
    financial_status: financialStatus,
    currency: 'CNY',
    total_price: '288.00',
    created_at: timeOf(context),
    updated_at: timeOf(context),
    placed_at: timeOf(context),
    customer: buyer,
    line_items: [{ id: sampleUuid('shoplazza line', context.sequence), product_title: '龙井', quantity: 1 }],
    // Somebody else receives the parcel.
    shipping_address: { first_name: '代收', last_name: '钱', phone: '+8615498761203', city: '杭州' },
    billing_address: null,
  };
}

/** In UTC, as Shoplazza writes times. */
function timeOf({ now }: SampleContext): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}
