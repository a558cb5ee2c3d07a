import { queryInteger } from '../protocol/fields.ts';
import type { Switches } from '../switches.ts';

/** Q26: the schemas of a paged endpoint, by how large a page may be. */
export function byPageSize<S>(schemaWith: (size: ReturnType<typeof queryInteger>) => S): (switches: Switches) => S {
  const made = new Map<number, S>();
  return ({ maxPageSize }) => {
    const known = made.get(maxPageSize) ?? schemaWith(queryInteger(1, maxPageSize));
    made.set(maxPageSize, known);
    return known;
  };
}

export function sliceOf({ current, size }: { readonly current: number; readonly size: number }): {
  readonly offset: number;
  readonly limit: number;
} {
  return { offset: (current - 1) * size, limit: size };
}
