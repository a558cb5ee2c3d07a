import * as z from 'zod/mini';
import { digest } from '../../../envelope/digest.ts';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { tellUnconfirmed } from '../../finding.ts';
import { hashOf, rejectionOfSignature } from '../../hash-signature.ts';
import { rejectRequest, undecodable } from '../../outcomes.ts';
import { digits, word } from '../../setting-fields.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { douyinEventKind, type DouyinEventKind, holderIn } from './events.ts';

export const options = z.strictObject({
  /** Of the app: its users' ids belong to it. Events of another app are ignored. */
  clientKey: word,
  /** The merchant (来客 account). Events of another, of which an app for several hears, are ignored. */
  accountId: z.optional(digits('account_id')),
  /**
   * Takes `from_user_id` for the customer's open id. Douyin says so of its own events in general, not of those of Life Services,
   * and an id of the merchant's there would make one customer of all. Compare the events of two people first.
   */
  fromUserIsCustomer: z.optional(z.boolean()),
});

export const secret = z.strictObject({ clientSecret: word });

export type DouyinOptions = z.infer<typeof options>;
export type DouyinSecret = z.infer<typeof secret>;

export const aboutDouyin: About<DouyinOptions> = {
  name: 'Douyin Life Services',
  authentication: 'SHA-1 over client secret and body',
  confidence: 'partly',
  doubt: 'the documents do not say whose `from_user_id` is: `fromUserIsCustomer` is off',
  warnings: ({ accountId, fromUserIsCustomer }) => [
    ...(accountId === undefined
      ? [
          {
            check: 'options.accountId',
            verdict: 'warning' as const,
            detail: {
              en: 'every merchant who has authorised the app belongs to this connection',
              zh: '授权应用的所有商家都属于这个连接',
            },
            fix: { en: 'name the merchant', zh: '写明商家' },
          },
        ]
      : []),
    ...(fromUserIsCustomer
      ? [
          {
            check: 'options.fromUserIsCustomer',
            verdict: 'warning' as const,
            detail: {
              en: 'that from_user_id is the customer’s is not documented for Life Services',
              zh: '生活服务的文档没有说明 from_user_id 是客户的',
            },
            fix: { en: 'compare it in the orders of two people: it must differ', zh: '对比两个人的订单：这个值应不同' },
          },
        ]
      : tellUnconfirmed(true, 'fromUserIsCustomer', { en: 'whose from_user_id is', zh: 'from_user_id 是谁的' })),
  ],
};

/** Douyin's open platform (抖音开放平台), above all Life Services (生活服务): webhooks of an app. */
export const douyin = defineReceiver({
  platform: 'douyin',
  options,
  secret,
  scopes: ({ clientKey }) => ({ 'douyin-open-id': clientKey }),
  verify: (request, live) => verify(request, live),
  decode: (payload, _request, settings) => decode(payload, settings),
  // What Douyin wants to hear of an event is not documented; an empty object is what others answer.
  acknowledgement: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
});

function verify(request: WebhookRequest, { clientSecret }: DouyinSecret): Verification {
  if (request.method !== 'POST') return rejectRequest(405, 'method-not-allowed', 'Douyin sends POST');
  const given = request.headers['x-douyin-signature'];
  const expected = hashOf('sha1', clientSecret, request.body);
  const rejection = rejectionOfSignature('X-Douyin-Signature', given, expected);
  // That the check of the address is signed follows from an example in the documents alone. Its answer gives nothing away.
  const response = rejection && given ? undefined : answerToChallenge(request.body);
  if (response) return { outcome: 'answered', response };
  return rejection ?? { outcome: 'verified', payload: request.body };
}

function decode(payload: Uint8Array, settings: DouyinOptions): Decoding {
  const body = jsonOf(payload);
  if (!isJsonObject(body)) return undecodable('body-malformed', 'the body is not a JSON object');
  const { event: type } = body;
  if (typeof type !== 'string' || type === '') return undecodable('type-missing', 'the body has no event');
  const content = readContent(body['content']);
  const kind = douyinEventKind(type);
  if (kind && !isJsonObject(content)) return undecodable('body-malformed', 'content is not a JSON object');
  const fields = isJsonObject(content) ? content : {};
  const holder = kind ? holderIn(fields, kind) : {};
  const time = fromUnix(fields['msg_time']) ?? fromUnix(holder['pay_time']) ?? fromUnix(holder['create_time']);
  const event: SourceEvent = {
    idParts: eventId(type, body, kind, content),
    type,
    ...(kind && orderingOf(kind, body, fields, settings)),
    ...(time !== undefined && { time }),
    data: { ...body, content },
  };
  return { outcome: 'events', events: [event] };
}

function readContent(content: Json | undefined): Json {
  return typeof content === 'string' ? (jsonIn(content) ?? content) : (content ?? null);
}

/**
 * `Msg-Id` is a header without proof. It is the same for one entity and one action: of somebody who joins, leaves and joins again
 * it would drop the second. So a member's event has the id of its push, and an order's is known by what it says.
 */
function eventId(type: string, body: JsonObject, kind: DouyinEventKind | undefined, content: Json): readonly string[] {
  const contentDigest = digest(textOf(body['client_key']), textOf(body['from_user_id']), JSON.stringify(content));
  return kind?.trigger ? ['push', type, contentDigest, textOf(body['log_id'])] : ['content', type, contentDigest];
}

/** What names nobody waits for nobody but the events of its own order. */
function orderingOf(
  kind: DouyinEventKind,
  body: JsonObject,
  content: JsonObject,
  { fromUserIsCustomer }: DouyinOptions,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const person = fromUserIsCustomer ? textOf(body['from_user_id']) : '';
  if (person !== '') return { subject: person };
  const phone = kind.trigger ? textOf(content['mobile']) : '';
  if (/^1[3-9]\d{9}$/.test(phone)) return { subject: `mobile:${phone}` };
  const order = textOf(holderIn(content, kind)['order_id']);
  return order === '' ? {} : { partitionKey: `order:${order}` };
}

function textOf(value: Json | undefined): string {
  return scalar(value) ?? '';
}

/** Numbers keep the digits that they are written with. */
const asWritten = (_key: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined ? JSON.rawJSON(source) : value;

/**
 * The answer to a check of the address; undefined for anything else. The challenge goes back with its type: a number as that
 * number, a word as that word. Nothing else is ever repeated to whoever asks.
 */
export function answerToChallenge(body: Uint8Array): WebhookResponse | undefined {
  const message = parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  if (message?.['event'] !== 'verify_webhook') return undefined;
  const { content } = message;
  const challenge = (typeof content === 'string' ? parse(content) : fieldsOf(content))?.['challenge'];
  const isWord = typeof challenge === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(challenge);
  if (!isWord && !isNumber(challenge)) return undefined;
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ challenge }) };
}

function isNumber(value: unknown): boolean {
  const text = fieldsOf(value)?.['rawJSON'];
  return typeof text === 'string' && /^-?\d{1,32}$/.test(text);
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return fieldsOf(JSON.parse(text, asWritten));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
