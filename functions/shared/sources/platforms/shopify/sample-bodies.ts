import { demoPerson, type SamplePerson } from '../../sample-person.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { hash } from 'node:crypto';

/** A customer as API version 2025-01 and later writes it, about 1.8 KB. */
export function customerBody(context: SampleContext): SamplePayload {
  const person = inventShopifyPerson(context.sequence);
  const home = customerAddress(person, true);
  return {
    ...customerCore(person, sampleTimeOf(context)),
    note: '老客户，喜欢明前茶，礼盒请附手写卡片',
    multipass_identifier: null,
    tax_exempt: false,
    addresses: [
      home,
      {
        ...home,
        id: person.addressId + 500_000,
        company: '虚构示例贸易有限公司',
        address1: '虚构科技园区示例大道 2000 号 A 座 18 层',
        address2: '前台代收',
        default: false,
      },
    ],
    tax_exemptions: [],
    default_address: home,
  };
}

export function deletedCustomerBody({ sequence }: SampleContext): SamplePayload {
  const { id } = inventShopifyPerson(sequence);
  return {
    id,
    phone: null,
    addresses: [],
    tax_exemptions: [],
    email_marketing_consent: { state: 'not_subscribed', opt_in_level: null, consent_updated_at: null },
    sms_marketing_consent: null,
    admin_graphql_api_id: gidOf('Customer', id),
  };
}

export function orderBody(context: SampleContext, state: SamplePayload): SamplePayload {
  const person = inventShopifyPerson(context.sequence);
  const time = sampleTimeOf(context);
  const token = tokenOf('checkout', context.sequence);
  return {
    id: person.orderId,
    admin_graphql_api_id: gidOf('Order', person.orderId),
    browser_ip: '192.0.2.17',
    cancel_reason: null,
    cancelled_at: null,
    cart_token: tokenOf('cart', context.sequence),
    checkout_token: token,
    confirmed: true,
    contact_email: person.email,
    created_at: time,
    currency: 'CNY',
    customer_locale: 'zh-CN',
    email: person.email,
    ...state,
    landing_site: '/collections/tea?utm_source=mail&utm_medium=email',
    name: `#${1000 + context.sequence}`,
    note_attributes: [],
    phone: person.phone,
    processed_at: time,
    source_name: 'web',
    test: false,
    token: tokenOf('order', context.sequence),
    total_price: '288.00',
    updated_at: time,
    user_id: null,
    billing_address: orderAddress(person),
    customer: { ...customerCore(person, time), default_address: customerAddress(person, true) },
    line_items: [lineItem(person)],
    shipping_address: receiverAddress(person),
  };
}

/** A checkout as API version 2026-04 and later writes it: with a token, without an id. */
export function checkoutBody(context: SampleContext): SamplePayload {
  const person = inventShopifyPerson(context.sequence);
  const time = sampleTimeOf(context);
  return {
    token: tokenOf('checkout', context.sequence),
    cart_token: tokenOf('cart', context.sequence),
    email: person.email,
    gateway: null,
    buyer_accepts_marketing: false,
    created_at: time,
    updated_at: time,
    completed_at: null,
    closed_at: null,
    currency: 'CNY',
    customer_locale: 'zh-CN',
    phone: null,
    sms_marketing_phone: null,
    total_price: '288.00',
    line_items: [lineItem(person)],
    shipping_address: receiverAddress(person),
    customer: { ...customerCore(person, time), default_address: customerAddress(person, true) },
  };
}

function customerCore(person: InventedPerson, time: string): SamplePayload {
  return {
    id: person.id,
    created_at: time,
    updated_at: time,
    first_name: person.firstName,
    last_name: person.lastName,
    state: 'enabled',
    verified_email: true,
    email: person.email,
    phone: person.phone,
    currency: 'CNY',
    admin_graphql_api_id: gidOf('Customer', person.id),
  };
}

function orderAddress(person: InventedPerson): SamplePayload {
  return {
    first_name: person.firstName,
    last_name: person.lastName,
    company: null,
    address1: '虚构路 100 号 5 幢 601 室',
    address2: null,
    city: person.city,
    province: person.province,
    country: 'China',
    zip: '200000',
    phone: person.phone,
    name: `${person.firstName} ${person.lastName}`,
    province_code: person.provinceCode,
    country_code: 'CN',
  };
}

function customerAddress(person: InventedPerson, isDefault: boolean): SamplePayload {
  return {
    id: person.addressId,
    customer_id: person.id,
    ...orderAddress(person),
    country_name: 'China',
    default: isDefault,
  };
}

/** Somebody else receives the parcel. */
function receiverAddress(person: InventedPerson): SamplePayload {
  return {
    ...orderAddress(person),
    first_name: '代收',
    last_name: '钱',
    name: '代收 钱',
    phone: '+8615498761203',
    latitude: null,
    longitude: null,
  };
}

function lineItem(person: InventedPerson): SamplePayload {
  return {
    id: person.orderId + 7,
    admin_graphql_api_id: gidOf('LineItem', person.orderId + 7),
    name: '龙井 & 茉莉 礼盒',
    price: '288.00',
    product_id: 8_001_000_000_123,
    quantity: 1,
    sku: 'TEA-GIFT-01',
    vendor: 'Guiyi Demo',
  };
}

function tokenOf(kind: string, sequence: number): string {
  return hash('md5', `${kind} ${sequence}`, 'hex');
}

interface InventedPerson extends SamplePerson {
  readonly id: number;
  readonly orderId: number;
  readonly addressId: number;
}

/** The same number gives the same person, another number another one. */
export function inventShopifyPerson(sequence: number): InventedPerson {
  return {
    ...demoPerson(sequence),
    id: 7_214_500_000_000 + sequence,
    orderId: 5_810_200_000_000 + sequence,
    addressId: 8_460_100_000_000 + sequence,
  };
}

export function gidOf(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** Shopify writes times in the shop's time zone, without fractions of a second. */
export function sampleTimeOf({ now }: SampleContext): string {
  return `${new Date(now + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
