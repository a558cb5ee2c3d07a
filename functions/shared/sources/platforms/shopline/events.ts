import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';

export type BodyKind = 'customer' | 'customer-delete' | 'order' | 'redact' | 'other';

/** The topics whose body must fit. */
export const kindOfTopic: Readonly<Record<string, BodyKind>> = {
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
export function kindOfBody(body: JsonObject): BodyKind {
  if (typeof body['shop_domain'] === 'string')
    return isJsonObject(body['customer']) && 'orders_to_redact' in body ? 'redact' : 'other';
  if (idOf(body) === undefined) return 'other';
  if ('line_items' in body || 'financial_status' in body) return 'order';
  if (!PERSONAL.some((field) => field in body)) return 'other';
  return LIVING.some((field) => field in body) ? 'customer' : 'customer-delete';
}

/** Ids are texts of digits. */
export function idOf(object: Json | undefined): string | undefined {
  const id = isJsonObject(object) ? object['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
