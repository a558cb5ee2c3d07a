import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { firstTime } from '../../rfc-3339.ts';
import { answerOfEvent, customerOfEvent, isEvent } from './payload.ts';
import type { BodyKind } from './events.ts';

const ID = /^[1-9]\d{0,18}$/;
const KEPT = 'admin_graphql_api_customer_kept_id';
const GID = { Customer: 'gid://shopify/Customer/', Order: 'gid://shopify/Order/' } as const;

/** The digits of a global id `gid://shopify/<type>/<digits>`; undefined for another type or form. */
export function digitsOfGid(value: Json | undefined, type: 'Customer' | 'Order'): string | undefined {
  if (typeof value !== 'string' || !value.startsWith(GID[type])) return undefined;
  const digits = value.slice(GID[type].length);
  return ID.test(digits) ? digits : undefined;
}

/**
 * The exact id of an object as digits. `admin_graphql_api_id` decides where a bridge has rounded `id` to a double on the
 * way; a global id of another type, or two ids that cannot be the same, give undefined.
 */
export function exactId(object: JsonObject, type: 'Customer' | 'Order'): string | undefined {
  const gid = object['admin_graphql_api_id'];
  const id = idDigits(object['id']);
  if (gid === undefined || gid === null) return id;
  const exact = digitsOfGid(gid, type);
  if (exact === undefined || id === undefined || exact === id || Number(exact) === Number(id)) return exact;
  return undefined;
}

export function idDigits(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
  return typeof value === 'string' && ID.test(value) ? value : undefined;
}

/** The customer inside an order, a checkout or a privacy request. */
export function customerIn(body: JsonObject): JsonObject | undefined {
  const customer = body['customer'];
  return isJsonObject(customer) ? customer : undefined;
}

/**
 * What a body is about, read from the signed body alone: the topic is an unsigned header, and a genuine body must not be
 * replayed as something stronger (a customer as a deletion, a data request as a redaction). Subscriptions may leave fields
 * out (`include_fields`), so only what tells the kinds apart is asked for.
 */
export function kindOfBody(body: JsonObject): BodyKind {
  const rule = bodyRules.find(({ tells }) => tells(body));
  return rule?.kind(body) ?? 'customer-delete';
}

interface BodyRule {
  /** Whether the body is of a kind, or pretends to be. */
  readonly tells: (body: JsonObject) => boolean;
  readonly kind: (body: JsonObject) => BodyKind;
}

/** The first that tells something decides. */
const bodyRules: readonly BodyRule[] = [
  {
    tells: isEvent,
    kind: (body) => (digitsOfGid(customerOfEvent(body), 'Customer') === undefined ? 'other' : 'customer-event'),
  },
  { tells: (body) => typeof body['shop_domain'] === 'string', kind: kindOfPrivacyRequest },
  { tells: (body) => KEPT in body, kind: (body) => (isMerge(body) ? 'merge' : 'other') },
  {
    tells: (body) => isJsonObject(body['email_marketing_consent']) && 'customer_id' in body,
    kind: (body) => (idDigits(body['customer_id']) === undefined ? 'other' : 'email-consent'),
  },
  {
    tells: (body) => 'financial_status' in body || digitsOfGid(body['admin_graphql_api_id'], 'Order') !== undefined,
    kind: (body) => (exactId(body, 'Order') === undefined ? 'other' : 'order'),
  },
  {
    tells: (body) => 'line_items' in body || 'token' in body,
    kind: (body) => (typeof body['token'] === 'string' ? 'checkout' : 'other'),
  },
  { tells: (body) => exactId(body, 'Customer') === undefined, kind: () => 'other' },
  { tells: (body) => holds(body, PERSONAL), kind: (body) => ('myshopify_domain' in body ? 'other' : 'customer') },
  {
    // Saved searches and groups of customers have an id and times too; what says it is a customer is the global id.
    tells: (body) => holds(body, DATED),
    kind: (body) => (digitsOfGid(body['admin_graphql_api_id'], 'Customer') === undefined ? 'other' : 'customer'),
  },
  { tells: isRemainder, kind: () => 'customer-delete' },
  { tells: (body) => isJsonObject(body['sms_marketing_consent']), kind: () => 'sms-consent' },
  { tells: (body) => 'phone' in body, kind: () => 'customer' },
];

/** Fields of a customer that neither a deletion nor a consent has. A shop has some of them, and its own domain. */
const PERSONAL = ['email', 'first_name', 'last_name', 'verified_email'];
const DATED = ['state', 'created_at', 'updated_at'];

function holds(body: JsonObject, fields: readonly string[]): boolean {
  return fields.some((field) => field in body);
}

/** What Shopify still says of a customer who is deleted: neither name nor address, but empty lists, consents and the phone. */
function isRemainder(body: JsonObject): boolean {
  return Array.isArray(body['addresses']) && Array.isArray(body['tax_exemptions']);
}

function kindOfPrivacyRequest(body: JsonObject): BodyKind {
  const asksForData = 'data_request' in body || 'orders_requested' in body;
  if (customerIn(body) !== undefined) return asksForData ? 'data-request' : 'redact';
  return asksForData || 'customer' in body || 'orders_to_redact' in body ? 'other' : 'shop-redact';
}

function isMerge(body: JsonObject): boolean {
  return digitsOfGid(body[KEPT], 'Customer') !== undefined && typeof body['status'] === 'string';
}

/** The customer that a body of this kind is about. */
export function customerIdOf(kind: BodyKind, body: JsonObject): string | undefined {
  switch (kind) {
    case 'customer':
    case 'customer-delete':
    case 'sms-consent':
      return exactId(body, 'Customer');
    case 'email-consent':
      return idDigits(body['customer_id']);
    case 'merge':
      return digitsOfGid(body[KEPT], 'Customer');
    case 'order':
    case 'checkout':
    case 'redact':
    case 'data-request': {
      const customer = customerIn(body);
      return customer && exactId(customer, 'Customer');
    }
    case 'customer-event':
      return digitsOfGid(customerOfEvent(body), 'Customer');
    case 'shop-redact':
    case 'other':
      return undefined;
  }
}

/** What orders the events of a purchase without a customer. */
export function purchaseKeyOf(kind: BodyKind, body: JsonObject): string | undefined {
  if (kind === 'order') return `order:${exactId(body, 'Order')}`;
  // Since API version 2026-04 a checkout has no id; its token is there in every version.
  const token = body['token'];
  return kind === 'checkout' && typeof token === 'string' ? `checkout:${token}` : undefined;
}

/** When it happened, by the signed body; undefined where the body does not say. */
export function occurredAt(kind: BodyKind, body: JsonObject): string | undefined {
  switch (kind) {
    case 'customer':
    case 'order':
    case 'checkout':
      return firstTime(body['updated_at'], body['processed_at'], body['created_at']);
    case 'email-consent':
      return consentTime(body['email_marketing_consent']);
    case 'sms-consent':
      return consentTime(body['sms_marketing_consent']);
    case 'customer-event':
      return firstTime(answerOfEvent(body)?.['updatedAt']);
    case 'customer-delete':
    case 'merge':
    case 'redact':
    case 'data-request':
    case 'shop-redact':
    case 'other':
      return undefined;
  }
}

function consentTime(consent: Json | undefined): string | undefined {
  return isJsonObject(consent) ? firstTime(consent['consent_updated_at']) : undefined;
}
