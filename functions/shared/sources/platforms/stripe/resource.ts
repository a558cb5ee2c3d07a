import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';

/** What the event is about. */
export function resourceOf(body: Json): JsonObject {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const resource = isJsonObject(data) ? data['object'] : undefined;
  return isJsonObject(resource) ? resource : {};
}

/** The country that a customer's address had before the event; of what has changed Stripe says only the fields that did. */
export function countryBefore(body: Json): Json | undefined {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const previous = isJsonObject(data) ? data['previous_attributes'] : undefined;
  const now = resourceOf(body)['address'];
  const country = isJsonObject(now) ? now['country'] : undefined;
  if (!isJsonObject(previous) || !Object.hasOwn(previous, 'address')) return country;
  const before = previous['address'];
  return isJsonObject(before) ? (before['country'] ?? country) : undefined;
}

/** Whose event it is: the customer itself, or the one that a payment names. */
export function customerOf(body: Json): string | undefined {
  const resource = resourceOf(body);
  const id = resource['object'] === 'customer' ? resource['id'] : resource['customer'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
