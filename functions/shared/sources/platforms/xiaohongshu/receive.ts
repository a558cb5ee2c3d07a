import * as z from 'zod/mini';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { rejectRequest, undecodable } from '../../outcomes.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { rejectionOfUrlKey, URL_KEY, urlKey } from '../../url-key.ts';
import { word } from '../../setting-fields.ts';
import type { About } from '../../about.ts';
import { takeTogether } from '../../batch.ts';
import { unsignedFindings } from '../../finding.ts';

export const options = z.strictObject({
  /** The shop. Messages of another are ignored. */
  sellerId: z.optional(word),
  /**
   * Takes messages whose address carries the key of the secret. What Xiaohongshu signs is not confirmed, and the body is no part of
   * it, so without this option everything is refused.
   */
  acceptUnsigned: z.optional(z.boolean()),
});

export const secret = z.strictObject({
  /** Of our own making, and part of the address that Xiaohongshu is given. */
  urlKey,
});

export type XiaohongshuOptions = z.infer<typeof options>;
export type XiaohongshuSecret = z.infer<typeof secret>;

export const aboutXiaohongshu: About<XiaohongshuOptions> = {
  name: 'Xiaohongshu',
  authentication: 'a key of our own in the address: how Xiaohongshu signs is not certain',
  confidence: 'unconfirmed',
  doubt: 'nothing is taken without `acceptUnsigned`',
  warnings: ({ acceptUnsigned }) =>
    unsignedFindings(acceptUnsigned, {
      name: { en: 'Xiaohongshu', zh: '小红书' },
      why: { en: 'what Xiaohongshu signs', zh: '小红书签名的内容' },
      open: { en: 'keep the address secret', zh: '不要泄露地址' },
      page: 'xiaohongshu',
    }),
};

/** Xiaohongshu shops (小红书): message push of an app of the open platform. */
export const xiaohongshu = defineReceiver({
  platform: 'xiaohongshu',
  options,
  secret,
  secretParameter: URL_KEY,
  verify,
  decode: (payload) => decode(payload),
  acknowledgement: answer(200, true, 0, ''),
  errorResponse: (status, word) => answer(status, false, -1, word),
});

function verify(
  request: WebhookRequest,
  { urlKey }: XiaohongshuSecret,
  { acceptUnsigned }: XiaohongshuOptions,
): Verification {
  if (request.method !== 'POST') return rejectRequest(405, 'method-not-allowed', 'Xiaohongshu sends POST');
  if (acceptUnsigned !== true) {
    return rejectRequest(403, 'unsigned-not-accepted', 'options.acceptUnsigned of the connection is not set');
  }
  return rejectionOfUrlKey(request, urlKey) ?? { outcome: 'verified', payload: request.body };
}

function decode(payload: Uint8Array): Decoding {
  const body = jsonOf(payload);
  // The check of the address, as one source has it.
  if (isJsonObject(body) && body['test'] === true) return { outcome: 'events', events: [] };
  return Array.isArray(body)
    ? takeTogether(body.map(decodeMessage))
    : undecodable('body-malformed', 'the body is not a list of messages');
}

function decodeMessage(entry: Json): Decoding {
  const message = readMessage(entry);
  return message
    ? { outcome: 'events', events: [eventOf(message)] }
    : undecodable('body-malformed', 'it is no message with a tag');
}

interface Message {
  readonly tag: string;
  readonly sellerId: Json;
  readonly data: Json;
}

function readMessage(entry: Json): Message | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { msgTag: tag, sellerId = null, data = null } = entry;
  if (typeof tag !== 'string' || tag === '') return undefined;
  return { tag, sellerId, data: typeof data === 'string' ? (jsonIn(data) ?? data) : data };
}

/** A message has no id; a status may be sent twice. */
function eventOf({ tag, sellerId, data }: Message): SourceEvent {
  const content: JsonObject = isJsonObject(data) ? data : {};
  const order = scalar(content['orderId']);
  const time = fromUnix(content['updateTime']);
  return {
    idParts: [tag, scalar(sellerId) ?? '', JSON.stringify(data)],
    type: tag,
    ...(order && { partitionKey: `order:${order}` }),
    ...(time !== undefined && { time }),
    data: { msgTag: tag, sellerId, data },
  };
}

function answer(status: number, success: boolean, error_code: number, error_msg: string): WebhookResponse {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify({ success, error_code, error_msg }) };
}
