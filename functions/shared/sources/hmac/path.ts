import { isJsonObject, type Json } from '../../json/lossless.ts';

/** The body of a source that does not say what its bodies look like: any text is a path. */
export interface AnyBody {
  readonly [key: string]: unknown;
}

/** A dotted path into a body of this type: `customer.email`. Into lists leads a small function, not a path. */
export type PathOf<Body> = string extends keyof Body ? string : Steps<Body, never>;

/** The same, and into lists too: `addresses[n].phone` is the phone of every address. */
export type PathOfAll<Body> = string extends keyof Body ? string : Steps<Body, '[n]'>;

type Steps<At, Index extends string> = At extends readonly unknown[]
  ? never
  : At extends object
    ? { [Key in keyof At & string]: Step<Key, NonNullable<At[Key]>, Index> }[keyof At & string]
    : never;

type Step<Key extends string, At, Index extends string> = At extends readonly (infer Entry)[]
  ? Key | `${Key}${Index}` | `${Key}${Index}.${Steps<NonNullable<Entry>, Index>}`
  : Key | `${Key}.${Steps<At, Index>}`;

/** What stands at a path; undefined where nothing does. */
export function valueAt(body: Json, path: string): Json | undefined {
  let value: Json | undefined = body;
  for (const key of path.split('.')) value = member(value, key);
  return value;
}

/** Whatever stands at a path that may lead into lists, each with the place where it stood: `addresses[1].phone`. */
export function valuesAt(body: Json, path: string): readonly (readonly [place: string, value: Json])[] {
  return path.split('[n]').reduce<readonly (readonly [string, Json])[]>(
    (found, step, index) =>
      found.flatMap(([place, value]) => {
        const into = index === 0 ? [[place, value] as const] : entriesOf(place, value);
        const rest = step.startsWith('.') ? step.slice(1) : step;
        return into.flatMap(([at, entry]) => {
          const next = rest === '' ? entry : valueAt(entry, rest);
          return next === undefined ? [] : [[`${at}${step}`, next] as const];
        });
      }),
    [['', body]],
  );
}

/** Every path that a body has, its objects as well as what they hold. */
export function pathsIn(body: Json, before = ''): readonly string[] {
  if (Array.isArray(body)) {
    const entries: readonly Json[] = body;
    return [...new Set(entries.flatMap((entry) => pathsIn(entry, `${before.slice(0, -1)}[n].`)))];
  }
  if (!isJsonObject(body)) return [];
  return Object.entries(body).flatMap(([key, value]) => [`${before}${key}`, ...pathsIn(value, `${before}${key}.`)]);
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function entriesOf(place: string, list: Json): readonly (readonly [string, Json])[] {
  return Array.isArray(list) ? list.map((entry: Json, index) => [`${place}[${index}]`, entry] as const) : [];
}
