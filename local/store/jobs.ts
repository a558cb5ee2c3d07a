import { randomBytes } from 'node:crypto';
import {
  type JobPlan,
  jobPlan,
  type JobRequest,
  jobRequest,
  type JobRun,
  jobState,
  type JobState,
} from '../../operations/jobs.ts';
import type { LocalDatabase } from './database.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from './row.ts';

/** A job as it is kept: whatever happens to the process, it goes on behind `position`. */
export interface StoredJob {
  /** Of no other job that is about the same time. */
  readonly number: number;
  readonly id: string;
  readonly request: JobRequest;
  readonly state: JobState;
  /** Unix ms. */
  readonly created: number;
  readonly started?: number;
  readonly ended?: number;
  readonly plan?: JobPlan;
  /** SHA-256 of the file that was planned. */
  readonly digest?: string;
  /** Rows or events that were dealt with. */
  readonly position: number;
  readonly accepted: number;
  readonly problem?: string;
}

export type JobChange = Partial<
  Pick<StoredJob, 'state' | 'started' | 'ended' | 'plan' | 'digest' | 'position' | 'accepted' | 'problem'>
>;

/** Jobs, and which of them this process works on. */
export interface JobStore {
  /** A job that this process plans. */
  create(request: JobRequest, now: number): Promise<StoredJob>;
  find(id: string): Promise<StoredJob | undefined>;
  /** The newest first. */
  list(limit: number): Promise<readonly StoredJob[]>;
  /** By whoever asks for it, if the job is in that state. @returns whether it was */
  move(id: string, from: JobState, change: JobChange): Promise<boolean>;
  /** Begins to work on it, if it is in that state and nobody else does. @returns whether it was */
  take(id: string, from: JobState, now: number): Promise<boolean>;
  /** Whether this process has it still. */
  isOurs(id: string): boolean;
  /** By the process that works on it; durable when it resolves. @returns false where it does no more */
  update(id: string, change: JobChange): Promise<boolean>;
  /** What is left out stays as it was. */
  amend(id: string, how: JobRun): Promise<void>;
  /** Takes down which events of the record a job is about, in their order, in place of what stood there. */
  setItems(id: string, items: readonly string[]): Promise<void>;
  /** Of these events those from the place `from` on. */
  items(id: string, from: number, limit: number): Promise<readonly string[]>;
}

export function openJobs({ sqlite, commit }: Pick<LocalDatabase, 'sqlite' | 'commit'>): JobStore {
  const put = sqlite.prepare('INSERT INTO job (id, request, state, created) VALUES (?, ?, ?, ?)');
  const byId = sqlite.prepare('SELECT * FROM job WHERE id = ?');
  const newest = sqlite.prepare('SELECT * FROM job ORDER BY number DESC LIMIT ?');
  const update = sqlite.prepare(`
    UPDATE job SET state = coalesce(:state, state), started = coalesce(:started, started), ended = coalesce(:ended, ended),
      plan = coalesce(:plan, plan), digest = coalesce(:digest, digest), position = coalesce(:position, position),
      accepted = coalesce(:accepted, accepted), problem = coalesce(:problem, problem)
    WHERE id = :id
  `);
  const amend = sqlite.prepare('UPDATE job SET request = json_patch(request, ?) WHERE id = ?');
  const clear = sqlite.prepare('DELETE FROM job_item WHERE job = ?');
  const putItem = sqlite.prepare('INSERT INTO job_item (job, place, seq) VALUES (?, ?, ?)');
  const items = sqlite.prepare('SELECT seq FROM job_item WHERE job = ? AND place >= ? ORDER BY place LIMIT ?');
  const find = (id: string) => {
    const row = byId.get(id);
    return row && jobFrom(row);
  };

  const write = async (id: string, { plan, ...change }: JobChange) => {
    const none = { state: null, started: null, ended: null, digest: null, position: null, accepted: null };
    const values = { ...none, problem: null, ...change, plan: plan === undefined ? null : JSON.stringify(plan), id };
    await commit('durable', () => update.run(values));
  };
  const move = async (id: string, from: JobState, change: JobChange) => {
    if (find(id)?.state !== from) return false;
    await write(id, change);
    return true;
  };

  return {
    async create(request, now) {
      const id = randomBytes(4).toString('hex');
      await commit('durable', () => put.run(id, JSON.stringify(request), 'planning', now));
      const created = find(id);
      if (!created) throw new Error('a job that was written cannot be read');
      return created;
    },
    find: async (id) => find(id),
    list: async (limit) => newest.all(limit).map(jobFrom),
    move,
    async take(id, from, now) {
      const first = find(id)?.started === undefined ? { started: now } : {};
      return move(id, from, { state: 'running', ...first });
    },
    // The state has one process.
    isOurs: () => true,
    async update(id, change) {
      await write(id, change);
      return true;
    },
    async amend(id, how) {
      await commit('durable', () => amend.run(JSON.stringify(how), id));
    },
    async setItems(id, positions) {
      await commit('durable', () => {
        clear.run(id);
        for (const [place, seq] of positions.entries()) putItem.run(id, place, Number(seq));
      });
    },
    items: async (id, from, limit) => items.all(id, from, limit).map((row) => String(integerOfColumn(row, 'seq'))),
  };
}

function jobFrom(row: SqlRow): StoredJob {
  const plan = optionalText(row, 'plan');
  const digest = optionalText(row, 'digest');
  const problem = optionalText(row, 'problem');
  return {
    number: integerOfColumn(row, 'number'),
    id: textOfColumn(row, 'id'),
    request: jobRequest.parse(JSON.parse(textOfColumn(row, 'request'))),
    state: jobState.parse(textOfColumn(row, 'state')),
    created: integerOfColumn(row, 'created'),
    ...(row['started'] !== null && { started: integerOfColumn(row, 'started') }),
    ...(row['ended'] !== null && { ended: integerOfColumn(row, 'ended') }),
    ...(plan !== undefined && { plan: jobPlan.parse(JSON.parse(plan)) }),
    ...(digest !== undefined && { digest }),
    position: integerOfColumn(row, 'position'),
    accepted: integerOfColumn(row, 'accepted'),
    ...(problem !== undefined && { problem }),
  };
}
