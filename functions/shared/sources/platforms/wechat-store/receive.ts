import * as z from 'zod/mini';
import { isJsonObject } from '../../../json/lossless.ts';
import { type Decoding, defineReceiver, type SourceEvent } from '../../source.ts';
import { verifyMessagePush } from '../../protocols/wechat-crypto/message-push.ts';
import { textOf } from '../../protocols/wechat-crypto/push-object.ts';
import { decodePush } from '../../protocols/wechat-push/decode-push.ts';
import { differentAppIds, success } from '../../protocols/wechat-push/push-receiver.ts';
import { options as pushOptions, secret as pushSecret } from '../../protocols/wechat-push/settings.ts';
import { pushSecretFindings } from '../../protocols/wechat-push/findings.ts';
import type { About } from '../../about.ts';
import { tellUnconfirmed } from '../../finding.ts';
import { storeKindsOf, orderHolderOf } from './events.ts';

/** As of a mini program, but that a store knows no plaintext mode. */
export const options = z.extend(z.omit(pushOptions, { plaintext: true, senderIsCustomer: true }), {
  /**
   * Take member events (`channels_ec_vip_…`). WeChat documents none of them for a store's URL; their form is known from public
   * code alone. Look at the first ones in the log of events before you rely on them.
   */
  memberEvents: z.optional(z.boolean()),
});

export const secret = z.required(pushSecret, { encodingAesKey: true });

export type WechatStoreOptions = z.infer<typeof options>;

export const aboutWechatStore: About<WechatStoreOptions> = {
  name: 'WeChat store',
  authentication: 'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the app id inside it',
  confidence: 'partly',
  doubt: 'member events are off: `memberEvents`',
  warnings: ({ memberEvents }) =>
    tellUnconfirmed(memberEvents !== true, 'memberEvents', { en: 'events of members', zh: '会员事件' }),
  checkSecret: pushSecretFindings,
};

/** WeChat stores (微信小店): message push in JSON, in secure mode; the console offers nothing else. */
export const wechatStore = defineReceiver({
  platform: 'wechat-store',
  options,
  secret,
  // The unionids stand in answers of the API, and in no push.
  scopes: ({ appId, openPlatform = '' }, { isAsked }) => ({
    'wechat-openid': appId,
    ...(isAsked && { 'wechat-unionid': openPlatform }),
  }),
  verify(request, { token, encodingAesKey, appId }, { appId: expected }) {
    if (appId !== expected) return differentAppIds;
    if (request.method === 'POST' && !isJson(request.body)) {
      return { outcome: 'rejected', status: 400, reason: 'body-malformed', detail: 'a store pushes JSON' };
    }
    return verifyMessagePush(request, { token, encodingAesKey, receiveId: appId, plaintext: false });
  },
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: success,
});

function decode(payload: Uint8Array, settings: WechatStoreOptions): Decoding {
  if (!isJson(payload)) return { outcome: 'undecodable', reason: 'body-malformed', detail: 'the push is not JSON' };
  const decoding = decodePush(payload, settings.appId, { kindOf: storeKindsOf(settings) });
  return decoding.outcome === 'events' ? { ...decoding, events: decoding.events.map(groupedByOrder) } : decoding;
}

/** What names no person waits for nobody but the events of its own order. */
function groupedByOrder(event: SourceEvent): SourceEvent {
  const holder = orderHolderOf(event.type);
  const named = holder !== undefined && isJsonObject(event.data) ? event.data[holder] : undefined;
  const order = isJsonObject(named) ? textOf(named, 'order_id') : undefined;
  return order === undefined ? event : { ...event, partitionKey: `order:${order}` };
}

/** The first character that is no blank. */
function isJson(bytes: Uint8Array): boolean {
  return /^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
}
