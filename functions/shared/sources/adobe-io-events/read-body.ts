import { isUtf8 } from 'node:buffer';
import { type ParsedJson, readJson } from '../../json/lossless.ts';

/** JSON in UTF-8; undefined for anything else. */
export function readBody(bytes: Uint8Array): (ParsedJson & { readonly text: string }) | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  try {
    return { ...readJson(text), text };
  } catch {
    return undefined;
  }
}
