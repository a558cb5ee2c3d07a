import * as z from 'zod/mini';
import type { WebhookRequest, WebhookResponse } from '../../../http/webhook-request.ts';
import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { rejectRequest, undecodable } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { rejectionOfUrlKey, URL_KEY, urlKey } from '../../url-key.ts';
import { digits } from '../../setting-fields.ts';
import type { About } from '../../about.ts';
import { unsignedFindings } from '../../finding.ts';
import { weimobEventKind } from './events.ts';
import { listOf, memberIn } from './fields.ts';

export const options = z.strictObject({
  /** The merchant (bosId), the scope of its members' ids. Messages of others are ignored. */
  bosId: digits('bosId'),
  /**
   * Takes messages whose address carries the key of the secret. How Weimob makes `sign` is not confirmed, so without this option
   * everything is refused.
   */
  acceptUnsigned: z.optional(z.boolean()),
  /** Members whom Weimob merges: `case` (default) leaves it to a person, `connect` makes them one customer. There is no undo. */
  onMerge: z.optional(z.enum(['case', 'connect'])),
});

export const secret = z.strictObject({
  /** Of our own making, and part of the address that Weimob is given. */
  urlKey,
});

export type WeimobOptions = z.infer<typeof options>;
export type WeimobSecret = z.infer<typeof secret>;

export const aboutWeimob: About<WeimobOptions> = {
  name: 'Weimob',
  authentication: 'a key of our own in the address: how Weimob signs is not known',
  confidence: 'unconfirmed',
  doubt: 'nothing is taken without `acceptUnsigned`',
  warnings: ({ acceptUnsigned }) =>
    unsignedFindings(acceptUnsigned, {
      name: { en: 'Weimob', zh: '微盟' },
      why: { en: 'how Weimob signs', zh: '微盟怎样签名' },
      open: {
        en: 'keep the address secret, and let only the addresses of Weimob’s servers through',
        zh: '不要泄露地址，并且只放行微盟服务器的 IP',
      },
      page: 'weimob',
    }),
};

/** Weimob (微盟): messages of an app of the cloud, of the new platform (WOS) and of the old one (Xinyun). */
export const weimob = defineReceiver({
  platform: 'weimob',
  options,
  secret,
  scopes: ({ bosId }) => ({ 'weimob-wid': bosId }),
  secretParameter: URL_KEY,
  verify,
  decode: (payload) => decode(payload),
  acknowledgement: answer(200, '0', 'success'),
  // As Weimob's own framework says that it failed.
  errorResponse: (status, word) => answer(status, '4900100100004', word),
});

function verify(request: WebhookRequest, { urlKey }: WeimobSecret, { acceptUnsigned }: WeimobOptions): Verification {
  if (request.method !== 'POST') return rejectRequest(405, 'method-not-allowed', 'Weimob sends POST');
  if (acceptUnsigned !== true) {
    return rejectRequest(403, 'unsigned-not-accepted', 'options.acceptUnsigned of the connection is not set');
  }
  return rejectionOfUrlKey(request, urlKey) ?? { outcome: 'verified', payload: request.body };
}

function decode(payload: Uint8Array): Decoding {
  const body = jsonOf(payload);
  if (!isJsonObject(body)) return undecodable('body-malformed', 'the body is not a JSON object');
  if (body['test'] === true) return { outcome: 'events', events: [] };
  const type = typeOf(body);
  if (type === undefined) return undecodable('type-missing', 'the body has no topic or no event');
  const message = readMessage(body);
  const kind = weimobEventKind(type);
  if (!kind) return { outcome: 'events', events: [eventOf(type, body, message)] };
  if (!isJsonObject(message)) return undecodable('body-malformed', 'msgBody is not a JSON object');
  const members = kind.effect === 'several' ? listOf(message) : [];
  if (members.length === 0) return { outcome: 'events', events: [eventOf(type, body, message)] };
  // Each is another person, and waits for nobody else's events.
  const events = members.map((wid) => eventOf(type, body, { ...message, widList: [wid] }, scalar(wid)));
  return { outcome: 'events', events };
}

function typeOf({ topic, event }: JsonObject): string | undefined {
  const isNamed = typeof topic === 'string' && topic !== '' && typeof event === 'string' && event !== '';
  return isNamed ? `${topic}/${event}` : undefined;
}

function readMessage(body: JsonObject): Json {
  const message = body['msgBody'] ?? body['msg_body'] ?? null;
  return typeof message === 'string' ? (jsonIn(message) ?? message) : message;
}

function eventOf(type: string, body: JsonObject, message: Json, member?: string): SourceEvent {
  const content = isJsonObject(message) ? message : {};
  const { msg_body: _, ...frame } = body;
  const time = ['updateTime', 'time', 'logoutTime', 'createTime']
    .map((name) => fromUnix(content[name]))
    .find(isPresent);
  return {
    idParts: [type, textOf(body['bosId']), textOf(body['id']), textOf(body['version']), JSON.stringify(message)],
    type,
    ...orderingOf(body, content, member),
    ...(time !== undefined && { time }),
    data: { ...frame, msgBody: message },
  };
}

/** `id` is that of the order or the member; a message has none of its own. */
function orderingOf(
  body: JsonObject,
  content: JsonObject,
  member: string | undefined,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const { id } = memberIn(content);
  const wid = member ?? (id.ok ? id.value : scalar(listOf(content)[0]));
  if (wid) return { subject: `${textOf(body['bosId'])}:${wid}` };
  const order = scalar(content['orderNo'] ?? content['rightsId']);
  return order ? { partitionKey: `order:${order}` } : {};
}

function textOf(value: Json | undefined): string {
  return scalar(value) ?? '';
}

function answer(status: number, errcode: string, errmsg: string): WebhookResponse {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify({ code: { errcode, errmsg } }) };
}
