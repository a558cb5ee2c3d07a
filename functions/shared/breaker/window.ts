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
/** Where few events come, those of the last minutes say nothing of the CDP, and those of some hours do. */
const REMEMBERED_MS = 6 * 3_600_000;
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
/** The usual share follows a change by half in so many events. What opens the breaker is no part of it: that is seen anew. */
const HALF_IN_EVENTS = 2_000;

/** What one process has seen of the CDP. */
export interface SightWindow {
  /** In the last hours, as far as it is remembered. */
  readonly seen: readonly Seen[];
  /** Connection to the share of its events that the CDP usually declines: of those that are too old or too many for `seen`. */
  readonly usual: Readonly<Record<string, number>>;
}

export const emptyWindow: SightWindow = { seen: [], usual: {} };

export function withSight({ seen, usual }: SightWindow, now: Seen): SightWindow {
  const all = [...seen, now];
  const kept = all.slice(-KEPT).filter(({ at }) => at > now.at - REMEMBERED_MS);
  return { seen: kept, usual: decided(all.slice(0, all.length - kept.length)).reduce(learnt, usual) };
}

function learnt(usual: SightWindow['usual'], { connection, sight }: Seen): SightWindow['usual'] {
  const before = usual[connection] ?? 0;
  const weight = 1 - 0.5 ** (1 / HALF_IN_EVENTS);
  return { ...usual, [connection]: before + weight * ((sight === 'declined' ? 1 : 0) - before) };
}

/** Is the CDP at fault? */
export function faultOf({ seen, usual }: SightWindow, now: number): BreakerReason | undefined {
  const recent = since(seen, now - WINDOW_MS);
  const row = recent.slice(recent.findLastIndex(({ sight }) => sight === 'answered') + 1);
  const of = (reason: BreakerReason) => row.filter(({ sight }) => sight === reason);
  if (of('cdp-credentials').length >= CREDENTIALS_IN_A_ROW) return 'cdp-credentials';
  const unavailable = of('cdp-unavailable');
  if (unavailable.length >= FAILURES_IN_A_ROW && subjects(unavailable) >= FAILING_SUBJECTS) return 'cdp-unavailable';
  return isFarAbove(decided(recent), usual) ? 'cdp-undecided' : undefined;
}

/**
 * Are far more events declined than the connections they come from are used to? Then they wait, and no time counts against them. Where too
 * few were decided in the last minutes to say so, the latest say it: in an outage of a part, of a tenant with little traffic.
 */
export function isDecliningTooMuch({ seen, usual }: SightWindow, now: number): boolean {
  const recent = decided(since(seen, now - WINDOW_MS));
  return isFarAbove(recent.length < LEAST_EVENTS ? decided(seen).slice(-LEAST_EVENTS) : recent, usual);
}

function isFarAbove(events: readonly Seen[], usual: SightWindow['usual']): boolean {
  if (events.length < LEAST_EVENTS || subjects(events) < LEAST_SUBJECTS) return false;
  const declined = events.filter(({ sight }) => sight === 'declined');
  const expected = events.reduce((sum, { connection }) => sum + (usual[connection] ?? 0), 0) / events.length;
  const share = declined.length / events.length;
  return share >= DECLINED_SHARE && share >= FAR_ABOVE * expected;
}

function since(seen: readonly Seen[], time: number): readonly Seen[] {
  return seen.filter(({ at }) => at > time);
}

function decided(seen: readonly Seen[]): readonly Seen[] {
  return seen.filter(({ sight }) => sight === 'answered' || sight === 'declined');
}

function subjects(seen: readonly Seen[]): number {
  return new Set(seen.map(({ connection, subject }) => `${connection} ${subject}`)).size;
}
