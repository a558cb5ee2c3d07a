import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { composeDeliver, composeInlet, composeWebhook } from '../../functions/compose.ts';
import { rejectedMetric, withQuarantineCounted } from '../../functions/shared/metrics/arrival-metrics.ts';
import { callMetrics, deliveryMetrics } from '../../functions/shared/metrics/delivery-metrics.ts';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import { dynamoCases } from '../../functions/shared/ports/aws/cases.ts';
import { sqsDeadLetters } from '../../functions/shared/ports/aws/dead-letters.ts';
import { dynamoJournal } from '../../functions/shared/ports/aws/journal.ts';
import { dynamoLeases } from '../../functions/shared/ports/aws/leases.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import type { SecretStore } from '../../functions/shared/ports/ports.ts';
import { sandboxTransport } from '../../local/host/sandbox-transport.ts';
import type { MoveStep } from '../../operations/aws/event-letters.ts';
import { openStageContext, type StageContext, type StageSurroundings } from '../../operations/aws/stage-context.ts';
import type { MetricSource } from '../../operations/aws/stage-metrics.ts';
import { stageOperations } from '../../operations/aws/stage-operations.ts';
import type { Operations } from '../../operations/operations.ts';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { demoConfig, secrets } from '../kit/demo.ts';
import { openMapping } from '../../local-stage/emulators/event-source-mapping.ts';
import { gatewayEvent } from '../kit/gateway.ts';
import { embeddedMetricsSource } from '../../local-stage/emulators/embedded-metrics.ts';
import { MemorySecrets } from '../kit/ports.ts';
import { context } from '../kit/sqs.ts';
import type { Emulators } from './aws-emulators.ts';
import { createJournalTable, createTable } from '../../local-stage/emulators/dynamo-table.ts';
import type { OperationsWorld } from './operations.contract.ts';
import { deployedStage } from '../kit/deployed-stage.ts';

/** The functions of a stage between the emulators, in this process, and the operator's plane over them. */
export async function stageWorld(
  emulators: Emulators,
  onStep?: (step: MoveStep) => void,
): Promise<
  OperationsWorld & {
    readonly context: StageContext;
    readonly surroundings: StageSurroundings;
    readonly rival: () => Operations;
    /** Of a command that has read no secret yet; each reading is told. */
    readonly another: () => Pick<Operations, 'events'> & { readonly atSecrets: (begin: () => () => void) => void };
    /** One turn of the event source mappings. */
    readonly turn: () => Promise<void>;
    /** What reads the metrics that the functions have written. */
    readonly metrics: MetricSource;
    readonly sandbox: Sandbox;
  }
> {
  const config = demoConfig();
  const name = randomUUID();
  const sqs = new SQSClient({});
  const queueOf = async (kind: string, fifo: boolean) => {
    const { QueueUrl = '' } = await sqs.send(
      new CreateQueueCommand({
        QueueName: `${kind}-${name}${fifo ? '.fifo' : ''}`,
        Attributes: { VisibilityTimeout: '1', ...(fifo && { FifoQueue: 'true' }) },
      }),
    );
    return new URL(new URL(QueueUrl).pathname, emulators.urls.sqs).href;
  };
  const [events, eventDeadLetters, inlet, inletDeadLetters] = await Promise.all([
    queueOf('events', true),
    queueOf('event-letters', true),
    queueOf('inlet', false),
    queueOf('inlet-letters', false),
  ]);
  const ledgerTable = `ledger-${name}`;
  const journalTable = `journal-${name}`;
  const archiveBucket = `archive-${name}`;
  await Promise.all([
    createTable(ledgerTable),
    createJournalTable(journalTable),
    new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: archiveBucket })),
  ]);
  const deployed = deployedStage({
    queues: { events, eventDeadLetters, inlet, inletDeadLetters },
    ledgerTable,
    journalTable,
    archiveBucket,
  });
  const store = new MemorySecrets({
    ...secrets,
    privacy: 'the key of the hashes in this test, long enough',
    envelopes: 'the key of kept messages in this test, long enough',
  });
  const keyOf = (secret: string) => async () => (await store.read(secret)) ?? '';
  const clock = Date.now;
  const log = () => undefined;
  const metrics = embeddedMetricsSource();
  const measuring = { clock, write: metrics.write, namespace: 'Guiyi/dev' };
  const archive = withQuarantineCounted(s3Archive(archiveBucket), measuring);
  const queue = sqsQueue(events);
  const sandbox = openSandbox({
    file: ':memory:',
    credentials: [secrets['cdp'] as { appKey: string; secret: string }],
  });
  const door = { config, secrets: store, queue, archive, clock, log };
  const countRejected = rejectedMetric(measuring);
  const webhook = composeWebhook({ ...door, observe: (_envelopes, request) => countRejected(request) });
  const surroundings: StageSurroundings = { transport: sandboxTransport(sandbox), metrics: metrics.source };
  const receiveInlet = composeInlet({
    ...door,
    visibility: sqsQueue(inlet),
    deadLetters: sqsDeadLetters(inletDeadLetters),
  });
  const { handler: deliver } = composeDeliver({
    config,
    transport: () => sandboxTransport(sandbox),
    secrets: store,
    ledger: dynamoLedger(ledgerTable, clock),
    leases: dynamoLeases(ledgerTable),
    cases: dynamoCases(ledgerTable),
    hashKey: keyOf('privacy'),
    journal: {
      store: dynamoJournal({ table: journalTable, days: 30, indexed: true, clock }),
      envelopeKey: keyOf('envelopes'),
    },
    archive,
    visibility: queue,
    queue,
    deadLetters: sqsDeadLetters(eventDeadLetters),
    clock,
    log,
    metrics: deliveryMetrics(measuring),
    measureCalls: callMetrics(measuring),
  });
  const mappings = await Promise.all([
    openMapping({ sqs, queueUrl: inlet, invoke: async (batch) => receiveInlet(batch, context()) }),
    openMapping({ sqs, queueUrl: events, invoke: async (batch) => deliver(batch, context()) }),
  ]);
  const stage = openStageContext({ deployed, config, secrets: store, clock }, surroundings);
  const operationsOf = () => stageOperations(stage, onStep);
  return {
    operations: operationsOf(),
    context: stage,
    surroundings,
    /** Of another operator. */
    rival: operationsOf,
    another: () => {
      let begin = () => () => undefined as void;
      const told: SecretStore = {
        async read(secret) {
          const end = begin();
          // As long as a request takes at least: nothing that waits for it begins in the same turn.
          await wait(1);
          end();
          return store.read(secret);
        },
      };
      const fresh = openStageContext({ deployed, config, secrets: told, clock }, surroundings);
      return {
        events: stageOperations(fresh).events,
        atSecrets: (tell) => {
          begin = tell;
        },
      };
    },
    send: async (connection: string, request: SampleRequest) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([header, value]) => [header.toLowerCase(), value]),
      );
      const received = { ...request, headers, body: Buffer.from(request.body), receivedAt: clock() };
      const { statusCode = 200 } = await webhook(gatewayEvent(connection, received), context());
      return { status: statusCode };
    },
    inlet: async (body) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: inlet, MessageBody: body }));
    },
    inCdp: (method, path, body = {}) =>
      sandbox.handle({
        method,
        path,
        query: new URLSearchParams(),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).body,
    turn: async () => {
      for (const mapping of mappings) await mapping.poll();
    },
    metrics: metrics.source,
    sandbox,
    settled: async () => {
      const until = Date.now() + SETTLED_MS;
      while (Date.now() < until) {
        const turns = [];
        for (const mapping of mappings) turns.push(await mapping.poll());
        if (turns.every(({ received }) => received === 0) && (await isEmpty(sqs, [events, inlet]))) return;
        await wait(20);
      }
      throw new Error('events are left');
    },
  };
}

const SETTLED_MS = 45_000;

/** Of messages in flight too. */
async function isEmpty(sqs: SQSClient, urls: readonly string[]): Promise<boolean> {
  const counts = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const { ApproximateNumberOfMessages = '0', ApproximateNumberOfMessagesNotVisible = '0' } = Attributes;
      return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
    }),
  );
  return counts.every((count) => count === 0);
}
