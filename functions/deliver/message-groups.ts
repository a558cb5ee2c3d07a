/** Messages of one FIFO group, in order. */
export type Lane<T> = readonly T[];

/** Splits a batch into lanes, one a group, in the order in which the groups appear. */
export function toLanes<T>(messages: readonly T[], groupOf: (message: T) => string): Lane<T>[] {
  const lanes = new Map<string, T[]>();
  for (const message of messages) {
    const group = groupOf(message);
    const lane = lanes.get(group);
    if (lane) lane.push(message);
    else lanes.set(group, [message]);
  }
  return [...lanes.values()];
}

/** Runs `work` over the lanes side by side, at most `bound` at once; rejects when one rejects. */
export async function runLanes<T>(
  lanes: readonly Lane<T>[],
  bound: number,
  work: (lane: Lane<T>) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let lane = lanes[next++]; lane; lane = lanes[next++]) await work(lane);
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, bound), lanes.length) }, worker));
}
