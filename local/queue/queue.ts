import type { Depth, QueueMessage, ReceivedMessage, StoredMessage } from './message.ts';

export interface QueueOptions {
  readonly visibilitySeconds: number;
  /** After so many receives a message goes to `deadLetters` instead of being received again. */
  readonly maxReceiveCount?: number;
  /** A queue of the same kind in the same database. */
  readonly deadLetters?: LocalQueue;
}

/** A queue with the semantics of SQS, kept in the local database. Nothing expires from it. */
export interface LocalQueue {
  readonly id: number;
  readonly name: string;
  readonly kind: 'fifo' | 'standard';
  readonly visibilitySeconds: number;
  /** Resolves when all messages are on the disk; sends of one turn of the event loop share a transaction. */
  send(messages: readonly QueueMessage[]): Promise<void>;
  /** At most ten messages that nobody else has: of one group in its order, of several groups the oldest. */
  receive(max: number): Promise<ReceivedMessage[]>;
  /** A receipt that a later receive has replaced removes nothing. */
  remove(receiptHandles: readonly string[]): Promise<void>;
  /** Rejects with a `PortError` when the message is not in flight under this receipt. */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
  depth(): Depth;
  /** Of those in flight: how many were given back and come again later. */
  returned(): number;
  /** When the oldest that nobody works on was sent (Unix ms). */
  oldest(): number | undefined;
  /** The oldest first, or those after the sequence `after`, whether in flight or not. */
  list(limit: number, after?: number): StoredMessage[];
  /** One message, whether in flight or not. */
  find(sequence: number): StoredMessage | undefined;
  /**
   * Moves dead letters back to the end of this queue, in their order, under new deduplication ids; a letter that somebody has
   * received stays. `alongside` writes into the same transaction. Resolves with the letters that were moved.
   */
  redrive(sequences: readonly number[], alongside?: Alongside): Promise<readonly StoredMessage[]>;
  /** Removes messages that nobody has received, likewise. */
  discard(sequences: readonly number[], alongside?: Alongside): Promise<readonly StoredMessage[]>;
  /** The Unix ms from which a receive may give something: 0 for now, undefined for an empty queue. */
  nextVisibleAt(): number | undefined;
  /** Calls after whatever may have made messages visible sooner than `nextVisibleAt` said; returns how to end it. */
  onArrival(listener: () => void): () => void;
}

/** Told of the messages that are moved or removed, inside the transaction that does it. */
export type Alongside = (messages: readonly StoredMessage[]) => void;

export interface LocalQueues {
  /**
   * Makes every message visible. For the start of a process: the file has one user at a time, so whoever received what is
   * in flight has died with the process before.
   */
  recall(): Promise<void>;
  fifo(name: string, options: QueueOptions): LocalQueue;
  standard(name: string, options: QueueOptions): LocalQueue;
}
