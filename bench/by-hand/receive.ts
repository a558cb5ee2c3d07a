import { isUtf8 } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { digestOfBytes } from '../../functions/shared/envelope/digest.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  type ParsedJson,
  readJson,
} from '../../functions/shared/json/lossless.ts';
import type { ReasonCode } from '../../functions/shared/reasons/reasons.ts';
import {
  defineReceiver,
  type Decoding,
  type SourceEvent,
  type Verification,
} from '../../functions/shared/sources/source.ts';
import {
  customerIdOf,
  kindOfBody,
  occurredAt,
  purchaseKeyOf,
} from '../../functions/shared/sources/platforms/shopify/fields.ts';
import {
  options,
  secret,
  type ShopifyOptions,
  type ShopifySecret,
} from '../../functions/shared/sources/platforms/shopify/receive.ts';
import { kindOfTopic, normaliseTopic, type BodyKind } from '../../functions/shared/sources/platforms/shopify/events.ts';

/** Base64 of exactly 32 bytes: 43 characters, of which the last carries four bits, and one `=`. */
const DIGEST = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** Shopify as it was before it was data: what the data are compared with. */
export const shopifyByHand = defineReceiver({
  platform: 'shopify',
  options,
  secret,
  verify,
  decode,
  acknowledgement: { status: 200, body: '' },
});

function verify(request: WebhookRequest, { clientSecret }: ShopifySecret, { shop }: ShopifyOptions): Verification {
  if (request.method !== 'POST') return refused(405, 'method-not-allowed', 'Shopify sends POST');
  const given = header(request, 'hmac-sha256');
  if (given === undefined) return refused(401, 'parameter-missing', 'no header X-Shopify-Hmac-Sha256');
  if (!DIGEST.test(given))
    return refused(401, 'signature-malformed', 'X-Shopify-Hmac-Sha256 is not Base64 of 32 bytes');

  const expected = createHmac('sha256', clientSecret).update(request.body).digest('base64');
  if (!timingSafeEqual(Buffer.from(expected, 'latin1'), Buffer.from(given, 'latin1'))) {
    return refused(401, 'signature-mismatch', 'the HMAC of the body is not X-Shopify-Hmac-Sha256');
  }
  if (namesAnotherShop(request, shop)) return refused(403, 'wrong-account', 'X-Shopify-Shop-Domain names another shop');
  return { outcome: 'verified', payload: request.body };
}

/**
 * Only the body is signed. Topic, shop and delivery id are not, so they decide nothing that the body contradicts, and
 * none of them is part of the event's id: a captured delivery that comes again under other headers is the same event.
 */
function decode(payload: Uint8Array, request: WebhookRequest, options: ShopifyOptions): Decoding {
  const text = payload === request.body ? (request.text ?? utf8Text(payload)) : utf8Text(payload);
  const json = text === undefined ? undefined : parse(text);
  if (text === undefined || json === undefined) return undecodable('body-malformed', 'the body is not JSON in UTF-8');
  const body = json.value;
  const given = header(request, 'topic');
  if (given === undefined) return undecodable('type-missing', 'no header X-Shopify-Topic');
  if (header(request, 'shop-domain') === undefined)
    return undecodable('type-missing', 'no header X-Shopify-Shop-Domain');
  // The webhook has rejected it already; the inlet, which may trust its queue, has not.
  if (namesAnotherShop(request, options.shop)) return undecodable('wrong-account', 'the delivery names another shop');

  const type = normaliseTopic(given);
  const kind = kindOfTopic(type);
  const test = header(request, 'test')?.toLowerCase() === 'true';
  // Kinds are told apart by the body itself; what is ignored must not take the id of what is not.
  const content = digestOfBytes(payload);
  const idParts = kind === 'other' || test ? [test ? 'test' : 'other', content] : [content];
  const data = test ? { data: marked(body) } : { data: body, ...(json.plain ? { dataText: text } : {}) };
  if (kind === 'other') return events({ idParts, type, ...data });

  if (!isJsonObject(body) || kindOfBody(body) !== kind) {
    return undecodable('body-does-not-fit-type', `the body is no ${kind}, as ${type} would have it`);
  }
  const contradiction = contradictionIn(type, body, options);
  if (contradiction !== undefined) return undecodable('body-does-not-fit-type', contradiction);
  return events({ idParts, type, ...orderingOf(kind, body), ...data });
}

function utf8Text(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : undefined;
}

function parse(text: string): ParsedJson | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** What the topic promises beyond the kind of its body. */
function contradictionIn(type: string, body: JsonObject, { shop }: ShopifyOptions): string | undefined {
  if (type === 'orders/paid' && body['financial_status'] !== 'paid')
    return 'orders/paid with an order that is not paid';
  if (type === 'orders/cancelled' && typeof body['cancelled_at'] !== 'string')
    return 'orders/cancelled without cancelled_at';
  const signedShop = body['shop_domain'];
  if (shop !== undefined && typeof signedShop === 'string' && signedShop.toLowerCase() !== shop)
    return 'the privacy request names another shop';
  return undefined;
}

function orderingOf(kind: BodyKind, body: JsonObject): Pick<SourceEvent, 'subject' | 'partitionKey' | 'time'> {
  const customer = customerIdOf(kind, body);
  const purchase = customer === undefined ? purchaseKeyOf(kind, body) : undefined;
  const time = occurredAt(kind, body);
  return {
    ...(customer === undefined ? {} : { subject: `customer:${customer}` }),
    ...(purchase === undefined ? {} : { partitionKey: purchase }),
    ...(time === undefined ? {} : { time }),
  };
}

/** `X-Shopify-Test` has no place in an envelope, so a test delivery says so in its data. */
function marked(body: Json): Json {
  return isJsonObject(body) ? { ...body, shopify_test: true } : body;
}

/** A header of a webhook, else of the Events preview, which leaves out the `x-`. An empty one counts as missing. */
function header({ headers }: WebhookRequest, name: string): string | undefined {
  return headers[`x-shopify-${name}`] || headers[`shopify-${name}`] || undefined;
}

function namesAnotherShop(request: WebhookRequest, shop: string | undefined): boolean {
  const named = header(request, 'shop-domain');
  return shop !== undefined && named !== undefined && named.toLowerCase() !== shop;
}

function events(event: SourceEvent): Decoding {
  return { outcome: 'events', events: [event] };
}

function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}

function refused(status: 401 | 403 | 405, reason: ReasonCode, detail: string): Verification {
  return { outcome: 'rejected', status, reason, detail };
}
