import { randomBytes } from 'node:crypto';
import {
  type JobPlan,
  jobPlan,
  type JobRequest,
  jobRequest,
  type JobSpeed,
  jobState,
  type JobState,
} from '../../operations/jobs.ts';
import type { LocalDatabase } from './database.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from './row.ts';

/** A job as it is kept: whatever happens to the process, it goes on behind `position`. */
export interface StoredJob {
  /** Grows with every job. */
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

type Change = Partial<
  Pick<StoredJob, 'state' | 'started' | 'ended' | 'plan' | 'digest' | 'position' | 'accepted' | 'problem'>
>;

export interface JobStore {
  create(request: JobRequest, now: number): Promise<StoredJob>;
  find(id: string): StoredJob | undefined;
  /** The newest first. */
  list(limit: number): readonly StoredJob[];
  /** On the disk when it resolves. */
  update(id: string, change: Change): Promise<void>;
  /** What is left out stays as it was. */
  setSpeed(id: string, speed: JobSpeed): Promise<void>;
  /** Takes down which events of the record a job is about, in their order, in place of what stood there. */
  setItems(id: string, positions: Iterable<number>): Promise<void>;
  /** Of these events those from the place `from` on. */
  items(id: string, from: number, limit: number): readonly number[];
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
  const setSpeed = sqlite.prepare('UPDATE job SET request = json_patch(request, ?) WHERE id = ?');
  const clear = sqlite.prepare('DELETE FROM job_item WHERE job = ?');
  const putItem = sqlite.prepare('INSERT INTO job_item (job, place, seq) VALUES (?, ?, ?)');
  const items = sqlite.prepare('SELECT seq FROM job_item WHERE job = ? AND place >= ? ORDER BY place LIMIT ?');
  const find = (id: string) => {
    const row = byId.get(id);
    return row && jobFrom(row);
  };

  return {
    async create(request, now) {
      const id = randomBytes(4).toString('hex');
      await commit('durable', () => put.run(id, JSON.stringify(request), 'planning', now));
      const created = find(id);
      if (!created) throw new Error('a job that was written cannot be read');
      return created;
    },
    find,
    list: (limit) => newest.all(limit).map(jobFrom),
    async update(id, { plan, ...change }) {
      const none = { state: null, started: null, ended: null, digest: null, position: null, accepted: null };
      const values = { ...none, problem: null, ...change, plan: plan === undefined ? null : JSON.stringify(plan), id };
      await commit('durable', () => update.run(values));
    },
    async setSpeed(id, speed) {
      await commit('durable', () => setSpeed.run(JSON.stringify(speed), id));
    },
    async setItems(id, positions) {
      await commit('durable', () => {
        clear.run(id);
        let place = 0;
        for (const seq of positions) {
          putItem.run(id, place, seq);
          place += 1;
        }
      });
    },
    items: (id, from, limit) => items.all(id, from, limit).map((row) => integerOfColumn(row, 'seq')),
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
