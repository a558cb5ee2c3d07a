import { setTimeout as wait } from 'node:timers/promises';
import { describeError, type Log } from '../../functions/shared/log/log.ts';
import type { Clock, Queue } from '../../functions/shared/ports/ports.ts';
import type {
  BackfillRequest,
  JobOperations,
  JobRequest,
  JobRun,
  JobState,
  ReplayRequest,
} from '../../operations/jobs.ts';
import { isObjection, type Objection } from '../../operations/objection.ts';
import type { LocalJournal } from '../store/journal.ts';
import type { JobStore, StoredJob } from '../store/jobs.ts';
import { recordQueued } from '../host/report.ts';
import type { JobBatch, JobWork } from './job-work.ts';
import { jobViewOf, type JobViews } from './job-view.ts';
import { FileError } from './read-rows.ts';

export interface JobPorts {
  readonly store: JobStore;
  /** Where events that are sent stand at once; a stage writes its own journal. */
  readonly journal: Pick<LocalJournal, 'record'> & {
    /** Events of the record that a job sends again. */
    readonly mark: (items: readonly string[], job: string) => Promise<unknown>;
  };
  readonly queue: Queue;
  /** How many wait in the same queue. */
  readonly waiting: () => number | Promise<number>;
  readonly backfill: JobWork<BackfillRequest>;
  readonly replay: JobWork<ReplayRequest>;
  /** Whether it can be done at all. */
  readonly objection: (request: JobRequest) => Objection | undefined;
  readonly views: JobViews;
  /** A failure that passes: the job is paused, and may go on. */
  readonly isTemporary?: (error: unknown) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Jobs extends JobOperations {
  /** Goes on with what ran when the process before ended. */
  start(): Promise<void>;
  /** Ends at the next checkpoint; the jobs go on at the next start. */
  stop(): Promise<void>;
}

interface Loop {
  readonly ended: Promise<void>;
  /** At its next checkpoint. */
  readonly end: () => void;
}

/** So many events of a job wait in the queue at most, where nobody says otherwise: what comes in waits behind them. */
const AHEAD = 10_000;
const LOOK_AGAIN_MS = 50;
const SECOND_MS = 1000;
const LISTED = 100;

/** Jobs of this machine, each with one loop that plans or sends. */
export function openJobOperations(ports: JobPorts): Jobs {
  const { store, clock, log, isTemporary = () => false } = ports;
  const loops = new Map<string, Loop>();
  let isStopping = false;

  const noteFailure = async (id: string, error: unknown) => {
    const problem = error instanceof FileError ? error.message : describeError(error);
    log({ level: 'error', at: 'local', message: 'a job failed', error: describeError(error) });
    try {
      const isPlanned = (await store.find(id))?.plan !== undefined;
      const end =
        isTemporary(error) && isPlanned ? { state: 'paused' as const } : { state: 'failed' as const, ended: clock() };
      await store.update(id, { ...end, problem: problem.slice(0, 500) });
    } catch (cause) {
      // On a full disk, for instance. The job goes on at the next start.
      log({ level: 'error', at: 'local', message: 'the end of a job was not written', error: describeError(cause) });
    }
  };

  const begin = (id: string, loop: (isEnding: () => boolean) => Promise<void>) => {
    if (loops.has(id) || isStopping) return;
    const state = { isEnding: false };
    const ended = loop(() => state.isEnding || isStopping)
      .catch((error: unknown) => noteFailure(id, error))
      .finally(() => loops.delete(id));
    loops.set(id, { ended, end: () => (state.isEnding = true) });
  };
  const planAgain = (id: string) => begin(id, () => planJob(id, ports));
  const runOn = (id: string) => begin(id, (isEnding) => runJob(id, ports, isEnding));

  const view = async (id: string) => {
    const job = await store.find(id);
    return job ? jobViewOf(job, ports.views) : unknownJob(id);
  };
  const stateFor = async (id: string, to: JobState, from: readonly JobState[]): Promise<StoredJob | Objection> => {
    const job = await store.find(id);
    if (!job) return unknownJob(id);
    if (from.includes(job.state)) return job;
    const error = `the job ${id} is ${job.state}; only one that is ${from.join(' or ')} can be ${to}`;
    return { problem: 'conflict', error };
  };
  const end = async (id: string, to: 'paused' | 'aborted', from: readonly JobState[]) => {
    const job = await stateFor(id, to, from);
    if (isObjection(job)) return job;
    const change = { state: to, ...(to === 'aborted' && { ended: clock() }) };
    if (!(await store.move(id, job.state, change))) return movedMeanwhile(id);
    loops.get(id)?.end();
    return view(id);
  };

  return {
    list: async () => (await store.list(LISTED)).map((job) => jobViewOf(job, ports.views)),
    get: view,
    async create(request) {
      const objection = ports.objection(request);
      if (objection) return objection;
      const job = await store.create(request, clock());
      planAgain(job.id);
      return view(job.id);
    },
    async run(id, how) {
      const job = await stateFor(id, 'running', ['planned', 'paused']);
      if (isObjection(job)) return job;
      const objection = await objectionTo(job, how, ports);
      if (objection) return objection;
      // The loop of a job that was paused a moment ago ends first.
      await loops.get(id)?.ended;
      if (!(await store.take(id, job.state, clock()))) return movedMeanwhile(id);
      await store.amend(id, how);
      runOn(id);
      return view(id);
    },
    pause: (id) => end(id, 'paused', ['running']),
    abort: (id) => end(id, 'aborted', ['planning', 'planned', 'running', 'paused']),
    async start() {
      for (const { id, state } of await store.list(LISTED)) {
        if (state === 'planning') planAgain(id);
        if (state === 'running') runOn(id);
      }
    },
    async stop() {
      isStopping = true;
      await Promise.all([...loops.values()].map(({ ended }) => ended));
    },
  };
}

function unknownJob(id: string): Objection {
  return { problem: 'not-found', error: `there is no job ${JSON.stringify(id.slice(0, 40))}` };
}

function movedMeanwhile(id: string): Objection {
  return { problem: 'conflict', error: `somebody else has moved the job ${id} meanwhile: look at it again` };
}

/** Why it cannot go on here, told before anything is changed. */
async function objectionTo(job: StoredJob, { file }: JobRun, { backfill }: JobPorts): Promise<Objection | undefined> {
  const { request } = job;
  if (request.kind === 'replay') return undefined;
  const isOther = file !== undefined;
  return backfill.objection?.({ ...job, request: isOther ? { ...request, file } : request }, isOther);
}

async function planJob(id: string, { store, backfill, replay }: JobPorts): Promise<void> {
  const job = await store.find(id);
  if (!job) return;
  const { request } = job;
  const planned =
    request.kind === 'backfill' ? await backfill.plan({ ...job, request }) : await replay.plan({ ...job, request });
  if (planned.items) await store.setItems(id, planned.items);
  if ((await store.find(id))?.state !== 'planning') return;
  const { plan, digest } = planned;
  await store.update(id, { state: 'planned', plan, ...(digest !== undefined && { digest }) });
}

async function runJob(id: string, ports: JobPorts, isEnding: () => boolean): Promise<void> {
  const { store, backfill, replay, clock } = ports;
  const job = await store.find(id);
  if (!job) return;
  const { request } = job;
  const goesOn = () => !isEnding() && store.isOurs(id);
  const batches =
    request.kind === 'backfill' ? backfill.batches({ ...job, request }) : replay.batches({ ...job, request });
  let { accepted } = job;
  for await (const batch of batches) {
    const began = clock();
    if (!(await isRoom(ports, request, goesOn))) return;
    await send(batch, id, ports);
    accepted += batch.messages.length;
    if (!(await store.update(id, { accepted, position: batch.position }))) return;
    await atRate(request.rate, batch.messages.length, () => clock() - began, goesOn);
    if (!goesOn()) return;
  }
  if (goesOn()) await store.update(id, { state: 'done', ended: clock() });
}

async function send(
  { messages, envelopes, again = [] }: JobBatch,
  id: string,
  { queue, journal }: JobPorts,
): Promise<void> {
  // Before they are sent: an outcome that is known is not written over by this.
  await Promise.all([recordQueued(journal, envelopes, 'backfill', {}, id), journal.mark(again, id)]);
  if (messages.length > 0) await queue.send(messages);
}

/** Waits until the queue has room. @returns false when the job is not to go on */
async function isRoom({ waiting }: JobPorts, { ahead = AHEAD }: JobRequest, goesOn: () => boolean): Promise<boolean> {
  while (goesOn()) {
    if ((await waiting()) < ahead) return true;
    await wait(LOOK_AGAIN_MS);
  }
  return false;
}

/** Waits for the rest of the time that so many events take at this rate. */
async function atRate(
  rate: number | undefined,
  count: number,
  elapsed: () => number,
  goesOn: () => boolean,
): Promise<void> {
  if (rate === undefined) return;
  const due = (count / rate) * SECOND_MS;
  while (elapsed() < due && goesOn()) await wait(Math.min(LOOK_AGAIN_MS, Math.max(1, due - elapsed())));
}
