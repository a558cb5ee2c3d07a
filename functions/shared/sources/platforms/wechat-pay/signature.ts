import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { longEnough } from '../../rsa-public-key.ts';
import type { Verification } from '../../source.ts';
import { createVerify, type KeyObject, X509Certificate } from 'node:crypto';

/** The keys by which WeChat Pay may sign. */
interface SigningKeys {
  readonly publicKeys?: readonly { readonly publicKeyId: string; readonly publicKey: KeyObject }[] | undefined;
  readonly platformCertificates?: readonly PaySigningKey[] | undefined;
}

export type Rejected = Extract<Verification, { outcome: 'rejected' }>;

/** RSA PKCS#1 v1.5 with SHA-256; where the header is missing, it is this. */
const SIGNATURE_TYPE = 'WECHATPAY2-SHA256-RSA2048';
/** The signed lines are told apart by line ends, so neither may hold one. */
const TIMESTAMP = /^[0-9]{1,15}$/;
const NONCE = /^[\x21-\x7e]{1,128}$/;
/** The official SDKs refuse from here on. */
const WINDOW_MS = 300_000;
/** By wrong signatures that begin so, WeChat Pay finds out who does not verify. */
const PROBE = 'WECHATPAY/SIGNTEST/';

/** Is it WeChat Pay who sends these bytes, and now? Undefined when it is. */
export function verifyNotification(request: WebhookRequest, secret: SigningKeys): Rejected | undefined {
  const rejection = verifyHeaders(request, secret);
  const isProbe = rejection && header(request, 'signature')?.startsWith(PROBE);
  return isProbe ? rejected(403, 'signature-probe', `a probe by WeChat Pay: ${rejection.detail}`) : rejection;
}

function verifyHeaders(request: WebhookRequest, secret: SigningKeys): Rejected | undefined {
  const timestamp = header(request, 'timestamp');
  const nonce = header(request, 'nonce');
  const signature = header(request, 'signature');
  const serial = header(request, 'serial');
  if (timestamp === undefined) return missing('Timestamp');
  if (nonce === undefined) return missing('Nonce');
  if (signature === undefined) return missing('Signature');
  if (serial === undefined) return missing('Serial');
  if ((header(request, 'signature-type') ?? SIGNATURE_TYPE) !== SIGNATURE_TYPE) {
    return malformed(`Wechatpay-Signature-Type is not ${SIGNATURE_TYPE}`);
  }
  if (!TIMESTAMP.test(timestamp)) return malformed('Wechatpay-Timestamp is not a number of seconds');
  if (!NONCE.test(nonce)) return malformed('Wechatpay-Nonce is not one word');
  const late = outsideWindow(Number(timestamp), request.receivedAt);
  if (late !== undefined) return rejected(403, 'timestamp-outside-window', late);

  const key = keyOf(serial, secret);
  if (!key) return rejected(403, 'signing-key-unknown', 'Wechatpay-Serial names a key that the secret does not hold');
  const bytes = Buffer.from(signature, 'base64');
  // Node skips what is not Base64; only the canonical form comes back the same.
  if (bytes.toString('base64') !== signature) return malformed('Wechatpay-Signature is not Base64');
  const verify = createVerify('sha256').update(`${timestamp}\n${nonce}\n`).update(request.body).update('\n');
  return verify.verify(key, bytes)
    ? undefined
    : rejected(403, 'signature-mismatch', 'Wechatpay-Signature does not fit timestamp, nonce and body');
}

function outsideWindow(seconds: number, receivedAt: number | undefined): string | undefined {
  if (receivedAt === undefined) return 'nobody noted when the request came';
  const offset = receivedAt - seconds * 1000;
  if (Math.abs(offset) < WINDOW_MS) return undefined;
  return `Wechatpay-Timestamp is ${Math.round(Math.abs(offset) / 1000)} s ${offset > 0 ? 'old' : 'ahead'}`;
}

/** The key that the request names, never another: while a merchant moves to the public key, both kinds come. */
function keyOf(serial: string, { publicKeys = [], platformCertificates = [] }: SigningKeys): KeyObject | undefined {
  const wanted = serialOf(serial);
  return (
    publicKeys.find(({ publicKeyId }) => publicKeyId === wanted)?.publicKey ??
    platformCertificates.find((certificate) => certificate.serial === wanted)?.key
  );
}

/** An empty header counts as missing. */
function header({ headers }: WebhookRequest, name: string): string | undefined {
  return headers[`wechatpay-${name}`] || undefined;
}

function missing(name: string): Rejected {
  return rejected(400, 'parameter-missing', `no header Wechatpay-${name}`);
}

function malformed(detail: string): Rejected {
  return rejected(403, 'signature-malformed', detail);
}

function rejected(status: 400 | 403, reason: ReasonCode, detail: string): Rejected {
  return { outcome: 'rejected', status, reason, detail };
}

/** A key that WeChat Pay signs with, by what `Wechatpay-Serial` calls it. */
interface PaySigningKey {
  readonly serial: string;
  readonly key: KeyObject;
}

const PUBLIC_KEY_ID = /^PUB_KEY_ID_/;

/** Number and key of a platform certificate. */
export function certificateKeyOf(pem: string): PaySigningKey | undefined {
  try {
    const certificate = new X509Certificate(pem);
    const key = longEnough(certificate.publicKey);
    return key && { serial: serialOf(certificate.serialNumber), key };
  } catch {
    return undefined;
  }
}

/** One form for one number: certificates are numbered in hex, whose letter case and leading zeros mean nothing. */
export function serialOf(text: string): string {
  return PUBLIC_KEY_ID.test(text) ? text : text.toUpperCase().replace(/^0+(?=.)/, '');
}
