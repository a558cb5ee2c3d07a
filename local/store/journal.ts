import type { DiscardedCount, DiscardedSighting } from './discarded-counts.ts';

export type LocalJournalState = 'queued' | 'done' | 'ignored' | 'later' | 'refused';

export interface JournalOutcome {
  readonly state: LocalJournalState;
  readonly reason?: string;
  readonly detail?: string;
  /** What delivery reported of the event, as JSON. */
  readonly report?: string;
}

/** Kinds of keys that no identity has: an order's number, and the platform's own id of a delivery. */
export const ORDER_KEY = '#order';
export const DELIVERY_KEY = '#delivery';
/** And the job that has sent it. */
export const JOB_KEY = '#job';

/** What an event can be found by. */
export interface JournalKey {
  /** Of an identity; `''` for the id of a customer; or one of those above. */
  readonly kind: string;
  readonly scope: string;
  /** The value, or the masked form of one that was refused. */
  readonly key: string;
}

/** A key to look for; what is left out may be anything. */
export type JournalQuery = Pick<JournalKey, 'key'> & Partial<JournalKey>;

/** What happened to one event. */
export interface LocalJournalEntry extends JournalOutcome {
  /** The id of the event, unique within its source. */
  readonly id: string;
  /** `/<platform>/<connection>` */
  readonly source: string;
  readonly connection: string;
  readonly type: string;
  readonly subject?: string;
  /** RFC 3339. */
  readonly receivedTime: string;
  /** How it came. */
  readonly via?: 'webhook' | 'inlet' | 'backfill';
  /** The event itself, as JSON. */
  readonly envelope?: string;
}

/** What comes with an entry and is kept apart from it. */
export interface JournalFindings {
  readonly keys?: readonly JournalKey[];
  /** Counted with the first report of the event, not with every attempt. */
  readonly discarded?: readonly DiscardedSighting[];
}

export interface JournalRow extends LocalJournalEntry {
  /** The person was erased: what happened is all that is kept. */
  readonly forgotten?: true;
  /** Where the row stands; pages go on after it. */
  readonly position: number;
}

export interface LocalJournal {
  /** Writes the event down, or its newest outcome; that it was queued changes nothing about an event that is known. */
  record(entry: LocalJournalEntry, findings?: JournalFindings): Promise<void>;
  /** Of these events nothing stays but what happened to them; they are found by customer and delivery alone. */
  forget(positions: readonly number[]): Promise<void>;
  /** Writes an event and its report anew, and finds it no longer by these keys. */
  rewrite(row: JournalRow, dropped: readonly JournalKey[]): Promise<void>;
  /** The newest first, or those older than the position `after`. */
  list(limit: number, after?: number): JournalRow[];
  /** Those that fit, the newest first; with `before` the nearest ones that are newer. */
  select(filter: JournalFilter, limit: number): JournalRow[];
  /** The events at these positions, in this order; without those that are gone. */
  at(positions: readonly number[]): JournalRow[];
  /** Notes that a job sends these events again. */
  mark(positions: readonly number[], job: string): Promise<void>;
  /** How the events of a job have ended so far, the most frequent first. */
  outcomesOf(job: string): readonly { readonly state: string; readonly reason?: string; readonly count: number }[];
  /** Events that are to be tried again later, by reason, the most frequent first. */
  waiting(): readonly WaitingCount[];
  /** Events of a connection that were received since then (RFC 3339), of its newest 10,000. */
  countSince(connection: string, since: string): number;
  /** The events of that id, of every source or of one; the newest first. */
  find(id: string, source?: string): JournalRow[];
  /** How many events are kept, and when the oldest of them was received (RFC 3339). */
  extent(): { readonly events: number; readonly since?: string };
  /** The newest events that have the key, the newest first. */
  findBy(query: JournalQuery, limit: number): JournalRow[];
  /** How often which kind of value was refused, the most frequent first. */
  discarded(): DiscardedCount[];
  /** Of the newest events of each connection: how many prove a contact, and how many of them say a name. */
  proofs(): ConnectionProofs[];
}

/** Each member narrows the choice. Times are RFC 3339. */
export interface JournalFilter {
  readonly key?: JournalQuery | undefined;
  readonly connection?: string | undefined;
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly state?: LocalJournalState | undefined;
  readonly reason?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

export interface WaitingCount {
  readonly reason: string;
  readonly count: number;
  readonly oldest: string;
}

export interface ConnectionProofs {
  readonly connection: string;
  readonly proofs: number;
  readonly named: number;
}
