import { isReadable, readable } from '../text/readable.ts';
import { isJsonObject, type Json } from './lossless.ts';

/** As many fields are named; of more only that there are more. */
const MOST_NAMED = 20;
/** Stands for fields that are not named one by one. */
const MORE = '*';

export interface Mended {
  readonly data: Json;
  /** Where a text was mended, `a.b[0].c`; with `*` at the end where more are not named. */
  readonly fields: readonly string[];
}

/** Was the text of a field mended, or of something in it? Sources name a field from where their own records begin. */
export function isMended(fields: readonly string[], field: string): boolean {
  return fields.some(
    (one) =>
      one === MORE ||
      one === field ||
      one.endsWith(`.${field}`) ||
      field.endsWith(`.${one}`) ||
      one.startsWith(`${field}.`),
  );
}

/**
 * Takes what is no character out of all texts. Names of members are never made into other names: what is no character in one is U+FFFD.
 * The same value comes back where there was nothing to do.
 */
export function mend(value: Json): Mended {
  const fields: string[] = [];
  const data = mended(value, '', fields);
  return { data, fields: fields.length > MOST_NAMED ? [...fields.slice(0, MOST_NAMED), MORE] : fields };
}

function mended(value: Json, path: string, fields: string[]): Json {
  if (typeof value === 'string') {
    if (isReadable(value)) return value;
    fields.push(path);
    return readable(value);
  }
  if (isList(value)) {
    const list = value.map((entry, index) => mended(entry, `${path}[${index}]`, fields));
    return list.every((entry, index) => entry === value[index]) ? value : list;
  }
  return isJsonObject(value) ? mendedObject(value, path, fields) : value;
}

function mendedObject(object: { readonly [key: string]: Json }, path: string, fields: string[]): Json {
  let isSame = true;
  const entries = Object.entries(object).map(([name, member]): [string, Json] => {
    const key = isReadable(name) ? name : nameOf(name);
    const at = `${path === '' ? '' : `${path}.`}${key.replaceAll(/\s/g, '_')}`;
    if (key !== name) fields.push(at);
    const value = mended(member, at, fields);
    isSame &&= key === name && value === member;
    return [key, value];
  });
  return isSame ? object : Object.fromEntries(entries);
}

function nameOf(name: string): string {
  return Array.from(name, (character) => (isReadable(character) ? character : '\uFFFD')).join('');
}

/**
 * Could a text that is JSON, and was UTF-8, hold something that `mend` mends? In doubt yes: it is asked of every body, and `mend` of few.
 * Such a text has no raw control character and no half surrogate pair.
 */
export function mayNeedMending(text: string): boolean {
  return RAW.test(text) || (text.includes('\\u') && ESCAPED.test(text));
}
const RAW = /[\uFDD0-\uFDEF\uFFFD-\uFFFF]/;
/** Escapes of control characters, halves of surrogate pairs, U+FDD0 to U+FDEF, U+FFFD to U+FFFF. */
const ESCAPED = /\\u(?:00[01]|[dD][89a-fA-F]|[fF][dD][dDeE]|[fF]{3}[d-fD-F])/;

/** `Array.isArray` does not narrow a readonly array. */
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
