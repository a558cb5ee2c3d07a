import { newest } from './newest.ts';

/** A contact that the platform's record of the subject has (its key), since when and until when it was seen there (Unix ms). */
export interface RecordedContact {
  readonly key: string;
  readonly since: number;
  readonly until: number;
}

/**
 * What delivery remembers of one subject of one connection, so that a repeated event changes nothing. No personal data: digests,
 * keyed hashes, times.
 */
export interface SubjectItem {
  /** Digests of the newest done event ids, the oldest first. */
  readonly done: readonly string[];
  /** The customer to whom an event of the subject was last delivered. */
  readonly customer?: string;
  /** Kinds of identity of which one was sent for the subject. */
  readonly kinds: readonly string[];
  /** Kind of contact to what the platform's own record of the subject has. */
  readonly recorded: Readonly<Record<string, RecordedContact>>;
  /** The platform's own record: when its newest state was (Unix ms), and whether it has made the customer. */
  readonly record?: { readonly time: number; readonly made: boolean };
  /** The event that could not be delivered so far, by digest: how often it was tried, and since when (Unix ms). */
  readonly failing?: { readonly event: string; readonly attempts: number; readonly since: number };
}

export const emptySubjectItem: SubjectItem = { done: [], kinds: [], recorded: {} };

const DONE_KEPT = 32;

/** The item after an event was done. */
export function withDone(item: SubjectItem, event: string): SubjectItem {
  const { failing: _failing, ...kept } = item;
  return { ...kept, done: newest([...item.done, event], DONE_KEPT) };
}

/** The item after an attempt of which nobody can say why it failed. */
export function withFailure(item: SubjectItem, event: string, now: number): SubjectItem {
  const before = item.failing?.event === event ? item.failing : { event, attempts: 0, since: now };
  return { ...item, failing: { ...before, attempts: before.attempts + 1 } };
}

/** What a platform's record says of a contact, beside what it said before. */
export interface RecordedChange {
  readonly recorded: RecordedContact;
  /** Another contact stood there before: this one counts from now on. */
  readonly isNewState: boolean;
  /** The record has given this contact up, and when. */
  readonly givenUp?: { readonly key: string; readonly at: number };
}

/** An older event than the state that is known changes nothing, but may say since when it was so. */
export function recordContact(known: RecordedContact | undefined, key: string, time: number): RecordedChange {
  if (!known) return { recorded: { key, since: time, until: time }, isNewState: false };
  if (known.key === key) {
    return {
      recorded: { key, since: Math.min(known.since, time), until: Math.max(known.until, time) },
      isNewState: false,
    };
  }
  if (time < known.since) return { recorded: known, isNewState: false, givenUp: { key, at: known.since } };
  if (time <= known.until) return { recorded: known, isNewState: false };
  return { recorded: { key, since: time, until: time }, isNewState: true, givenUp: { key: known.key, at: time } };
}
