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
  /** When the person last came, or came back, by an act of theirs (Unix ms): what asks to forget them and is older blocks nothing. */
  readonly returned?: number;
  /** The event that the CDP has declined so far, by digest: at which receive of its message first, and when (Unix ms). */
  readonly failing?: { readonly event: string; readonly receives: number; readonly since: number };
  /** Under which the journal seals the subject's messages. An erase takes it away, and nobody reads them any more. */
  readonly salt?: string;
  /** Of whom the journal knows that the subject's events speak, by keyed hashes, as written in which quarter. */
  readonly paired?: { readonly quarter: number; readonly keys: readonly string[] };
  /** The event of which a try has ended in the middle, by digest, and keyed hashes of what it has changed in the CDP. */
  readonly begun?: { readonly event: string; readonly made: readonly string[] };
}

export const emptySubjectItem: SubjectItem = { done: [], kinds: [], recorded: {} };

const DONE_KEPT = 32;

/** The item after an event was done. */
export function withDone(item: SubjectItem, event: string): SubjectItem {
  const { failing: _failing, begun: _begun, ...kept } = item;
  return { ...kept, done: newest([...item.done, event], DONE_KEPT) };
}

/** How often an event was tried since the CDP first declined it, this try included, and since when (Unix ms). */
export interface Failure {
  readonly attempts: number;
  readonly since: number;
  /** Does the item say so already? */
  readonly isKnown: boolean;
}

export function failureOf(
  { failing }: SubjectItem,
  event: string,
  { receives, now }: { readonly receives: number; readonly now: number },
): Failure {
  if (failing?.event !== event) return { attempts: 1, since: now, isKnown: false };
  // Sent anew, its receives begin again.
  const attempts = receives < failing.receives ? receives : receives - failing.receives + 1;
  return { attempts, since: failing.since, isKnown: true };
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
