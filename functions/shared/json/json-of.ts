import { isUtf8 } from 'node:buffer';
import { MAX_DEPTH } from './depth.ts';
import { isJsonObject, type Json, type JsonObject, readJson } from './lossless.ts';
import { readTolerantJson } from './tolerant.ts';

/** The JSON in bytes that are proved, read as `readTolerantJson` does; undefined for what is none. */
export function jsonOf(bytes: Uint8Array): Json | undefined {
  return readTolerantJson(bytes)?.value;
}

/** The JSON in a text, read likewise; undefined for what is none. */
export function jsonIn(text: string): Json | undefined {
  return readTolerantJson(text)?.value;
}

/** The JSON in bytes whose form is the proof itself: in UTF-8, to the letter. */
export function strictJsonOf(bytes: Uint8Array): Json | undefined {
  if (!isUtf8(bytes)) return undefined;
  try {
    return readJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(), MAX_DEPTH).value;
  } catch {
    return undefined;
  }
}

/** The JSON object in a text; undefined for anything else. */
export function objectIn(text: string): JsonObject | undefined {
  const json = jsonIn(text);
  return isJsonObject(json) ? json : undefined;
}
