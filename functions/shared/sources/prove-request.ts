import { readContent } from '../http/content-encoding.ts';
import type { WebhookRequest } from '../http/webhook-request.ts';
import { SecretError } from '../secrets/connection-secret.ts';
import { type Connection, type VerificationResult, verify } from './connection.ts';

/** A request that was judged; with the request as it is read, where that is not the one that came. */
export type Proof =
  | (VerificationResult & { readonly request?: WebhookRequest })
  | { readonly outcome: 'too-large'; readonly detail: string };

/**
 * Is the request genuine? A compressed body has two readings, and platforms do not agree on which one they sign: the plain one is tried
 * first, then the bytes as they came. @param limit of bytes, decompressed. @throws SecretError
 */
export function proveRequest(connection: Connection, request: WebhookRequest, limit: number): Promise<Proof> {
  // Nearly every request: it costs nothing then.
  return request.headers['content-encoding'] === undefined
    ? verify(connection, request)
    : proveEncoded(connection, request, limit);
}

/**
 * The same for what came through a queue, whose sender is not asked to come again: what no secret can prove is for an operator, and does
 * not wait for its receives to run out. @throws SecretError when the store is out of reach
 */
export async function proveWithoutAsking(
  connection: Connection,
  request: WebhookRequest,
  limit: number,
): Promise<Proof | { readonly outcome: 'without-secret'; readonly detail: string }> {
  try {
    return await proveRequest(connection, request, limit);
  } catch (error) {
    if (!(error instanceof SecretError) || error.outOfReach) throw error;
    return { outcome: 'without-secret', detail: error.message };
  }
}

async function proveEncoded(connection: Connection, request: WebhookRequest, limit: number): Promise<Proof> {
  const content = readContent(request, limit);
  switch (content.outcome) {
    case 'as-sent':
      return verify(connection, request);
    case 'too-large':
      return { outcome: 'too-large', detail: `the body has more than ${limit} bytes when it is decompressed` };
    case 'unreadable': {
      const verification = await verify(connection, request);
      if (verification.outcome !== 'rejected' || verification.authentic) return verification;
      const detail = `${content.detail}; ${verification.detail}`;
      return { outcome: 'rejected', status: verification.status, reason: 'encoding-not-supported', detail };
    }
    case 'decoded':
      return proveEither(connection, request, content.body);
  }
}

async function proveEither(connection: Connection, sent: WebhookRequest, body: Uint8Array): Promise<Proof> {
  const { text: _, ...rest } = sent;
  const plain = { ...rest, body };
  const verification = await verify(connection, plain);
  if (verification.outcome !== 'rejected' || verification.authentic) return { ...verification, request: plain };
  const other = await verify(connection, sent);
  if (other.outcome === 'verified') {
    return { ...other, payload: other.payload === sent.body ? body : other.payload, request: plain };
  }
  if (other.outcome !== 'rejected' || other.authentic) return other;
  const detail = `${verification.detail}; the body is compressed, and neither reading of it is proved`;
  return { ...verification, detail };
}
