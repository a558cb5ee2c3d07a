/** Messages of one FIFO group, in order. */
export type MessageGroup<T> = readonly T[];

/** Splits a batch into its message groups, in the order in which they appear. */
export function toMessageGroups<T>(messages: readonly T[], groupOf: (message: T) => string): MessageGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const message of messages) {
    const id = groupOf(message);
    const group = groups.get(id);
    if (group) group.push(message);
    else groups.set(id, [message]);
  }
  return [...groups.values()];
}

/** Runs `work` over the groups side by side, at most `bound` at once; rejects when one rejects. */
export async function runMessageGroups<T>(
  groups: readonly MessageGroup<T>[],
  bound: number,
  work: (group: MessageGroup<T>) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let group = groups[next++]; group; group = groups[next++]) await work(group);
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, bound), groups.length) }, worker));
}
