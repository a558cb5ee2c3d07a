import { createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import type { Verification } from '../../source.ts';
import { type SignedPart, readPlace, readTemplate, type SignatureScheme } from './signature-scheme.ts';

/** The secret of an HMAC, as text or bytes, or the public key of an Ed25519 signature. */
export type SigningKey = string | Uint8Array | KeyObject;

/** Judges a request by one secret. */
export type SignatureVerifier = (request: WebhookRequest, key: SigningKey) => Verification;

const BYTES = { sha1: 20, sha256: 32, sha512: 64, ed25519: 64 } as const;
/** A header with more signatures than this is nobody's rotation. */
const MOST = 16;

/**
 * Makes the verifier of a scheme. The signature is over the bytes as they came; an HMAC is compared in constant time, as
 * text: an encoding that is not exactly the platform's own is none. @throws RangeError when the scheme is not one.
 */
export function signatureVerifier(scheme: SignatureScheme): SignatureVerifier {
  const { headers, algorithm = 'sha256', encodings, prefix = '', separator, signed = '{body}', timestamp } = scheme;
  const { before, after } = readTemplate(signed);
  const timePlace = timestamp && readPlace(timestamp.of);
  const named = headers[0] ?? '';
  const formsOf = encodings.map((encoding) => ({ encoding, form: formOf(encoding, BYTES[algorithm]) }));
  const isRight = algorithm === 'ed25519' ? isSignedBy : isDigestOf(algorithm);

  return (request, key) => {
    if (request.method !== 'POST') return rejected(405, 'method-not-allowed', 'deliveries are sent by POST');
    const given = signatureIn(request, headers);
    if (given === undefined) return rejected(401, 'parameter-missing', `no header ${named}`);
    const entries = separator === undefined ? [given] : given.split(separator).slice(0, MOST);
    const signatures = entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
    const forms = formsOf.filter(({ form }) => signatures.some((text) => form.test(text)));
    if (forms.length === 0)
      return rejected(401, 'signature-malformed', `${named} holds no ${algorithm} signature of the platform's form`);

    const head = textOf(before, request, entries);
    const tail = textOf(after, request, entries);
    if (head === undefined || tail === undefined)
      return rejected(401, 'parameter-missing', `something that is signed is missing or of no use: ${signed}`);
    const content = { head, body: request.body, tail };
    if (!forms.some(({ encoding }) => isRight(content, key, signatures, encoding)))
      return rejected(401, 'signature-mismatch', `the signature of these bytes is not the one in ${named}`);
    if (timestamp && timePlace && isStale(readFrom(timePlace, request, entries), request, timestamp.toleranceSeconds))
      return rejected(401, 'timestamp-outside-window', 'the signed time is too far from now');
    return { outcome: 'verified', payload: request.body };
  };
}

/** The value of the first of these headers that holds anything. */
export function signatureIn(
  { headers }: Pick<WebhookRequest, 'headers'>,
  names: readonly string[],
): string | undefined {
  for (const name of names) if (headers[name]) return headers[name];
  return undefined;
}

interface Content {
  readonly head: string;
  readonly body: Uint8Array;
  readonly tail: string;
}

/** Undefined when a part of what is signed is not there, or holds what stands behind it. */
function textOf(
  places: readonly SignedPart[],
  request: WebhookRequest,
  entries: readonly string[],
): string | undefined {
  let text = '';
  for (const place of places) {
    const part = readFrom(place, request, entries);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

function readFrom(place: SignedPart, { headers }: WebhookRequest, entries: readonly string[]): string | undefined {
  if (place.in === 'text') return place.text;
  const value =
    place.in === 'header'
      ? headers[place.name]
      : entries.find((entry) => entry.startsWith(`${place.name}=`))?.slice(place.name.length + 1);
  return !value || (place.until !== '' && value.includes(place.until)) ? undefined : value;
}

function isDigestOf(algorithm: 'sha1' | 'sha256' | 'sha512') {
  return (
    { head, body, tail }: Content,
    key: SigningKey,
    signatures: readonly string[],
    encoding: 'base64' | 'hex',
  ) => {
    const hmac = createHmac(algorithm, key);
    if (head !== '') hmac.update(head);
    hmac.update(body);
    if (tail !== '') hmac.update(tail);
    const expected = Buffer.from(hmac.digest(encoding), 'latin1');
    return signatures.some((text) => isSame(expected, Buffer.from(text, 'latin1')));
  };
}

function isSignedBy(
  { head, body, tail }: Content,
  key: SigningKey,
  signatures: readonly string[],
  encoding: 'base64' | 'hex',
) {
  if (typeof key === 'string' || key instanceof Uint8Array) return false;
  const content = Buffer.concat([Buffer.from(head), body, Buffer.from(tail)]);
  const form = formOf(encoding, BYTES.ed25519);
  return signatures.some((text) => form.test(text) && verify(null, content, key, Buffer.from(text, encoding)));
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Unix seconds, digits only: what a lenient reader would cut off is no number. */
function isStale(text: string | undefined, { receivedAt }: WebhookRequest, toleranceSeconds: number): boolean {
  if (text === undefined || !/^\d{1,12}$/.test(text)) return true;
  // Nobody noted when it came: nobody can say that it is fresh.
  return receivedAt === undefined || Math.abs(receivedAt - Number(text) * 1000) > toleranceSeconds * 1000;
}

/** What a signature of so many bytes looks like in text. */
function formOf(encoding: 'base64' | 'hex', bytes: number): RegExp {
  if (encoding === 'hex') return new RegExp(`^[0-9a-f]{${bytes * 2}}$`);
  const full = Math.floor(bytes / 3) * 4;
  const last = { 0: '', 1: '[A-Za-z0-9+/][AQgw]==', 2: '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=' }[bytes % 3] ?? '';
  return new RegExp(`^[A-Za-z0-9+/]{${full}}${last}$`);
}

function rejected(status: 401 | 405, reason: ReasonCode, detail: string): Verification {
  return { outcome: 'rejected', status, reason, detail };
}
