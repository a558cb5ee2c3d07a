import { Random } from '../../bench/truth/random.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import { HOUR, MINUTE, SECOND } from '../kit/clock.ts';
import { memberBound } from '../kit/delivery.ts';
import { demoConfig, secrets } from '../kit/demo.ts';
import { MemoryArchive, MemorySecrets } from '../kit/ports.ts';
import { type Boundary, type CdpFault, fair, type Weather } from './disturbances.ts';
import { BATCHES, openHost } from './host.ts';
import { openHostState } from './host-state.ts';
import { openTenant } from './tenant.ts';
import { VirtualTime } from './virtual-time.ts';

export interface OutageOptions {
  /** Events a second, each about somebody new, until all that waited is delivered. */
  readonly eventsPerSecond: number;
  readonly hours: number;
  /** What fails meanwhile. */
  readonly fault: CdpFault;
  /** Of the calls. */
  readonly share: number;
  /** How many calls the CDP answers in a second. */
  readonly callsPerSecond: number;
}

export interface OutageReport {
  /** When the CDP was well again. */
  readonly waiting: number;
  readonly callsMeanwhile: number;
  readonly deadLetters: readonly string[];
  /** Accepted, and neither done nor a dead letter. */
  readonly lost: number;
  readonly sent: number;
  readonly customers: number;
  readonly callsPerEvent: number;
  /** Virtual ms from the end of the outage until nothing waited. */
  readonly drainedAfterMs: number;
  /** As long as it takes where every call is answered and none is spare. */
  readonly minimumMs: number;
  /** What the functions did while the CDP was at fault. */
  readonly usedMeanwhile: Used;
}

interface Used {
  readonly breakerTurns: number;
  /** Batches handed to delivery. */
  readonly batches: number;
  readonly boundaries: Readonly<Partial<Record<Boundary, number>>>;
}

/** An event of this kind is a look-up and a customer made: nobody has the identity before. */
const CALLS_PER_EVENT = 2;
const LATENCY_MS = 40;
const START = Date.parse('2026-03-01T12:00:00+08:00');
/** Longer than any event waits before it is given up. */
const PATIENCE_MS = 15 * 24 * HOUR;
/** What is under way while all is well. */
const USUAL_WAIT_SECONDS = 2;

/** Queue, delivery, breaker and CDP in virtual time: events come, the CDP fails for some hours and recovers, and everything ends. */
export async function liveThroughOutage(options: OutageOptions): Promise<OutageReport> {
  const { eventsPerSecond, hours, callsPerSecond } = options;
  const time = new VirtualTime(START);
  const over = START + hours * HOUR;
  const used = { breakerTurns: 0, batches: 0, boundaries: {} as Partial<Record<Boundary, number>> };
  const weather = outageWeather(options, over, used.boundaries);
  const tenant = openTenant(time, weather);
  const state = openHostState();
  const archive = new MemoryArchive();
  const done = new Set<string>();
  const host = await openHost({
    config: demoConfig({}, { limits: { callsPerSecond: 1e9, inFlight: 64 } }),
    time,
    weather,
    state,
    transport: tenant.transport,
    secrets: new MemorySecrets(secrets),
    archive,
    onEnd: ({ id }, { outcome }) => void (outcome.outcome === 'done' && done.add(id)),
    onAccepted: () => undefined,
  });
  const { events, letters } = host.queues;
  const run: { sent: number; drainedAt: number | undefined; isOver: boolean } = {
    sent: 0,
    drainedAt: undefined,
    isOver: false,
  };
  const ended = () => done.size + letters.depth().waiting;

  const send = async (): Promise<void> => {
    while (run.drainedAt === undefined) {
      const due = Math.floor(((time.now - START) / SECOND) * eventsPerSecond + 1e-6);
      const batch = Array.from({ length: due - run.sent }, (_, index) => ({
        envelope: member(run.sent + index, time.now),
      }));
      run.sent = due;
      const messages = await toMessages(batch, archive);
      if (messages.length > 0) await events.send(messages.map((message) => ({ ...message, attributes: {} })));
      state.settle();
      await time.sleep(SECOND);
    }
  };
  const receive = async (index: number): Promise<void> => {
    while (!run.isOver) {
      const mayReceive = index < host.batchesAtOnce();
      if (mayReceive && (await host.deliverBatch())) {
        if (time.now < over) used.batches += 1;
      } else await time.sleep(SECOND);
    }
  };
  const turn = async (): Promise<void> => {
    while (!run.isOver) {
      await host.breakerTurn();
      if (time.now < over) used.breakerTurns += 1;
      await time.sleep(MINUTE);
    }
  };
  const atEnd = { waiting: 0, calls: 0, done: 0 };
  const watch = async (): Promise<void> => {
    await time.sleep(over - START);
    Object.assign(atEnd, { waiting: run.sent - ended(), calls: tenant.calls(), done: done.size });
    const usual = Math.max(1, eventsPerSecond * USUAL_WAIT_SECONDS);
    while (run.sent - ended() > usual && time.now < over + PATIENCE_MS) await time.sleep(SECOND);
    run.drainedAt = time.now;
    while (run.sent > ended() && time.now < over + PATIENCE_MS) await time.sleep(SECOND);
    run.isOver = true;
  };
  const receivers = Array.from({ length: BATCHES }, (_, index) => receive(index));
  await time.pass(Promise.all([send(), turn(), watch(), ...receivers]), () => false);
  const deadLetters = letters.list(1e6).map(({ attributes }) => attributes['reason'] ?? 'NO REASON');
  const customers = tenant.customers().length;
  const callsAfter = tenant.calls() - atEnd.calls;
  tenant.close();
  return {
    waiting: atEnd.waiting,
    callsMeanwhile: atEnd.calls,
    deadLetters,
    lost: run.sent - done.size - deadLetters.length,
    sent: run.sent,
    customers,
    callsPerEvent: callsAfter / Math.max(1, done.size - atEnd.done),
    drainedAfterMs: (run.drainedAt ?? Infinity) - over,
    minimumMs: (atEnd.waiting / (callsPerSecond / CALLS_PER_EVENT - eventsPerSecond)) * SECOND,
    usedMeanwhile: used,
  };
}

function member(number: number, now: number) {
  const value = `M${String(number).padStart(7, '0')}`;
  const at = new Date(now).toISOString();
  return memberBound([{ kind: 'member-no', value }], { id: value, time: at, receivedtime: at });
}

/** Until the outage is over calls fail; then the CDP answers so many a second, one after the other. */
function outageWeather(
  { fault, share, callsPerSecond }: OutageOptions,
  over: number,
  boundaries: Partial<Record<Boundary, number>>,
): Weather {
  const random = new Random('outage');
  let free = START;
  return {
    ...fair,
    at(boundary, now) {
      if (now < over) boundaries[boundary] = (boundaries[boundary] ?? 0) + 1;
      return undefined;
    },
    cdp(now) {
      free = Math.max(now, free) + SECOND / callsPerSecond;
      const latencyMs = free - now + LATENCY_MS;
      return now < over && random.chance(share) ? { latencyMs, fault } : { latencyMs };
    },
  };
}
