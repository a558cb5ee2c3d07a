import * as z from 'zod/mini';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { refuseOtherAccount } from '../../protocols/hmac/other-account.ts';
import { firstTime } from '../../rfc-3339.ts';
import type { About } from '../../about.ts';
import { warnOfUnnamed } from '../../finding.ts';
import type { CustomerBody, OrderBody } from './payload.ts';
import { idOf, kindOfBody, kindOfTopic } from './events.ts';

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

export const aboutShopline: About<ShoplineOptions> = {
  name: 'SHOPLINE',
  authentication: 'HMAC-SHA256 over the body',
  confidence: 'confirmed',
  warnings: ({ shop }) => warnOfUnnamed(shop, 'shop', 'shop', 'shopline-customer'),
};

/**
 * SHOPLINE of myshopline.com. The documents show the signature in Base64; what is sent, and what the vendor's SDK compares, is
 * in small hexadecimal digits. Only the body is signed.
 */
export const shopline = defineHmacSource<CustomerBody & OrderBody, ShoplineOptions, ShoplineSecret>({
  platform: 'shopline',
  options,
  secret,
  scopes: ({ shop }, { name }) => ({ 'shopline-customer': shop ?? name }),
  signature: { headers: ['x-shopline-hmac-sha256'], encodings: ['hex', 'base64'] },
  key: ({ appSecret }) => appSecret,
  refuse: refuseOtherAccount('x-shopline-shop-domain', ({ shop }) => shop),
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
