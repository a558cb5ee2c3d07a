import type { Json } from '../../functions/shared/json/lossless.ts';
import { pathReaderOfAll, pathsIn } from '../../functions/shared/sources/protocols/hmac/path.ts';
import type { ReadPath } from '../../functions/shared/sources/source.ts';
import { nearestSpelling } from '../../functions/shared/text/nearest-spelling.ts';

export interface UnmatchedPath extends ReadPath {
  /** The types that are read by it and of which there is a captured event. */
  readonly types: readonly string[];
  /** The path that comes nearest among those that the captured events have. */
  readonly nearest?: string;
}

/** The paths of a mapping that lead to nothing in any captured event of a type that is read by them. */
export function unmatchedPaths(
  paths: ReadonlyMap<string, readonly ReadPath[]>,
  captured: readonly { readonly type: string; readonly data: Json }[],
): readonly UnmatchedPath[] {
  const readers = new Map<string, { mayBeAbsent: boolean; readonly types: string[] }>();
  for (const type of new Set(captured.map((event) => event.type))) {
    for (const { path, mayBeAbsent } of paths.get(type) ?? []) {
      const reader = readers.get(path) ?? { mayBeAbsent, types: [] };
      reader.types.push(type);
      reader.mayBeAbsent &&= mayBeAbsent;
      readers.set(path, reader);
    }
  }
  return [...readers].flatMap(([path, { mayBeAbsent, types }]): readonly UnmatchedPath[] => {
    const bodies = captured.filter(({ type }) => types.includes(type)).map(({ data }) => data);
    const read = pathReaderOfAll(path);
    if (bodies.some((body) => read(body).length > 0)) return [];
    const nearest = nearestPath(path, [...new Set(bodies.flatMap((body) => pathsIn(body)))]);
    return [{ path, mayBeAbsent, types, ...(nearest !== undefined && { nearest }) }];
  });
}

/** Letters that two paths must have in common at their beginning, so that one says something of the other. */
const BEGINNING = 3;

/** By its letters; else what has the same name elsewhere; else what begins alike. */
function nearestPath(path: string, there: readonly string[]): string | undefined {
  const nameOf = (each: string) => each.slice(each.lastIndexOf('.') + 1);
  const sameName = there.filter((candidate) => nameOf(candidate) === nameOf(path));
  const common = (other: string) => {
    let length = 0;
    while (length < path.length && path[length] === other[length]) length += 1;
    return length;
  };
  const alike = sameName.length > 0 ? sameName : there.filter((candidate) => common(candidate) >= BEGINNING);
  return nearestSpelling(path, there) ?? alike.toSorted((one, other) => common(other) - common(one))[0];
}
