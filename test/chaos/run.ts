import { Random } from '../../bench/truth/random.ts';
import type { Delivery } from '../../functions/compose.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { HOUR, MINUTE } from '../kit/clock.ts';
import { demoConfig } from '../kit/demo.ts';
import { MemoryArchive } from '../kit/ports.ts';
import type { Act } from './acts.ts';
import { again, type Arrival } from './arrivals.ts';
import type { Weather } from './disturbances.ts';
import { type Host, openHost } from './host.ts';
import { openHostState } from './host-state.ts';
import { platformSecrets, requestFor, type Rotation } from './platforms.ts';
import { openTenant, type TenantCustomer } from './tenant.ts';
import { VirtualTime } from './virtual-time.ts';

export interface Ended {
  /** Messages on their way to us, each time that one was sent. */
  readonly sent: number;
  readonly sentAgain: number;
  /** Events, each once. */
  readonly accepted: number;
  readonly rejected: number;
  readonly quarantined: number;
  /** Accepted, and neither done nor ignored nor a dead letter. */
  readonly lost: readonly string[];
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tries: number;
  readonly calls: number;
  readonly customers: readonly TenantCustomer[];
  /** Virtual ms. */
  readonly lastedMs: number;
  /** Each try of the events that were asked about. */
  readonly traced: readonly string[];
}

export interface RunOptions {
  readonly arrivals: readonly Arrival[];
  readonly start: number;
  readonly weather: Weather;
  readonly rotation?: Rotation;
  readonly random: Random;
  /** Told from time to time how far it is. */
  readonly onProgress?: (share: number) => void;
  /** Identities as `type=value`, or events as `source id`, of which everything is to be told. */
  readonly traced?: readonly string[];
}

/** What comes within so long is taken together. */
const STEP = 5_000;
const TURN = MINUTE;
/** When nothing ends any more. */
const PATIENCE = 14 * 24 * HOUR;

const nameOf = ({ source, id }: Pick<Envelope, 'source' | 'id'>) => `${source} ${id}`;

/** Sends everything on its way, through the real functions, until nothing waits. */
export async function runThrough({
  arrivals,
  start,
  weather,
  rotation,
  random,
  onProgress,
  traced = [],
}: RunOptions): Promise<Ended> {
  const time = new VirtualTime(start);
  const tenant = openTenant(time, weather);
  const state = openHostState();
  const archive = new MemoryArchive();
  const secrets = platformSecrets(rotation);
  const accepted = new Set<string>();
  const ended = new Map<string, string>();
  const outcomes = new Map<string, number>();
  let tries = 0;
  const quarantined = new Set<string>();
  const told: string[] = [];
  const onEnd = (event: Envelope, delivery: Delivery) => {
    const { outcome } = delivery;
    tries += 1;
    if (traced.length > 0 && isTraced(event, delivery, traced)) told.push(tryOf(event, delivery, time.now));
    const what = 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
    outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
    if (outcome.outcome !== 'waiting') ended.set(nameOf(event), what);
  };
  const open = () =>
    openHost({
      config: demoConfig({}, { limits: { callsPerSecond: 1e9, inFlight: 64 }, messages: patterns }),
      time,
      weather,
      state,
      transport: tenant.transport,
      secrets: secrets.store(time.read),
      archive: {
        put: async (key, bytes) => {
          if (key.startsWith('quarantine/')) quarantined.add(key);
          await archive.put(key, bytes);
        },
        get: async (key) => archive.get(key),
        remove: async (key) => archive.remove(key),
      },
      onEnd,
      onAccepted: (envelopes) => envelopes.forEach((envelope) => accepted.add(nameOf(envelope))),
    });
  let host = await open();
  const rejected = new Set<Act>();
  let sentAgain = 0;
  const coming = arrivals.toSorted((one, other) => one.at - other.at);
  let next = 0;
  let resent: Arrival[] = [];

  const sendAgain = (arrival: Arrival) => {
    sentAgain += 1;
    resent.push(again(arrival, time.now, random));
  };
  const deliverArrival = async (arrival: Arrival, to: Host): Promise<void> => {
    let isTaken = false;
    try {
      isTaken = await send(arrival.act, to);
    } finally {
      if (!isTaken) sendAgain(arrival);
    }
  };
  const send = async (act: Act, to: Host): Promise<boolean> => {
    const { message } = act;
    switch (message.way) {
      case 'second-writer':
        await time.sleep(random.int(0, 500));
        await tenant.write(message.write);
        return true;
      case 'inlet':
        await to.queues.inlet.send([{ body: message.body }]);
        return true;
      case 'queue': {
        const groupId = digest('chaos', message.id);
        await to.queues.events.send([{ body: message.body, groupId, deduplicationId: groupId }]);
        return true;
      }
      case 'webhook': {
        const status = await to.webhook(requestFor(act, message, secrets, time.now));
        if (status === 401 && message.spoilt === 'forged') rejected.add(act);
        return status < 300 || rejected.has(act);
      }
    }
  };

  /** Lets it happen; where the host dies the next one goes on, and who was not answered sends again. */
  const happen = async (work: (to: Host) => Promise<unknown>, unanswered: readonly Arrival[] = []) => {
    const to = host;
    await time.pass(work(to), () => !to.isAlive());
    if (to.isAlive()) return;
    unanswered.forEach(sendAgain);
    host = await open();
  };

  // Of a closed breaker a turn changes nothing: after the next work is early enough.
  let nextTurn = Infinity;
  const limit = (coming.at(-1)?.at ?? start) + PATIENCE;
  for (;;) {
    const due = [
      coming[next]?.at,
      ...(resent.length > 0 ? [Math.min(...resent.map(({ at }) => at))] : []),
      host.batchesAtOnce() > 0 ? host.queues.events.nextVisibleAt() : undefined,
      host.queues.inlet.nextVisibleAt(),
    ].filter((at) => at !== undefined);
    const isWaiting = due.length > 0 || (host.queues.events.nextVisibleAt() ?? undefined) !== undefined;
    if (!isWaiting || time.now > limit) break;
    const soonest = Math.min(...due, nextTurn);
    time.now = Math.max(time.now, soonest);
    if (time.now >= nextTurn) {
      nextTurn = Infinity;
      await happen(async (to) => {
        if (!(await to.breakerTurn())) nextTurn = time.now + TURN;
      });
    }
    const arriving: Arrival[] = [];
    for (let one = coming[next]; one && one.at <= time.now + STEP; one = coming[++next]) arriving.push(one);
    arriving.push(...resent.filter(({ at }) => at <= time.now + STEP));
    resent = resent.filter(({ at }) => at > time.now + STEP);
    if (arriving.length > 0) {
      await happen((to) => Promise.all(arriving.map((arrival) => deliverArrival(arrival, to))), arriving);
      onProgress?.(next / coming.length);
    }
    await happen((to) => to.work());
    state.settle();
    nextTurn = Math.min(nextTurn, time.now + TURN);
  }

  const lettersBy = new Map<string, number>();
  // Who sends one event twice, hours apart, may find two letters: each event counts once.
  const events = new Set<string>();
  for (const { attributes, body } of [...host.queues.letters.list(1e6), ...host.queues.inletLetters.list(1e6)]) {
    const reason = attributes['reason'] ?? 'NO REASON';
    const event = /"id":"[^"]*"/.exec(body)?.[0] ?? body;
    if (!events.has(event)) lettersBy.set(reason, (lettersBy.get(reason) ?? 0) + 1);
    events.add(event);
  }
  const customers = tenant.customers();
  tenant.close();
  return {
    sent: coming.length + sentAgain,
    sentAgain,
    accepted: accepted.size,
    rejected: rejected.size,
    quarantined: quarantined.size,
    lost: [...accepted].filter((name) => !ended.has(name)),
    deadLetters: sorted(lettersBy),
    outcomes: sorted(outcomes),
    tries,
    calls: tenant.calls(),
    customers,
    lastedMs: time.now - start,
    traced: told,
  };
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isTraced(event: Envelope, { identities }: Delivery, traced: readonly string[]): boolean {
  return traced.some((one) => one === nameOf(event) || identities.some(({ value }) => one.endsWith(value)));
}

function tryOf({ type, time, id }: Envelope, { outcome, calls }: Delivery, now: number): string {
  const reason = 'reason' in outcome ? ` ${outcome.reason}` : '';
  const made = calls.map(({ call }) => call).join(', ');
  return `${new Date(now).toISOString()} ${type} of ${time} (${id.slice(0, 12)}): ${outcome.outcome}${reason}; ${made || 'no calls'}`;
}

const patterns = { auth: ['^E_TOKEN'], permanent: ['^E_(?!TOKEN|FAULT|CUSTOMER|GROUP)'] };
