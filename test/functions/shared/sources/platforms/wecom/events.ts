import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import type { Checked } from '../../../../../../functions/shared/sources/source.ts';
import { sealFrame } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';
import { wecomIdentity } from '../../../../../../functions/shared/sources/platforms/wecom/identify.ts';
import { wecom } from '../../../../../../functions/shared/sources/platforms/wecom/receive.ts';
import { get, nonce, post, timestamp } from '../../protocols/wechat-crypto/requests.ts';

export const corpId = 'ww0000000000000001';
export const suiteId = 'ww00000000000suite1';
export const providerCorpId = 'ww00000000provider1';
export const app = { corpId };
export const suite = { corpId, suiteId, providerCorpId };
export const nameless = { corpId, receiveId: '' } as const;
export const customer = 'wmInventedCustomer00000000000001';
export const employee = 'clerk01';
export const secret = {
  token: 'inventedToken',
  encodingAesKey: 'inventedKeyInventedKeyInventedKeyInventedKG',
};

function checked<T>(result: Checked<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

export function receiver(options: object = app) {
  return checked(wecom.configure(options));
}

export function verifier(options: object = app, raw: object = secret) {
  return checked(receiver(options).openSecret(raw));
}

export function identifier(options: object = app) {
  return checked(wecomIdentity.configure(options));
}

export function envelope(type: string, data: Json): Envelope {
  return {
    specversion: '1.0',
    id: 'an-id',
    source: '/wecom/demo',
    type,
    time: '2023-11-14T22:13:23.000Z',
    datacontenttype: 'application/json',
    data,
    connection: 'demo',
    receivedtime: '2023-11-14T22:13:24.000Z',
  };
}

/** What one verification says, in one line. */
export function judge(request: WebhookRequest, options: object = app, raw: object = secret): string {
  const verification = verifier(options, raw)(request);
  switch (verification.outcome) {
    case 'verified':
      return Buffer.from(verification.payload).toString();
    case 'answered':
      return `${verification.response.status} ${verification.response.body}`;
    case 'misconfigured':
      return verification.detail;
    case 'rejected':
      return `${verification.status} ${verification.reason}${verification.authentic ? ' authentic' : ''}`;
  }
}

function query(encrypted: string): Readonly<Record<string, string>> {
  return { msg_signature: pushSignature(secret.token, timestamp, nonce, encrypted), timestamp, nonce };
}

/** A URL check, encrypted for a receiver. */
export function check(echo: string, receiveId: string): WebhookRequest {
  const echostr = sealFrame(echo, receiveId, secret.encodingAesKey);
  return get({ ...query(echostr), echostr });
}

/** An event, encrypted for a receiver. */
export function push(message: string, receiveId: string): WebhookRequest {
  const encrypted = sealFrame(message, receiveId, secret.encodingAesKey);
  return post(query(encrypted), outer(encrypted));
}

/** What a smart bot sends. */
export function botPush(message: string): WebhookRequest {
  const encrypt = sealFrame(message, '', secret.encodingAesKey);
  return post(query(encrypt), JSON.stringify({ encrypt }));
}

export function outer(encrypted: string): string {
  return `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID></AgentID></xml>`;
}

/** The head of an event as an app gets it, and as a suite does. */
export const appForm = (fields: string) =>
  `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>` +
  `<CreateTime>1700000003</CreateTime><MsgType><![CDATA[event]]></MsgType>${fields}</xml>`;
export const suiteForm = (fields: string, authCorpId = corpId) =>
  `<xml><SuiteId><![CDATA[${suiteId}]]></SuiteId><AuthCorpId><![CDATA[${authCorpId}]]></AuthCorpId>` +
  `<TimeStamp>1700000003</TimeStamp>${fields}</xml>`;
export const contact = (changeType: string, more = '') =>
  `<ChangeType><![CDATA[${changeType}]]></ChangeType><UserID><![CDATA[${employee}]]></UserID>` +
  `<ExternalUserID><![CDATA[${customer}]]></ExternalUserID>${more}`;
