import { isJsonObject, type Json } from '../../functions/shared/json/lossless.ts';
import { openInner } from './document.ts';

export type Leaf = string | number;

/** The texts and numbers of a body, each once, in the order in which they stand; those of a text that is JSON itself too. */
export function leavesOf(json: Json): readonly Leaf[] {
  if (typeof json === 'string') {
    const inner = openInner(json);
    return inner ? leavesOf(inner.values) : [json];
  }
  if (typeof json === 'number') return [json];
  const members: readonly Json[] = Array.isArray(json) ? json : isJsonObject(json) ? Object.values(json) : [];
  return [...new Set(members.flatMap(leavesOf))];
}

/** The names of all fields, because a list by phone number is one too. */
export function keysOf(json: Json): readonly string[] {
  if (typeof json === 'string') {
    const inner = openInner(json);
    return inner ? keysOf(inner.values) : [];
  }
  if (Array.isArray(json)) return [...new Set(json.flatMap((entry: Json) => keysOf(entry)))];
  if (!isJsonObject(json)) return [];
  return [...new Set([...Object.keys(json), ...Object.values(json).flatMap(keysOf)])];
}

/** The same body with other leaves, and other names of fields where they are one. */
export function withLeaves(json: Json, replace: (leaf: Leaf) => Json, rename: (key: string) => string): Json {
  if (typeof json === 'string') {
    const inner = openInner(json);
    return inner ? inner.write(withLeaves(inner.values, replace, rename)) : replace(json);
  }
  if (typeof json === 'number') return replace(json);
  if (Array.isArray(json)) return json.map((entry: Json) => withLeaves(entry, replace, rename));
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, member]) => [rename(key), withLeaves(member, replace, rename)]),
  );
}
