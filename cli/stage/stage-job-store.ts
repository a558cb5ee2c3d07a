import { randomBytes, randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import type { JobChange, JobStore, StoredJob } from '../../local/store/jobs.ts';
import type { JournalItem } from '../../operations/aws/journal-item.ts';
import type { OperatorTable } from '../../operations/aws/operator-table.ts';
import { jobPlan, jobRequest, type JobState, jobState } from '../../operations/jobs.ts';

/** The jobs of a stage, in its own table: whoever has the role sees them and goes on with them, at whatever machine. */
export interface StageJobStore extends JobStore {
  /** Who works on a job now, `ada-laptop`; undefined where nobody does. */
  workerOf(id: string): Promise<string | undefined>;
  /** Lets go of what this process works on: it is paused, and anybody may go on. */
  close(): Promise<void>;
}

interface JobLease {
  readonly owner: string;
  /** Unix ms. */
  readonly until: number;
}

const JOBS = 'jobs';
const KEPT_DAYS = 400;
/** Whoever is gone for so long works on it no more. */
const LEASE_MS = 60_000;
const RENEWED_EVERY_MS = 15_000;
/** An item of DynamoDB ends at 400 KB; a place has some 120 characters. */
const ITEMS_A_ROW = 1_000;
/** Replays have numbers of their own, so that no queue takes one's for another's. */
const NUMBERS = 800_000;

export function openStageJobStore(table: OperatorTable, clock: () => number): StageJobStore {
  const owner = `${hostname()} ${process.pid} ${randomBytes(4).toString('hex')}`;
  /** What this process works on, and the time until which it may. */
  const ours = new Map<string, number>();
  const expires = () => ({ N: String(Math.ceil(clock() / 1000) + KEPT_DAYS * 24 * 3600) });
  const keyOf = (id: string) => ({ pk: JOBS, sk: id });
  const lease = () => ({ owner: { S: owner }, until: { N: String(clock() + LEASE_MS) } });
  const read = async (id: string) => table.read(keyOf(id));
  const isHeld = (held: JobLease | undefined): held is JobLease =>
    held !== undefined && held.until > clock() && !hasEndedHere(held.owner);
  const viewOf = (item: JournalItem): StoredJob => {
    const job = jobFrom(item);
    if (isHeld(leaseIn(item))) return job;
    // Its process has ended, and nobody has said so.
    if (job.state === 'running') return { ...job, state: 'paused' };
    return job.state === 'planning' ? { ...job, state: 'failed', problem: UNPLANNED } : job;
  };
  const have = (id: string) => ours.set(id, clock() + LEASE_MS);
  const letGo = (id: string) => ours.delete(id);
  const isOurs = (id: string) => (ours.get(id) ?? 0) > clock();

  const renewing = setInterval(() => {
    for (const id of ours.keys()) void renew(id);
  }, RENEWED_EVERY_MS).unref();
  const renew = async (id: string): Promise<void> => {
    try {
      const renewed = await table.update(keyOf(id), { set: lease(), where: { owner: { S: owner } } });
      if (renewed === 'written') have(id);
      else letGo(id);
    } catch {
      // The network may be back at the next turn; until the time is up nobody else takes it.
    }
  };

  const store: StageJobStore = {
    async create(request, now) {
      const id = randomBytes(4).toString('hex');
      const state = { S: 'planning' };
      const values = {
        number: { N: String(randomInt(NUMBERS)) },
        request: { S: JSON.stringify(request) },
        created: { N: String(now) },
        position: { N: '0' },
        accepted: { N: '0' },
        state,
        ...lease(),
        expires: expires(),
      };
      await table.put(keyOf(id), values, true);
      have(id);
      return jobFrom({ sk: { S: id }, ...values });
    },
    async find(id) {
      const item = await read(id);
      return item && viewOf(item);
    },
    async list(limit) {
      const jobs = (await table.partition(JOBS)).map(viewOf);
      return jobs.toSorted((one, other) => other.created - one.created).slice(0, limit);
    },

    async move(id, from, change) {
      const item = await read(id);
      if (!item || viewOf(item).state !== from) return false;
      // Whoever works on it may write a checkpoint meanwhile. What nobody works on any more may be taken meanwhile.
      const { state } = item;
      const where = state?.S === from ? { state } : asRead(item);
      const moved = (await table.update(keyOf(id), { set: setOf(change), remove: HELD, where })) === 'written';
      if (moved) letGo(id);
      return moved;
    },

    async take(id, from, now) {
      const item = await read(id);
      if (!item || viewOf(item).state !== from || isHeld(leaseIn(item))) return false;
      const started = item['started'] === undefined ? { started: { N: String(now) } } : {};
      const set = { state: { S: 'running' }, ...started, ...lease() };
      if ((await table.update(keyOf(id), { set, where: asRead(item) })) !== 'written') return false;
      have(id);
      return true;
    },
    isOurs,
    async update(id, change) {
      const ends = change.state !== undefined;
      const set = { ...setOf(change), ...(!ends && lease()) };
      const where = { owner: { S: owner } };
      const isWritten = (await table.update(keyOf(id), { set, ...(ends && { remove: HELD }), where })) === 'written';
      if (isWritten && !ends) have(id);
      else letGo(id);
      return isWritten;
    },

    async amend(id, how) {
      const item = await read(id);
      if (!item) return;
      const request = jobRequest.parse({ ...jobFrom(item).request, ...how });
      await table.update(keyOf(id), { set: { request: { S: JSON.stringify(request) } } });
    },

    async setItems(id, items) {
      for (let start = 0; start < items.length; start += ITEMS_A_ROW) {
        const text = JSON.stringify(items.slice(start, start + ITEMS_A_ROW));
        await table.put(rowOf(id, start), { items: { S: text }, expires: expires() });
      }
    },
    async items(id, from, limit) {
      const found: string[] = [];
      while (found.length < limit) {
        const at = from + found.length;
        const row = await table.read(rowOf(id, at));
        const here = row ? (JSON.parse(row['items']?.S ?? '[]') as string[]).slice(at % ITEMS_A_ROW) : [];
        if (here.length === 0) break;
        found.push(...here.slice(0, limit - found.length));
      }
      return found;
    },

    async workerOf(id) {
      const held = leaseIn((await read(id)) ?? {});
      return isHeld(held) ? held.owner.split(' ')[0] : undefined;
    },
    async close() {
      clearInterval(renewing);
      for (const id of ours.keys()) {
        const state = (await read(id))?.['state']?.S;
        if (state === 'running') await store.update(id, { state: 'paused' });
      }
    },
  };
  return store;
}

const UNPLANNED = 'its process ended while it was planned';
const HELD = ['owner', 'until'];

function rowOf(id: string, place: number) {
  const row = String(Math.floor(place / ITEMS_A_ROW)).padStart(6, '0');
  return { pk: `job-items#${id}`, sk: row };
}

function leaseIn({ owner, until }: JournalItem): JobLease | undefined {
  return owner?.S === undefined ? undefined : { owner: owner.S, until: Number(until?.N ?? 0) };
}

/** Nobody else has changed it since: its state, and who works on it until when. */
function asRead({ state, owner, until }: JournalItem): JournalItem {
  return { ...(state && { state }), ...(owner && { owner }), ...(until && { until }) };
}

/** A process of this machine that is there no more: nobody has to wait for its time to run out. */
function hasEndedHere(owner: string): boolean {
  const [host, pid] = owner.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function setOf({ state, plan, started, ended, digest, position, accepted, problem }: JobChange): JournalItem {
  const number = (value: number) => ({ N: String(value) });
  return {
    ...(state !== undefined && { state: { S: state } }),
    ...(plan !== undefined && { plan: { S: JSON.stringify(plan) } }),
    ...(started !== undefined && { started: number(started) }),
    ...(ended !== undefined && { ended: number(ended) }),
    ...(digest !== undefined && { digest: { S: digest } }),
    ...(position !== undefined && { position: number(position) }),
    ...(accepted !== undefined && { accepted: number(accepted) }),
    ...(problem !== undefined && { problem: { S: problem } }),
  };
}

function jobFrom(item: JournalItem): StoredJob {
  const numberOf = (name: string) => Number(item[name]?.N ?? 0);
  const timeOf = (name: string) => (item[name]?.N === undefined ? {} : { [name]: numberOf(name) });
  const { sk, request, state, plan, digest, problem } = item;
  const read: JobState = jobState.parse(state?.S);
  return {
    number: numberOf('number'),
    id: sk?.S ?? '',
    request: jobRequest.parse(JSON.parse(request?.S ?? '{}')),
    state: read,
    created: numberOf('created'),
    ...timeOf('started'),
    ...timeOf('ended'),
    ...(plan?.S !== undefined && { plan: jobPlan.parse(JSON.parse(plan.S)) }),
    ...(digest?.S !== undefined && { digest: digest.S }),
    position: numberOf('position'),
    accepted: numberOf('accepted'),
    ...(problem?.S !== undefined && { problem: problem.S }),
  };
}
