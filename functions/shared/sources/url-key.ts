import { hash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { parseQuery, single, type WebhookRequest } from '../http/webhook-request.ts';
import { rejectRequest } from './outcomes.ts';
import type { Verification } from './source.ts';

/** The parameter of the address in which a platform whose signature is not known carries our own key. */
export const URL_KEY = 'key';

export const urlKey = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{32,128}$/, 'must be 32 to 128 random letters, digits, - and _'));

/**
 * Why an address does not carry the key; undefined where it does. Whoever knows the address is taken for the platform: nothing
 * covers the body.
 */
export function rejectionOfUrlKey({ rawQuery }: WebhookRequest, key: string): Verification | undefined {
  const query = parseQuery(rawQuery);
  const given = query && single(query, URL_KEY);
  if (given === undefined) return rejectRequest(403, 'url-key-mismatch', 'the address has no key, or several');
  // Digests are of one length, whatever was sent.
  const isRight = timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', key, 'buffer'));
  return isRight ? undefined : rejectRequest(403, 'url-key-mismatch', 'the key of the address is another');
}
