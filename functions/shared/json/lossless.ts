/** A JSON value whose integers beyond 2^53 are kept as strings of their digits. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

const LONG_DIGIT_RUN = /[0-9]{16}/;
const INTEGER = /^-?[0-9]+$/;

/**
 * Parses JSON without rounding 64-bit ids: an integer that a JavaScript number cannot hold exactly
 * comes back as the string of its digits; every other value as `JSON.parse` gives it.
 * The slow path with the source text runs only when 16 digits stand in a row.
 * @throws SyntaxError when the text is not JSON.
 */
export function parseJson(text: string): Json {
  if (!LONG_DIGIT_RUN.test(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && INTEGER.test(source)
      ? source
      : value,
  ) as Json;
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
