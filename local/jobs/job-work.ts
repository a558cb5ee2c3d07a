import type { OutgoingMessage } from '../../functions/shared/ports/ports.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { JobPlan } from '../../operations/jobs.ts';
import type { Objection } from '../../operations/objection.ts';
import type { StoredJob } from '../store/jobs.ts';

/** What one kind of job is made of: what it will send, and sending it. Neither writes into a queue. */
export interface JobWork<Request extends StoredJob['request'] = StoredJob['request']> {
  /** Goes over all of it. @throws FileError */
  plan(job: StoredJob & { readonly request: Request }): Promise<PlannedJob>;
  /** Why it cannot go on at this machine; nothing is written. @param isOtherFile whether its file is elsewhere than it was */
  objection?(job: StoredJob & { readonly request: Request }, isOtherFile: boolean): Promise<Objection | undefined>;
  /** What comes behind the job's position, in pieces. @throws FileError when it is no longer what was planned */
  batches(job: StoredJob & { readonly request: Request }): AsyncIterable<JobBatch>;
}

const BATCH = 250;

export interface PlannedJob {
  readonly plan: JobPlan;
  /** SHA-256 of the file. */
  readonly digest?: string;
  /** Events of the record, in the order in which they are sent. */
  readonly items?: readonly string[];
}

export interface JobBatch {
  readonly messages: readonly OutgoingMessage[];
  /** New to the record; of a replay it has them already. */
  readonly envelopes: readonly Envelope[];
  /** Events of the record that are sent again. */
  readonly again?: readonly string[];
  /** Rows or events up to here were dealt with. */
  readonly position: number;
}

/** So many events at once: no more than a second’s worth, and each batch is a checkpoint. */
export function batchSize({ request: { rate = Infinity } }: StoredJob): number {
  return Math.min(BATCH, rate);
}

/** Lets everything else of the process have its turn. */
export function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}

/** Counts by name, the most first. */
export class NamedCounts {
  readonly #counts = new Map<string, number>();
  add(name: string, count = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }
  list(): { name: string; count: number }[] {
    const all = [...this.#counts].map(([name, count]) => ({ name, count }));
    return all.toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
  }
}
