import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest } from '../../http/webhook-request.ts';
import type { ReasonCode } from '../../reasons/reasons.ts';
import type { Verification } from '../source.ts';
import { type Place, readPlace, readTemplate, type SignatureScheme } from './signature-scheme.ts';

/** Judges a request by one secret. */
export type SignatureVerifier = (request: WebhookRequest, key: string | Uint8Array) => Verification;

const BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
/** A header with more signatures than this is nobody's rotation. */
const MOST = 16;

/**
 * Makes the verifier of a scheme. The signature is over the bytes as they came, compared in constant time as text: an
 * encoding that is not exactly the platform's own is none. @throws RangeError when the scheme is not one.
 */
export function signatureVerifier(scheme: SignatureScheme): SignatureVerifier {
  const { headers, algorithm = 'sha256', encodings, prefix = '', separator, signed = '{body}', timestamp } = scheme;
  const { before, after } = readTemplate(signed);
  const timePlace = timestamp && readPlace(timestamp.of);
  const named = headers[0] ?? '';
  const formsOf = encodings.map((encoding) => ({ encoding, form: formOf(encoding, BYTES[algorithm]) }));

  return (request, key) => {
    if (request.method !== 'POST') return refused(405, 'method-not-allowed', 'deliveries are sent by POST');
    const given = firstOf(request, headers);
    if (given === undefined) return refused(401, 'parameter-missing', `no header ${named}`);
    const entries = separator === undefined ? [given] : given.split(separator).slice(0, MOST);
    const offered = entries.flatMap((entry) => (entry.startsWith(prefix) ? [entry.slice(prefix.length)] : []));
    const forms = formsOf.filter(({ form }) => offered.some((text) => form.test(text)));
    if (forms.length === 0)
      return refused(401, 'signature-malformed', `${named} holds no ${algorithm} signature of the platform's form`);

    const textOf = (place: Place) => readFrom(place, request, entries);
    const head = before.map(textOf);
    const tail = after.map(textOf);
    if ([...head, ...tail].includes(undefined))
      return refused(401, 'parameter-missing', `something that is signed is not there: ${signed}`);
    const hmac = createHmac(algorithm, key);
    if (head.length > 0) hmac.update(head.join(''));
    hmac.update(request.body);
    if (tail.length > 0) hmac.update(tail.join(''));
    const digest = hmac.digest();
    const right = forms.some(({ encoding }) => {
      const expected = Buffer.from(digest.toString(encoding), 'latin1');
      return offered.some((text) => isSame(expected, Buffer.from(text, 'latin1')));
    });
    if (!right) return refused(401, 'signature-mismatch', `the HMAC is not the one in ${named}`);
    if (timestamp && timePlace && isStale(textOf(timePlace), request.receivedAt, timestamp.toleranceSeconds))
      return refused(401, 'timestamp-outside-window', 'the signed time is too far from now');
    return { outcome: 'verified', payload: request.body };
  };
}

function readFrom(place: Place, { headers }: WebhookRequest, entries: readonly string[]): string | undefined {
  switch (place.in) {
    case 'text':
      return place.text;
    case 'header':
      return headers[place.name] || undefined;
    case 'entry':
      return entries.find((entry) => entry.startsWith(`${place.name}=`))?.slice(place.name.length + 1) || undefined;
  }
}

function firstOf({ headers }: WebhookRequest, names: readonly string[]): string | undefined {
  const name = names.find((candidate) => headers[candidate]);
  return name === undefined ? undefined : headers[name];
}

/** Unix seconds, digits only: what a lenient reader would cut off is no number. */
function isStale(text: string | undefined, receivedAt: number | undefined, toleranceSeconds: number): boolean {
  if (text === undefined || !/^\d{1,12}$/.test(text)) return true;
  // Nobody noted when it came: nobody can say that it is fresh.
  return receivedAt === undefined || Math.abs(receivedAt - Number(text) * 1000) > toleranceSeconds * 1000;
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** What a digest of so many bytes looks like in text. */
function formOf(encoding: 'base64' | 'hex', bytes: number): RegExp {
  if (encoding === 'hex') return new RegExp(`^[0-9a-f]{${bytes * 2}}$`);
  const full = Math.floor(bytes / 3) * 4;
  const last = { 0: '', 1: '[A-Za-z0-9+/][AQgw]==', 2: '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=' }[bytes % 3] ?? '';
  return new RegExp(`^[A-Za-z0-9+/]{${full}}${last}$`);
}

function refused(status: 401 | 405, reason: ReasonCode, detail: string): Verification {
  return { outcome: 'refused', status, reason, detail };
}
