import { isJsonObject, type Json, type JsonObject } from '../../json/lossless.ts';

/** What the event is about. */
export function resourceOf(body: Json): JsonObject {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const resource = isJsonObject(data) ? data['object'] : undefined;
  return isJsonObject(resource) ? resource : {};
}

/** Whose event it is: the customer itself, or the one that a payment names. */
export function customerOf(body: Json): string | undefined {
  const resource = resourceOf(body);
  const id = resource['object'] === 'customer' ? resource['id'] : resource['customer'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
