import { type BreakerReason, type BreakerState, closedBreaker, mayDeliver, tripped } from '../shared/breaker/state.ts';
import { describeError } from '../shared/log/log.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import { faultSeen, meetBreaker } from './health.ts';
import type { Outcome } from './outcome.ts';
import type { DeliverPorts } from './ports.ts';

/** The breaker as one batch meets it. */
export interface BreakerGate {
  /** Seconds until the CDP may be called again; undefined while it may. */
  closedFor(): number | undefined;
  /** Opens the breaker where what was seen says so. */
  look(outcome: Outcome): Promise<void>;
}

const LEAST_PAUSE_SECONDS = 60;

/** Reads the breaker, once for a batch. One that cannot be read stops nothing: it saves calls, and no event depends on it. */
export async function openBreakerGate(
  ports: Pick<DeliverPorts, 'breaker' | 'clock' | 'health' | 'log'>,
): Promise<BreakerGate> {
  const { breaker, clock, health, log } = ports;
  let state: BreakerState = closedBreaker;
  try {
    state = await breaker.read();
    meetBreaker(health, state);
  } catch (error) {
    log({ level: 'warn', at: 'deliver', message: 'breaker not read', error: describeError(error) });
  }
  return {
    closedFor() {
      if (mayDeliver(state)) return undefined;
      return Math.max(LEAST_PAUSE_SECONDS, Math.ceil(((state.nextProbe ?? 0) - clock()) / 1000));
    },
    async look(outcome) {
      if (!mayDeliver(state) || outcome.outcome !== 'waiting') return;
      const isOnTrial = state.state === 'half-open';
      const now = clock();
      const reason = isOnTrial ? breakerReasonOf(outcome.reason) : faultSeen(health, now);
      if (reason === undefined) return;
      const change = (before: BreakerState) => tripped(before, { reason, detail: outcome.reason, now });
      state = change(state);
      log({ level: 'error', at: 'deliver', message: 'the breaker opens', reason });
      try {
        state = await breaker.update(change);
      } catch (error) {
        log({ level: 'error', at: 'deliver', message: 'breaker not written', error: describeError(error) });
      }
      meetBreaker(health, state);
    },
  };
}

/** Of one batch on trial a single failure decides; but an answer -1 to one event may be the event's own fault. */
function breakerReasonOf(reason: ReasonCode): BreakerReason | undefined {
  return reason === 'cdp-unavailable' || reason === 'cdp-credentials' ? reason : undefined;
}
