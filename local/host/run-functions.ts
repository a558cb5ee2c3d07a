import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeBreaker } from '../../functions/compose-breaker.ts';
import {
  type Cdp,
  composeDeliver,
  composeInlet,
  composeWebhook,
  type Delivery,
  type ObservedWebhook,
} from '../../functions/compose.ts';
import type { BreakerStore } from '../../functions/shared/breaker/store.ts';
import { fetchTransport } from '../../functions/shared/cdp/transport.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { describeError, type Log } from '../../functions/shared/log/log.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import { openConnections } from '../../functions/shared/sources/connection.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { type Observed, observeCalls, observeDelivery, observeQueued } from '../console/observed.ts';
import { forgetUnread } from '../operations/forget-unread.ts';
import { dropLettersOf } from '../operations/drop-letters.ts';
import { startPoller } from '../poller.ts';
import { localDeadLetters, localQueue } from '../queue/port-adapters.ts';
import { sqliteLeases } from '../store/leases.ts';
import type { EventTraces } from '../traces/event-traces.ts';
import { every } from './every.ts';
import { type EraseTask, openEraseTasks } from './erase-tasks.ts';
import { openForgetting } from './forget.ts';
import { lambdaContext } from './lambda-context.ts';
import { deliverOneBatch, pollerReceiver } from './local-breaker.ts';
import { mergesOf } from './merges.ts';
import type { Stores } from './open-stores.ts';
import { openReplay } from './replay.ts';
import { recordDelivery, recordQueued } from './report.ts';
import { recordRequest } from './request-record.ts';
import { sandboxTransport } from './sandbox-transport.ts';
import { openWiping, type Wiping } from './wiping.ts';

/** Batches of events that run at once. */
const EVENT_BATCHES = 5;
/** On one machine a look at the breaker costs nothing: what was paused by hand stops at once. */
const BREAKER_TURN_MS = 1_000;

export interface FunctionSettings {
  readonly config: GuiyiConfig;
  readonly clock: Clock;
  /** Seconds that the deliver function may take. */
  readonly deliverTime: number;
  readonly log: Log;
  readonly traces: EventTraces;
}

/** The functions that run on Lambda, between queues and stores of this machine. */
export interface RunningFunctions {
  readonly cdp: Cdp;
  readonly breaker: BreakerStore;
  readonly replay: ReturnType<typeof openReplay>;
  webhook(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
  stop(): Promise<void>;
}

export async function runFunctions(
  stores: Stores,
  observed: Observed,
  { config, clock, deliverTime, log, traces }: FunctionSettings,
): Promise<RunningFunctions> {
  const { journal, archive, secrets, ledger, queues } = stores;
  const { events, inlet } = queues;
  const onError = (error: unknown) =>
    log({ level: 'error', at: 'local', message: 'a batch or the journal failed', error: describeError(error) });
  const webhookPorts = { config, secrets, queue: localQueue(events.queue), archive, clock, log };
  const webhook = composeWebhook({
    ...webhookPorts,
    observe: (envelopes: readonly Envelope[], request: ObservedWebhook) =>
      void recordRequest(stores, envelopes, { ...request, at: clock() })
        .then(() => observeQueued(observed, envelopes, clock(), request.liveValue))
        .catch(onError),
  });
  const receiveInlet = composeInlet({
    ...webhookPorts,
    visibility: localQueue(inlet.queue),
    deadLetters: localDeadLetters(inlet.deadLetters),
    observe: (envelopes: readonly Envelope[]) =>
      void recordQueued(journal, envelopes, 'inlet')
        .then(() => observeQueued(observed, envelopes, clock()))
        .catch(onError),
  });
  const wiping = openWiping(stores);
  const forgetting = forgettingOf(stores, config, clock, wiping);
  // Of a process that was killed in the middle.
  for (const task of forgetting.tasks.open()) await forgetting.run(task);
  const notes = new Set<Promise<void>>();
  const {
    handler: deliver,
    cdp,
    probe,
  } = openDeliver(stores, observed, {
    config,
    clock,
    log,
    traces,
    onError,
    forgetting,
    notes,
  });

  const eventPoller = startPoller({
    queue: events.queue,
    handler: deliver,
    functionName: 'deliver',
    timeoutSeconds: deliverTime,
    concurrency: EVENT_BATCHES,
    onError,
  });
  const inletPoller = startPoller({
    queue: inlet.queue,
    handler: receiveInlet,
    functionName: 'inlet',
    timeoutSeconds: 30,
    concurrency: 2,
    onError,
  });
  const breaker = composeBreaker({
    ledger,
    receiver: pollerReceiver(eventPoller, EVENT_BATCHES),
    probe,
    deliverBatch: () => deliverOneBatch(events.queue, (batch) => deliver(batch, lambdaContext('deliver', deliverTime))),
    concurrency: EVENT_BATCHES,
    clock,
    log,
  });
  const turn = async () => {
    await breaker.turn().then(wiping.turn).catch(onError);
  };
  await turn();
  const endTurns = every(BREAKER_TURN_MS, turn);

  return {
    cdp,
    breaker: breaker.store,
    replay: openReplay({ ...webhookPorts, journal }),
    webhook: (event) => webhook(event, lambdaContext('webhook', 10)),
    async stop() {
      await endTurns();
      await Promise.all([eventPoller, inletPoller].map((poller) => poller.stop()));
      await Promise.all(notes);
    },
  };
}

interface DeliverSettings extends Pick<FunctionSettings, 'config' | 'clock' | 'log' | 'traces'> {
  readonly onError: (error: unknown) => void;
  readonly forgetting: ReturnType<typeof forgettingOf>;
  /** What is still being written down of deliveries that have ended. */
  readonly notes: Set<Promise<void>>;
}

function openDeliver(
  stores: Stores,
  observed: Observed,
  { config, clock, log, traces, onError, forgetting, notes }: DeliverSettings,
) {
  const { database, journal, archive, secrets, ledger, cases, sandbox, hashKey } = stores;
  const { queue, deadLetters } = stores.queues.events;
  return composeDeliver({
    config,
    transport: (timeoutSeconds) =>
      config.cdp.baseUrl === 'sandbox' ? sandboxTransport(sandbox) : fetchTransport(config.cdp.baseUrl, timeoutSeconds),
    secrets,
    ledger,
    leases: sqliteLeases(database),
    cases,
    hashKey: async () => hashKey,
    archive,
    visibility: localQueue(queue),
    queue: localQueue(queue),
    deadLetters: localDeadLetters(deadLetters),
    clock,
    log,
    concurrency: 10,
    measureCalls(calls) {
      const note = observeCalls(observed, calls, clock())
        .catch(onError)
        .finally(() => notes.delete(note));
      notes.add(note);
    },
    observe(event, delivery) {
      traces.event(event, delivery, clock());
      // Before the outcome is written, and before the message is removed.
      const task = forgetting.taskAfter(event, delivery);
      const note = recordDelivery(journal, event, delivery)
        .then(() => observeDelivery(observed, event, delivery, clock()))
        .then(() => task && forgetting.run(task))
        .catch(onError)
        .finally(() => notes.delete(note));
      notes.add(note);
    },
  });
}

/** What is forgotten after deliveries, each as a task that outlives the process. */
function forgettingOf(stores: Stores, config: GuiyiConfig, clock: Clock, wiping: Wiping) {
  const { database, journal, archive, quarantined, secrets, letters, sandbox } = stores;
  const connections = openConnections(config, receivers, secrets, clock);
  const forget = openForgetting({
    config,
    journal,
    archive,
    merges: () => mergesOf(sandbox),
    dropLetters: (gone) => dropLettersOf(letters, gone),
    dropUnread: (person) => forgetUnread(person, { letters, quarantined, connections, database, clock }),
  });
  const tasks = openEraseTasks(database);
  return {
    tasks,
    taskAfter: (event: Envelope, delivery: Delivery): EraseTask | undefined =>
      forget.isDue(event, delivery) ? tasks.begin(event, delivery) : undefined,
    async run(task: EraseTask): Promise<void> {
      await wiping.after(await forget.run(task.event, task.delivery, task.whom, (whom) => tasks.decide(task, whom)));
      await tasks.done(task);
    },
  };
}
