import { mask } from '../functions/shared/identity/mask.ts';
import { isJsonObject, type Json, scalar } from '../functions/shared/json/lossless.ts';

/** Which values of an event are masked. */
export interface Masking {
  /** Where they stand, `shipping_address.phone`, `addresses[3].phone`; a source may name a field from where its record begins. */
  readonly fields: readonly string[];
  /** What they are, wherever they stand, alone or in a text. */
  readonly values?: readonly string[];
}

/** Shorter ones are other numbers too. */
const SURE_LENGTH = 4;
/** Shorter ones stand in other texts by chance. */
const TELLING_LENGTH = 6;

/** The data with those values masked; everything else is as it was. */
export function maskFields(data: Json, { fields, values = [] }: Masking): Json {
  const telling = values.filter(({ length }) => length >= TELLING_LENGTH);
  const paths = [...pathsOf(data, '')];
  // From the top where it leads somewhere from there; only else from where a record begins.
  const named = new Set(
    fields.flatMap((field) => {
      const fromTop = paths.filter((path) => isAt(path, field));
      return fromTop.length > 0 ? fromTop : paths.filter((path) => isBelow(path, field));
    }),
  );
  const masked = (json: Json, path: string): Json => {
    if (Array.isArray(json)) return json.map((member: Json, index) => masked(member, `${path}[${index}]`));
    if (isJsonObject(json)) {
      return Object.fromEntries(
        Object.entries(json).map(([name, member]) => [name, masked(member, path === '' ? name : `${path}.${name}`)]),
      );
    }
    const text = scalar(json);
    if (text === undefined || text === '' || json === true || json === false) return json;
    if (named.has(path) || (text.length >= SURE_LENGTH && values.includes(text)))
      return mask(text.includes('@') ? 'email' : 'mobile', text);
    if (typeof json !== 'string') return json;
    let clean = json;
    for (const value of telling) clean = clean.replaceAll(value, mask('mobile', value));
    return clean;
  };
  return masked(data, '');
}

/** The field itself, or something in it. */
function isAt(path: string, field: string): boolean {
  return field !== '' && (path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`));
}

function isBelow(path: string, field: string): boolean {
  const parts = path.split('.');
  return parts.some((_, index) => isAt(parts.slice(index).join('.'), field));
}

function* pathsOf(json: Json, path: string): Iterable<string> {
  if (Array.isArray(json)) {
    for (const [index, member] of (json as readonly Json[]).entries()) yield* pathsOf(member, `${path}[${index}]`);
  } else if (isJsonObject(json)) {
    for (const [name, member] of Object.entries(json)) yield* pathsOf(member, path === '' ? name : `${path}.${name}`);
  } else yield path;
}
