import * as z from 'zod/mini';
import { digestOfBytes } from '../../../envelope/digest.ts';
import { parseQuery, single, type WebhookRequest } from '../../../http/webhook-request.ts';
import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { readTolerantJson } from '../../../json/tolerant.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { parsedText } from '../../parsed-text.ts';
import { adobeCustomerId, buyerId, orderNumber } from '../../protocols/adobe-commerce/record-id.ts';
import { firstTime } from '../../rfc-3339.ts';
import { publicKeyOf } from '../../rsa-public-key.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { adobeIoEventKind, recordOf } from './events.ts';
import { siteOf, sourceOf } from './fields.ts';
import { isUnsigned, KEY_PATH, verifySignatures } from './signature.ts';

export const options = z.strictObject({
  /** The client id of the project's credential. Adobe signs the events of all its customers with the same keys. */
  clientId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be the client id of the project’s credential')),
  /**
   * The `source` of each Commerce installation, and a name for it: the scope of its customer ids. Events of others are kept
   * and not taken. Without it the source itself is the scope.
   */
  sites: z.optional(
    z.record(z.string().check(z.minLength(1)), z.string().check(z.minLength(1))).check(
      z.refine((sites) => Object.keys(sites).length > 0, 'needs at least one source'),
      z.refine(
        (sites) => new Set(Object.values(sites)).size === Object.keys(sites).length,
        'must give each source a name of its own: one number is another person in each',
      ),
    ),
  ),
  /** Deleting a customer in the admin is housekeeping for most shops, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type AdobeIoEventsOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** Adobe's public keys by their path, `/prod/keys/pub-key-….pem`; Adobe signs with two. */
  publicKeys: z
    .record(
      z.string().check(z.regex(KEY_PATH, 'must be a path /prod/keys/pub-key-….pem')),
      parsedText(publicKeyOf, 'must be the PEM text of an RSA public key of 2048 bits or more'),
    )
    .check(z.refine((keys) => Object.keys(keys).length > 0, 'needs at least one key')),
});

export const aboutAdobeIoEvents: About<AdobeIoEventsOptions> = {
  name: 'Adobe I/O Events (Adobe Commerce)',
  transport: 'webhook',
  authentication: 'RSA-SHA256 over the body, two signatures of which one must fit, and our client id inside it',
  confidence: 'partly',
  doubt: 'events in lists and the form through EventBridge are left out',
  warnings: ({ sites }) =>
    warnIf(
      sites === undefined,
      'sites',
      {
        en: 'the source of an event is the scope of its customer ids, and every installation is let in',
        zh: '客户 ID 的范围取自事件的 source，并且接收所有安装的事件',
      },
      { en: 'name the source of each installation', zh: '写明每个安装的 source' },
    ),
};

const done = { status: 200, body: '' };

/** Adobe I/O Events: CloudEvents of Adobe Commerce, one in a request. */
export const adobeIoEvents = defineReceiver({
  platform: 'adobe-io-events',
  options,
  secret,
  // Of several installations there is not one scope.
  scopes: ({ sites = {} }) => {
    const [site, ...others] = Object.values(sites);
    return site === undefined || others.length > 0 ? {} : { 'adobe-commerce-customer': site };
  },
  verify(request, secrets, { clientId }): Verification {
    if (request.method === 'GET') return answerChallenge(request);
    if (request.method !== 'POST') {
      return {
        outcome: 'rejected',
        status: 405,
        reason: 'method-not-allowed',
        detail: 'Adobe sends POST, and GET once',
      };
    }
    if (isUnsigned(request) && isValidationRequest(request)) return { outcome: 'answered', response: done };
    const rejection = verifySignatures(request, secrets);
    if (rejection) return rejection;
    const event = jsonOf(request.body);
    if (isJsonObject(event) && !isFor(clientId, event)) {
      return {
        outcome: 'rejected',
        status: 403,
        reason: 'wrong-account',
        detail: 'the event is for another client id',
      };
    }
    return { outcome: 'verified', payload: request.body };
  },
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: done,
});

/** Adobe signs for everybody: only the recipient inside the body says that an event was sent to us. */
function isFor(clientId: string, event: JsonObject): boolean {
  const recipients = ['recipientclientid', 'recipient_client_id'].flatMap((field) => event[field] ?? []);
  return recipients.length > 0 && recipients.every((recipient) => recipient === clientId);
}

function decode(payload: Uint8Array, settings: AdobeIoEventsOptions): Decoding {
  const body = readTolerantJson(payload);
  if (!body || !isJsonObject(body.value)) return undecodable('body-malformed', 'the body is not one JSON object');
  const event = body.value;
  // The webhook has rejected it already; the inlet, which may trust its queue, has not.
  if (!isFor(settings.clientId, event)) return undecodable('wrong-account', 'the event is for another client id');
  const { type } = event;
  if (typeof type !== 'string' || type === '') return undecodable('type-missing', 'no type: not a CloudEvent');
  const source = sourceOf(event);
  if (source === undefined) return undecodable('body-malformed', 'the event has no source');
  const site = siteOf(source, settings);
  if (site === undefined) return undecodable('wrong-account', `options.sites does not name the source ${source}`);
  const time = firstTime(event['time']);
  const withoutAddress: SourceEvent = {
    idParts: idOf(event, source, payload),
    type,
    ...orderingOf(type, event, site),
    ...(time === undefined ? {} : { time }),
    data: event,
    ...(body.plain ? { dataText: body.text } : {}),
  };
  return { outcome: 'events', events: [withoutAddress] };
}

/** `eventid` is Adobe's own for the event, and signed; without it what the sender called it in its source, else the content. */
function idOf(event: JsonObject, source: string, payload: Uint8Array): readonly string[] {
  const { eventid, event_id: old, id } = event;
  const own = [eventid, old].find((each) => typeof each === 'string' && each !== '');
  if (typeof own === 'string') return ['event', own];
  return typeof id === 'string' && id !== '' ? ['source', source, id] : ['content', digestOfBytes(payload)];
}

/** One connection may hear of several installations, and a number is another person in each. */
function orderingOf(type: string, event: JsonObject, site: string): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const kind = adobeIoEventKind(type);
  const record = kind && recordOf(event, kind);
  if (!record) return {};
  const customer = kind.effect === 'order' ? buyerId(record) : adobeCustomerId(record);
  if (customer.kind === 'one') return { subject: `customer:${site}:${customer.id}` };
  const order = kind.effect === 'order' ? orderNumber(record) : undefined;
  return order === undefined ? {} : { partitionKey: `order:${site}:${order}` };
}

function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
/** Adobe's is a UUID. Nothing that a browser could take for markup is ever given back. */
const CHALLENGE = /^[A-Za-z0-9._~-]{1,256}$/;
const VALIDATION_HOST = /^(?:[a-z0-9-]+\.)*adobe\.io$/;
const LONGEST = 4096;

/** `GET ?challenge=…`, by which Adobe asks whether the address takes events. It carries no proof and has no effect. */
function answerChallenge({ rawQuery }: WebhookRequest): Verification {
  const query = parseQuery(rawQuery);
  if (!query) return { outcome: 'rejected', status: 400, reason: 'query-malformed', detail: 'the query' };
  const challenge = single(query, 'challenge');
  if (challenge === undefined || !CHALLENGE.test(challenge)) {
    return {
      outcome: 'rejected',
      status: 400,
      reason: 'parameter-missing',
      detail: 'no challenge of letters and digits',
    };
  }
  return { outcome: 'answered', response: { status: 200, headers: TEXT, body: challenge } };
}

/**
 * The POST that Adobe sends when nobody answered its challenge. It is not signed, so nobody opens its URL: whoever sends
 * one could have us call any address. 200 is all that Adobe waits for.
 */
function isValidationRequest({ body }: WebhookRequest): boolean {
  if (body.length > LONGEST) return false;
  const json = jsonOf(body);
  if (!isJsonObject(json) || Object.keys(json).length !== 1) return false;
  const given = json['validationUrl'];
  const url = typeof given === 'string' ? URL.parse(given) : null;
  return url?.protocol === 'https:' && VALIDATION_HOST.test(url.hostname);
}
