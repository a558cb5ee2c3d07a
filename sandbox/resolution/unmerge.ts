import { noFields, type CustomerFields } from './fields.ts';

type Value = string | number | readonly string[];

/** A field of the survivor that a merge filled or, for a list, extended. */
export interface FilledField {
  /** `name`, `profile.city`, `attributes.tier` … */
  readonly field: string;
  /** Absent when the survivor had no value. */
  readonly before?: Value;
  readonly after?: Value;
}

/** The fields in which a customer after a merge differs from the same customer without it. */
export function filledByMerge(without: CustomerFields, merged: CustomerFields): readonly FilledField[] {
  const before = flat(without);
  const after = flat(merged);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => !same(before.get(field), after.get(field)))
    .map((field) => ({ field, ...valueOf('before', before.get(field)), ...valueOf('after', after.get(field)) }));
}

/** The customer's fields without what the merge filled; or the filled fields that were written since. */
export function withoutFilled(
  current: CustomerFields,
  filled: readonly FilledField[],
):
  | { readonly ok: true; readonly fields: CustomerFields }
  | { readonly ok: false; readonly changed: readonly string[] } {
  const values = flat(current);
  const changed = filled.filter(({ field, after }) => !same(values.get(field), after)).map(({ field }) => field);
  if (changed.length > 0) return { ok: false, changed };
  for (const { field, before } of filled) {
    if (before === undefined) values.delete(field);
    else values.set(field, before);
  }
  return { ok: true, fields: nested(values) };
}

function valueOf(side: 'before' | 'after', value: Value | undefined): Pick<FilledField, 'before' | 'after'> {
  return value === undefined ? {} : { [side]: value };
}

function same(one: Value | undefined, other: Value | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function flat({ profile, attributes, ...rest }: CustomerFields): Map<string, Value> {
  const values = new Map<string, Value>(Object.entries(rest));
  for (const [name, value] of Object.entries(profile)) values.set(`profile.${name}`, value);
  for (const [key, value] of Object.entries(attributes)) values.set(`attributes.${key}`, value);
  return values;
}

function nested(values: ReadonlyMap<string, Value>): CustomerFields {
  const section = (prefix: string) =>
    Object.fromEntries(
      [...values]
        .filter(([field]) => field.startsWith(prefix))
        .map(([field, value]) => [field.slice(prefix.length), value]),
    );
  const rest = [...values].filter(([field]) => !field.includes('.'));
  return {
    ...noFields,
    ...Object.fromEntries(rest),
    profile: section('profile.'),
    attributes: section('attributes.') as Record<string, string>,
  };
}
