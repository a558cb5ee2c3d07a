import * as z from 'zod/mini';
import { digest } from '../../../envelope/digest.ts';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { tellUnconfirmed, warnIf } from '../../finding.ts';
import { hashOf, rejectionOfSignature } from '../../hash-signature.ts';
import { rejectRequest, undecodable } from '../../outcomes.ts';
import { digits, word } from '../../setting-fields.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { youzanEventKind, type YouzanEventKind } from './events.ts';
import { holderOfYouzan, openId } from './fields.ts';
import { customerMessageOf, fits, readMessage } from './payload.ts';

export const options = z.strictObject({
  /**
   * The shop, or the head office of a chain. Events of other shops, of which an app for several hears, are ignored. Without
   * it every event that the secret signs belongs to the connection.
   */
  kdtId: z.optional(digits('kdt_id')),
  /**
   * The app id of the official account or mini program whose openids stand in `outer_user_id`. Youzan does not say which it
   * is, and apps of other systems put ids of their own there, so without this option nothing is made of it.
   */
  outerUserIdApp: z.optional(word),
  /** Members whom Youzan merges: `case` (default) leaves it to a person, `connect` makes them one customer. There is no undo. */
  onMerge: z.optional(z.enum(['case', 'connect'])),
  /**
   * Take changes of a phone and merges of members (`OPEN_PUSH_SCRM_MEMBER_…`). No text that is open to all shows the names of their fields.
   * Compare the first ones, which wait in the dead letters, with the page of this source.
   */
  unconfirmedMessages: z.optional(z.boolean()),
});

export const secret = z.strictObject({
  /** Of the app in the Youzan cloud console. */
  clientId: word,
  clientSecret: word,
});

export type YouzanOptions = z.infer<typeof options>;
export type YouzanSecret = z.infer<typeof secret>;

export const aboutYouzan: About<YouzanOptions> = {
  name: 'Youzan',
  authentication: 'MD5 over client id, body and client secret',
  confidence: 'partly',
  doubt:
    'not documented: the app behind `outer_user_id` (`outerUserIdApp` is off), the fields of a merge and of a changed phone (`unconfirmedMessages` is off)',
  warnings: ({ kdtId, outerUserIdApp, onMerge, unconfirmedMessages = false }) => [
    ...warnIf(
      kdtId === undefined,
      'kdtId',
      {
        en: 'every shop that the app is authorised for belongs to this connection',
        zh: '所有授权给该应用的店铺都归这个连接',
      },
      { en: 'name the shop, or the head office of the chain', zh: '写明店铺，或连锁的总部' },
    ),
    ...tellUnconfirmed(outerUserIdApp === undefined, 'outerUserIdApp', {
      en: 'the openids of outer_user_id',
      zh: 'outer_user_id 是哪个应用的 openid',
    }),
    ...tellUnconfirmed(!unconfirmedMessages, 'unconfirmedMessages', {
      en: 'changed phones and merged members',
      zh: '更换手机号与合并会员的消息',
    }),
    ...warnIf(
      onMerge === 'connect' && !unconfirmedMessages,
      'onMerge',
      {
        en: 'it connects nobody: no merge is taken without options.unconfirmedMessages',
        zh: '不会合并任何人：没有 options.unconfirmedMessages，不接收合并消息',
      },
      {
        en: 'set unconfirmedMessages, once the first merge has the fields that the page of this source names',
        zh: '等第一条合并消息具备该来源文档页写明的字段之后，再打开 unconfirmedMessages',
      },
    ),
  ],
};

/** Youzan looks for the word `success` in the answer. */
const success: WebhookResponse = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"code":0,"msg":"success"}',
};

/** Youzan (有赞): message push of an app in the Youzan cloud. */
export const youzan = defineReceiver({
  platform: 'youzan',
  options,
  secret,
  scopes: ({ outerUserIdApp: app }) => (app === undefined ? {} : { 'wechat-openid': app }),
  verify: (request, live) => verify(request, live),
  decode: (payload, { headers }) => decode(payload, headers['event-type']),
  acknowledgement: success,
});

function verify(request: WebhookRequest, { clientId, clientSecret }: YouzanSecret): Verification {
  if (request.method !== 'POST') return rejectRequest(405, 'method-not-allowed', 'Youzan sends POST');
  const expected = hashOf('md5', clientId, request.body, clientSecret);
  const given = request.headers['event-sign'];
  const rejection = rejectionOfSignature('Event-Sign', given, expected);
  if (!rejection) return { outcome: 'verified', payload: request.body };
  // Whether Youzan signs its heartbeats is not documented. Nothing comes of one; a wrong secret shows in one that is signed.
  if (given) return rejection;
  const body = jsonOf(request.body);
  return isJsonObject(body) && isTest(body) ? { outcome: 'answered', response: success } : rejection;
}

function isTest({ test }: JsonObject): boolean {
  return test === true || test === 1;
}

/** @param named the type in the header, which nothing signs */
function decode(payload: Uint8Array, named: string | undefined): Decoding {
  const body = jsonOf(payload);
  if (!isJsonObject(body)) return undecodable('body-malformed', 'the body is not a JSON object');
  if (isTest(body)) return { outcome: 'events', events: [] };
  const { type } = body;
  if (typeof type !== 'string' || type === '') return decodeFlat(body, named);
  const msg = readMessage(body['msg']);
  const kind = youzanEventKind(type);
  if (kind && !msg) return undecodable('body-malformed', 'msg is no JSON object in either of Youzan’s encodings');
  const time = fromUnix(body['version']);
  const event: SourceEvent = {
    idParts: eventId(type, body),
    type,
    ...(kind && msg && orderingOf(kind, type, body, msg)),
    ...(time !== undefined && { time }),
    data: msg ? { ...body, msg } : body,
  };
  return { outcome: 'events', events: [event] };
}

/** A body of the customer generation: its content stands at the top, and its type in the header alone. */
function decodeFlat(body: JsonObject, type: string | undefined): Decoding {
  if (type === undefined || type === '')
    return undecodable('type-missing', 'neither the body nor Event-Type has a type');
  const kind = youzanEventKind(type);
  const isAnother = kind?.tells === undefined ? kind !== undefined || tellsAnything(body) : !fits(kind.tells, body);
  if (isAnother) return undecodable('body-does-not-fit-type', 'the body is none of the type that Event-Type names');
  const event: SourceEvent = {
    idParts: eventId(type, body),
    type,
    ...(kind && orderingOf(kind, type, body, body)),
    data: body,
  };
  return { outcome: 'events', events: [event] };
}

/** A known message under a name that nobody knows would be lost. */
function tellsAnything(body: JsonObject): boolean {
  return (['phone-authorised', 'phone-changed', 'merged'] as const).some((tells) => fits(tells, body));
}

/** Older messages have no `msg_id`; `sendCount` counts the repetitions of one. */
function eventId(type: string, body: JsonObject): readonly string[] {
  const shop = textOf(body['kdt_id']);
  const messageId = textOf(body['msg_id']);
  if (messageId !== '') return ['message', type, shop, messageId];
  const id = textOf(body['id']);
  if (id !== '') return ['state', type, shop, id, textOf(body['version']), textOf(body['status'])];
  const { sendCount: _, ...content } = body;
  return ['content', digest(JSON.stringify(content))];
}

/** A message that names nobody waits for nobody but those of its own order or card. */
function orderingOf(
  kind: YouzanEventKind,
  type: string,
  body: JsonObject,
  msg: JsonObject,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const customer = kind.names === 'nobody' ? undefined : openId(memberOf(kind, msg));
  if (customer?.ok) return { subject: customer.value };
  const phone = kind.names === 'member' ? textOf(msg['mobile']) : '';
  if (/^1[3-9]\d{9}$/.test(phone)) return { subject: `mobile:${phone}` };
  const id = textOf(msg['tid']) || textOf(body['id']);
  const isOrder = /trade/i.test(type);
  return id === '' ? {} : { partitionKey: `${isOrder ? 'order' : type}:${id}` };
}

/** Of two members who are merged, the one who stays. */
function memberOf(kind: YouzanEventKind, msg: JsonObject): Json | undefined {
  if (kind.names !== 'customer') return holderOfYouzan(kind, msg)['yz_open_id'];
  const { to, openId: member } = customerMessageOf(msg);
  return (to ?? member)?.value;
}

function textOf(value: Json | undefined): string {
  return scalar(value) ?? '';
}
