import { PortError } from '../../functions/shared/ports/port-error.ts';
import type {
  Archive,
  Clock,
  DeadLetter,
  DeadLetters,
  FormerItems,
  Ledger,
  LedgerRecord,
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
  async remove(key: string): Promise<void> {
    if (this.failing) throw new PortError('archive', 'SlowDown', true);
    this.objects.delete(key);
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

export class MemoryLedger implements Ledger {
  readonly records = new Map<string, LedgerRecord>();
  readonly #clock: Clock;
  /** The next so many writes fail: as a conflict, or as if the process died before them. */
  failNextWrites: { readonly how: 'conflict' | 'error'; left: number; readonly of?: string } = {
    how: 'conflict',
    left: 0,
  };
  failingReads = false;
  constructor(clock: Clock) {
    this.#clock = clock;
  }
  async read(keys: readonly string[]): Promise<ReadonlyMap<string, LedgerRecord>> {
    if (this.failingReads) throw new PortError('ledger', 'InternalServerError', true);
    return new Map(
      keys.flatMap((key) => {
        const record = this.records.get(key);
        return record === undefined || this.#isExpired(record) ? [] : [[key, record] as const];
      }),
    );
  }
  async write(key: string, record: LedgerRecord, expected: number | undefined): Promise<'written' | 'conflict'> {
    if (this.#fails(key)) return 'conflict';
    const stored = this.records.get(key);
    const isFree = expected === undefined ? stored === undefined || this.#isExpired(stored) : this.#is(key, expected);
    if (isFree) this.records.set(key, record);
    return isFree ? 'written' : 'conflict';
  }
  async remove(key: string, expected: number): Promise<'removed' | 'conflict'> {
    if (this.#fails(key)) return 'conflict';
    if (!this.#is(key, expected)) return 'conflict';
    this.records.delete(key);
    return 'removed';
  }
  /** What is remembered under the keys with this beginning: `i:`, `c:`, `s2:`. */
  items(prefix: string): unknown[] {
    return [...this.records]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, { state }]) => JSON.parse(state) as unknown);
  }
  /** An item of version 0 is a former version's: it is read and never touched. */
  #is(key: string, expected: number): boolean {
    return expected > 0 && this.records.get(key)?.v === expected;
  }
  #fails(key: string): boolean {
    const { how, left, of = '' } = this.failNextWrites;
    if (left === 0 || !key.startsWith(of)) return false;
    this.failNextWrites.left -= 1;
    if (how === 'conflict') return true;
    throw new PortError('ledger', 'InternalServerError', true);
  }
  #isExpired({ expires = Infinity }: LedgerRecord): boolean {
    return expires * 1000 <= this.#clock();
  }
}

/** What a version before 0.2 keeps beside its subjects, as the ledger reads it. */
export class MemoryFormerItems implements FormerItems {
  readonly #ledger: MemoryLedger;
  constructor(ledger: MemoryLedger) {
    this.#ledger = ledger;
  }
  async mark(keys: readonly string[], since: number): Promise<void> {
    for (const key of keys) {
      if ((this.marks().get(key) ?? -Infinity) < since) this.#put(key, { since: String(since) });
    }
  }
  async lift(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#ledger.records.delete(key);
  }
  async dispute(
    keys: readonly string[],
    { now, claimants }: { readonly now: number; readonly claimants: readonly string[] },
  ): Promise<void> {
    for (const key of keys) {
      this.#put(key, Object.fromEntries(claimants.map((claimant) => [`by:${claimant}`, String(now)])));
    }
  }
  /** Every mark by its key, with its time. */
  marks(): ReadonlyMap<string, number> {
    const marks = [...this.#ledger.records].filter(([key]) => /^(suppressed|typed):/.test(key));
    return new Map(marks.map(([key, { state }]) => [key, Number((JSON.parse(state) as { since: string }).since)]));
  }
  #put(key: string, attributes: Readonly<Record<string, string>>): void {
    this.#ledger.records.set(key, { v: 0, state: JSON.stringify(attributes) });
  }
}
