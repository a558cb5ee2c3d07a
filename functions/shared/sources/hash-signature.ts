import { createHash, timingSafeEqual } from 'node:crypto';
import { isRepeated } from '../http/headers.ts';
import type { Verification } from './source.ts';
import { rejectRequest } from './outcomes.ts';

/** In lower-case hex, over the parts in a row, as several Chinese platforms sign: a text counts in UTF-8. */
export function hashOf(algorithm: 'md5' | 'sha1', ...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/**
 * Why a header is not the signature that was expected; undefined where it is. The letter case of hex says nothing; the
 * comparison takes the same time wherever they differ.
 */
export function rejectionOfSignature(
  header: string,
  given: string | undefined,
  expected: string,
): Verification | undefined {
  if (given === undefined || given === '') return rejectRequest(401, 'parameter-missing', `no header ${header}`);
  if (isRepeated(given)) return rejectRequest(401, 'header-repeated', `${header} stands there twice, and differs`);
  if (given.length !== expected.length || !/^[0-9a-fA-F]+$/.test(given)) {
    return rejectRequest(401, 'signature-malformed', `${header} is not ${expected.length} characters of hex`);
  }
  const isRight = timingSafeEqual(Buffer.from(given.toLowerCase()), Buffer.from(expected));
  return isRight ? undefined : rejectRequest(401, 'signature-mismatch', `${header} does not fit the bytes received`);
}
