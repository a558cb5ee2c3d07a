import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { typeOfEvent } from './payload.ts';
import { handledTopics, kindOfTopic, normaliseTopic } from './events.ts';
import { customerIdOf, kindOfBody, occurredAt, purchaseKeyOf } from './fields.ts';

export const options = z.strictObject({
  /**
   * The permanent name of the shop, as Shopify's header says it: never the shop's own domain. Deliveries that name another
   * shop are refused. Without it the connection itself is the shop: whatever its secret signs belongs to it.
   */
  shop: z.optional(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'write name.myshopify.com in lower case')),
  ),
  /** Let test notifications and orders of the test gateway reach the CDP. */
  acceptTests: z.optional(z.boolean()),
  /** Deleting a customer in the shop admin is housekeeping for most shops, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type ShopifyOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The app's client secret; for webhooks made in the shop admin, the key that its notification page shows. */
  clientSecret: z.string().check(z.minLength(1)),
});
export type ShopifySecret = z.infer<typeof secret>;

export const aboutShopify: About<ShopifyOptions> = {
  name: 'Shopify',
  authentication: 'HMAC-SHA256 over the body',
  confidence: 'confirmed',
  warnings: ({ acceptTests }) =>
    warnIf(
      acceptTests,
      'acceptTests',
      {
        en: 'test notifications and orders of the test gateway reach the CDP',
        zh: '测试通知和测试网关的订单会进入 CDP',
      },
      { en: 'remove it before real customers come', zh: '在真实客户到来之前去掉它' },
    ),
};

/**
 * Only the body is signed. Topic, shop and delivery id are not, so they decide nothing that the body contradicts, and
 * none of them is part of the event's id: a captured delivery that comes again under other headers is the same event.
 */
export const shopify = defineHmacSource<AnyBody, ShopifyOptions, ShopifySecret>({
  platform: 'shopify',
  options,
  secret,
  scopes: ({ shop }, { name }) => ({ 'shopify-customer': shop ?? name }),
  signature: { headers: ['x-shopify-hmac-sha256', 'shopify-hmac-sha256'], encodings: ['base64'] },
  key: ({ clientSecret }) => clientSecret,
  unwrap: deliveryInEventBridge,
  reject: ({ headers }, { shop }) => {
    const named = either((name) => headers[name], 'shop-domain');
    if (shop === undefined || named === undefined || named.toLowerCase() === shop) return undefined;
    const detail = 'X-Shopify-Shop-Domain names another shop';
    return { outcome: 'rejected', status: 403, reason: 'wrong-account', detail };
  },
  types: handledTopics,
  type: ({ body, header }) => {
    const topic = either(header, 'topic');
    if (topic === undefined || either(header, 'shop-domain') === undefined) return undefined;
    return typeOfEvent(body) ?? normaliseTopic(topic);
  },
  typeHeaders: ['x-shopify-topic', 'shopify-topic', 'x-shopify-shop-domain', 'shopify-shop-domain'],
  contradiction: contradictionIn,
  // Kinds are told apart by the body itself.
  id: (_delivery, digest) => [digest],
  // By now the body is of the kind that its topic names.
  subject: ({ body }, type) => {
    const customer = customerIdOf(kindOfTopic(type), objectOf(body));
    return customer && `customer:${customer}`;
  },
  partition: ({ body }, type) => purchaseKeyOf(kindOfTopic(type), objectOf(body)),
  time: ({ body }, type) => occurredAt(kindOfTopic(type), objectOf(body)),
  isTest: ({ header }) => either(header, 'test')?.toLowerCase() === 'true',
});

/** What the topic promises beyond the kind of its body. */
function contradictionIn(type: string, body: JsonObject, { shop }: ShopifyOptions): string | undefined {
  const kind = kindOfTopic(type);
  if (kindOfBody(body) !== kind) return `the body is no ${kind}, as ${type} would have it`;
  if (type === 'orders/paid' && body['financial_status'] !== 'paid')
    return 'orders/paid with an order that is not paid';
  if (type === 'orders/cancelled' && typeof body['cancelled_at'] !== 'string')
    return 'orders/cancelled without cancelled_at';
  const signedShop = body['shop_domain'];
  if (shop !== undefined && typeof signedShop === 'string' && signedShop.toLowerCase() !== shop)
    return 'the privacy request names another shop';
  return undefined;
}

function objectOf(body: Json): JsonObject {
  return isJsonObject(body) ? body : {};
}

/** A header of a webhook, else of the Events preview, which leaves out the `x-`. An empty one counts as missing. */
function either(header: (name: string) => string | undefined, name: string): string | undefined {
  return header(`x-shopify-${name}`) || header(`shopify-${name}`) || undefined;
}

const PARTNER = /^aws\.partner\/shopify\.com(?:\.test)?\//;

/** The delivery inside an event of Shopify's partner bus: `detail` has the headers as `metadata` and the body as `payload`. */
function deliveryInEventBridge({
  source,
  detail,
}: JsonObject): { readonly headers: Readonly<Record<string, string>>; readonly body: Json } | undefined {
  if (typeof source !== 'string' || !PARTNER.test(source) || !isJsonObject(detail)) return undefined;
  const { metadata, payload } = detail;
  if (!isJsonObject(metadata) || payload === undefined) return undefined;
  const headers = Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), scalar(value) ?? ''] as const);
  return { headers: Object.fromEntries(headers), body: payload };
}
