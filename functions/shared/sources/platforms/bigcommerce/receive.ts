import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { fromUnixSeconds } from '../../unix-time.ts';
import { standardSchemes } from '../standard-webhooks/scheme.ts';
import type { ThinBody } from './payload.ts';
import { type BigcommerceOptions, type BigcommerceSecret, options, secret } from './settings.ts';
import { judgeStaticHeaders } from './static-headers.ts';
import { kindOfScope, scopes } from './events.ts';

/**
 * BigCommerce: Standard Webhooks with the bytes of the client secret as key, not decoded from Base64; or unsigned, with headers
 * that the subscription has fixed. Its bodies are thin: they hold an id, and nothing of the person.
 */
export const bigcommerce = defineHmacSource<ThinBody, BigcommerceOptions, BigcommerceSecret>({
  platform: 'bigcommerce',
  options,
  secret,
  signature: (_options, { clientSecret }) => (clientSecret === undefined ? [] : standardSchemes('v1').slice(0, 1)),
  key: ({ clientSecret }) => Buffer.from(clientSecret ?? ''),
  // The subscription's own headers are a secret, and only the secret names them.
  isSecretHeader: (name) => !/^(?:webhook-(?:id|timestamp|signature)|content-type|user-agent)$/.test(name),
  unsigned: (request, { headers }) => judgeStaticHeaders(request, headers),
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
