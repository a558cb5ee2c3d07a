/** CPU time of this process that `work` took, in seconds, after a warm-up of the same work. */
export async function cpuSeconds(
  work: () => Promise<void> | void,
  warmUp: () => Promise<void> | void,
): Promise<number> {
  await warmUp();
  globalThis.gc?.();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')}/s`;
export const ratio = (value: number) => value.toFixed(2);
