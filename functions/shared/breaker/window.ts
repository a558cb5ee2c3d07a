import type { BreakerReason } from './state.ts';

/** How a try of an event ended, as the breaker sees it. `declined`: -1 that nobody can interpret, the first of that event. */
export type Sight = 'answered' | 'declined' | BreakerReason;

export interface Seen {
  /** Unix ms. */
  readonly at: number;
  readonly connection: string;
  readonly subject: string;
  readonly sight: Sight;
}

const WINDOW_MS = 15 * 60_000;
/** As many as decide anything; at 100 events a second the window would hold 90,000. */
const KEPT = 500;

/** So many failures in a row, of so many people: one event that makes the CDP fail is not the CDP's failing. */
const FAILURES_IN_A_ROW = 5;
const FAILING_SUBJECTS = 3;
/** A token is the same for every event. */
const CREDENTIALS_IN_A_ROW = 3;

const LEAST_EVENTS = 20;
const LEAST_SUBJECTS = 5;
const DECLINED_SHARE = 0.1;
/** A connection with a usual share of its own must exceed that so many times. */
const FAR_ABOVE = 3;
/** The usual share follows a change by half in so many events. */
const HALF_IN_EVENTS = 2_000;

/** What one process has seen of the CDP in the last minutes. */
export interface SightWindow {
  readonly seen: readonly Seen[];
  /** Connection to the share of its events that the CDP usually declines. */
  readonly usual: Readonly<Record<string, number>>;
}

export const emptyWindow: SightWindow = { seen: [], usual: {} };

export function withSight({ seen, usual }: SightWindow, now: Seen): SightWindow {
  const before = usual[now.connection] ?? 0;
  const decides = now.sight === 'answered' || now.sight === 'declined';
  const weight = 1 - 0.5 ** (1 / HALF_IN_EVENTS);
  const after = before + weight * ((now.sight === 'declined' ? 1 : 0) - before);
  return {
    seen: [...seen, now].slice(-KEPT).filter(({ at }) => at > now.at - WINDOW_MS),
    usual: decides ? { ...usual, [now.connection]: after } : usual,
  };
}

/** Is the CDP at fault? */
export function faultOf({ seen, usual }: SightWindow, now: number): BreakerReason | undefined {
  const recent = seen.filter(({ at }) => at > now - WINDOW_MS);
  const row = recent.slice(recent.findLastIndex(({ sight }) => sight === 'answered') + 1);
  const of = (reason: BreakerReason) => row.filter(({ sight }) => sight === reason);
  if (of('cdp-credentials').length >= CREDENTIALS_IN_A_ROW) return 'cdp-credentials';
  const unavailable = of('cdp-unavailable');
  if (unavailable.length >= FAILURES_IN_A_ROW && subjects(unavailable) >= FAILING_SUBJECTS) return 'cdp-unavailable';
  return isDecliningTooMuch(recent, usual) ? 'cdp-undecided' : undefined;
}

/** Are far more events declined than the connections they come from are used to? Then they wait, and no time counts against them. */
export function isDecliningTooMuch(seen: readonly Seen[], usual: SightWindow['usual']): boolean {
  const decided = seen.filter(({ sight }) => sight === 'answered' || sight === 'declined');
  if (decided.length < LEAST_EVENTS || subjects(decided) < LEAST_SUBJECTS) return false;
  const declined = decided.filter(({ sight }) => sight === 'declined');
  const expected = decided.reduce((sum, { connection }) => sum + (usual[connection] ?? 0), 0) / decided.length;
  const share = declined.length / decided.length;
  return share >= DECLINED_SHARE && share >= FAR_ABOVE * expected;
}

function subjects(seen: readonly Seen[]): number {
  return new Set(seen.map(({ connection, subject }) => `${connection} ${subject}`)).size;
}
