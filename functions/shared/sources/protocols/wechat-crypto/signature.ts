import { hash, timingSafeEqual } from 'node:crypto';

const SHA1_HEX = /^[0-9a-f]{40}$/;

/** SHA-1 in lower-case hex over the parts in byte order, joined without a separator. */
export function pushSignature(...parts: readonly string[]): string {
  return hash('sha1', parts.toSorted().join(''), 'hex');
}

/** Compares in constant time; only 40 lower-case hex characters can match. */
export function compareSignature(candidate: string, ...parts: readonly string[]): 'right' | 'malformed' | 'wrong' {
  if (!SHA1_HEX.test(candidate)) return 'malformed';
  return timingSafeEqual(Buffer.from(candidate), Buffer.from(pushSignature(...parts))) ? 'right' : 'wrong';
}
