import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { sealFrame } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import { wechatStoreIdentity } from '../../../../../../functions/shared/sources/platforms/wechat-store/identify.ts';
import { wechatStore } from '../../../../../../functions/shared/sources/platforms/wechat-store/receive.ts';
import { account, post, secureQuery } from '../../protocols/wechat-crypto/requests.ts';
import { appId, checked, envelope, secret } from '../wechat-official-account/pushes.ts';

export { appId, customer as buyer, secret } from '../wechat-official-account/pushes.ts';

/** From whom pushes about after-sales come: always the same. */
export const FIXED = 'oInventedFixed00000000000001';
/** Beyond 2^53, as the platform's own examples write it: bare. */
export const ORDER = '3705115058471208928';

export function receiver(options: object = { appId }) {
  return checked(wechatStore.configure(options));
}

export function verifier(options: object = { appId }, raw: object = secret) {
  return checked(receiver(options).openSecret(raw));
}

export function identify(type: string, data: JsonObject, options: object = { appId }) {
  const event = { ...envelope(type, data), source: '/wechat-store/demo' };
  return checked(wechatStoreIdentity.configure(options))(event);
}

/** A push as the platform sends it: JSON around the ciphertext, whatever is inside. */
export function jsonPush(message: string): WebhookRequest {
  const encrypted = sealFrame(message, account.receiveId, account.encodingAesKey);
  return post(secureQuery(encrypted), JSON.stringify({ ToUserName: 'gh_0123456789ab', Encrypt: encrypted }));
}
