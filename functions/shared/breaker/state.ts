/** Why no events are delivered: the reason of the event whose failure opened the breaker. */
export type BreakerReason = 'cdp-unavailable' | 'cdp-credentials' | 'cdp-undecided';

/** Somebody has stopped delivery by hand. */
export interface Pause {
  readonly by: string;
  readonly why: string;
  /** Unix ms. */
  readonly at: number;
}

/**
 * Whether events are received, for one CDP. `closed`: they are. `open`: none is, the CDP is at fault; it is probed. `half-open`: a probe
 * was answered, one batch is delivered. `recovering`: events are received by few at a time.
 */
export interface BreakerState {
  readonly state: 'closed' | 'open' | 'half-open' | 'recovering';
  /** Unix ms of the last change of `state`. */
  readonly since: number;
  /** While it is not closed: why it opened, since when (Unix ms), and what the failure said. */
  readonly trouble?: { readonly reason: BreakerReason; readonly detail: string; readonly since: number };
  /** Probes and batches that have failed since it opened, and when the next is due (Unix ms). */
  readonly failedProbes: number;
  readonly nextProbe?: number;
  /** Unix ms of the last closing: what events have waited before does not count against them. */
  readonly closedAt: number;
  readonly pause?: Pause;
}

export const closedBreaker: BreakerState = { state: 'closed', since: 0, failedProbes: 0, closedAt: 0 };

const FIRST_PROBE_MS = 60_000;
const LONGEST_BETWEEN_PROBES_MS = 10 * 60_000;
/** So long few receive at a time before all do. */
const RECOVERY_MS = 2 * 60_000;

/** The CDP has failed: nothing more is received. Of an open breaker nothing changes. */
export function tripped(
  before: BreakerState,
  { reason, detail, now }: { readonly reason: BreakerReason; readonly detail: string; readonly now: number },
): BreakerState {
  if (before.state === 'open') return before;
  const isNew = before.state === 'closed';
  const failedProbes = isNew ? 0 : before.failedProbes + 1;
  return {
    ...before,
    state: 'open',
    since: now,
    trouble: { reason, detail, since: isNew ? now : (before.trouble?.since ?? now) },
    failedProbes,
    nextProbe: now + betweenProbesMs(failedProbes),
  };
}

/** 1, 2, 4, 8 and then 10 minutes: 147 probes in the first day of an outage. */
function betweenProbesMs(failedProbes: number): number {
  return Math.min(LONGEST_BETWEEN_PROBES_MS, FIRST_PROBE_MS * 2 ** Math.min(failedProbes, 10));
}

export function isProbeDue({ state, nextProbe = 0 }: BreakerState, now: number): boolean {
  return state === 'open' && now >= nextProbe;
}

/** A probe of an open breaker has ended. */
export function probed(before: BreakerState, answered: boolean, now: number): BreakerState {
  if (before.state !== 'open') return before;
  if (answered) return { ...before, state: 'half-open', since: now };
  const failedProbes = before.failedProbes + 1;
  return { ...before, failedProbes, nextProbe: now + betweenProbesMs(failedProbes) };
}

/** The batch of a half-open breaker was delivered, and delivery has not tripped it. */
export function batchPassed(before: BreakerState, now: number): BreakerState {
  return before.state === 'half-open' ? { ...before, state: 'recovering', since: now } : before;
}

export function isRecovered({ state, since }: BreakerState, now: number): boolean {
  return state === 'recovering' && now - since >= RECOVERY_MS;
}

/** Everything is received again. */
export function closed({ pause }: BreakerState, now: number): BreakerState {
  return { ...closedBreaker, since: now, closedAt: now, ...(pause && { pause }) };
}

export function paused(before: BreakerState, pause: Pause): BreakerState {
  return { ...before, pause };
}

/**
 * Goes on by few at a time, whatever has stopped it: whoever resumes by hand knows of no trouble. Where nothing has stopped it, nothing
 * changes: to resume a healthy delivery must not slow it down.
 */
export function resumed(before: BreakerState, now: number): BreakerState {
  const { pause, ...state } = before;
  const isStopped = pause !== undefined || state.state === 'open' || state.state === 'half-open';
  return isStopped ? { ...state, state: 'recovering', since: now } : before;
}

/** How events should be received. `as-it-is`: nobody here has stopped it, so whoever has is not overruled. */
export type Receiving = 'none' | 'few' | 'as-it-is';

export function wanted({ state, pause }: BreakerState): Receiving {
  if (pause || state === 'open' || state === 'half-open') return 'none';
  return state === 'recovering' ? 'few' : 'as-it-is';
}

/** Unix ms since when nothing is received; undefined while something is. */
export function stoppedSince({ state, trouble, since, pause }: BreakerState): number | undefined {
  const open = state === 'open' ? (trouble?.since ?? since) : Infinity;
  const stopped = Math.min(open, pause?.at ?? Infinity);
  return stopped === Infinity ? undefined : stopped;
}

/** May delivery work on a batch? Of a half-open breaker it is the breaker that sends one. */
export function mayDeliver({ state, pause }: BreakerState): boolean {
  return !pause && state !== 'open';
}
