import * as z from 'zod/mini';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { appKeyShop } from '../../../identity/scoped.ts';
import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { takeTogether } from '../../batch.ts';
import { warnIf } from '../../finding.ts';
import { hashOf, rejectionOfSignature } from '../../hash-signature.ts';
import { rejectRequest, undecodable } from '../../outcomes.ts';
import { digits, word } from '../../setting-fields.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { instantOf } from '../../instant.ts';
import { createHmac } from 'node:crypto';

export const options = z.strictObject({
  /** The shop. Events of others, of which an app for several hears, are ignored. */
  shopId: z.optional(digits('shop_id')),
  /** Of the app. With it and `shopId`, `enrich` may ask who bought: buyers' ids belong to both. */
  appKey: z.optional(word),
  /** As chosen for the app. Official code knows `md5` alone; that there is a second is known from one public program. */
  signMethod: z.optional(z.enum(['md5', 'hmac-sha256'])),
});

export const secret = z.strictObject({ appKey: word, appSecret: word });

export type DoudianOptions = z.infer<typeof options>;
export type DoudianSecret = z.infer<typeof secret>;

export const aboutDoudian: About<DoudianOptions> = {
  name: 'Doudian (Douyin shop)',
  authentication: 'MD5 over app key, body and app secret',
  confidence: 'partly',
  doubt: 'the second method is off: `signMethod`',
  warnings: ({ shopId }) =>
    warnIf(
      shopId === undefined,
      'shopId',
      {
        en: 'every shop that the app is authorised for belongs to this connection',
        zh: '所有授权给该应用的店铺都归这个连接',
      },
      { en: 'name the shop', zh: '写明店铺' },
    ),
  checkSecret: ({ appKey: inSecret }, { appKey }) => {
    const check = 'secret.appKey';
    if (appKey === undefined) return [];
    if (inSecret === appKey) return [{ check, verdict: 'ok', detail: { en: 'that of the options', zh: '与选项一致' } }];
    const detail = { en: 'it is not the appKey of the options', zh: '与选项中的 appKey 不同' };
    const fix = { en: `both must be the key of one app: ${appKey}`, zh: `两处应是同一个应用的 key：${appKey}` };
    return [{ check, verdict: 'problem', detail, fix }];
  },
};

/** Where a message says when it happened; else in `update_time`, if it has one. In Unix seconds, of a refund as text too. */
const timeFields: ReadonlyMap<string, string> = new Map([
  ['100', 'create_time'],
  ['101', 'pay_time'],
  ['103', 'complete_time'],
  ['106', 'cancel_time'],
  ['109', 'modify_time'],
  ['111', 'apply_time'],
  ['200', 'apply_time'],
  ['201', 'agree_time'],
  ['202', 'agree_time'],
  ['204', 'refuse_time'],
  ['205', 'refuse_time'],
  ['206', 'success_time'],
  ['207', 'close_time'],
  ['208', 'modify_time'],
  ['224', 'apply_time'],
  ['225', 'success_time'],
]);
const LAST_CHANGE = 'update_time';

const success = answer(200, { code: 0, msg: 'success' });

/** Doudian (抖店, the shops of Douyin): message push of an app of the open platform. */
export const doudian = defineReceiver({
  platform: 'doudian',
  options,
  secret,
  // No message names a buyer; the answers of the API do.
  scopes: ({ appKey, shopId }, { isAsked }) =>
    isAsked && appKey !== undefined && shopId !== undefined ? { 'doudian-open-id': appKeyShop(appKey, shopId) } : {},
  verify,
  decode: (payload) => decode(payload),
  acknowledgement: success,
  errorResponse: (status) => answer(status, { code: 1, msg: 'fail' }),
});

function verify(request: WebhookRequest, live: DoudianSecret, settings: DoudianOptions): Verification {
  if (request.method !== 'POST') return rejectRequest(405, 'method-not-allowed', 'Doudian sends POST');
  const expected = signatureOf(request.body, live, settings);
  const rejection = rejectionOfSignature('event-sign', request.headers['event-sign'], expected);
  if (!rejection) return { outcome: 'verified', payload: request.body };
  // Whether the probe is signed is not documented. Nothing comes of one.
  const [only, ...more] = readBatch(request.body) ?? [];
  return only && isProbe(only) && more.length === 0 ? { outcome: 'answered', response: success } : rejection;
}

function decode(payload: Uint8Array): Decoding {
  const messages = readBatch(payload);
  return messages
    ? takeTogether(messages.map(decodeMessage))
    : undecodable('body-malformed', 'the body is not a list of messages');
}

function decodeMessage(message: Message | undefined): Decoding {
  if (!message) return undecodable('body-malformed', 'it is no message with a tag');
  return { outcome: 'events', events: isProbe(message) ? [] : [eventOf(message)] };
}

function eventOf({ tag, messageId, data }: Message): SourceEvent {
  const content = isJsonObject(data) ? data : {};
  const order = scalar(content['p_id']);
  const time = [timeFields.get(tag) ?? LAST_CHANGE, LAST_CHANGE].flatMap(
    (field) => instantOf(content[field], '+08:00') ?? [],
  )[0];
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

/** One message of a delivery. */
interface Message {
  readonly tag: string;
  readonly messageId: string | undefined;
  /** Read where it is JSON in a text, as the documents have it. */
  readonly data: Json;
}

/** The messages of a delivery: a list, whatever their number, with nothing in the place of what is no message. */
export function readBatch(body: Uint8Array): readonly (Message | undefined)[] | undefined {
  const list = jsonOf(body);
  return Array.isArray(list) ? list.map(readMessage) : undefined;
}

/** Doudian asks the address whether it answers. */
function isProbe({ tag }: Message): boolean {
  return tag === '0';
}

function readMessage(entry: Json): Message | undefined {
  const tag = isJsonObject(entry) ? scalar(entry['tag']) : undefined;
  if (!isJsonObject(entry) || !tag) return undefined;
  const messageId = scalar(entry['msg_id'] ?? entry['msgId']);
  return { tag, messageId: messageId || undefined, data: readData(entry) };
}

function readData({ data = null }: JsonObject): Json {
  return typeof data === 'string' ? (jsonIn(data) ?? data) : data;
}

/** Over app key, body and app secret in a row; the HMAC has the app secret for its key as well. */
export function signatureOf(
  body: string | Uint8Array,
  { appKey, appSecret }: { readonly appKey: string; readonly appSecret: string },
  { signMethod = 'md5' }: { readonly signMethod?: 'md5' | 'hmac-sha256' | undefined },
): string {
  if (signMethod === 'md5') return hashOf('md5', appKey, body, appSecret);
  return createHmac('sha256', appSecret).update(appKey).update(body).update(appSecret).digest('hex');
}

interface SignedCall {
  /** `order.orderDetail` */
  readonly method: string;
  /** JSON text, its names in alphabetical order, every value a text. */
  readonly body: string;
  /** Unix seconds */
  readonly timestamp: string;
}

export const API_VERSION = '2';

/**
 * The `sign` of a call of the open platform, by `hmac-sha256`. The access token is not in it
 * (op.jinritemai.com/docs/guide-docs/10/23, whose example is in the tests).
 */
export function requestSignature(
  { method, body, timestamp }: SignedCall,
  { appKey, appSecret }: DoudianSecret,
): string {
  const signed = `app_key${appKey}method${method}param_json${body}timestamp${timestamp}v${API_VERSION}`;
  return createHmac('sha256', appSecret).update(`${appSecret}${signed}${appSecret}`).digest('hex');
}
