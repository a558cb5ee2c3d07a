import { mkdirSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Queue } from '../../functions/shared/ports/ports.ts';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { backfillTarget, backfillWork } from '../../local/jobs/backfill-work.ts';
import { openJobOperations } from '../../local/jobs/jobs.ts';
import { replayWork } from '../../local/jobs/replay-work.ts';
import { StartError } from '../../local/state/start-error.ts';
import { type LocalDatabase, openDatabase } from '../../local/store/database.ts';
import { type JobStore, openJobs } from '../../local/store/jobs.ts';
import { AccountError } from '../../operations/aws/account-error.ts';
import type { StageContext } from '../../operations/aws/stage-context.ts';
import type { Unlocking } from '../../operations/aws/unlocking.ts';
import type { EventOperations } from '../../operations/events.ts';
import type { JobOperations } from '../../operations/jobs.ts';
import type { Objection } from '../../operations/objection.ts';
import type { DeliveryOperations } from '../../operations/delivery.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { stageRecord } from './stage-record.ts';

export interface StageOfJobs {
  readonly context: StageContext;
  readonly operations: { readonly events: EventOperations; readonly delivery: Pick<DeliveryOperations, 'status'> };
  /** Where the stage is protected. */
  readonly unlocking: Unlocking | undefined;
}

export interface StageJobs extends JobOperations {
  close(): Promise<void>;
}

/** A look at the queue costs a request: how many of a job wait is asked once a second. */
const LOOK_EVERY_MS = 1_000;
const LISTED = 100;
/** Replays have numbers of their own; two machines begin at different ones, so that no queue takes one's for the other's. */
const FIRST_NUMBERS = 700_000;

/**
 * Replays and backfills over a stage. They run in this process, with the credentials of whoever has typed the command; how far each is stands in
 * a file of this machine, which one process at a time has open. A job whose process has ended is paused, and goes on behind its last batch.
 * @param folder where the file is kept
 * @throws CommandError where another process works on it
 */
export function openStageJobs(
  { context, operations, unlocking }: StageOfJobs,
  folder: string,
  queue: Queue = sqsQueue(context.deployed.queues.events),
): StageJobs {
  const { config, deployed, clock, cdp } = context;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = openFile(join(folder, 'jobs.db'));
  const store = openJobs(database);
  const paused = pauseWhatRan(store, clock);
  const archive = s3Archive(deployed.archiveBucket);
  const badRowsFile = (job: string) => join(folder, `${job}.bad-rows.csv`);
  const none = { record: async () => undefined, mark: async () => undefined };
  const jobs = openJobOperations({
    store,
    // Delivery writes the journal of a stage itself.
    journal: none,
    queue,
    waiting: oncePer(LOOK_EVERY_MS, clock, async () => (await operations.delivery.status()).events.waiting),
    backfill: backfillWork({ config, archive, badRowsFile }),
    replay: replayWork({
      config,
      record: stageRecord(context, operations.events, database),
      archive,
      cdp: { client: { customerInfo: async (id) => cdp().customerInfo(id) } },
      jobs: store,
    }),
    objection(request) {
      if (request.kind === 'replay') return undefined;
      const target = backfillTarget(config, request);
      return 'problem' in target ? target : undefined;
    },
    // What became of its events is in the journal of the stage, which has no list by job.
    views: { journal: { outcomesOf: () => [] }, badRowsFile },
    isTemporary: (error) => error instanceof PortError || error instanceof AccountError,
    clock,
    log: () => undefined,
  });
  return {
    ...jobs,
    async list() {
      await paused;
      return jobs.list();
    },
    async run(id, speed) {
      await paused;
      if (unlocking && (await unlocking.until()) === undefined) return locked(deployed.stage);
      return jobs.run(id, speed);
    },
    async close() {
      await jobs.stop();
      database.close();
    },
  };
}

function openFile(path: string): LocalDatabase {
  try {
    const database = openDatabase(path);
    database.sqlite
      .prepare(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'job', ? WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'job')",
      )
      .run(randomInt(FIRST_NUMBERS));
    return database;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const text =
      error.code === 'state-in-use'
        ? {
            en: `another command works on the jobs of this stage: wait for it, or end it (${path})`,
            zh: `另一个命令正在处理这个阶段的作业：请等它结束，或结束它（${path}）`,
          }
        : error.text;
    throw new CommandError(text, exitCodes.configuration);
  }
}

/** This process has the file alone: whatever ran was ended. What was still being planned has no plan that could be carried out. */
async function pauseWhatRan(store: JobStore, clock: () => number): Promise<void> {
  for (const { id, state } of store.list(LISTED)) {
    if (state === 'running') await store.update(id, { state: 'paused' });
    if (state === 'planning') {
      await store.update(id, { state: 'failed', ended: clock(), problem: 'its process ended while it was planned' });
    }
  }
}

function locked(stage: string): Objection {
  const error = `${stage} takes no changes until somebody unlocks it for a time: npx guiyi unlock --stack ${stage} --why "…"`;
  return { problem: 'locked', error };
}

function oncePer(milliseconds: number, clock: () => number, ask: () => Promise<number>): () => Promise<number> {
  let known: { readonly value: Promise<number>; readonly until: number } | undefined;
  return async () => {
    if (!known || known.until < clock()) known = { value: ask(), until: clock() + milliseconds };
    return known.value;
  };
}
