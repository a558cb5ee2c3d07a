import { randomInt } from 'node:crypto';
import type { SampleContext, SamplePayload, SampleRequest } from '../../source.ts';
import { rawInteger } from '../../../json/lossless.ts';
import { sealFrame } from '../wechat-crypto/frame.ts';
import type { PushFormat } from '../wechat-crypto/push-document.ts';
import { pushSignature } from '../wechat-crypto/signature.ts';
import { writePushXml } from '../wechat-crypto/write-push-xml.ts';
import type { PushOptions, PushSecret } from './settings.ts';

const ACCOUNT = 'gh_0123456789ab';
/** The platform's own account, from which authorisation events come. */
const PLATFORM = 'oGuiyiSamplePlatform00000001';

export type PushBuilder = (context: SampleContext, options: PushOptions) => SamplePayload;

/** Builds the payloads of one account's pushes. */
export function pushBuilders(customer: string) {
  const head = ({ now, sequence }: SampleContext, messageType: string, sender = customer): SamplePayload => {
    // An event has no id of its own: a second of its own makes it another event.
    const time = Math.floor(now / 1000) + sequence;
    return { ToUserName: ACCOUNT, FromUserName: sender, CreateTime: time, MsgType: messageType };
  };
  return {
    message:
      (messageType: string, fields: SamplePayload): PushBuilder =>
      (context) => ({
        ...head(context, messageType),
        ...fields,
        MsgId: String(23_000_000_000_000_000n + BigInt(Math.trunc(context.now)) * 1000n + BigInt(context.sequence)),
      }),
    event:
      (name: string, fields: (context: SampleContext) => SamplePayload): PushBuilder =>
      (context) => ({ ...head(context, 'event'), Event: name, ...fields(context) }),
    /** Sent by the platform about the customer. */
    notice:
      (name: string, fields: PushBuilder): PushBuilder =>
      (context, options) => ({ ...head(context, 'event', PLATFORM), Event: name, ...fields(context, options) }),
  };
}

/** Encrypts and signs as the platform does in secure mode; without a key, as in plaintext mode. */
export function signPush(
  payload: SamplePayload,
  { token, encodingAesKey, appId }: PushSecret,
  { now }: SampleContext,
  format: PushFormat,
): SampleRequest {
  const write = format === 'xml' ? writePushXml : writePushJson;
  const message = write(payload);
  const timestamp = String(Math.floor(now / 1000));
  const nonce = String(randomInt(100_000_000, 1_000_000_000));
  const query = new URLSearchParams({ signature: pushSignature(token, timestamp, nonce), timestamp, nonce });
  if (typeof payload['FromUserName'] === 'string') query.set('openid', payload['FromUserName']);
  const headers = { 'content-type': format === 'xml' ? 'text/xml' : 'application/json' };
  if (encodingAesKey === undefined) return { method: 'POST', headers, rawQuery: query.toString(), body: message };

  const encrypted = sealFrame(message, appId, encodingAesKey);
  query.set('encrypt_type', 'aes');
  query.set('msg_signature', pushSignature(token, timestamp, nonce, encrypted));
  const body = write({ ToUserName: payload['ToUserName'] ?? ACCOUNT, Encrypt: encrypted });
  return { method: 'POST', headers, rawQuery: query.toString(), body };
}

/** JSON pushes have these as bare numbers of 64 bits. */
const BARE_NUMBERS: ReadonlySet<string> = new Set(['MsgId', 'order_id']);

function writePushJson(payload: SamplePayload): string {
  return JSON.stringify(payload, (key, value: unknown) =>
    BARE_NUMBERS.has(key) && typeof value === 'string' && /^\d{1,19}$/.test(value) ? rawInteger(value) : value,
  );
}
