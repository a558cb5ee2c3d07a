import { mask } from '../../../identity/mask.ts';
import { parseQuery, single, type Query, type WebhookRequest } from '../../../http/webhook-request.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import type { Verification } from '../../source.ts';
import { isReceiveId, openFrame } from './frame.ts';
import { encryptedIn } from './encrypted-in.ts';
import { MAX_PUSH_BYTES, readPush } from './push-document.ts';
import { compareSignature } from './signature.ts';

/** One account that the platform pushes messages of. */
export interface PushAccount {
  readonly token: string;
  /** Absent only where plaintext is accepted. */
  readonly encodingAesKey?: string | undefined;
  /** What every encrypted frame must end with: the app id. WeCom has several, by the kind of callback. */
  readonly receiveId: string | readonly string[];
  /** Accept pushes without `Encrypt`, whose signature does not cover the body. */
  readonly plaintext: boolean;
  /** The `echostr` of a WeCom URL check is always encrypted, and its bots write `encrypt`. */
  readonly wecom?: true;
}

/**
 * The signature joins its parts without separators. Together these two are shorter than the 64 Base64 characters
 * (three AES blocks) that an attacker would have to move between them and `Encrypt` to keep it decipherable.
 */
const TIMESTAMP = /^[0-9]{1,15}$/;
const NONCE = /^[A-Za-z0-9_-]{1,48}$/;
/**
 * A push is signed as an encrypted check is: whoever has seen one could send it as the other, to be told what is in it, or to
 * have it kept. XML and JSON are pushes, a number or a word is an `echostr`.
 */
const PUSH = /^\s*[<{]/;
const ECHO = /^[A-Za-z0-9_-]{1,64}$/;

/** Judges a URL check (GET) or a push (POST) of the WeChat family. */
export function verifyMessagePush(request: WebhookRequest, account: PushAccount): Verification {
  const { method } = request;
  if (method !== 'GET' && method !== 'POST') return rejected(405, 'method-not-allowed', 'only GET and POST are used');
  const query = parseQuery(request.rawQuery);
  if (!query) return rejected(400, 'query-malformed', 'the query is not percent-encoded');
  const timestamp = single(query, 'timestamp');
  const nonce = single(query, 'nonce');
  if (timestamp === undefined) return missing('timestamp');
  if (nonce === undefined) return missing('nonce');
  if (!TIMESTAMP.test(timestamp)) return rejected(403, 'signature-malformed', 'timestamp is not a number of seconds');
  if (!NONCE.test(nonce)) return rejected(403, 'signature-malformed', 'nonce is not a short word');
  const signed = [account.token, timestamp, nonce];
  return method === 'GET' ? verifyCheck(query, signed, account) : verifyPush(request.body, query, signed, account);
}

function verifyCheck(query: Query, signed: readonly string[], account: PushAccount): Verification {
  const echo = single(query, 'echostr');
  if (echo === undefined) return missing('echostr');
  if (account.wecom || (single(query, 'encrypt_type') === 'aes' && query.has('msg_signature'))) {
    const opened = openSigned(query, signed, echo, account);
    if (opened.outcome !== 'verified') return opened;
    const text = Buffer.from(opened.payload).toString();
    return PUSH.test(text) ? rejected(403, 'frame-invalid', 'a push, sent again as a URL check') : answered(text);
  }
  return rejectionOf(query, 'signature', signed) ?? answered(echo);
}

function verifyPush(body: Uint8Array, query: Query, signed: readonly string[], account: PushAccount): Verification {
  if (body.length > MAX_PUSH_BYTES) return rejected(400, 'body-malformed', 'the push is larger than 256 KiB');
  const spellings = account.wecom ? ['Encrypt', 'encrypt'] : ['Encrypt'];
  // In plaintext mode nothing in the query signs an Encrypt; then people's own texts may say it.
  const isSealed = !account.plaintext || query.has('msg_signature');
  const sealedTexts = isSealed ? encryptedIn(body, spellings) : [];
  const [last] = sealedTexts;
  if (last !== undefined) {
    const encrypted = sealedTexts.find((each) => isSigned(query, [...signed, each])) ?? last;
    return openPush(query, signed, encrypted, account);
  }
  const outer = readPush(body);
  if (outer.ok && spellings.some((name) => name in outer.push)) {
    return query.has('msg_signature')
      ? rejected(400, 'body-malformed', 'Encrypt is empty or not text')
      : missing('msg_signature');
  }
  if (account.plaintext) return rejectionOf(query, 'signature', signed) ?? { outcome: 'verified', payload: body };
  return outer.ok
    ? rejected(403, 'plaintext-not-accepted', 'the body has no Encrypt field')
    : rejected(400, 'body-malformed', outer.detail);
}

function openPush(query: Query, signed: readonly string[], encrypted: string, account: PushAccount): Verification {
  const opened = openSigned(query, signed, encrypted, account);
  const isCheck = account.wecom && opened.outcome === 'verified' && ECHO.test(Buffer.from(opened.payload).toString());
  return isCheck ? rejected(403, 'frame-invalid', 'a URL check, sent again as a push') : opened;
}

function isSigned(query: Query, parts: readonly string[]): boolean {
  return compareSignature(single(query, 'msg_signature') ?? '', ...parts) === 'right';
}

/** In compatible mode the fields beside `Encrypt` are proven by nothing; only what is inside is used. */
function openSigned(query: Query, signed: readonly string[], encrypted: string, account: PushAccount): Verification {
  const rejection = rejectionOf(query, 'msg_signature', [...signed, encrypted]);
  if (rejection) return rejection;
  if (account.encodingAesKey === undefined) return unusable('the secret has no encodingAesKey');
  const frame = openFrame(encrypted, account.encodingAesKey);
  if (!frame.ok) return unusable(frame.detail);
  if (![account.receiveId].flat().some((expected) => isReceiveId(frame.receiveId, expected))) {
    return rejected(403, 'wrong-account', `encrypted for ${receiverOf(frame.receiveId)}, and not for this connection`);
  }
  return { outcome: 'verified', payload: frame.message };
}

/** For the operator, who may have the wrong id; WeCom has one for each kind of callback. */
function receiverOf(receiveId: Uint8Array): string {
  const id = Buffer.from(receiveId).toString();
  if (id === '') return 'nobody by name';
  return /^[A-Za-z0-9_-]{12,64}$/.test(id) ? mask('wechat-receive-id', id) : 'another receiver';
}

function rejectionOf(query: Query, parameter: string, signed: readonly string[]): Verification | undefined {
  const candidate = single(query, parameter);
  if (candidate === undefined) return missing(parameter);
  switch (compareSignature(candidate, ...signed)) {
    case 'right':
      return undefined;
    case 'malformed':
      return rejected(403, 'signature-malformed', `${parameter} is not 40 lower-case hex characters`);
    case 'wrong':
      return rejected(403, 'signature-mismatch', `${parameter} does not fit`);
  }
}

function answered(body: string): Verification {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return { outcome: 'answered', response: { status: 200, headers, body } };
}

function rejected(status: 400 | 403 | 405, reason: ReasonCode, detail: string): Verification {
  return { outcome: 'rejected', status, reason, detail };
}

function missing(parameter: string): Verification {
  return rejected(400, 'parameter-missing', `${parameter} is missing or stands twice`);
}

function unusable(detail: string): Verification {
  return { outcome: 'rejected', status: 403, reason: 'frame-invalid', detail, authentic: true };
}
