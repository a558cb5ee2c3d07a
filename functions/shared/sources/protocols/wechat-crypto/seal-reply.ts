import { sealFrame } from './frame.ts';
import type { PushFormat } from './push-document.ts';
import { pushSignature } from './signature.ts';
import { writePushXml } from './write-push-xml.ts';

/** The account that answers; its push was opened with the same three. */
export interface ReplyAccount {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly receiveId: string;
}

export interface ReplyMoment {
  /** Now, in Unix seconds. */
  readonly timestamp: number;
  /** The `nonce` of the push that is answered. */
  readonly nonce: string;
  /** 16 bytes that nobody can guess; for tests alone they are given. */
  readonly random?: Uint8Array;
}

/**
 * The body that answers a push of secure mode with content. `success` and the empty body are never encrypted.
 * @param message The answer, in the format of the push; the body comes in the same.
 * Source: developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export function sealReply(
  message: string,
  { token, encodingAesKey, receiveId }: ReplyAccount,
  { timestamp, nonce, random }: ReplyMoment,
  format: PushFormat,
): string {
  const encrypted = sealFrame(message, receiveId, encodingAesKey, random);
  const reply = {
    Encrypt: encrypted,
    MsgSignature: pushSignature(token, String(timestamp), nonce, encrypted),
    TimeStamp: timestamp,
    Nonce: nonce,
  };
  return format === 'xml' ? writePushXml(reply) : JSON.stringify(reply);
}
