import type { ApiError } from './api-error.ts';
import type { ApiOutage } from './back-off.ts';

export interface WaitingEvent {
  readonly now: number;
  /** Unix ms when the event reached us. */
  readonly received: number;
  /** For how long after that it may wait. */
  readonly waitMs: number;
  /** Unix ms after which the platform no longer answers. */
  readonly until: number | undefined;
}

export type RetryDecision =
  | { readonly outcome: 'waiting'; readonly retryAfterSeconds: number }
  | { readonly outcome: 'go-on-without' };

const goOn: RetryDecision = { outcome: 'go-on-without' };
const LONGEST_DELAY_SECONDS = 30;
const USUAL_DELAY_SECONDS = 10;

/**
 * Does an event wait for an API that has failed? Only while there is hope within its time: not when the API will not be called
 * before that is over, and not when it has failed for so long that other events have waited in vain already.
 */
export function decideRetry(
  error: ApiError,
  outage: ApiOutage | undefined,
  { now, received, waitMs, until = Infinity }: WaitingEvent,
): RetryDecision {
  const deadline = Math.min(received + waitMs, until);
  if (!error.retryable || now >= deadline) return goOn;
  if (outage && (outage.until >= deadline || now - outage.since >= waitMs)) return goOn;
  const delay = outage ? Math.ceil((outage.until - now) / 1000) : 0;
  const wanted = Math.min(delay > 0 ? delay : USUAL_DELAY_SECONDS, LONGEST_DELAY_SECONDS);
  return { outcome: 'waiting', retryAfterSeconds: Math.max(1, Math.min(wanted, Math.ceil((deadline - now) / 1000))) };
}
