import { hash, timingSafeEqual } from 'node:crypto';
import { parseQuery, single, type WebhookRequest } from '../../../http/webhook-request.ts';
import type { Verification } from '../../source.ts';

/** Is the token of the delivery, in `Authorization` or as `access_token` in the query, the one of the secret? */
export function verifyToken(request: WebhookRequest, accessToken: string): Verification | undefined {
  const given = bearerIn(request.headers['authorization']) ?? tokenIn(request.rawQuery);
  if (given === undefined) return undefined;
  // Digests have one length, whatever was sent.
  if (timingSafeEqual(digestOf(given), digestOf(accessToken))) return { outcome: 'verified', payload: request.body };
  return { outcome: 'rejected', status: 401, reason: 'signature-mismatch', detail: 'the bearer token is another' };
}

function bearerIn(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

function tokenIn(rawQuery: string): string | undefined {
  const query = parseQuery(rawQuery);
  return query && (single(query, 'access_token') || undefined);
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
