import type { Random } from '../../bench/truth/random.ts';
import { HOUR, MINUTE } from '../kit/clock.ts';

/** Where something may fail. */
export type Boundary =
  | 'event queue: send'
  | 'event queue: remove'
  | 'inlet queue: remove'
  | 'visibility'
  | 'dead letters'
  | 'ledger: read'
  | 'ledger: write'
  | 'ledger: remove'
  | 'leases'
  | 'cases'
  | 'archive'
  | 'secrets';

/** `before`: it was not done. `after`: it was, and nobody heard of it. */
export type Failure = 'before' | 'after';

export type CdpFault =
  | 'connection refused'
  | 'time-out'
  | 'answer lost'
  | 'HTTP 500'
  | 'HTTP 503'
  | 'HTTP 503, Retry-After: 1'
  | 'HTTP 429'
  | 'HTTP 429, Retry-After: 60'
  | 'HTTP 429, Retry-After: 7200'
  | 'no JSON'
  | 'declined'
  | 'token expired'
  | 'credentials refused';

/** For some hours something is worse than usual. */
interface Trouble {
  readonly name: string;
  readonly minutes: number;
  readonly cdp?: { readonly fault: CdpFault; readonly share: number };
  /** Of every call. */
  readonly slowMs?: number;
  readonly boundary?: { readonly of: Boundary; readonly share: number };
  /** How far the clock of the functions is ahead. */
  readonly clockAheadMs?: number;
}

const troubles: readonly Trouble[] = [
  { name: 'the CDP is down', minutes: 6 * 60, cdp: { fault: 'HTTP 503', share: 1 } },
  {
    name: 'the CDP is down and says Retry-After: 1',
    minutes: 90,
    cdp: { fault: 'HTTP 503, Retry-After: 1', share: 1 },
  },
  { name: 'no connection to the CDP', minutes: 60, cdp: { fault: 'connection refused', share: 1 } },
  { name: 'answers of the CDP get lost', minutes: 90, cdp: { fault: 'answer lost', share: 0.3 } },
  { name: 'the CDP throttles', minutes: 120, cdp: { fault: 'HTTP 429', share: 0.5 } },
  {
    name: 'the CDP throttles and says for how long',
    minutes: 60,
    cdp: { fault: 'HTTP 429, Retry-After: 60', share: 0.5 },
  },
  {
    name: 'the CDP asks for two hours of peace',
    minutes: 15,
    cdp: { fault: 'HTTP 429, Retry-After: 7200', share: 0.3 },
  },
  { name: 'the CDP declines half of all calls', minutes: 120, cdp: { fault: 'declined', share: 0.5 } },
  { name: 'the CDP is slow', minutes: 120, slowMs: 7_500 },
  { name: 'calls of the CDP time out', minutes: 60, cdp: { fault: 'time-out', share: 0.3 } },
  { name: 'the key of the CDP is refused', minutes: 60, cdp: { fault: 'credentials refused', share: 1 } },
  { name: 'a gateway answers for the CDP', minutes: 60, cdp: { fault: 'no JSON', share: 0.5 } },
  { name: 'the event queue refuses', minutes: 45, boundary: { of: 'event queue: send', share: 0.7 } },
  { name: 'the ledger refuses writes', minutes: 60, boundary: { of: 'ledger: write', share: 0.3 } },
  { name: 'the ledger cannot be read', minutes: 30, boundary: { of: 'ledger: read', share: 0.7 } },
  { name: 'no secret can be read', minutes: 30, boundary: { of: 'secrets', share: 1 } },
  {
    name: 'what is done is not removed from the queue',
    minutes: 60,
    boundary: { of: 'event queue: remove', share: 0.5 },
  },
  { name: 'the clock is 20 minutes ahead', minutes: 60, clockAheadMs: 20 * MINUTE },
  { name: 'the clock is 10 minutes behind', minutes: 60, clockAheadMs: -10 * MINUTE },
];

/** What happens at any time. */
const usualCdpFaults: readonly (readonly [share: number, CdpFault])[] = [
  [0.003, 'HTTP 500'],
  [0.002, 'answer lost'],
  [0.002, 'HTTP 429'],
  [0.001, 'token expired'],
  [0.001, 'time-out'],
  [0.0005, 'declined'],
];
const USUAL_FAILURES = 0.003;
const USUAL_LATENCY_MS: readonly [least: number, most: number] = [20, 120];

export interface Weather {
  /** The clock of the functions. */
  clock(now: number): number;
  at(boundary: Boundary, now: number): Failure | undefined;
  cdp(now: number): { readonly latencyMs: number; readonly fault?: CdpFault };
  /** Does the host die at this boundary, before or after what is done there? */
  kills(now: number): Failure | undefined;
}

/** Nothing fails. */
export const fair: Weather = {
  clock: (now) => now,
  at: () => undefined,
  cdp: () => ({ latencyMs: 0 }),
  kills: () => undefined,
};

export interface Storm {
  readonly weather: Weather;
  /** How often what happened. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Every trouble once, in an order and at times of its own; small failures all the time; and the host dies so many times. */
export function storm({ start, spanMs, kills, random }: StormOptions): Storm {
  const counts = new Map<string, number>();
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const slot = spanMs / troubles.length;
  const planned = random.shuffled(troubles).map((trouble, index) => {
    const from = start + index * slot + random.between(0, 0.5) * slot;
    return { trouble, from, to: from + trouble.minutes * MINUTE };
  });
  const deaths = Array.from({ length: kills }, () => start + random.between(0.02, 1) * spanMs).toSorted(
    (a, b) => a - b,
  );
  const current = (now: number) =>
    planned.filter(({ from, to }) => now >= from && now < to).map(({ trouble }) => trouble);
  const half = (): Failure => (random.chance(0.5) ? 'before' : 'after');
  return {
    counts,
    weather: {
      clock: (now) => now + current(now).reduce((sum, { clockAheadMs = 0 }) => sum + clockAheadMs, 0),
      at(boundary, now) {
        const share = Math.max(
          USUAL_FAILURES,
          ...current(now).map((trouble) => (trouble.boundary?.of === boundary ? trouble.boundary.share : 0)),
        );
        if (!random.chance(share)) return undefined;
        const failure = half();
        count(`${boundary}, ${failure}`);
        return failure;
      },
      cdp(now) {
        const troubled = current(now);
        const latencyMs = random.int(...USUAL_LATENCY_MS) + troubled.reduce((sum, { slowMs = 0 }) => sum + slowMs, 0);
        const fault =
          troubled.find(({ cdp }) => cdp && random.chance(cdp.share))?.cdp?.fault ??
          usualCdpFaults.find(([share]) => random.chance(share))?.[1];
        if (fault) count(`CDP: ${fault}`);
        return { latencyMs, ...(fault && { fault }) };
      },
      kills(now) {
        const [next] = deaths;
        // Not at the first boundary after its time, which is the same for every death.
        if (next === undefined || now < next || random.chance(0.8)) return undefined;
        deaths.shift();
        count('the host dies');
        return half();
      },
    },
  };
}

interface StormOptions {
  /** Unix ms. */
  readonly start: number;
  readonly spanMs: number;
  readonly kills: number;
  readonly random: Random;
}

/** From the first event on until all troubles are over. */
export const STORM_MS = 72 * HOUR;
