import { setTimeout as wait } from 'node:timers/promises';
import { composeDeliver } from '../functions/compose.ts';
import { deliverSeconds } from '../functions/shared/config/delivery-time.ts';
import { longestLookUpMs } from '../functions/shared/enrichment/open-enrichment.ts';
import { toMessages } from '../functions/shared/envelope/codec.ts';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../functions/shared/envelope/from-source.ts';
import type { Archive, Ledger } from '../functions/shared/ports/ports.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import demo from '../guiyi.config.ts';
import { lambdaContext } from '../local/host/lambda-context.ts';
import { sandboxTransport } from '../local/host/sandbox-transport.ts';
import { failedMessages } from '../local/queue/batch-response.ts';
import { localDeadLetters, localQueue } from '../local/queue/port-adapters.ts';
import type { LocalQueue } from '../local/queue/queue.ts';
import { openQueues } from '../local/queue/queues.ts';
import { sqsEvent } from '../local/queue/sqs-event.ts';
import { sqliteCases } from '../local/store/cases.ts';
import { openDatabase } from '../local/store/database.ts';
import { sqliteLeases } from '../local/store/leases.ts';
import { sqliteLedger } from '../local/store/ledger.ts';
import { openSandbox } from '../sandbox/sandbox.ts';
import { BENCH_SECRET, customerEvent } from './customer-event.ts';
import { perSecond, ratio } from './measure.ts';

// A backlog of one busy customer: one message group, of which SQS gives ten messages at most at once. What is waited for decides, so each
// call to the CDP, each request to the ledger and to the queue takes the time that it takes between two services of one region.

const EVENTS = Number(process.argv[2] ?? 3_600);
const ALONE = Math.min(EVENTS, 200);
const CDP_MS = 30;
const LEDGER_MS = 4;
const QUEUE_MS = 8;
const MOST = 10;

const credentials = { appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' };
const config = { ...demo, cdp: { ...demo.cdp, limits: { callsPerSecond: 1e6, inFlight: 64 } } };

/** An update of one customer's record; each says another city and another name, as a customer does who is busy. */
function updates(count: number, from: number): readonly Envelope[] {
  const configured = receivers.shopify.configure({});
  if (!configured.ok) throw new Error('the bench is not configured');
  const { headers, body, method, rawQuery } = customerEvent(1);
  const decoding = configured.value.decode(Buffer.from(body), {
    method,
    rawQuery,
    headers,
    body: Buffer.from(body),
  });
  const [event] = decoding.outcome === 'events' ? decoding.events : [];
  if (!event) throw new Error('the sample is not decoded');
  const now = Date.now();
  const origin = { platform: 'shopify', connection: 'shopify-demo', receivedTime: new Date(now).toISOString() };
  const envelope = toEnvelope(event, origin);
  return Array.from({ length: count }, (_, index) => ({
    ...envelope,
    id: `backlog ${from + index}`,
    time: new Date(now - 3_600_000 + from + index).toISOString(),
    data: { ...(envelope.data as object), first_name: `晓岚${from + index}` },
  }));
}

const archive: Archive = { put: async () => undefined, get: async () => undefined, remove: async () => undefined };

interface World {
  readonly queue: LocalQueue;
  /** Receives so many at most and delivers them; false where there was nothing. */
  deliver(most: number): Promise<boolean>;
  calls(): number;
}

function openWorld(): World {
  const database = openDatabase(':memory:');
  const queues = openQueues(database, Date.now);
  const letters = queues.fifo('letters', { visibilitySeconds: 30 });
  const queue = queues.fifo('events', { visibilitySeconds: 1080, deadLetters: letters, maxReceiveCount: 1000 });
  const direct = sandboxTransport(openSandbox({ file: ':memory:', credentials: [credentials], synchronous: 'normal' }));
  let calls = 0;
  const { handler } = composeDeliver({
    config,
    transport: () => async (request) => {
      calls += 1;
      await wait(CDP_MS);
      return direct(request);
    },
    secrets: {
      read: async (name) => JSON.stringify(name === 'cdp' ? credentials : { clientSecret: BENCH_SECRET }),
    },
    leases: sqliteLeases(database),
    cases: sqliteCases(database),
    hashKey: async () => 'the key of a bench',
    ledger: slow(sqliteLedger(database, Date.now)),
    archive,
    visibility: localQueue(queue),
    queue: localQueue(queue),
    deadLetters: localDeadLetters(letters),
    clock: Date.now,
    log: () => undefined,
  });
  return {
    queue,
    calls: () => calls,
    async deliver(most) {
      await wait(QUEUE_MS);
      const messages = await queue.receive(most);
      if (messages.length === 0) return false;
      const response = await handler(
        sqsEvent(queue, messages),
        lambdaContext('deliver', deliverSeconds(config, longestLookUpMs(config))),
      );
      if (failedMessages(response, new Set(messages.map(({ messageId }) => messageId)))?.size !== 0)
        throw new Error('an event of the bench waits');
      await wait(QUEUE_MS);
      await queue.remove(messages.map(({ receiptHandle }) => receiptHandle));
      return true;
    },
  };
}

function slow(ledger: Ledger): Ledger {
  return {
    async read(keys) {
      await wait(LEDGER_MS);
      return ledger.read(keys);
    },
    async write(...args) {
      await wait(LEDGER_MS);
      return ledger.write(...args);
    },
    async remove(...args) {
      await wait(LEDGER_MS);
      return ledger.remove(...args);
    },
  };
}

interface Drained {
  readonly perSecond: number;
  readonly callsPerEvent: number;
}

/** @param most of one receive */
async function drain(count: number, most: number): Promise<Drained> {
  const world = openWorld();
  const send = async (events: readonly Envelope[]) => {
    const messages = await toMessages(
      events.map((envelope) => ({ envelope })),
      archive,
    );
    await world.queue.send(messages.map((message) => ({ ...message, attributes: {} })));
  };
  await send(updates(1, 0));
  await world.deliver(1);
  await send(updates(count, 1));
  const before = world.calls();
  const started = performance.now();
  while (await world.deliver(most)) continue;
  return {
    perSecond: (count * 1000) / (performance.now() - started),
    callsPerEvent: (world.calls() - before) / count,
  };
}

const alone = await drain(ALONE, 1);
const backlog = await drain(EVENTS, MOST);
const told = ({ perSecond: rate, callsPerEvent }: Drained) =>
  `${perSecond(rate)}, ${callsPerEvent.toFixed(2)} calls each`;
process.stdout.write(
  `backlog of ${EVENTS.toLocaleString('en')} events of one customer, a call to the CDP ${CDP_MS} ms: ${told(backlog)}; one by one ${told(alone)}; ${ratio(backlog.perSecond / alone.perSecond)} times as fast, where ${MOST} at once are all that a FIFO queue gives\n`,
);
