import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleHex } from '../../sample-id.ts';
import { samplePerson } from '../../sample-person.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { shopline, type ShoplineOptions } from './receive.ts';

const SAMPLE_SHOP = 'guiyi-demo.myshopline.com';

/** Examples of SHOPLINE's webhooks: invented people, one per sequence number. */
export const shoplineSample = sampleHmacSource(shopline, {
  events: {
    'customers/create': (context) => customerBody(context),
    'customers/update': (context) => ({ ...customerBody(context), tags: 'VIP' }),
    'customers/delete': (context) => deletedBody(context),
    'customers/redact': (context, options) => redactBody(context, options),
    'orders/create': (context) => orderBody(context, 'unpaid'),
    'orders/paid': (context) => orderBody(context, 'paid'),
    'orders/updated': (context) => orderBody(context, 'refunded'),
  },
  headers: (topic, { sequence }, { shop }) => ({
    'x-shopline-topic': topic,
    'x-shopline-shop-domain': shop ?? SAMPLE_SHOP,
    'x-shopline-shop-id': '1610418123456',
    'x-shopline-merchant-id': '2000001234',
    'x-shopline-api-version': 'v20250601',
    'x-shopline-webhook-id': sampleHex('shopline', topic, sequence).slice(0, 24),
  }),
});

function contacts({ sequence }: SampleContext): SamplePayload {
  const { email, phone, firstName, lastName } = samplePerson('shopline', sequence);
  return {
    id: String(4_201_057_000 + sequence),
    email,
    phone: phone.replace('+', '00'),
    first_name: firstName,
    last_name: lastName,
  };
}

function customerBody(context: SampleContext): SamplePayload {
  const { city, province } = samplePerson('shopline', context.sequence);
  return {
    ...contacts(context),
    nick_name: '小岚',
    birthday: '19970203',
    accepts_marketing: false,
    asid: null,
    tags: '',
    created_at: timeOf(context),
    updated_at: timeOf(context),
    addresses: [{ default: true, city, province, country_code: 'CN', phone: '008615498761203' }],
  };
}

function deletedBody(context: SampleContext): SamplePayload {
  return { ...contacts(context), nick_name: '小岚', updated_at: timeOf(context) };
}

function redactBody(context: SampleContext, { shop }: ShoplineOptions): SamplePayload {
  const { id = '', email = '', phone = '' } = contacts(context);
  return {
    customer: { id, email, phone },
    orders_to_redact: [`#${72_000 + context.sequence}`],
    shop_domain: shop ?? SAMPLE_SHOP,
    shop_id: '1610418123456',
    update_time: timeOf(context),
  };
}

function orderBody(context: SampleContext, financialStatus: string): SamplePayload {
  return {
    id: `2105740${1000 + context.sequence}`,
    name: `#${72_000 + context.sequence}`,
    financial_status: financialStatus,
    customer: contacts(context),
    customer_locale: 'zh-CN',
    created_at: timeOf(context),
    updated_at: timeOf(context),
    currency: 'CNY',
    line_items: [{ title: '龙井', quantity: 1, price: '288.00' }],
    // Somebody else receives the parcel.
    shipping_address: { first_name: '代收', last_name: '钱', phone: '008615498761203', city: '杭州' },
    billing_address: null,
  };
}

function timeOf({ now }: SampleContext): string {
  return `${new Date(now + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
