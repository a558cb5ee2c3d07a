/** A decoded push: every scalar is a string, so that ids keep their digits and XML and JSON look the same. */
export type PushValue = string | PushObject | PushValue[];
export interface PushObject {
  [key: string]: PushValue;
}

/** Without a prototype, a field named `__proto__` is a field like any other. */
export function emptyPushObject(): PushObject {
  return Object.create(null) as PushObject;
}

/**
 * A list of one entry looks like a single value in XML, and some JSON pushes write the entry alone as well
 * (github.com/Wechat-Group/WxJava/pull/2477; `history` of complaints).
 */
const ALWAYS_LISTS: ReadonlySet<string> = new Set(['List', 'item', 'Item', 'history']);

export function isAlwaysList(field: string): boolean {
  return ALWAYS_LISTS.has(field);
}

/** The trimmed text of a field; undefined when it is missing, empty, repeated or not text. */
export function textOf(push: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = push[field];
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

export interface FoundField {
  /** The name as the push spells it. */
  readonly field: string;
  readonly value: string;
}

/**
 * Finds a field whose spelling varies: `OpenID`, `openid`, ` OpenID `.
 * @returns undefined when there is none, or when two spellings disagree.
 */
export function findText(push: Readonly<Record<string, unknown>>, lowerCaseName: string): FoundField | undefined {
  let found: FoundField | undefined;
  for (const field of Object.keys(push)) {
    if (field.trim().toLowerCase() !== lowerCaseName) continue;
    const value = textOf(push, field);
    if (value === undefined) continue;
    if (found && found.value !== value) return undefined;
    found ??= { field, value };
  }
  return found;
}
