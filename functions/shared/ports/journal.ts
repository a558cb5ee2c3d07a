/** Where an event is, as operators are told. */
export type JournalState = 'done' | 'ignored' | 'waiting' | 'dead-lettered';

/** What is written of one event. Of people it holds keyed hashes and masked values; the rest is sealed. */
export interface JournalEntry {
  /** The key of the subject's item in the ledger: events of one subject stand together. */
  readonly partition: string;
  /** Digest of source and id. */
  readonly event: string;
  readonly id: string;
  readonly source: string;
  readonly connection: string;
  readonly type: string;
  /** RFC 3339, in UTC. */
  readonly receivedTime: string;
  readonly state: JournalState;
  readonly reason?: string;
  readonly times: JournalTimes;
  /** How often it was received so far. */
  readonly receives: number;
  /** Keyed hashes of the identities and customers that it speaks of. */
  readonly who: readonly string[];
  /** Keyed hashes by which it is looked for. */
  readonly keys: readonly string[];
  /** What was made of it, masked, as JSON. */
  readonly report?: string;
  /** The message as it came, sealed. */
  readonly envelope?: Uint8Array;
  /** It asks to forget somebody. */
  readonly isPrivacyRequest?: boolean;
  /** Of a dead letter: as what it was sent there. */
  readonly letter?: { readonly groupId: string; readonly deduplicationId: string };
}

/** Unix ms. */
export interface JournalTimes {
  readonly queued: number;
  /** When this try began, and when it ended. */
  readonly tried: number;
  readonly ended: number;
}

/** What happened to every event, for operators. */
export interface Journal {
  /** Writes an event down, or what has become of it since. */
  write(entry: JournalEntry): Promise<void>;
  /** That a subject's events speak of these identities and customers; to be known before an event of it is done. */
  pair(partition: string, who: readonly string[]): Promise<void>;
  /**
   * Of the events that speak of somebody nothing stays but what became of them.
   * @returns the partitions of which every event was forgotten: their salts are to be forgotten too
   */
  forget(who: readonly string[]): Promise<readonly string[]>;
}
