import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { isJsonObject, scalar } from '../../../json/lossless.ts';
import { refusalOfSignature } from '../../hash-signature.ts';
import { refuseRequest, undecodable } from '../../outcomes.ts';
import { defineReceiver, type Decoding, type SourceEvent, type Verification } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { isProbe, type Message, readBatch } from './batch.ts';
import { type DoudianOptions, type DoudianSecret, options, secret } from './settings.ts';
import { signatureOf } from './signature.ts';

/** Where a message says when it happened, in Unix seconds. */
const timeFields: ReadonlyMap<string, string> = new Map([
  ['100', 'create_time'],
  ['101', 'pay_time'],
  ['103', 'complete_time'],
  ['106', 'cancel_time'],
]);

const success = answer(200, { code: 0, msg: 'success' });

/** Doudian (抖店, the shops of Douyin): message push of an app of the open platform. */
export const doudian = defineReceiver({
  platform: 'doudian',
  options,
  secret,
  verify,
  decode: (payload) => decode(payload),
  acknowledgement: success,
  refusal: (status) => answer(status, { code: 1, msg: 'fail' }),
});

function verify(request: WebhookRequest, live: DoudianSecret, settings: DoudianOptions): Verification {
  if (request.method !== 'POST') return refuseRequest(405, 'method-not-allowed', 'Doudian sends POST');
  const expected = signatureOf(request.body, live, settings);
  const refusal = refusalOfSignature('event-sign', request.headers['event-sign'], expected);
  if (!refusal) return { outcome: 'verified', payload: request.body };
  // Whether the probe is signed is not documented. Nothing comes of one.
  const messages = readBatch(request.body);
  return messages?.length === 1 && messages.every(isProbe) ? { outcome: 'answered', response: success } : refusal;
}

function decode(payload: Uint8Array): Decoding {
  const messages = readBatch(payload);
  if (!messages) return undecodable('body-malformed', 'the body is not a list of messages with tags');
  return { outcome: 'events', events: messages.filter((message) => !isProbe(message)).map(eventOf) };
}

function eventOf({ tag, messageId, data }: Message): SourceEvent {
  const content = isJsonObject(data) ? data : {};
  const order = scalar(content['p_id']);
  const time = fromUnix(content[timeFields.get(tag) ?? '']);
  return {
    idParts: messageId === undefined ? ['content', tag, JSON.stringify(data)] : ['message', tag, messageId],
    type: tag,
    ...(order && { partitionKey: `order:${order}` }),
    ...(time !== undefined && { time }),
    data: { tag, msg_id: messageId ?? null, data },
  };
}

function answer(status: number, body: object): WebhookResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
