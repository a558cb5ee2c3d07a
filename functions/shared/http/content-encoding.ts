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
 * gzip under that name is taken as it is, as is text under the name of deflate: some gateways decompress and leave the header.
 */
export function readContent(
  { headers, body }: Pick<WebhookRequest, 'headers' | 'body'>,
  limit: number,
): ContentReading {
  const encoding = encodingOf(headers['content-encoding'] ?? '');
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
      return isText(body)
        ? { outcome: 'as-sent' }
        : // RFC 9110 means zlib's format; some send the bare stream.
          inflated(
            () => inflateSync(body, { maxOutputLength: limit }),
            () => inflateRawSync(body, { maxOutputLength: limit }),
          );
    default:
      return { outcome: 'unreadable', detail: 'the Content-Encoding is neither gzip nor deflate' };
  }
}

/** `gzip, identity` is gzip. */
function encodingOf(header: string): string {
  const codings = header.split(',').map((coding) => coding.trim().toLowerCase());
  const [coding = '', ...more] = codings.filter((each) => each !== '' && each !== 'identity');
  return more.length > 0 ? 'several' : coding;
}

/** JSON, XML or a form that a gateway has decompressed: a stream of deflate begins with none of their first characters and is no text. */
function isText(body: Uint8Array): boolean {
  const first = body.find((byte) => byte > 0x20);
  return (first === 0x7b || first === 0x5b || first === 0x3c) && body.subarray(0, 64).every((byte) => byte >= 0x09);
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
