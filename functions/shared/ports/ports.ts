import type { Case, CaseName, CaseObservation, Decided } from '../cases/case.ts';

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
  /** That there is no such key is no failure. */
  remove(key: string): Promise<void>;
}

export interface SecretStore {
  /**
   * The JSON of a secret as text. Undefined when the store has no secret of that name; rejects when the store
   * cannot say.
   */
  read(name: string): Promise<string | undefined>;
}

/** One item of the ledger. */
export interface LedgerRecord {
  /** Version: one more with every write. 0: an item of a version of Guiyi that wrote no versions; never written over. */
  readonly v: number;
  /** Unix seconds after which the item counts as absent; without it the item stays. */
  readonly expires?: number;
  /** JSON. */
  readonly state: string;
  /** Operators list it. Written only: no read says it. */
  readonly isListed?: boolean;
}

/** What delivery remembers, by key; every write goes by the version that was read. */
export interface Ledger {
  /** All at once and consistent; absent and expired items are left out. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, LedgerRecord>>;
  /** Writes if the stored version still is `expected` (undefined: no item, or an expired one). */
  write(key: string, record: LedgerRecord, expected: number | undefined): Promise<'written' | 'conflict'>;
  /** Removes the item if its version still is `expected`. */
  remove(key: string, expected: number): Promise<'removed' | 'conflict'>;
}

/** What versions before 0.2 kept beside the ledger's own items, written in their form while their functions run beside these. */
export interface FormerItems {
  /** Marks keys as of `since` (Unix ms); a mark that is as late stays. */
  mark(keys: readonly string[], since: number): Promise<void>;
  lift(keys: readonly string[]): Promise<void>;
  /** Adds claimants to values at `now` (Unix ms); `until`: when the last of them counts no more. */
  dispute(
    keys: readonly string[],
    claims: { readonly now: number; readonly until: number; readonly claimants: readonly string[] },
  ): Promise<void>;
}

/** Short exclusive holds on what only one may create at a time. */
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
  /** The cases with the newest observation first: those that are open, or those that were decided. */
  list(limit: number, which?: 'open' | 'decided'): Promise<readonly Case[]>;
  /** Writes a decision down. What is seen of the case from then on is counted, and does not open it again. */
  decide(about: CaseName, decided: Decided): Promise<'decided' | 'unknown'>;
}
