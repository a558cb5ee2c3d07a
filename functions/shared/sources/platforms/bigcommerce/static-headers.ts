import { hash, timingSafeEqual } from 'node:crypto';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { Verification } from '../../source.ts';

/** A delivery without a signature proves itself by the headers that were fixed at the subscription, all of them. */
export function verifyStaticHeaders(
  request: WebhookRequest,
  expected: Readonly<Record<string, string>> = {},
): Verification | undefined {
  const names = Object.keys(expected);
  if (names.length === 0) return undefined;
  if (request.method !== 'POST')
    return { outcome: 'rejected', status: 405, reason: 'method-not-allowed', detail: 'deliveries are sent by POST' };
  // Digests have one length, whatever was sent; and every header is looked at, whichever is wrong.
  const wrong = names.filter((name) => {
    const given = request.headers[name.toLowerCase()] ?? '';
    return !timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', expected[name] ?? '', 'buffer'));
  });
  if (wrong.length === 0) return { outcome: 'verified', payload: request.body };
  const missing = names.every((name) => !request.headers[name.toLowerCase()]);
  return {
    outcome: 'rejected',
    status: 401,
    reason: missing ? 'parameter-missing' : 'signature-mismatch',
    detail: missing
      ? 'neither a signature nor the headers of the subscription'
      : 'a header of the subscription is another',
  };
}
