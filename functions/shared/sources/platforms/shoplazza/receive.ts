import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { rejectOtherAccount } from '../../protocols/hmac/other-account.ts';
import type { About } from '../../about.ts';
import { warnOfUnnamed } from '../../finding.ts';

export const options = z.strictObject({
  /**
   * The shop's domain as `X-Shoplazza-Shop-Domain` says it. Deliveries that name another shop are refused. Without it the
   * connection itself is the shop: whatever its secret signs belongs to it.
   */
  shop: z.optional(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*\.[a-z]+$/, 'a domain in lower case as name.myshoplaza.com')),
  ),
  /** UNCONFIRMED: bodies are wrapped as `{"order": {…}}` or `{"customer": {…}}`. */
  wrappedBodies: z.optional(z.boolean()),
});
export type ShoplazzaOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The app's client secret, from the partner centre. */
  clientSecret: z.string().check(z.minLength(1, 'the client secret of the app')),
});
export type ShoplazzaSecret = z.infer<typeof secret>;

interface Contacts {
  readonly phone?: string;
  readonly email?: string;
}

/** A customer: https://www.shoplazza.dev/reference/customer-5 */
export interface ShoplazzaCustomer extends Contacts {
  readonly id?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly addresses?: readonly Contacts[];
}

/** An order: https://www.shoplazza.dev/reference/order-5 */
export interface ShoplazzaOrder {
  readonly id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
  readonly customer?: ShoplazzaCustomer;
  readonly shipping_address?: Contacts;
  readonly billing_address?: Contacts;
}

export const aboutShoplazza: About<ShoplazzaOptions> = {
  name: 'Shoplazza',
  authentication: 'HMAC-SHA256 over the body',
  confidence: 'partly',
  doubt: 'bodies wrapped as `{"order": {…}}` rest on third-party code: `wrappedBodies`',
  warnings: ({ shop }) => warnOfUnnamed(shop, 'shop', { en: 'shop', zh: '店铺' }, 'shoplazza-customer'),
};

/** Only the body is signed: topic, shop and `X-Shoplazza-Deduplication-ID` are headers without proof. */
export const shoplazza = defineHmacSource<ShoplazzaCustomer & ShoplazzaOrder, ShoplazzaOptions, ShoplazzaSecret>({
  platform: 'shoplazza',
  options,
  secret,
  scopes: ({ shop }, { name }) => ({ 'shoplazza-customer': shop ?? name }),
  signature: { headers: ['x-shoplazza-hmac-sha256'], encodings: ['base64'] },
  key: ({ clientSecret }) => clientSecret,
  reject: rejectOtherAccount('x-shoplazza-shop-domain', ({ shop }) => shop),
  inner: (body, _request, { wrappedBodies }) => (wrappedBodies ? unwrapped(body) : body),
  types: ['customers/create', 'customers/update', 'orders/create', 'orders/update', 'orders/paid', 'orders/cancelled'],
  type: { header: 'x-shoplazza-topic' },
  contradiction: (type, body) => {
    const kind = kindOf(body);
    return type.startsWith(`${kind}s/`)
      ? undefined
      : `the body is no ${type.slice(0, type.indexOf('/') - 1)}, but ${kind}`;
  },
  id: (_delivery, digest) => [digest],
  subject: ({ body }, type) => {
    const id = idOf(type.startsWith('orders/') && isJsonObject(body) ? body['customer'] : body);
    return id && `customer:${id}`;
  },
  partition: ({ body }) => {
    const id = idOf(body);
    return id && `order:${id}`;
  },
  time: { path: 'updated_at' },
});

/** Fields of a customer; the topic is an unsigned header, and an id alone may be a product's. */
const PERSONAL = ['email', 'phone', 'first_name', 'last_name'];

function kindOf(body: JsonObject): 'order' | 'customer' | 'other' {
  if (idOf(body) === undefined) return 'other';
  if ('line_items' in body || 'financial_status' in body) return 'order';
  return PERSONAL.some((field) => field in body) ? 'customer' : 'other';
}

function idOf(object: Json | undefined): string | undefined {
  const id = isJsonObject(object) ? object['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

function unwrapped(body: Json): Json {
  if (!isJsonObject(body)) return body;
  const [inner, ...others] = [body['order'], body['customer']].filter(isJsonObject);
  return inner && others.length === 0 && Object.keys(body).length === 1 ? inner : body;
}
