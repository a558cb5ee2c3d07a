import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { PushAccount } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/message-push.ts';
import { sealFrame } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';

export const account = {
  token: 'inventedToken',
  encodingAesKey: 'inventedKeyInventedKeyInventedKeyInventedKG',
  receiveId: 'wx0000000000000001',
  plaintext: false,
} satisfies PushAccount;

export const timestamp = '1700000001';
export const nonce = '1372623149';

export type QueryFields = Readonly<Record<string, string>>;

export function rawQuery(fields: QueryFields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

export function get(query: QueryFields | string): WebhookRequest {
  const raw = typeof query === 'string' ? query : rawQuery(query);
  return { method: 'GET', headers: {}, rawQuery: raw, body: new Uint8Array() };
}

export function post(query: QueryFields | string, body: string | Uint8Array): WebhookRequest {
  const raw = typeof query === 'string' ? query : rawQuery(query);
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return { method: 'POST', headers: { 'content-type': 'text/xml' }, rawQuery: raw, body: bytes };
}

/** The query that belongs to an `Encrypt` text. */
export function secureQuery(encrypted: string, { token }: PushAccount = account): QueryFields {
  return {
    signature: pushSignature(token, timestamp, nonce),
    timestamp,
    nonce,
    openid: 'oInventedCustomer00000000001',
    encrypt_type: 'aes',
    msg_signature: pushSignature(token, timestamp, nonce, encrypted),
  };
}

export function outerXml(encrypted: string): string {
  return `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
}

/** A push as the platform sends it in secure mode. */
export function securePush(message: string): WebhookRequest {
  const encrypted = sealFrame(message, account.receiveId, account.encodingAesKey);
  return post(secureQuery(encrypted), outerXml(encrypted));
}
