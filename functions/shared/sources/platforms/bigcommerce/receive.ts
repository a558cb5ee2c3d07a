import { hash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { warnOfUnnamed } from '../../finding.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { standardSchemes } from '../../protocols/standard-webhooks/scheme.ts';
import type { Verification } from '../../source.ts';
import { fromUnixSeconds } from '../../unix-time.ts';
import { kindOfScope, scopes } from './events.ts';
import type { ThinBody } from './payload.ts';

export const options = z.strictObject({
  /** The hash in the store's addresses. Deliveries of another store are kept and change nobody. */
  storeHash: z.optional(z.string().check(z.regex(/^[a-z0-9]{4,32}$/, 'the hash alone, as abcde12345'))),
  /** Deleting a customer in the control panel is housekeeping for most, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type BigcommerceOptions = z.infer<typeof options>;

export const secret = z
  .strictObject({
    /** The app's client secret: signed deliveries are judged by it. */
    clientSecret: z.optional(z.string().check(z.minLength(1))),
    /** Headers that the subscription sends with every delivery: they prove deliveries that are not signed. */
    headers: z.optional(
      z.record(
        z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'the name of a header')),
        z.string().check(z.minLength(16, 'at least 16 characters: it is all that proves a delivery')),
      ),
    ),
    /** Of an API account of the store that may read customers and orders: `enrich` asks with it. */
    accessToken: z.optional(z.string().check(z.minLength(1))),
  })
  .check(
    z.refine(
      ({ clientSecret, headers = {} }) => clientSecret !== undefined || Object.keys(headers).length > 0,
      'needs clientSecret, headers, or both: a delivery is never believed for the mere lack of a signature',
    ),
  );
export type BigcommerceSecret = z.infer<typeof secret>;

export const aboutBigcommerce: About<BigcommerceOptions> = {
  name: 'BigCommerce',
  authentication: 'Standard Webhooks v1 with the client secret, or static headers of the subscription; five minutes',
  confidence: 'partly',
  doubt: 'older captured requests have no signature: unsigned ones need `headers` in the secret',
  warnings: ({ storeHash }) =>
    warnOfUnnamed(storeHash, 'storeHash', { en: 'store', zh: '店铺' }, 'bigcommerce-customer'),
};

/**
 * BigCommerce: Standard Webhooks with the bytes of the client secret as key, not decoded from Base64; or unsigned, with headers
 * that the subscription has fixed. Its bodies are thin: they hold an id, and nothing of the person.
 */
export const bigcommerce = defineHmacSource<ThinBody, BigcommerceOptions, BigcommerceSecret>({
  platform: 'bigcommerce',
  options,
  secret,
  scopes: ({ storeHash }, { name }) => ({ 'bigcommerce-customer': storeHash ?? name }),
  signature: (_options, { clientSecret }) => (clientSecret === undefined ? [] : standardSchemes('v1').slice(0, 1)),
  key: ({ clientSecret }) => Buffer.from(clientSecret ?? ''),
  // The subscription's own headers are a secret, and only the secret names them.
  isSecretHeader: (name) => !/^(?:webhook-(?:id|timestamp|signature)|content-type|user-agent)$/.test(name),
  unsigned: (request, { headers }) => verifyStaticHeaders(request, headers),
  types: scopes,
  type: { path: 'scope' },
  contradiction: contradictionIn,
  // The body holds `created_at` and its own `hash`: two events never have the same bytes.
  id: (_delivery, digest) => [digest],
  subject: ({ body }, type) => {
    const id = customerIn(body, type);
    return id && `customer:${id}`;
  },
  partition: ({ body }, type) => {
    const { id } = dataOf(body);
    return kindOfScope(type) === 'order' ? `order:${scalar(id) ?? ''}` : undefined;
  },
  time: ({ body }) => (isJsonObject(body) ? fromUnixSeconds(body['created_at']) : undefined),
});

function contradictionIn(type: string, body: JsonObject, { storeHash }: BigcommerceOptions): string | undefined {
  if (storeHash !== undefined && body['producer'] !== `stores/${storeHash}`) return 'an event of another store';
  return scalar(dataOf(body)['id']) === undefined ? `${type} without data.id` : undefined;
}

function customerIn(body: Json, type: string): string | undefined {
  const { id, address } = dataOf(body);
  switch (kindOfScope(type)) {
    case 'customer':
      return scalar(id);
    case 'address':
      return isJsonObject(address) ? scalar(address['customer_id']) : undefined;
    case 'order':
    case 'other':
      return undefined;
  }
}

function dataOf(body: Json): JsonObject {
  return isJsonObject(body) && isJsonObject(body['data']) ? body['data'] : {};
}

/** A delivery without a signature proves itself by the headers that were fixed at the subscription, all of them. */
export function verifyStaticHeaders(
  request: WebhookRequest,
  expected: Readonly<Record<string, string>> = {},
): Verification | undefined {
  const names = Object.keys(expected);
  if (names.length === 0) return undefined;
  if (request.method !== 'POST')
    return { outcome: 'rejected', status: 405, reason: 'method-not-allowed', detail: 'deliveries are sent by POST' };
  // Digests have one length, whatever was sent; and every header is looked at, whichever is wrong.
  const wrong = names.filter((name) => {
    const given = request.headers[name.toLowerCase()] ?? '';
    return !timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected[name] ?? '', 'buffer'));
  });
  if (wrong.length === 0) return { outcome: 'verified', payload: request.body };
  const missing = names.every((name) => !request.headers[name.toLowerCase()]);
  return {
    outcome: 'rejected',
    status: 401,
    reason: missing ? 'parameter-missing' : 'signature-mismatch',
    detail: missing
      ? 'neither a signature nor the headers of the subscription'
      : 'a header of the subscription is another',
  };
}
