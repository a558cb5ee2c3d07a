import type { APIGatewayProxyEventV2, Context, SQSBatchResponse } from 'aws-lambda';
import { composeBreaker } from '../../functions/compose-breaker.ts';
import { composeDeliver, composeInlet, composeWebhook, type Delivery } from '../../functions/compose.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import { deliverSeconds } from '../../functions/shared/config/delivery-time.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { ApiError } from '../../functions/shared/enrichment/api-error.ts';
import { longestLookUpMs } from '../../functions/shared/enrichment/open-enrichment.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import type { Archive, SecretStore } from '../../functions/shared/ports/ports.ts';
import { lambdaContext } from '../../local/host/lambda-context.ts';
import { failedMessages } from '../../local/queue/batch-response.ts';
import { localDeadLetters, localQueue } from '../../local/queue/port-adapters.ts';
import type { LocalQueue } from '../../local/queue/queue.ts';
import { openQueues } from '../../local/queue/queues.ts';
import { sqsEvent } from '../../local/queue/sqs-event.ts';
import { sqliteCases } from '../../local/store/cases.ts';
import type { LocalDatabase } from '../../local/store/database.ts';
import { sqliteLeases } from '../../local/store/leases.ts';
import { sqliteLedger } from '../../local/store/ledger.ts';
import type { Boundary, Weather } from './disturbances.ts';
import type { HostState } from './host-state.ts';
import { liveUntilKilled, type Mortal, never } from './mortal.ts';
import { unreliable } from './unreliable-ports.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface HostWorld {
  readonly config: GuiyiConfig;
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly state: HostState;
  readonly transport: Transport;
  readonly secrets: SecretStore;
  readonly archive: Archive;
  readonly onEnd: (event: Envelope, delivery: Delivery) => void;
  readonly onAccepted: (envelopes: readonly Envelope[]) => void;
}

export interface Host {
  readonly queues: HostQueues;
  isAlive(): boolean;
  /** @returns the HTTP status */
  webhook(event: APIGatewayProxyEventV2): Promise<number>;
  /** Everything that there is to receive, as many batches at once as the mapping allows. */
  work(): Promise<void>;
  /** Receives one batch of events and delivers it; false where there was nothing. */
  deliverBatch(): Promise<boolean>;
  /** @returns whether it is closed */
  breakerTurn(): Promise<boolean>;
  /** How many batches of events may be worked on at once. */
  batchesAtOnce(): number;
}

export type HostQueues = Readonly<Record<'events' | 'letters' | 'inlet' | 'inletLetters', LocalQueue>>;

/** Batches of events at once, as the mapping of the stack has. */
export const BATCHES = 5;
const INLET_SECONDS = 30;

/** One life of the functions over the state. When it ends, whatever they were about to do never happens. */
export async function openHost(world: HostWorld): Promise<Host> {
  const { config, time, weather, state } = world;
  const mortal = liveUntilKilled(weather, time, () => state.lose());
  const database = state.open();
  const deliverTime = deliverSeconds(config, longestLookUpMs(config));
  const queues = await openHostQueues(database, time, deliverTime);
  const { deliver, probe, ledger, webhook, takeInlet } = openFunctions(world, mortal, database, queues);
  const context = (name: string, seconds: number): Context => {
    const ends = time.now + seconds * 1000;
    return { ...lambdaContext(name, seconds), getRemainingTimeInMillis: () => ends - time.now };
  };
  const batchOf = batches(mortal);
  const deliverBatch = () =>
    batchOf(queues.events, 'event queue: remove', (batch) => deliver(batch, context('deliver', deliverTime)));
  const takeBatch = () =>
    batchOf(queues.inlet, 'inlet queue: remove', (batch) => takeInlet(batch, context('inlet', INLET_SECONDS)));
  const receiver = { enabled: true, concurrency: BATCHES };
  const breaker = composeBreaker({
    ledger,
    receiver: {
      read: async () => ({ ...receiver, changing: false }),
      async change(wanted) {
        Object.assign(receiver, wanted);
        return 'asked';
      },
    },
    probe,
    deliverBatch: async () => void (await deliverBatch()),
    concurrency: BATCHES,
    clock: () => weather.clock(time.now),
    log: () => undefined,
  });
  const untilEmpty = async (isOpen: () => boolean, batch: () => Promise<boolean>) => {
    while (isOpen() && (await batch())) continue;
  };
  return {
    queues,
    isAlive: mortal.isAlive,
    async webhook(event) {
      const { statusCode = 200 } = await webhook(event, context('webhook', 10));
      return mortal.isAlive() ? statusCode : never();
    },
    async work() {
      await untilEmpty(() => true, takeBatch);
      const each = () => untilEmpty(() => receiver.enabled, deliverBatch);
      await Promise.all(Array.from({ length: receiver.concurrency }, each));
    },
    async breakerTurn() {
      try {
        return (await breaker.turn()).state === 'closed';
      } catch (error) {
        // The next turn makes it good.
        if (error instanceof PortError) return false;
        throw error;
      }
    },
    deliverBatch,
    batchesAtOnce: () => (receiver.enabled ? receiver.concurrency : 0),
  };
}

/** With the figures of the stack. */
async function openHostQueues(database: LocalDatabase, time: VirtualTime, deliverTime: number): Promise<HostQueues> {
  const queues = openQueues(database, time.read);
  await queues.recall();
  const letters = queues.fifo('events-dead-letters', { visibilitySeconds: 30 });
  const inletLetters = queues.standard('inlet-dead-letters', { visibilitySeconds: 30 });
  return {
    letters,
    inletLetters,
    events: queues.fifo('events', {
      visibilitySeconds: deliverTime * 6,
      maxReceiveCount: 1000,
      deadLetters: letters,
    }),
    inlet: queues.standard('inlet', {
      visibilitySeconds: INLET_SECONDS * 6,
      maxReceiveCount: 1000,
      deadLetters: inletLetters,
    }),
  };
}

function openFunctions(world: HostWorld, mortal: Mortal, database: LocalDatabase, queues: HostQueues) {
  const { config, time, weather, onEnd, onAccepted } = world;
  const ports = unreliable(mortal);
  const queue = localQueue(queues.events);
  const shared = {
    config,
    clock: () => weather.clock(time.now),
    log: () => undefined,
    secrets: ports.secrets(world.secrets),
    archive: ports.archive(world.archive),
    queue: ports.queue(queue),
  };
  const observe = (envelopes: readonly Envelope[]) => {
    if (mortal.isAlive()) onAccepted(envelopes);
  };
  const ledger = ports.ledger(sqliteLedger(database, shared.clock));
  const { handler: deliver, probe } = composeDeliver({
    ...shared,
    ledger,
    transport: () => mortal.calling(world.transport),
    api: () => async (api) => {
      throw new ApiError('network', { api });
    },
    leases: ports.leases(sqliteLeases(database)),
    cases: ports.cases(sqliteCases(database)),
    hashKey: async () => 'the key of a chaos run',
    visibility: ports.visibility(queue),
    deadLetters: ports.deadLetters(localDeadLetters(queues.letters)),
    concurrency: 10,
    observe: (event, delivery) => {
      if (mortal.isAlive()) onEnd(event, delivery);
    },
  });
  return {
    deliver,
    probe,
    ledger,
    webhook: composeWebhook({ ...shared, observe }),
    takeInlet: composeInlet({
      ...shared,
      observe,
      visibility: ports.visibility(localQueue(queues.inlet)),
      deadLetters: ports.deadLetters(localDeadLetters(queues.inletLetters)),
    }),
  };
}

/** Receives a batch, lets a function work on it, and removes what is done; false where there was nothing. */
function batches({ isAlive, through }: Mortal) {
  return async (
    queue: LocalQueue,
    boundary: Boundary,
    handler: (event: ReturnType<typeof sqsEvent>) => Promise<SQSBatchResponse>,
  ): Promise<boolean> => {
    if (!isAlive()) return never();
    const messages = await queue.receive(10);
    if (messages.length === 0) return false;
    try {
      const response = await handler(sqsEvent(queue, messages));
      const failed = failedMessages(response, new Set(messages.map(({ messageId }) => messageId)));
      const done = messages.filter(({ messageId }) => !failed?.has(messageId));
      const remove = through(boundary, (receipts: readonly string[]) => queue.remove(receipts));
      await remove(done.map(({ receiptHandle }) => receiptHandle));
    } catch {
      // The batch comes again when its visibility ends.
    }
    return true;
  };
}
