import { join } from 'node:path';
import type { Queue } from '../../functions/shared/ports/ports.ts';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { backfillTarget, backfillWork } from '../../local/jobs/backfill-work.ts';
import { openJobOperations } from '../../local/jobs/jobs.ts';
import { replayWork } from '../../local/jobs/replay-work.ts';
import { AccountError } from '../../operations/aws/account-error.ts';
import { openOperatorTable } from '../../operations/aws/operator-table.ts';
import type { StageContext } from '../../operations/aws/stage-context.ts';
import type { Unlocking } from '../../operations/aws/unlocking.ts';
import type { EventOperations } from '../../operations/events.ts';
import type { JobOperations } from '../../operations/jobs.ts';
import type { Objection } from '../../operations/objection.ts';
import type { DeliveryOperations } from '../../operations/delivery.ts';
import { openStageJobStore } from './stage-job-store.ts';
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

/**
 * Replays and backfills over a stage. They run in this process, with the credentials of whoever has typed the command. Plan and checkpoint are
 * in the stage: whoever has the role goes on with a job whose process has ended, at another machine too; one at a time works on it.
 * @param folder of this machine, for what a file had that is no event
 */
export function openStageJobs(
  { context, operations, unlocking }: StageOfJobs,
  folder: string,
  queue: Queue = sqsQueue(context.deployed.queues.events),
): StageJobs {
  const { config, deployed, clock, cdp } = context;
  const store = openStageJobStore(openOperatorTable(deployed.journalTable), clock);
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
      record: stageRecord(context, operations.events),
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
    async run(id, how) {
      if (unlocking && (await unlocking.until()) === undefined) return locked(deployed.stage);
      const worker = await store.workerOf(id);
      return worker === undefined ? jobs.run(id, how) : worksAlready(id, worker, deployed.stage);
    },
    async close() {
      await jobs.stop();
      await store.close();
    },
  };
}

function worksAlready(id: string, worker: string, stage: string): Objection {
  const pause = `npx guiyi jobs pause ${id} --stack ${stage}`;
  const error = `${worker} works on the job ${id} now: wait for it, or pause it first: ${pause}`;
  return { problem: 'conflict', error };
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
