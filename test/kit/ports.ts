import type { LedgerItem } from '../../functions/shared/change/ledger-item.ts';
import {
  decodeLedgerItem,
  encodeLedgerItem,
  isExpired,
  type LedgerRecord,
} from '../../functions/shared/ports/ledger-record.ts';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import type {
  Archive,
  Clock,
  DeadLetter,
  DeadLetters,
  Ledger,
  OutgoingMessage,
  Queue,
  SecretStore,
  Visibility,
} from '../../functions/shared/ports/ports.ts';

/** The ports in memory. Each can be told to fail; what they were given is there to look at. */

export class MemoryQueue implements Queue {
  readonly sent: OutgoingMessage[] = [];
  failing = false;
  async send(messages: readonly OutgoingMessage[]): Promise<void> {
    if (this.failing) throw new PortError('queue', 'ServiceUnavailable', true);
    this.sent.push(...messages);
  }
}

export class MemoryArchive implements Archive {
  readonly objects = new Map<string, Uint8Array>();
  failing = false;
  async put(key: string, bytes: Uint8Array): Promise<void> {
    if (this.failing) throw new PortError('archive', 'SlowDown', true);
    this.objects.set(key, Uint8Array.from(bytes));
  }
  async get(key: string): Promise<Uint8Array | undefined> {
    if (this.failing) throw new PortError('archive', 'SlowDown', true);
    return this.objects.get(key);
  }
}

export class MemoryDeadLetters implements DeadLetters {
  readonly letters: DeadLetter[] = [];
  failing = false;
  async send(letter: DeadLetter): Promise<void> {
    if (this.failing) throw new PortError('dead-letters', 'ServiceUnavailable', true);
    this.letters.push(letter);
  }
}

export class MemoryVisibility implements Visibility {
  readonly changes: { readonly receiptHandle: string; readonly seconds: number }[] = [];
  failing = false;
  async change(receiptHandle: string, seconds: number): Promise<void> {
    if (this.failing) throw new PortError('queue', 'ReceiptHandleIsInvalid', false);
    this.changes.push({ receiptHandle, seconds });
  }
}

export class MemorySecrets implements SecretStore {
  readonly texts = new Map<string, string>();
  reads = 0;
  failing = false;
  constructor(secrets: Readonly<Record<string, unknown>> = {}) {
    for (const [name, secret] of Object.entries(secrets)) this.put(name, secret);
  }
  put(name: string, secret: unknown): void {
    this.texts.set(name, JSON.stringify(secret));
  }
  async read(name: string): Promise<string | undefined> {
    this.reads += 1;
    if (this.failing) throw new PortError('secrets', 'InternalServiceError', true);
    return this.texts.get(name);
  }
}

/** Keeps items as the real stores do: two columns and one JSON text. */
export class MemoryLedger implements Ledger {
  readonly records = new Map<string, LedgerRecord>();
  readonly #clock: Clock;
  /** The next so many writes fail: as a conflict, or as if the process died before them. */
  failNextWrites: { readonly how: 'conflict' | 'error'; left: number } = { how: 'conflict', left: 0 };
  failingReads = false;
  constructor(clock: Clock) {
    this.#clock = clock;
  }
  async read(key: string): Promise<LedgerItem | undefined> {
    if (this.failingReads) throw new PortError('ledger', 'InternalServerError', true);
    const record = this.records.get(key);
    return record === undefined || isExpired(record.expires, this.#clock()) ? undefined : decodeLedgerItem(record);
  }
  async write(key: string, item: LedgerItem, expected: number | undefined): Promise<'written' | 'conflict'> {
    if (this.failNextWrites.left > 0) {
      this.failNextWrites.left -= 1;
      if (this.failNextWrites.how === 'conflict') return 'conflict';
      throw new PortError('ledger', 'InternalServerError', true);
    }
    const record = this.records.get(key);
    const taken =
      record !== undefined &&
      (expected === undefined ? !isExpired(record.expires, this.#clock()) : record.v !== expected);
    if (taken) return 'conflict';
    this.records.set(key, encodeLedgerItem(item));
    return 'written';
  }
}
