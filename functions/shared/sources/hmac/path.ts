import { isJsonObject, type Json } from '../../json/lossless.ts';

/** A dotted path into a body of this type: `customer.email`. Into lists leads a small function, not a path. */
export type Path<Body> = Body extends readonly unknown[]
  ? never
  : Body extends object
    ? { [Key in keyof Body & string]: Key | `${Key}.${Path<NonNullable<Body[Key]>>}` }[keyof Body & string]
    : never;

/** What stands at a path; undefined where nothing does. */
export function valueAt(body: Json, path: string): Json | undefined {
  let value: Json | undefined = body;
  for (const key of path.split('.')) {
    value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** Every path that a body has, its objects as well as what they hold. */
export function pathsOf(body: Json, before = ''): readonly string[] {
  if (!isJsonObject(body)) return [];
  return Object.entries(body).flatMap(([key, value]) => [`${before}${key}`, ...pathsOf(value, `${before}${key}.`)]);
}
