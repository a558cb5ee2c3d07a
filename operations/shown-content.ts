import { isUtf8 } from 'node:buffer';
import type { WholeQuarantined } from './quarantine.ts';

/** What came and what is in it, as `WholeQuarantined` has them. */
export function shownContent(
  body: Uint8Array,
  opened: Uint8Array | undefined,
): Pick<WholeQuarantined, 'body' | 'opened' | 'base64'> {
  const base64 = [
    ...(isUtf8(body) ? [] : (['body'] as const)),
    ...(opened === undefined || isUtf8(opened) ? [] : (['opened'] as const)),
  ];
  return {
    body: textOrBase64(body),
    ...(opened !== undefined && { opened: textOrBase64(opened) }),
    ...(base64.length > 0 && { base64 }),
  };
}

function textOrBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64');
}
