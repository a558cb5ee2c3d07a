import type { LedgerItem } from '../change/ledger-item.ts';

/** Unix milliseconds. */
export type Clock = () => number;

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
