import { digestOfBytes } from '../../../envelope/digest.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { jsonOf } from '../../../json/json-of.ts';
import { readTolerantJson } from '../../../json/tolerant.ts';
import { buyerId, customerId, orderNumber } from '../../protocols/adobe-commerce/record-id.ts';
import { firstTime } from '../../rfc-3339.ts';
import { defineReceiver, type Decoding, type SourceEvent, type Verification } from '../../source.ts';
import { eventKind, recordOf } from './events.ts';
import { answerChallenge, isValidationRequest } from './handshake.ts';
import { type AdobeIoEventsOptions, options, secret } from './settings.ts';
import { isUnsigned, judgeSignatures } from './signature.ts';
import { siteOf, sourceOf } from './site.ts';

const done = { status: 200, body: '' };

/** Adobe I/O Events: CloudEvents of Adobe Commerce, one in a request. */
export const adobeIoEvents = defineReceiver({
  platform: 'adobe-io-events',
  options,
  secret,
  verify(request, secrets, { clientId }): Verification {
    if (request.method === 'GET') return answerChallenge(request);
    if (request.method !== 'POST') {
      return {
        outcome: 'refused',
        status: 405,
        reason: 'method-not-allowed',
        detail: 'Adobe sends POST, and GET once',
      };
    }
    if (isUnsigned(request) && isValidationRequest(request)) return { outcome: 'answered', response: done };
    const refusal = judgeSignatures(request, secrets);
    if (refusal) return refusal;
    const event = jsonOf(request.body);
    if (isJsonObject(event) && !isFor(clientId, event)) {
      return { outcome: 'refused', status: 403, reason: 'wrong-account', detail: 'the event is for another client id' };
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
  // The door has refused it already; the inlet, which may trust its queue, has not.
  if (!isFor(settings.clientId, event)) return undecodable('wrong-account', 'the event is for another client id');
  const { type } = event;
  if (typeof type !== 'string' || type === '') return undecodable('type-missing', 'no type: not a CloudEvent');
  const source = sourceOf(event);
  if (source === undefined) return undecodable('body-malformed', 'the event has no source');
  const site = siteOf(source, settings);
  if (site === undefined) return undecodable('wrong-account', `options.sites does not name the source ${source}`);
  const time = firstTime(event['time']);
  const told: SourceEvent = {
    idParts: idOf(event, source, payload),
    type,
    ...orderingOf(type, event, site),
    ...(time === undefined ? {} : { time }),
    data: event,
    ...(body.plain ? { dataText: body.text } : {}),
  };
  return { outcome: 'events', events: [told] };
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
  const kind = eventKind(type);
  const record = kind && recordOf(event, kind);
  if (!record) return {};
  const customer = kind.effect === 'order' ? buyerId(record) : customerId(record);
  if (customer.kind === 'one') return { subject: `customer:${site}:${customer.id}` };
  const order = kind.effect === 'order' ? orderNumber(record) : undefined;
  return order === undefined ? {} : { partitionKey: `order:${site}:${order}` };
}

function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}
