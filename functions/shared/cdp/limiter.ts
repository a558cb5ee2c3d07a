import type { Clock } from '../ports/clock.ts';

export interface Limits {
  readonly callsPerSecond: number;
  readonly inFlight: number;
  /** How many may start at once after a while without any; default: a tenth of a second's calls, and at least one. */
  readonly burst?: number;
}

/** Runs calls under a cap per second and a cap in flight; whoever is over it waits, first come first served. */
export type Limiter = <T>(call: () => Promise<T>) => Promise<T>;

/** A burst of calls may start at once; after that they are spaced evenly. */
export function limiter({ callsPerSecond, inFlight, burst }: Limits, clock: Clock): Limiter {
  const interval = 1000 / callsPerSecond;
  const saved = burst === undefined ? Math.max(interval, 100) : interval * burst;
  const furthestAhead = interval * (inFlight - 1);
  const waiting: (() => void)[] = [];
  let running = 0;
  let next = 0;

  const slot = async () => {
    if (running < inFlight) running++;
    else await new Promise<void>((start) => waiting.push(start));
    const now = clock();
    // No more can be ahead than may run at once: a clock that was set back must not make calls wait for the hour that it repeats.
    next = Math.min(Math.max(next, now - saved), now + furthestAhead) + interval;
    const wait = next - now;
    if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
  };
  const release = () => {
    const start = waiting.shift();
    if (start) start();
    else running--;
  };

  return async (call) => {
    await slot();
    try {
      return await call();
    } finally {
      release();
    }
  };
}
