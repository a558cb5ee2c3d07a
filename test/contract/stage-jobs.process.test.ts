import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStageJobs, type StageJobs } from '../../cli/stage/stage-jobs.ts';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import type { Queue } from '../../functions/shared/ports/ports.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { openUnlocking } from '../../operations/aws/unlocking.ts';
import type { JobOperations, JobRequest, JobState } from '../../operations/jobs.ts';
import { isObjection, type Objection } from '../../operations/objection.ts';
import { demoRequest } from '../end-to-end/samples.ts';
import { startEmulators } from './aws-emulators.ts';
import { stageWorld } from './stage-world.ts';

// Replays and backfills over a stage, from the machine of whoever has typed the command.
const emulators = await startEmulators();
afterAll(() => emulators.stop());
const asker = { by: 'ada', why: 'a test' };

type World = Awaited<ReturnType<typeof stageWorld>>;

describe.skipIf(emulators.withoutDynamo !== undefined)('jobs of a stage', () => {
  const folderOf = () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiyi-stage-jobs-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return folder;
  };
  const jobsOf = ({ context, operations }: World, folder: string, queue?: Queue, clock = Date.now): StageJobs => {
    const jobs = openStageJobs({ context: { ...context, clock }, operations, unlocking: undefined }, folder, queue);
    onTestFinished(() => jobs.close());
    return jobs;
  };
  const reaches = async (jobs: JobOperations, id: string, state: JobState) => {
    await expect.poll(async () => done(await jobs.get(id)).state, { timeout: 20_000 }).toBe(state);
    return done(await jobs.get(id));
  };
  const planned = async (jobs: JobOperations, request: JobRequest) =>
    reaches(jobs, done(await jobs.create(request)).job, 'planned');

  const members = (folder: string) => {
    const file = join(folder, 'members.csv');
    writeFileSync(
      file,
      'member-no,mobile\nA1,15931000071\nA2,15931000072\nA3,15931000073\nA4,15931000074,one cell too many\n',
    );
    return { kind: 'backfill', file, as: 'brand-events', asOf: '2026-03-01T00:00:00Z', ...asker } as const;
  };

  test('send events of the journal again, as many as the plan has said; what waits for an officer is left out', async () => {
    const world = await stageWorld(emulators);
    await world.send('shopify-demo', demoRequest('shopify-demo', 'orders/paid', 1));
    await world.send('shopify-demo', demoRequest('shopify-demo', 'customers/data_request', 2));
    await world.settled();
    const jobs = jobsOf(world, folderOf());
    const select = { connection: 'shopify-demo' };
    const job = await planned(jobs, { kind: 'replay', mode: 'reprocess', select, ...asker });
    expect(job.plan).toMatchObject({ total: 2, events: 1, leftOut: [{ name: 'a-privacy-request', count: 1 }] });
    expect(job.plan?.identities.map(({ name }) => name)).toContain('shopify-customer verified');
    done(await jobs.run(job.job, {}));
    expect(await reaches(jobs, job.job, 'done')).toMatchObject({ accepted: 1, position: 1 });
    await world.settled();
    const [event] = done(await world.operations.events.list({ type: 'orders/paid' })).events;
    expect(event).toMatchObject({ state: 'done' });

    // The customer is as the event has made them: nothing is missing.
    const missing = await planned(jobs, { kind: 'replay', mode: 'missing', select: { type: 'orders/paid' }, ...asker });
    expect(missing.plan).toMatchObject({ total: 1, events: 0, leftOut: [{ name: 'the-cdp-has-it', count: 1 }] });
  });

  /** Sends so many batches, and then waits for ever, or fails. */
  const queueOf = ({ context }: World, batches: number, then: () => Promise<void>): Queue => {
    const queue = sqsQueue(context.deployed.queues.events);
    let sent = 0;
    return {
      async send(messages) {
        if (sent >= batches) return then();
        sent += 1;
        await queue.send(messages);
      },
    };
  };
  const never = () => new Promise<void>(() => undefined);
  const ended = async (world: World) => {
    await world.settled();
    const { events } = done(await world.operations.events.list({ connection: 'brand-demo' }));
    return events.map(({ state }) => state);
  };
  /** So long nobody has heard of a process that was killed. */
  const later = () => Date.now() + 61_000;

  test('send a file as events; what fails has paused its job, which goes on behind the last batch', async () => {
    const world = await stageWorld(emulators);
    const folder = folderOf();
    const failing = queueOf(world, 1, async () => {
      throw new PortError('queue', 'the network is gone', true);
    });
    const first = openStageJobs({ ...world, unlocking: undefined }, folder, failing);
    const job = await planned(first, members(folder));
    expect(job.plan).toMatchObject({ total: 4, events: 3 });
    // One at a time: each is a checkpoint.
    done(await first.run(job.job, { rate: 1 }));
    expect(await reaches(first, job.job, 'paused')).toMatchObject({
      accepted: 1,
      problem: expect.stringContaining('the network is gone'),
    });
    await first.close();

    const second = jobsOf(world, folder);
    expect(await second.list()).toMatchObject([{ job: job.job, state: 'paused', accepted: 1 }]);
    done(await second.run(job.job, { rate: 1000 }));
    expect(await reaches(second, job.job, 'done')).toMatchObject({ accepted: 3, position: 4 });
    expect(await ended(world)).toEqual(['done', 'done', 'done']);
  });

  test('a job whose process was killed goes on at another machine, where its file is', async () => {
    const world = await stageWorld(emulators);
    const [here, there] = [folderOf(), folderOf()];
    const killed = openStageJobs({ ...world, unlocking: undefined }, here, queueOf(world, 1, never));
    const { job } = await planned(killed, members(here));
    done(await killed.run(job, { rate: 1 }));
    await expect.poll(async () => done(await killed.get(job)).accepted).toBe(1);

    const early = jobsOf(world, there);
    expect(done(await early.get(job)).state).toBe('running');
    expect(await early.run(job, {})).toMatchObject({
      problem: 'conflict',
      error: expect.stringMatching(/^\S+ works on the job \w+ now: .* npx guiyi jobs pause \w+ --stack dev$/),
    });

    const second = jobsOf(world, there, undefined, later);
    expect(done(await second.get(job))).toMatchObject({ state: 'paused', accepted: 1 });
    renameSync(join(here, 'members.csv'), join(there, 'moved.csv'));
    expect(await second.run(job, {})).toMatchObject({ error: expect.stringContaining('say with --file where it is') });
    writeFileSync(join(there, 'other.csv'), 'member-no\nA1\n');
    expect(await second.run(job, { file: join(there, 'other.csv') })).toMatchObject({
      error: expect.stringContaining('is not the file that was planned'),
    });
    expect(done(await second.get(job)).state).toBe('paused');
    done(await second.run(job, { file: join(there, 'moved.csv'), rate: 1000 }));
    expect(await reaches(second, job, 'done')).toMatchObject({ accepted: 3, position: 4 });
    expect(await ended(world)).toEqual(['done', 'done', 'done']);
  });

  test('a job is paused and ended from another machine: the first sends no more than the batch at hand', async () => {
    const world = await stageWorld(emulators);
    const folder = folderOf();
    const held = Promise.withResolvers<void>();
    const first = jobsOf(
      world,
      folder,
      queueOf(world, 1, async () => held.promise),
    );
    const { job } = await planned(first, members(folder));
    done(await first.run(job, { rate: 1 }));
    await expect.poll(async () => done(await first.get(job)).accepted).toBe(1);

    const second = jobsOf(world, folderOf());
    expect(await second.pause(job)).toMatchObject({ state: 'paused', accepted: 1 });
    held.resolve();
    await first.close();
    expect(done(await second.get(job))).toMatchObject({ state: 'paused', accepted: 1 });
    expect(await second.abort(job)).toMatchObject({ state: 'aborted' });
    expect(await second.run(job, {})).toMatchObject({ problem: 'conflict' });
  });

  test('a replay that was planned at one machine is run at another: exactly the events of its plan', async () => {
    const world = await stageWorld(emulators);
    await world.send('shopify-demo', demoRequest('shopify-demo', 'orders/paid', 1));
    await world.settled();
    const first = jobsOf(world, folderOf());
    const select = { connection: 'shopify-demo' };
    const { job } = await planned(first, { kind: 'replay', mode: 'reprocess', select, ...asker });
    await world.send('shopify-demo', demoRequest('shopify-demo', 'orders/paid', 2));
    await world.settled();
    const second = jobsOf(world, folderOf());
    done(await second.run(job, {}));
    expect(await reaches(second, job, 'done')).toMatchObject({ accepted: 1, position: 1 });
  });

  test('whoever was killed while it was planned has left no plan', async () => {
    const world = await stageWorld(emulators);
    const operations = {
      ...world.operations,
      events: { ...world.operations.events, list: () => new Promise<never>(() => undefined) },
    };
    const killed = openStageJobs({ context: world.context, operations, unlocking: undefined }, folderOf());
    const { job } = done(await killed.create({ kind: 'replay', mode: 'redeliver', select: {}, ...asker }));
    expect(done(await killed.get(job)).state).toBe('planning');
    expect(done(await jobsOf(world, folderOf(), undefined, later).get(job))).toMatchObject({
      state: 'failed',
      problem: 'its process ended while it was planned',
    });
  });

  test('run on a protected stage only while it is unlocked', async () => {
    const world = await stageWorld(emulators);
    const folder = folderOf();
    const unlocking = openUnlocking(world.context);
    const jobs = openStageJobs({ ...world, unlocking }, folder);
    onTestFinished(() => jobs.close());
    const { job } = await planned(jobs, members(folder));
    expect(await jobs.run(job, {})).toMatchObject({ problem: 'locked' });
    await unlocking.unlock(30, asker);
    expect(await jobs.run(job, {})).toMatchObject({ job });
    await reaches(jobs, job, 'done');
  });

  test('are seen and ended by commands while a console is open, in which one runs; it is paused when the console ends', async () => {
    const world = await stageWorld(emulators);
    const folder = folderOf();
    const gate = Promise.withResolvers<void>();
    const onScreen = jobsOf(
      world,
      folder,
      queueOf(world, 1, async () => gate.promise),
    );
    const { job } = await planned(onScreen, members(folder));
    const command = jobsOf(world, folder);
    expect(await command.list()).toMatchObject([{ job, state: 'planned' }]);

    done(await onScreen.run(job, { rate: 1 }));
    await expect.poll(async () => done(await command.get(job)).accepted).toBe(1);
    expect(await command.run(job, {})).toMatchObject({ problem: 'conflict' });
    const closed = onScreen.close();
    gate.resolve();
    await closed;
    expect(await command.list()).toMatchObject([{ job, state: 'paused' }]);
    done(await command.run(job, {}));
    await reaches(command, job, 'done');
  });
});

function done<T extends object>(answer: T | Objection): T {
  if (isObjection(answer)) throw new Error(answer.error);
  return answer;
}
