import * as z from 'zod/mini';
import { backfillFormats } from './backfill/row.ts';
import { eventState } from './events.ts';
import type { Objection } from './objection.ts';
import { queryWord, time } from './request.ts';

/** How events are sent again. */
export const replayMode = z.enum([
  'reprocess', // under a new delivery: read by the present code and configuration, although they were done
  'redeliver', // as they were: what the ledger knows as done is skipped
  'missing', // anew, and only those of which the CDP lacks the customer or an identity
]);
export type ReplayMode = z.infer<typeof replayMode>;

const speed = {
  /** Events a second. */
  rate: z.optional(z.int().check(z.minimum(1), z.maximum(100_000))),
  /** No more than so many events wait in the queue: what comes in meanwhile waits behind them. */
  ahead: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
};

/** How a job goes on; what is left out stays as it was. */
export const jobRun = z.strictObject({
  ...speed,
  /** Where its file is now: it has moved, or the job goes on at another machine. */
  file: z.optional(z.string().check(z.minLength(1), z.maxLength(4096))),
});
export type JobRun = z.infer<typeof jobRun>;

/** Which events of the record are sent again; every member narrows the choice. */
export const replaySelection = z.strictObject({
  connection: z.optional(queryWord),
  source: z.optional(queryWord),
  type: z.optional(queryWord),
  state: z.optional(eventState),
  reason: z.optional(queryWord),
  since: z.optional(time),
  until: z.optional(time),
});
export type ReplaySelection = z.infer<typeof replaySelection>;

const asker = { by: queryWord, why: z.optional(queryWord) };

export const replayRequest = z.strictObject({
  kind: z.literal('replay'),
  mode: replayMode,
  select: replaySelection,
  ...speed,
  ...asker,
});
export type ReplayRequest = z.infer<typeof replayRequest>;

export const backfillRequest = z.strictObject({
  kind: z.literal('backfill'),
  /** A path on the machine of the process. */
  file: z.string().check(z.minLength(1), z.maxLength(4096)),
  as: z.enum(backfillFormats),
  /** Whose events they are; needed where several connections have the source. */
  connection: z.optional(queryWord),
  /** When the file was exported: the time of rows that say none. */
  asOf: z.optional(time),
  /** Of times that are written without one. */
  offset: z.optional(z.string().check(z.regex(/^[+-]\d\d:\d\d$/))),
  encoding: z.optional(queryWord),
  ...speed,
  ...asker,
});
export type BackfillRequest = z.infer<typeof backfillRequest>;

export const jobRequest = z.discriminatedUnion('kind', [replayRequest, backfillRequest]);
export type JobRequest = z.infer<typeof jobRequest>;

export const jobState = z.enum(['planning', 'planned', 'running', 'paused', 'done', 'aborted', 'failed']);
export type JobState = z.infer<typeof jobState>;

const counted = z.object({ name: z.string(), count: z.number() });

/** What a job will do, before it does anything. */
export const jobPlan = z.object({
  /** Rows of the file, or events of the record. */
  total: z.number(),
  /** Of them: will be sent. */
  events: z.number(),
  /** Rows that go on with the row before. */
  parts: z.number(),
  /** Will not be sent, by reason. */
  leftOut: z.array(counted),
  /** By type. */
  types: z.array(counted),
  /** What they say of identities: kind and grade. */
  identities: z.array(counted),
  /** Of those that are sent, the earliest and the latest time. */
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  /** Columns of a CSV that nothing reads. */
  unreadColumns: z.array(z.string()),
});
export type JobPlan = z.infer<typeof jobPlan>;

/** A job as an operator sees it. Times are RFC 3339. */
export const jobView = z.object({
  job: z.string(),
  kind: z.enum(['replay', 'backfill']),
  state: jobState,
  /** In a few words. */
  about: z.string(),
  by: z.string(),
  why: z.optional(z.string()),
  created: z.string(),
  started: z.optional(z.string()),
  ended: z.optional(z.string()),
  rate: z.optional(z.number()),
  plan: z.optional(jobPlan),
  /** Rows or events that were dealt with. */
  position: z.number(),
  /** Of them: put into the queue. */
  accepted: z.number(),
  /** What became of the accepted events that the record still has. */
  outcomes: z.array(z.object({ state: z.string(), reason: z.optional(z.string()), count: z.number() })),
  /** File of the rows that are no events. */
  badRows: z.optional(z.string()),
  /** Why it failed. */
  problem: z.optional(z.string()),
});
export type JobView = z.infer<typeof jobView>;
export const jobList = z.object({ jobs: z.array(jobView) });

/** Long work that is planned, run, paused, gone on with, ended, and reported. */
export interface JobOperations {
  /** The newest first. */
  list(): Promise<readonly JobView[]>;
  get(job: string): Promise<JobView | Objection>;
  /** Begins to plan; nothing is sent before `run`. */
  create(request: JobRequest): Promise<JobView | Objection>;
  /** Starts a planned job, or goes on with a paused one. */
  run(job: string, how: JobRun): Promise<JobView | Objection>;
  pause(job: string): Promise<JobView | Objection>;
  /** What was sent stays sent. */
  abort(job: string): Promise<JobView | Objection>;
}
