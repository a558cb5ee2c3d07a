import { isUtf8 } from 'node:buffer';
import { isJsonObject, type Json, type JsonObject, parseJson } from './lossless.ts';

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

/** The JSON object in a text; undefined for anything else. */
export function objectIn(text: string): JsonObject | undefined {
  const json = jsonIn(text);
  return isJsonObject(json) ? json : undefined;
}
