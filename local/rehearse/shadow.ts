import { setTimeout as wait } from 'node:timers/promises';
import { closedBreaker } from '../../functions/shared/breaker/state.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { parseEnvelope, toMessages } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { publicState } from '../../operations/events.ts';
import type { JobRequest, JobView } from '../../operations/jobs.ts';
import { isObjection, type Objection } from '../../operations/objection.ts';
import { type Host, openHost } from '../host/host.ts';
import { listedCustomers, customersRequest, type SandboxCustomer } from '../host/sandbox-customers.ts';
import { recordQueued, type DeliveryReport } from '../host/report.ts';
import { localQueue } from '../queue/port-adapters.ts';
import { JOB_KEY, type JournalRow } from '../store/journal.ts';
import { type CustomerDifference, customerChanges, type RehearsedCustomer, type RehearsedEvent } from './difference.ts';

export interface ShadowState {
  /** Of a copy, or an empty folder. */
  readonly data: string;
  readonly secrets: string;
  readonly config: GuiyiConfig;
}

export interface Rehearsal {
  readonly job: JobView;
  readonly changes: readonly CustomerDifference[];
  readonly events: readonly RehearsedEvent[];
}

const LOOK_AGAIN_MS = 20;
/** Waiting for another event of the same person takes two seconds. */
const PATIENCE_MS = 6_000;
const PAGE = 500;
const MOST = 100_000;

/** Carries a job out on a copy of the state, by the sandbox: no platform and no tenant hears of it. */
export async function rehearseJob(state: ShadowState, request: JobRequest): Promise<Rehearsal | Objection> {
  return inShadow(state, async (host) => {
    await settled(host);
    const before = await customersOf(host);
    const made = await host.jobs.create(request);
    if (isObjection(made)) return made;
    const planned = await until(host, made.job, ['planning']);
    if (planned.state === 'planned') await host.jobs.run(made.job, {});
    await until(host, made.job, ['planning', 'planned', 'running']);
    await settled(host);
    const { badRows: _gone, ...job } = await until(host, made.job, []);
    const rows = host.journal.findBy({ kind: JOB_KEY, scope: '', key: made.job }, MOST);
    return { job, changes: customerChanges(before, await customersOf(host)), events: rows.map(rehearsedEvent) };
  });
}

/** Delivers these events, in their order, to an empty sandbox. */
export async function rehearseEvents(
  state: ShadowState,
  envelopes: readonly Envelope[],
): Promise<{ readonly customers: number; readonly events: readonly RehearsedEvent[] }> {
  return inShadow(state, async (host) => {
    for (let at = 0; at < envelopes.length; at += PAGE) {
      const page = envelopes.slice(at, at + PAGE);
      await recordQueued(host.journal, page);
      const messages = await toMessages(
        page.map((envelope) => ({ envelope })),
        host.archive,
      );
      await localQueue(host.queues.events.queue).send(messages);
    }
    await settled(host);
    const events = host.journal.list(MOST).map(rehearsedEvent).toReversed();
    return { customers: (await customersOf(host)).length, events };
  });
}

/** The events of a copy that were received since then, the oldest first. @param since RFC 3339 */
export async function eventsOf(state: ShadowState, since: string | undefined): Promise<readonly Envelope[]> {
  return inShadow(state, async (host) =>
    host.journal
      .select({ since }, MOST)
      .toReversed()
      .flatMap(({ envelope }) => {
        const parsed = envelope === undefined ? undefined : parseEnvelope(envelope);
        return parsed?.ok ? [parsed.envelope] : [];
      }),
  );
}

async function inShadow<T>({ config, data, secrets }: ShadowState, work: (host: Host) => Promise<T>): Promise<T> {
  const shadow: GuiyiConfig = { ...config, cdp: { ...config.cdp, baseUrl: 'sandbox' } };
  const host = await openHost({ config: shadow, data, secrets, fresh: false, log: () => undefined });
  try {
    // Whether the CDP can be reached is no question here.
    await host.breaker.update(() => closedBreaker);
    return await work(host);
  } finally {
    await host.close();
  }
}

async function until(host: Host, id: string, states: readonly JobView['state'][]): Promise<JobView> {
  for (;;) {
    const job = await host.jobs.get(id);
    if (isObjection(job)) throw new Error(job.error);
    if (!states.includes(job.state)) return job;
    await wait(LOOK_AGAIN_MS);
  }
}

/** Until everything was delivered, and the record says so; what is to be tried again much later is not waited for. */
async function settled({ queues, journal }: Host): Promise<void> {
  const { queue } = queues.events;
  let last = '';
  for (let since = Date.now(); ;) {
    const { waiting, inFlight } = queue.depth();
    const isRecorded = journal.select({ state: 'queued' }, 1).length === 0;
    if (waiting + inFlight === 0 && isRecorded) return;
    const state = `${waiting} ${inFlight} ${queue.returned()}`;
    if (state !== last) since = Date.now();
    last = state;
    const isOnlyLater = waiting + inFlight === Math.min(queue.returned(), inFlight);
    if (isOnlyLater && Date.now() - since > PATIENCE_MS) return;
    await wait(LOOK_AGAIN_MS);
  }
}

async function customersOf({ sandbox }: Host): Promise<readonly RehearsedCustomer[]> {
  const all: RehearsedCustomer[] = [];
  let after: string | null = null;
  do {
    const { customers, next } = listedCustomers(await sandbox.handle(customersRequest(after)));
    all.push(...customers.map(rehearsedCustomer));
    after = next;
  } while (after !== null);
  return all;
}

function rehearsedCustomer(customer: SandboxCustomer): RehearsedCustomer {
  return {
    id: customer.id,
    text: JSON.stringify(customer),
    shown: customer.identities
      .map(({ identityType, identityValue }) => `${identityType} ${mask(identityType, identityValue)}`)
      .join(', '),
  };
}

function rehearsedEvent({ source, id, type, state, reason, report }: JournalRow): RehearsedEvent {
  const { customers, withheld } = report === undefined ? nothing : (JSON.parse(report) as DeliveryReport);
  const because = reason === undefined || state === 'done' ? '' : ` because ${reason}`;
  return {
    source,
    id,
    type,
    outcome: `${publicState(state)}${because}`,
    customer: customers.at(-1),
    withheld: withheld.map((one) => `${one.kind} ${one.because}`),
  };
}

const nothing = { customers: [], withheld: [] };
