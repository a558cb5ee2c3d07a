import * as z from 'zod/mini';
import { BREAKER_KEY } from '../ports/breaker-key.ts';
import { PortError } from '../ports/port-error.ts';
import type { Ledger } from '../ports/ports.ts';
import { type BreakerState, closedBreaker } from './state.ts';

/** Where the state of the breaker stands; the one of the CDP that the configuration names. */
export interface BreakerStore {
  /** @throws PortError */
  read(): Promise<BreakerState>;
  /** Writes what `change` makes of it, and gives it back; asked anew where somebody else has written. @throws PortError */
  update(change: (before: BreakerState) => BreakerState): Promise<BreakerState>;
}

const ATTEMPTS = 8;

const reason = z.enum(['cdp-unavailable', 'cdp-credentials', 'cdp-undecided']);
const State = z.object({
  state: z.enum(['closed', 'open', 'half-open', 'recovering']),
  since: z.number(),
  trouble: z.optional(z.object({ reason, detail: z.string(), since: z.number() })),
  failedProbes: z.number(),
  nextProbe: z.optional(z.number()),
  closedAt: z.number(),
  pause: z.optional(z.object({ by: z.string(), why: z.string(), at: z.number() })),
});

/** One item of the ledger, without an expiry. */
export function breakerInLedger(ledger: Ledger): BreakerStore {
  const load = async (): Promise<{ readonly v: number | undefined; readonly state: BreakerState }> => {
    const record = (await ledger.read([BREAKER_KEY])).get(BREAKER_KEY);
    if (!record) return { v: undefined, state: closedBreaker };
    const parsed = State.safeParse(JSON.parse(record.state));
    if (!parsed.success) throw new PortError('ledger', 'the state of the breaker is not one of ours', false);
    return { v: record.v, state: parsed.data as BreakerState };
  };
  return {
    read: async () => (await load()).state,
    async update(change) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { v, state } = await load();
        const next = change(state);
        if (next === state) return state;
        const record = { v: (v ?? 0) + 1, state: JSON.stringify(next) };
        if ((await ledger.write(BREAKER_KEY, record, v)) === 'written') return next;
      }
      throw new PortError('ledger', 'the state of the breaker is written by too many at once', true);
    },
  };
}
