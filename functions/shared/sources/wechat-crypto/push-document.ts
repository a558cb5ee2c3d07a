import { isUtf8 } from 'node:buffer';
import { parseJson, type Json } from '../../json/lossless.ts';
import { emptyPushObject, isAlwaysList, type PushObject, type PushValue } from './push-object.ts';
import { readPushXml } from './push-xml.ts';

/** Pushes have a few kilobytes; compatible mode triples them. */
const MAX_BYTES = 256 * 1024;
/** Pushes nest three or four deep. */
const MAX_DEPTH = 16;
const BYTE_ORDER_MARK = '\uFEFF';

export type PushFormat = 'xml' | 'json';
export type PushReading =
  | { readonly ok: true; readonly push: PushObject; readonly format: PushFormat }
  | { readonly ok: false; /** never quotes the content */ readonly detail: string };

/** Reads a push in either format that the console offers; XML starts with `<`, JSON with `{`. */
export function readPush(bytes: Uint8Array): PushReading {
  if (bytes.length > MAX_BYTES) return unreadable('the push is larger than 256 KiB');
  if (!isUtf8(bytes)) return unreadable('the push is not UTF-8');
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
  const text = whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole;
  switch (text.trimStart()[0]) {
    case '<':
      return attempt('xml', () => readPushXml(text, MAX_DEPTH));
    case '{':
      return attempt('json', () => asObject(fold(parseJson(text), MAX_DEPTH)));
    default:
      return unreadable('the push is neither XML nor a JSON object');
  }
}

function attempt(format: PushFormat, read: () => PushObject): PushReading {
  try {
    return { ok: true, push: read(), format };
  } catch {
    // The parser's message quotes the text around the fault, which may be a person's.
    return unreadable(`the push is not ${format.toUpperCase()} of the documented kind`);
  }
}

function fold(value: Json, depthLeft: number): PushValue {
  if (depthLeft === 0) throw new RangeError('the JSON nests too deep');
  if (value === null) return '';
  if (typeof value !== 'object') return String(value).trim();
  if (isList(value)) return value.map((entry) => fold(entry, depthLeft - 1));
  const object = emptyPushObject();
  for (const [key, field] of Object.entries(value)) {
    const folded = fold(field, depthLeft - 1);
    object[key] = isAlwaysList(key) && !Array.isArray(folded) ? [folded] : folded;
  }
  return object;
}

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function asObject(value: PushValue): PushObject {
  if (typeof value === 'string' || Array.isArray(value)) throw new TypeError('not an object');
  return value;
}

function unreadable(detail: string): PushReading {
  return { ok: false, detail };
}
