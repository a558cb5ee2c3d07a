import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { WebhookRequest } from './webhook-request.ts';

/** What a body is behind its `Content-Encoding`. */
export type ContentReading =
  | { readonly outcome: 'as-sent' }
  | { readonly outcome: 'decoded'; readonly body: Uint8Array }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'unreadable'; /** says why, without anything of the body */ readonly detail: string };

const GZIP = [0x1f, 0x8b] as const;

/**
 * Undoes `Content-Encoding: gzip` or `deflate`, once: nobody compresses twice but who means harm. Ends at `limit` bytes. A body that is no
 * gzip under that name is taken as it is: some gateways decompress and leave the header.
 */
export function readContent(
  { headers, body }: Pick<WebhookRequest, 'headers' | 'body'>,
  limit: number,
): ContentReading {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  switch (encoding) {
    case '':
    case 'identity':
      return { outcome: 'as-sent' };
    case 'gzip':
    case 'x-gzip':
      return GZIP.every((byte, index) => body[index] === byte)
        ? inflated(() => gunzipSync(body, { maxOutputLength: limit }))
        : { outcome: 'as-sent' };
    case 'deflate':
      // RFC 9110 means zlib's format; some send the bare stream.
      return inflated(
        () => inflateSync(body, { maxOutputLength: limit }),
        () => inflateRawSync(body, { maxOutputLength: limit }),
      );
    default:
      return { outcome: 'unreadable', detail: 'the Content-Encoding is neither gzip nor deflate' };
  }
}

function inflated(...ways: readonly (() => Uint8Array)[]): ContentReading {
  for (const way of ways) {
    try {
      return { outcome: 'decoded', body: way() };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
        return { outcome: 'too-large' };
    }
  }
  return { outcome: 'unreadable', detail: 'the body is not what its Content-Encoding says' };
}
