/** The newest `kept` of a list whose newest entries are last, each once. */
export function newest<T>(list: readonly T[], kept: number): readonly T[] {
  return [...new Set(list.toReversed())].slice(0, kept).toReversed();
}
