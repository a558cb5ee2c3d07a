import { isJsonObject, type Json } from '../../../json/lossless.ts';

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

/** Reads what stands at a path; undefined where nothing does. */
export function pathReader(path: string): (body: Json) => Json | undefined {
  const steps = path.split('.');
  return (body) => {
    let value: Json | undefined = body;
    for (const key of steps) value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    return value;
  };
}

/** A value and the place where it stood: `addresses[1].phone`. */
export interface Placed {
  readonly place: string;
  readonly value: Json;
}

/** Reads whatever stands at a path that may lead into lists. */
export function pathReaderOfAll(path: string): (body: Json) => readonly Placed[] {
  const [first = '', ...rest] = path.split('[n]');
  const steps = rest.map((step) => ({ step, read: step === '' ? undefined : pathReader(step.slice(1)) }));
  const read = pathReader(first);
  return (body) => {
    const value = read(body);
    let found: readonly Placed[] = value === undefined ? [] : [{ place: first, value }];
    for (const { step, read: readEntry } of steps) found = found.flatMap((list) => entriesOf(list, step, readEntry));
    return found;
  };
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

function entriesOf(
  { place, value }: Placed,
  step: string,
  read: ((body: Json) => Json | undefined) | undefined,
): Placed[] {
  if (!Array.isArray(value)) return [];
  const list: readonly Json[] = value;
  return list.flatMap((entry, index) => {
    const there = read ? read(entry) : entry;
    return there === undefined ? [] : [{ place: `${place}[${index}]${step}`, value: there }];
  });
}
