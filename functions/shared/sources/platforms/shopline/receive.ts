import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { rejectOtherAccount } from '../../protocols/hmac/other-account.ts';
import { firstTime } from '../../rfc-3339.ts';
import type { About } from '../../about.ts';
import { warnOfUnnamed } from '../../finding.ts';

export const options = z.strictObject({
  /**
   * The shop's domain as `X-Shopline-Shop-Domain` says it. Deliveries that name another shop are refused. Without it the
   * connection itself is the shop: whatever its secret signs belongs to it.
   */
  shop: z.optional(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*\.myshopline\.com$/, 'write name.myshopline.com in lower case')),
  ),
  /** Deleting a customer in the shop admin is housekeeping for most shops, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type ShoplineOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The app's secret, beside its app key in the partner portal. */
  appSecret: z.string().check(z.minLength(1, 'the secret of the app')),
});
export type ShoplineSecret = z.infer<typeof secret>;

interface Address {
  readonly phone?: string;
  readonly email?: string;
}

interface Contacts {
  readonly id?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Of `customers/*`: https://developer.shopline.com/docs/webhook/customers/customer-add */
export interface ShoplineCustomer extends Contacts {
  readonly nick_name?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly addresses?: readonly Address[];
}

/** Of `orders/*`: https://developer.shopline.com/docs/webhook/order/orders-deletion, and the vendor's SDK for Go. */
export interface ShoplineOrder {
  readonly id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly customer?: Contacts;
  readonly customer_locale?: string;
  readonly shipping_address?: Address;
  readonly billing_address?: Address;
}

/** Of `customers/redact`. */
export interface RedactBody {
  readonly customer?: Contacts;
  readonly shop_domain?: string;
  readonly update_time?: string;
}

type BodyKind = 'customer' | 'customer-delete' | 'order' | 'redact' | 'other';

/** The topics whose body must fit. */
const kindOfTopic: Readonly<Record<string, BodyKind>> = {
  'customers/create': 'customer',
  'customers/update': 'customer',
  'customers/delete': 'customer-delete',
  'customers/redact': 'redact',
  'orders/create': 'order',
  'orders/updated': 'order',
  'orders/edited': 'order',
  'orders/paid': 'order',
  'orders/partially_fulfilled': 'order',
};

/** Fields that every body of a customer has, a deletion too: an id alone may be a product's. */
const PERSONAL = ['email', 'phone', 'first_name', 'last_name', 'nick_name'];
/** Fields of a customer that a deletion does not have. */
const LIVING = ['created_at', 'addresses', 'accepts_marketing'];

/**
 * What a body is about, read from the signed body alone: the topic is an unsigned header, and a genuine body must not be
 * replayed as something stronger.
 */
function kindOfBody(body: JsonObject): BodyKind {
  if (typeof body['shop_domain'] === 'string')
    return isJsonObject(body['customer']) && 'orders_to_redact' in body ? 'redact' : 'other';
  if (idOf(body) === undefined) return 'other';
  if ('line_items' in body || 'financial_status' in body) return 'order';
  if (!PERSONAL.some((field) => field in body)) return 'other';
  return LIVING.some((field) => field in body) ? 'customer' : 'customer-delete';
}

/** Ids are texts of digits. */
function idOf(object: Json | undefined): string | undefined {
  const id = isJsonObject(object) ? object['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

export const aboutShopline: About<ShoplineOptions> = {
  name: 'SHOPLINE',
  authentication: 'HMAC-SHA256 over the body',
  confidence: 'confirmed',
  warnings: ({ shop }) => warnOfUnnamed(shop, 'shop', { en: 'shop', zh: '店铺' }, 'shopline-customer'),
};

/**
 * SHOPLINE of myshopline.com. The documents show the signature in Base64; what is sent, and what the vendor's SDK compares, is
 * in small hexadecimal digits. Only the body is signed.
 */
export const shopline = defineHmacSource<ShoplineCustomer & ShoplineOrder, ShoplineOptions, ShoplineSecret>({
  platform: 'shopline',
  options,
  secret,
  scopes: ({ shop }, { name }) => ({ 'shopline-customer': shop ?? name }),
  signature: { headers: ['x-shopline-hmac-sha256'], encodings: ['hex', 'base64'] },
  key: ({ appSecret }) => appSecret,
  reject: rejectOtherAccount('x-shopline-shop-domain', ({ shop }) => shop),
  types: Object.keys(kindOfTopic),
  type: { header: 'x-shopline-topic' },
  contradiction: contradictionIn,
  id: (_delivery, digest) => [digest],
  subject: ({ body }) => {
    const id = isJsonObject(body) ? (idOf(body['customer']) ?? ownIdOf(body)) : undefined;
    return id && `customer:${id}`;
  },
  partition: ({ body }) => {
    const id = idOf(body);
    return id && `order:${id}`;
  },
  time: ({ body }) => (isJsonObject(body) ? firstTime(body['updated_at'], body['update_time']) : undefined),
});

/** What the topic promises of its body. */
function contradictionIn(type: string, body: JsonObject, { shop }: ShoplineOptions): string | undefined {
  const kind = kindOfTopic[type] ?? 'other';
  if (kindOfBody(body) !== kind) return `the body is no ${kind}, as ${type} would have it`;
  if (type === 'orders/paid' && body['financial_status'] !== 'paid') return 'an order that is not paid';
  const signedShop = body['shop_domain'];
  if (shop !== undefined && typeof signedShop === 'string' && signedShop.toLowerCase() !== shop)
    return 'the privacy request names another shop';
  return undefined;
}

/** The id of a customer's own event; of an order it is the order's. */
function ownIdOf(body: JsonObject): string | undefined {
  return kindOfBody(body) === 'order' ? undefined : idOf(body);
}
