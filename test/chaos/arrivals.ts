import type { Random } from '../../bench/truth/random.ts';
import { HOUR, MINUTE, SECOND } from '../kit/clock.ts';
import type { Act } from './acts.ts';

/** An act on its way to us; several where its platform sends it more than once. */
export interface Arrival {
  readonly act: Act;
  /** Unix ms at which it comes, or comes again because it was not accepted. */
  readonly at: number;
  readonly attempt: number;
}

/** In their order, each once, the moment it happens. */
export function promptly(acts: readonly Act[]): readonly Arrival[] {
  return acts.map((act) => ({ act, at: act.at, attempt: 1 }));
}

/** Late, out of order, and some of them several times: within a second, or hours later. */
export function disorderly(acts: readonly Act[], random: Random): readonly Arrival[] {
  return acts.flatMap((act) => {
    // Another system is no platform: it writes when it writes.
    if (act.message.way === 'second-writer') return [{ act, at: act.at, attempt: 1 }];
    const delay = random.chance(0.9)
      ? random.between(0, 60) * SECOND
      : random.chance(0.9)
        ? random.between(1, 40) * MINUTE
        : random.between(1, 5) * HOUR;
    const copies = random.chance(0.15) ? random.int(1, 4) : 0;
    const others = Array.from({ length: copies }, () =>
      random.chance(0.5) ? random.between(0, 2) * SECOND : random.logBetween(MINUTE, 3 * HOUR),
    );
    return [0, ...others].map((after) => ({ act, at: Math.floor(act.at + delay + after), attempt: 1 }));
  });
}

/** When a platform sends again what was not accepted. */
export function again({ act, attempt }: Arrival, now: number, random: Random): Arrival {
  const wait = Math.min(60, 2 ** attempt) * random.between(0.5, 1) * MINUTE;
  return { act, at: Math.floor(now + wait), attempt: attempt + 1 };
}
