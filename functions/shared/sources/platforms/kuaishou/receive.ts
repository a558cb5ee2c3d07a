import * as z from 'zod/mini';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import { appKeyShop } from '../../../identity/scoped.ts';
import { jsonIn, strictJsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { rejectRequest, undecodable } from '../../outcomes.ts';
import { digits, word } from '../../setting-fields.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { kuaishouBuyerOf, kuaishouEventNames } from './fields.ts';

export const options = z.strictObject({
  /** Of the app. Every message names it inside the encryption, and buyers' ids belong to it. */
  appKey: word,
  /**
   * The sellers whose messages are let in; every other is refused. As nothing is signed, name them. Without it every seller
   * who has authorised the app.
   */
  userIds: z.optional(z.array(digits('userId')).check(z.minLength(1))),
});

export const secret = z.strictObject({
  /** The key of messages in the console (消息密钥), in Base64. */
  messageSecret: z
    .string()
    .check(
      z.refine((text) => keyOf(text) !== undefined, 'must be Base64 of 16, 24 or 32 bytes, as the console shows it'),
    ),
});

export type KuaishouOptions = z.infer<typeof options>;
export type KuaishouSecret = z.infer<typeof secret>;

export const aboutKuaishou: About<KuaishouOptions> = {
  name: 'Kuaishou shop',
  authentication: 'AES-CBC under the message key, with the app key inside it; no signature',
  confidence: 'partly',
  doubt: 'the scope of buyers’ ids is not documented: the narrowest is taken',
  warnings: ({ userIds }) =>
    warnIf(
      userIds === undefined,
      'userIds',
      {
        en: 'nothing is signed, and every seller who has authorised the app is let in',
        zh: '消息没有签名，并且接收所有授权给该应用的商家',
      },
      { en: 'name the sellers', zh: '写明商家' },
    ),
};

/** Kuaishou shops (快手小店): encrypted messages of an app of the open platform. Nothing is signed. */
export const kuaishou = defineReceiver({
  platform: 'kuaishou',
  options,
  secret,
  // Of several sellers there is not one scope: a tenant who takes the bare id is not told it.
  scopes: ({ appKey, userIds = [] }) => {
    const [seller, ...others] = userIds;
    return seller === undefined || others.length > 0 ? {} : { 'kuaishou-open-id': appKeyShop(appKey, seller) };
  },
  verify,
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"result":1}' },
});

/**
 * Whoever has the key is taken for the platform. That a message opened to something else and that it did not open are one
 * answer: anything finer would tell a forger about the padding. That it opens to JSON, to the letter, is all the proof there is, so
 * nothing of it is mended.
 */
function verify(
  request: WebhookRequest,
  { messageSecret }: KuaishouSecret,
  { appKey, userIds }: KuaishouOptions,
): Verification {
  if (request.method !== 'POST') return rejectRequest(405, 'method-not-allowed', 'Kuaishou sends POST');
  const payload = openCipherText(request.body, messageSecret);
  const message = payload && strictJsonOf(payload);
  if (!payload || !isJsonObject(message) || typeof message['appKey'] !== 'string') {
    return rejectRequest(403, 'ciphertext-invalid', 'the body does not open to a message of Kuaishou');
  }
  if (message['appKey'] !== appKey) return rejectRequest(403, 'wrong-account', 'the message is for another app');
  // A heartbeat is the app's, whatever seller it names, and nothing comes of one.
  const isOfSeller = isTest(message) || !userIds || userIds.includes(scalar(message['userId']) ?? '');
  if (!isOfSeller) {
    return rejectRequest(403, 'wrong-account', 'the message is of a seller whom options.userIds does not name');
  }
  return { outcome: 'verified', payload };
}

function decode(payload: Uint8Array, { appKey }: KuaishouOptions): Decoding {
  const message = strictJsonOf(payload);
  if (!isJsonObject(message)) return undecodable('body-malformed', 'the message is not a JSON object');
  // The webhook has rejected it already; the inlet, which may trust its queue, has not.
  if (message['appKey'] !== appKey) return undecodable('wrong-account', 'the message is for another app');
  if (isTest(message)) return { outcome: 'events', events: [] };
  const { event: type } = message;
  if (typeof type !== 'string' || type === '') return undecodable('type-missing', 'the message has no event');
  const info = readInfo(message['info']);
  const known = kuaishouEventNames(type);
  if (known && !isJsonObject(info)) return undecodable('body-malformed', 'info is not a JSON object');
  const time = fromUnix(message['updateTime']) ?? fromUnix(message['createTime']);
  const event: SourceEvent = {
    idParts: eventId(type, message),
    type,
    ...(isJsonObject(info) && orderingOf(known, message, info)),
    ...(time !== undefined && { time }),
    data: { ...message, info },
  };
  return { outcome: 'events', events: [event] };
}

function isTest({ test }: JsonObject): boolean {
  return test === true;
}

function readInfo(info: Json | undefined): Json {
  return typeof info === 'string' ? (jsonIn(info) ?? info) : (info ?? null);
}

function eventId(type: string, message: JsonObject): readonly string[] {
  const id = scalar(message['eventId']);
  return id ? ['event', type, id] : ['content', JSON.stringify(message)];
}

/** What names no buyer waits for nobody but the events of its own order. */
function orderingOf(
  known: 'buyer' | 'order' | undefined,
  message: JsonObject,
  info: JsonObject,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const buyer = known === 'buyer' ? kuaishouBuyerOf(message, info) : undefined;
  if (buyer?.ok) return { subject: `${buyer.sellerId}:${buyer.openId}` };
  const order = scalar(info['oid'] ?? info['orderId'] ?? message['bizId']);
  return order ? { partitionKey: `order:${order}` } : {};
}

const BLOCK_BYTES = 16;
/** Kuaishou's own demo code begins every message with the same block of zeros. */
const ZEROS = Buffer.alloc(BLOCK_BYTES);
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The AES key of a message secret; undefined where the text is none. */
function keyOf(messageSecret: string): Uint8Array | undefined {
  const key = Buffer.from(messageSecret, 'base64');
  return key.toString('base64') === messageSecret && [16, 24, 32].includes(key.length) ? key : undefined;
}

/**
 * What a body holds: Base64 of AES-CBC, in one line or several, which Kuaishou's own code reads alike. Undefined where it does not
 * open, for whatever reason.
 */
function openCipherText(body: Uint8Array, messageSecret: string): Uint8Array | undefined {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1').replace(/\s/g, '');
  const key = keyOf(messageSecret);
  const ciphertext = BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (!key || !ciphertext || ciphertext.toString('base64') !== text || ciphertext.length % BLOCK_BYTES !== 0) {
    return undefined;
  }
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, ZEROS);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The inverse, as the platform does it. */
export function sealBody(text: string, messageSecret: string): string {
  const key = keyOf(messageSecret);
  if (!key) throw new RangeError('a message secret is Base64 of 16, 24 or 32 bytes');
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, ZEROS);
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('base64');
}
