import { isJsonObject, type Json } from '../../functions/shared/json/lossless.ts';

/** The texts and numbers of a body, each once, in the order in which they stand. */
export function leavesOf(json: Json): readonly (string | number)[] {
  if (typeof json === 'string' || typeof json === 'number') return [json];
  const members: readonly Json[] = Array.isArray(json) ? json : isJsonObject(json) ? Object.values(json) : [];
  return [...new Set(members.flatMap(leavesOf))];
}

/** The same body with other leaves. */
export function withLeaves(json: Json, replace: (leaf: string | number) => Json): Json {
  if (typeof json === 'string' || typeof json === 'number') return replace(json);
  if (Array.isArray(json)) return json.map((entry: Json) => withLeaves(entry, replace));
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, member]) => [key, withLeaves(member, replace)]));
}
