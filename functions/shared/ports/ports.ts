import type { Case, CaseObservation } from '../cases/case.ts';
import type { LedgerItem } from '../change/ledger-item.ts';

export type { Clock } from './clock.ts';

export interface OutgoingMessage {
  readonly body: string;
  /** FIFO group and deduplication id: hex digests of at most 128 characters. */
  readonly groupId: string;
  readonly deduplicationId: string;
}

/**
 * Resolves when every message is durable; rejects when any one may not be, and the caller sends all of them again:
 * the deduplication id makes that harmless.
 */
export interface Queue {
  send(messages: readonly OutgoingMessage[]): Promise<void>;
}

/** Makes messages that are in flight visible again after so many seconds. */
export interface Visibility {
  change(receiptHandle: string, seconds: number): Promise<void>;
}

/** Where a message goes that will never be delivered, with the reason that an operator needs. */
export interface DeadLetters {
  send(letter: DeadLetter): Promise<void>;
}
export interface DeadLetter {
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly reason: string;
  readonly detail: string;
  /** What the message itself had: a redrive must find it again. At most eight. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Bytes that are too large or too odd for the queue. */
export interface Archive {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no such key. */
  get(key: string): Promise<Uint8Array | undefined>;
}

export interface SecretStore {
  /**
   * The JSON of a secret as text. Undefined when the store has no secret of that name; rejects when the store
   * cannot say.
   */
  read(name: string): Promise<string | undefined>;
}

/** One item per subject, written under its version. */
export interface Ledger {
  read(key: string): Promise<LedgerItem | undefined>;
  /** Writes `item` if the stored version still is `expected` (undefined: no item yet). */
  write(key: string, item: LedgerItem, expected: number | undefined): Promise<'written' | 'conflict'>;
}

/** Who has shown evidence of a value lately; keys and subjects are digests. */
export interface Claims {
  /**
   * Notes that `subject` has claimed `value` now and answers with how many different subjects have within the window,
   * this one included. Counting ends at `limit` + 1: beyond it the exact number says nothing more.
   */
  note(
    value: string,
    subject: string,
    window: { readonly now: number; readonly ms: number; readonly limit: number },
  ): Promise<number>;
}

/** Marks on identities, by keyed hashes and nothing else. */
export interface Marks {
  /** Since when (Unix ms) each of the keys is marked; keys that are not are left out. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  add(keys: readonly string[], since: number): Promise<void>;
  lift(keys: readonly string[]): Promise<void>;
}

/** Short exclusive holds on identities that the CDP has not seen yet. */
export interface Leases {
  /** All or nothing: false when anybody else holds one of the keys. An expired lease counts as free. */
  take(
    keys: readonly string[],
    holder: string,
    time: { readonly now: number; readonly until: number },
  ): Promise<boolean>;
  /** Gives back what this holder still holds. */
  release(keys: readonly string[], holder: string): Promise<void>;
}

/** The inbox of what a person should look at. */
export interface Cases {
  /** Counts observations into their cases. */
  report(observations: readonly CaseObservation[]): Promise<void>;
  /** The cases with the newest observation first. */
  list(limit: number): Promise<readonly Case[]>;
}
