import { MAX_DEPTH } from '../../../json/depth.ts';
import type { Json } from '../../../json/lossless.ts';
import { readTolerantJson } from '../../../json/tolerant.ts';
import { textIn } from '../../../text/utf8.ts';
import { emptyPushObject, isAlwaysList, type PushObject, type PushValue } from './push-object.ts';
import { readPushXml } from './push-xml.ts';

/** Pushes have a few kilobytes; compatible mode triples them. */
export const MAX_PUSH_BYTES = 256 * 1024;

export type PushFormat = 'xml' | 'json';
export type PushReading =
  | { readonly ok: true; readonly push: PushObject; readonly format: PushFormat }
  | { readonly ok: false; /** never quotes the content */ readonly detail: string };

/**
 * Reads a push that is proved, in either format that the console offers; XML starts with `<`, JSON with `{`. Its texts are as people typed
 * them: what is no character stands in them as it came or as `UNREAD`, until `toEnvelope` takes it out.
 */
export function readPush(bytes: Uint8Array): PushReading {
  if (bytes.length > MAX_PUSH_BYTES) return unreadable('the push is larger than 256 KiB');
  const text = textIn(bytes);
  switch (text.trimStart()[0]) {
    case '<':
      return attempt('xml', () => readPushXml(text, MAX_DEPTH));
    case '{':
      return attempt('json', () => asObject(fold(jsonIn(text))));
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

/** @throws Error when it is no JSON, or nests too deep. */
function jsonIn(text: string): Json {
  const json = readTolerantJson(text);
  if (!json) throw new SyntaxError('no JSON');
  return json.value;
}

function fold(value: Json): PushValue {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value).trim();
  if (isList(value)) return value.map(fold);
  const object = emptyPushObject();
  for (const [key, field] of Object.entries(value)) {
    const folded = fold(field);
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
