import * as z from 'zod/mini';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import { isJsonObject, type Json, type JsonObject, objectsIn, scalar } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import type { About } from '../../about.ts';
import { warnOfUnnamed } from '../../finding.ts';
import type { Verification } from '../../source.ts';

export const options = z.strictObject({
  /**
   * The site's home URL as `X-WC-Webhook-Source` says it. Deliveries that name another site are refused. Without it the
   * connection itself is the site: whatever its secret signs belongs to it.
   */
  site: z.optional(
    z
      .string()
      .check(z.regex(/^https?:\/\/[a-z0-9][a-z0-9.:-]*(?:\/[^?#\s]*)?$/, 'the home URL as https://shop.example')),
  ),
  /** A site may change it by the filter `woocommerce_webhook_hash_algorithm`. Default `sha256`. */
  algorithm: z.optional(z.enum(['sha1', 'sha256', 'sha512'])),
});
export type WoocommerceOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The secret of the webhook; WordPress may store its signs as entities, and signs with the signs themselves. */
  secret: z.pipe(
    z.string().check(z.minLength(1, 'the secret of the webhook; an empty one is no secret')),
    z.transform((text) => htmlDecoded(text)),
  ),
});
export type WoocommerceSecret = z.infer<typeof secret>;

interface Contacts {
  readonly email?: string;
  readonly phone?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly city?: string;
  readonly state?: string;
  /** ISO 3166, of two letters. */
  readonly country?: string;
}

/** A customer of the REST API v1 to v3. */
export interface WooCustomer {
  readonly id?: number;
  readonly email?: string;
  readonly date_created_gmt?: string;
  readonly billing?: Contacts;
  readonly shipping?: Contacts;
}

/** An order of the REST API v1 to v3. */
export interface WooOrder {
  readonly id?: number;
  readonly customer_id?: number;
  readonly date_created_gmt?: string;
  readonly billing?: Contacts;
  readonly shipping?: Contacts;
}

export const aboutWoocommerce: About<WoocommerceOptions> = {
  name: 'WooCommerce',
  authentication: 'HMAC-SHA256 over the body, or the hash that the site has chosen',
  confidence: 'confirmed',
  warnings: ({ site }) => warnOfUnnamed(site, 'site', { en: 'site', zh: '站点' }, 'woocommerce-customer'),
};

/**
 * WooCommerce. Only the body is signed, and the delivery id is the same for two orders of one second: neither topic nor delivery
 * id tells events apart.
 */
export const woocommerce = defineHmacSource<WooCustomer & WooOrder, WoocommerceOptions, WoocommerceSecret>({
  platform: 'woocommerce',
  options,
  secret,
  scopes: ({ site }, { name }) => ({ 'woocommerce-customer': site ?? name }),
  signature: ({ algorithm = 'sha256' }) => ({
    headers: ['x-wc-webhook-signature'],
    algorithm,
    encodings: ['base64'],
  }),
  key: (live) => live.secret,
  unsigned: answerPing,
  reject: ({ headers }, { site }) => {
    const named = headers['x-wc-webhook-source'];
    if (site === undefined || !named || homeOf(named) === homeOf(site)) return undefined;
    const detail = 'X-WC-Webhook-Source names another site';
    return { outcome: 'rejected', status: 403, reason: 'wrong-account', detail };
  },
  complaint: complaintIn,
  types: ['customer.created', 'customer.updated', 'order.created', 'order.updated', 'order.restored'],
  type: { header: 'x-wc-webhook-topic' },
  contradiction: (type, body) => {
    const kind = type.slice(0, type.indexOf('.'));
    return kindOf(body) === kind ? undefined : `the body is no ${kind} of the REST API v1 to v3`;
  },
  id: (_delivery, digest) => [digest],
  subject: ({ body }) => {
    const id = isJsonObject(body) ? userOf(body) : undefined;
    return id && `customer:${id}`;
  },
  partition: ({ body }) => (isJsonObject(body) ? `order:${scalar(body['id']) ?? ''}` : undefined),
  time: ({ body }) => (isJsonObject(body) ? utc(body['date_modified_gmt'] ?? body['date_created_gmt']) : undefined),
});

/**
 * The REST API's own refusal in place of what it should tell: whoever made the webhook is gone or lost their rights. As JSON, as the
 * legacy API wrote it, or as nothing but its status and a text.
 */
function complaintIn(body: JsonObject | string): string | undefined {
  if (typeof body === 'string') {
    const status = /^\s*["{[]*(401|403)\b/.exec(body.slice(0, 64))?.[1];
    return status && `the site answers itself with ${status} and a text`;
  }
  const { code, data, errors } = body;
  const [legacy] = objectsIn(errors);
  if (legacy) return complaintOf(legacy['code'], legacy['status'] ?? STATUS_OF_LEGACY);
  return complaintOf(code, isJsonObject(data) ? data['status'] : undefined);
}

/** An error of the legacy API has its status in the HTTP answer alone. */
const STATUS_OF_LEGACY = 401;

function complaintOf(code: Json | undefined, status: Json | undefined): string | undefined {
  if (typeof code !== 'string' || !/^(?:woocommerce_)?(?:rest|api)_[a-z_]{1,80}$/.test(code)) return undefined;
  return status === 401 || status === 403 ? `the site answers itself with ${status}: ${code}` : undefined;
}

function kindOf(body: JsonObject): 'order' | 'customer' | 'other' {
  if (scalar(body['id']) === undefined) return 'other';
  if ('line_items' in body && isJsonObject(body['billing'])) return 'order';
  return 'email' in body && 'username' in body ? 'customer' : 'other';
}

/** The user of an order or a customer; `0` is a guest. */
function userOf(body: JsonObject): string | undefined {
  const id = scalar(kindOf(body) === 'order' ? body['customer_id'] : body['id']);
  return id === '0' ? undefined : id;
}

/** Times of the fields that end in `_gmt` have no offset. */
function utc(time: Json | undefined): string | undefined {
  return typeof time === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(time) ? `${time}Z` : undefined;
}

function homeOf(url: string): string {
  return url.toLowerCase().replace(/\/+$/, '');
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * When a webhook is made or activated, WordPress posts `webhook_id=<n>` without signature and topic, and wants exactly 200.
 * Nobody can prove it, so it has no effect.
 */
function answerPing({ method, headers, body }: WebhookRequest): Verification | undefined {
  const isForm = headers['content-type']?.toLowerCase().startsWith(FORM) === true;
  if (method !== 'POST' || !isForm || headers['x-wc-webhook-topic']) return undefined;
  if (body.length > 40 || !/^webhook_id=\d+$/.test(Buffer.from(body).toString('latin1'))) return undefined;
  return { outcome: 'answered', response: { status: 200, body: '' } };
}

/** What WordPress decodes in the secret before it signs: `wp_specialchars_decode` with both kinds of quotes. */
const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/^&(?:amp|#0*38|#[xX]0*26);$/, '&'],
  [/^&(?:lt|#0*60);$/, '<'],
  [/^&(?:gt|#0*62);$/, '>'],
  [/^&(?:quot|#0*34|#[xX]0*22);$/, '"'],
  [/^&(?:#0*39|#[xX]0*27);$/, "'"],
];

/** Decodes each entity once: `&amp;lt;` is `&lt;`. */
export function htmlDecoded(text: string): string {
  return text.replaceAll(/&(?:[a-z]+|#\d+|#[xX]\d+);/g, (entity) => {
    return ENTITIES.find(([form]) => form.test(entity))?.[1] ?? entity;
  });
}
