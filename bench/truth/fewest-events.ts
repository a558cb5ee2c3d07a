/**
 * The fewest items in which the difference still shows: parts of the list are left out, smaller and smaller ones, as long as it does. Each item
 * that is left is needed (delta debugging, Zeller 1999). The list itself must show it.
 */
export async function fewestThat<T>(
  list: readonly T[],
  differs: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = list;
  let parts = 2;
  while (kept.length > 1) {
    const fewer = await without(kept, Math.ceil(kept.length / parts), differs);
    if (fewer) {
      kept = fewer;
      parts = Math.max(parts - 1, 2);
    } else if (parts < kept.length) parts = Math.min(parts * 2, kept.length);
    else return kept;
  }
  return kept;
}

/** The list without one part of this size, where the difference shows without it. */
async function without<T>(
  list: readonly T[],
  size: number,
  differs: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[] | undefined> {
  for (let from = 0; from < list.length; from += size) {
    const rest = list.toSpliced(from, size);
    if (rest.length > 0 && (await differs(rest))) return rest;
  }
  return undefined;
}
