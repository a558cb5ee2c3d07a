import { nestsDeeper } from './depth.ts';

/** A JSON value whose integers beyond 2^53 are kept as strings of their digits. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The shortest integer that a JavaScript number may not hold exactly: 2^53 has 16 digits. */
const LONG = 16;
const INTEGER = /^-?[0-9]+$/;
/** Of what we have written ourselves: a body of `MAX_DEPTH`, JSON in one of its texts, and what both are wrapped in. */
const DEEPEST = 256;

export interface ParsedJson {
  readonly value: Json;
  /** `JSON.parse` itself reads every integer of the text exactly: the text says what the value says. */
  readonly plain: boolean;
}

/**
 * Parses JSON without rounding 64-bit ids: an integer that a JavaScript number cannot hold exactly
 * comes back as the string of its digits; every other value as `JSON.parse` gives it.
 * The slow path with the source text runs only when 16 digits stand in a row.
 * @throws SyntaxError when the text is not JSON, or nests deeper than `maxDepth`: found out before it is parsed.
 */
export function readJson(text: string, maxDepth: number = DEEPEST): ParsedJson {
  if (nestsDeeper(text, maxDepth)) throw new SyntaxError(`the JSON nests deeper than ${maxDepth}`);
  return readJsonOfKnownDepth(text);
}

/** The same of a text whose depth was looked at before. @throws SyntaxError when the text is not JSON. */
export function readJsonOfKnownDepth(text: string): ParsedJson {
  if (!hasLongDigitRun(text)) return { value: JSON.parse(text) as Json, plain: true };
  const value = JSON.parse(text, (_key, member, { source }) =>
    typeof member === 'number' && !Number.isSafeInteger(member) && source !== undefined && INTEGER.test(source)
      ? source
      : member,
  ) as Json;
  return { value, plain: false };
}

/** The value of `readJson`. @throws SyntaxError when the text is not JSON. */
export function parseJson(text: string): Json {
  return readJson(text).value;
}

/** A run of 16 digits covers every 16th character somewhere: only those are looked at, and from a digit to both sides. */
function hasLongDigitRun(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let first = at;
    while (first > 0 && isDigit(text.charCodeAt(first - 1))) first -= 1;
    let end = at + 1;
    while (end - first < LONG && isDigit(text.charCodeAt(end))) end += 1;
    if (end - first >= LONG) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Writes an id of at most 19 digits as a bare JSON number, however many digits it has. */
export function rawInteger(digits: string): { readonly rawJSON: string } {
  if (!/^\d{1,19}$/.test(digits)) throw new RangeError('rawInteger takes 1 to 19 digits');
  return JSON.rawJSON(digits.replace(/^0+(?=\d)/, ''));
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a string or a number; undefined for everything else. */
export function scalar(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A small integer, written as a number or as a text; undefined for everything else. */
export function integer(value: Json | undefined): number | undefined {
  const text = scalar(value);
  return text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The objects of a list; of anything else, none. */
export function objectsIn(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
}
