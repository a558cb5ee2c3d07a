import { isDeepStrictEqual } from 'node:util';

/**
 * The live values of a stored secret, the newest first: one set of fields, or a list of them while a rotation lasts. None where nobody has
 * filled it in, as what Secrets Manager generates is no JSON object.
 */
export function liveValues(text: string | undefined): readonly object[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? 'null');
  } catch {
    return [];
  }
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return list.filter(isFields);
}

/** The new value before those that were live, which stay live until they are retired. Undefined where it is the newest already. */
export function withNewValue(live: readonly object[], value: object): readonly object[] | undefined {
  if (isDeepStrictEqual(live[0], value)) return undefined;
  return [value, ...live.filter((old) => !isDeepStrictEqual(old, value))];
}

/** As it is stored, and as the functions read it. */
export function storedText(values: readonly object[]): string {
  return JSON.stringify(values.length === 1 ? values[0] : values);
}

export function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
