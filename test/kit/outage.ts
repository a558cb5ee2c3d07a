import { composeBreaker } from '../../functions/compose-breaker.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import type { Transport, TransportResponse } from '../../functions/shared/cdp/transport.ts';
import { deliverOneBatch } from '../../local/host/local-breaker.ts';
import { localDeadLetters, localQueue } from '../../local/queue/port-adapters.ts';
import { openQueues } from '../../local/queue/queues.ts';
import { sqsEvent } from '../../local/queue/sqs-event.ts';
import { openDatabase } from '../../local/store/database.ts';
import { probeCdp } from '../../functions/deliver/probe.ts';
import { MINUTE, SECOND, TestClock } from './clock.ts';
import { deliveryWorld, memberBound } from './delivery.ts';
import { recordingLog } from './log.ts';
import { context } from './sqs.ts';

export interface OutageOptions {
  /** Events a second, each about somebody else. */
  readonly eventsPerSecond: number;
  readonly hours: number;
  /** What the CDP answers meanwhile; undefined: what it would answer anyway. */
  readonly answer: (call: number) => TransportResponse | undefined;
  /** How often the queue is looked at, in virtual time. */
  readonly stepMs: number;
}

export interface OutageReport {
  readonly sent: number;
  readonly callsMeanwhile: number;
  readonly deadLetters: readonly string[];
  readonly customers: number;
  /** Virtual ms from the end of the outage until nothing waited. */
  readonly drainedAfterMs: number;
}

/** Queue, delivery, breaker and CDP in virtual time: events come, the CDP fails for some hours and recovers, and everything ends. */
export async function liveThroughOutage({
  eventsPerSecond,
  hours,
  answer,
  stepMs,
}: OutageOptions): Promise<OutageReport> {
  const clock = new TestClock();
  const started = clock.now;
  const over = started + hours * 60 * MINUTE;
  let calls = 0;
  const queues = openQueues(openDatabase(':memory:'), clock.read);
  const letters = queues.fifo('letters', { visibilitySeconds: 30 });
  const events = queues.fifo('events', { visibilitySeconds: 1080, maxReceiveCount: 1000, deadLetters: letters });
  const world = deliveryWorld({
    wrap: (transport: Transport) => (request) => {
      if (clock.now >= over) return transport(request);
      calls += 1;
      const fault = answer(calls);
      return fault ? Promise.resolve(fault) : transport(request);
    },
    ports: {
      clock: clock.read,
      queue: localQueue(events),
      visibility: localQueue(events),
      deadLetters: localDeadLetters(letters),
    },
  });
  const receiver = { enabled: true, concurrency: 5 };
  const breaker = composeBreaker({
    ledger: world.ledger,
    receiver: {
      read: async () => ({ ...receiver, changing: false }),
      async change(wanted) {
        Object.assign(receiver, wanted);
        return 'asked';
      },
    },
    probe: () => probeCdp(world.cdp.open(world.config, world.store)),
    deliverBatch: () => deliverOneBatch(events, (batch) => world.handler(batch, context())),
    concurrency: 5,
    clock: clock.read,
    log: recordingLog().log,
  });

  let sent = 0;
  const send = async () => {
    const due = Math.floor(((Math.min(clock.now, over) - started) / SECOND) * eventsPerSecond + 1e-6);
    const batch = Array.from({ length: due - sent }, (_, index) => {
      const value = `M${String(sent + index).padStart(6, '0')}`;
      const time = new Date(clock.now).toISOString();
      return {
        envelope: memberBound([{ kind: 'member-no', value }], { id: value, time, receivedtime: time }),
      };
    });
    sent = due;
    if (batch.length > 0)
      await events.send((await toMessages(batch, world.archive)).map((message) => ({ ...message, attributes: {} })));
  };
  /** As many batches at once as the mapping allows, until nothing is there to receive. */
  const receive = async () => {
    while (receiver.enabled) {
      const messages = await events.receive(10);
      if (messages.length === 0) return;
      const { batchItemFailures } = await world.handler(sqsEvent(events, messages), context());
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const done = messages.filter(({ messageId }) => !failed.has(messageId));
      await events.remove(done.map(({ receiptHandle }) => receiptHandle));
    }
  };

  let nextTurn = clock.now;
  while (clock.now <= over || events.depth().waiting + events.depth().inFlight > 0) {
    await send();
    if (clock.now >= nextTurn) {
      await breaker.turn();
      nextTurn = clock.now + MINUTE;
    }
    await receive();
    clock.pass(stepMs);
    if (clock.now > over + 24 * 60 * MINUTE) break;
  }
  return {
    sent,
    callsMeanwhile: calls,
    deadLetters: letters.list(1000).map(({ attributes }) => attributes['reason'] ?? 'none'),
    customers: world.cdp.countCustomers(),
    drainedAfterMs: clock.now - over,
  };
}
