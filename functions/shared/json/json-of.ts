import { isUtf8 } from 'node:buffer';
import { type Json, parseJson } from './lossless.ts';

/** The JSON in bytes; undefined for what is not JSON in UTF-8. */
export function jsonOf(bytes: Uint8Array): Json | undefined {
  return isUtf8(bytes) ? jsonIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()) : undefined;
}

/** The JSON in a text; undefined for what is none. */
export function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
