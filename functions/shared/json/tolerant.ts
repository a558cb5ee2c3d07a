import { textIn, withoutByteOrderMark } from '../text/utf8.ts';
import { endOfString, MAX_DEPTH, nestsDeeper } from './depth.ts';
import { type ParsedJson, readJsonOfKnownDepth } from './lossless.ts';

// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001F]/g;

export interface TolerantJson extends ParsedJson {
  /** The JSON text that says what the value says where `plain` does. */
  readonly text: string;
}

/**
 * Reads the JSON of a body that is proved already, as platforms really write it: with a byte order mark, with control characters
 * that nobody escaped, with broken UTF-8. Whatever is no character stays in the value as it came (broken UTF-8 as U+FFFD), so that an id
 * that has one is no id; `toEnvelope` takes it out of the texts. Undefined for what is no JSON even so, or nests too deep.
 */
export function readTolerantJson(body: Uint8Array | string): TolerantJson | undefined {
  const text = typeof body === 'string' ? withoutByteOrderMark(body) : textIn(body);
  if (nestsDeeper(text, MAX_DEPTH)) return undefined;
  const strict = attempt(text);
  if (strict) return { ...strict, text };
  const escaped = withControlsEscaped(text);
  const mended = escaped === text ? undefined : attempt(escaped);
  return mended && { ...mended, text: escaped };
}

function attempt(text: string): ParsedJson | undefined {
  try {
    return readJsonOfKnownDepth(text);
  } catch {
    return undefined;
  }
}

/** Only in strings: between them nothing but blanks can stand. */
function withControlsEscaped(text: string): string {
  if (text.search(CONTROLS) < 0) return text;
  let written = '';
  let from = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', from)) {
    const end = endOfString(text, at);
    const string = text.slice(at, end).replace(CONTROLS, escapeOf);
    written += text.slice(from, at) + string + text.slice(end, end + 1);
    from = end + 1;
  }
  return written + text.slice(from);
}

function escapeOf(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
