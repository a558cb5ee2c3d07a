import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paused, resumed } from '../../functions/shared/breaker/state.ts';
import { breakerInLedger } from '../../functions/shared/breaker/store.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import { openMapping } from '../../local-stage/emulators/event-source-mapping.ts';
import { type LambdaControlPlane, startLambdaControlPlane } from '../../local-stage/emulators/lambda-control-plane.ts';
import { createResources } from '../../local-stage/local-resources.ts';
import { type StageFunctions, startStageFunctions } from '../../local-stage/stage-functions.ts';
import type { Deployed } from '../../operations/deployed.ts';
import { listenSandbox, type ListeningSandbox } from '../../sandbox/listen.ts';
import { type Emulators, startEmulators } from '../contract/aws-emulators.ts';
import { temporaryFolder } from '../end-to-end/running-host.ts';
import { openSandboxClient } from '../end-to-end/sandbox-client.ts';
import { HOUR } from '../kit/clock.ts';
import { demoConfig, secrets } from '../kit/demo.ts';
import { memberBound } from '../kit/delivery.ts';
import { deployedStage } from '../kit/deployed-stage.ts';
import { MemoryArchive } from '../kit/ports.ts';
import { type AgingQueue, agingQueue } from './aging-queue.ts';

// SQS deletes a message after 14 days. Delivery that was stopped on the day when an event came hands it on to itself on the twelfth: the
// built functions between emulators, by a way on which the messages are as old as that.
const AGE = 12 * 24 * HOUR;

const folder = temporaryFolder();
let aws: Emulators;
let lambda: LambdaControlPlane;
let cdp: ListeningSandbox;
let way: AgingQueue;
let functions: StageFunctions;
let events: string;
let deadLetters: string;
let sqs: SQSClient;

beforeAll(async () => {
  aws = await startEmulators();
  lambda = await startLambdaControlPlane();
  cdp = await listenSandbox({ port: 0, credentials: [secrets['cdp'] as { appKey: string; secret: string }] });
  way = await agingQueue(aws.urls.sqs, AGE);
  sqs = new SQSClient({});
  // A message that comes back is received again at once.
  const resources = await createResources(aws.urls.sqs, { events: 30, inlet: 30 });
  ({ events, eventDeadLetters: deadLetters } = resources.queues);
  for (const [name, secret] of Object.entries(secrets))
    aws.secrets.values.set(`guiyi/dev/${secretPath(name)}`, JSON.stringify(secret));
  aws.secrets.values.set('guiyi/dev/privacy', 'the key of the hashes in this test, long enough');
  aws.secrets.values.set('guiyi/dev/envelopes', 'the key of kept messages in this test, long enough');
  functions = await startStageFunctions({
    config: demoConfig(),
    folder: join(folder.path, 'bundles'),
    // A client of SQS asks where the address of the queue leads.
    deployed: deployedStage({
      ...resources,
      queues: byWay(resources.queues),
      functions: { webhook: 'w', inlet: 'i', deliver: 'deliver', breaker: 'b' },
    }),
    metricNamespace: 'Guiyi/dev',
    cdpBaseUrl: cdp.url,
    account: {
      ...aws.environment,
      AWS_ENDPOINT_URL_SQS: way.url,
      AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    },
    onOutput: () => () => undefined,
  });
  lambda.functions.set('deliver', (event) => functions.deliver.invoke(event));
  lambda.mappings.set('d', { State: 'Disabled', MaximumConcurrency: 5 });
  // Bundling takes its time on a machine that is busy.
}, 180_000);

afterAll(async () => {
  await Promise.all(Object.values(functions).map((one) => one.stop()));
  await Promise.all([way.close(), lambda.stop(), cdp.close(), aws.stop()]);
  folder.remove();
});

function byWay(queues: Deployed['queues']): Deployed['queues'] {
  const through = (url: string) => url.replace(aws.urls.sqs, way.url);
  return {
    events: through(queues.events),
    eventDeadLetters: through(queues.eventDeadLetters),
    inlet: through(queues.inlet),
    inletDeadLetters: through(queues.inletDeadLetters),
  };
}

const breaker = () => breakerInLedger(dynamoLedger('ledger', Date.now));

/** An event of twelve days ago, since when somebody has stopped delivery. */
async function stoppedEvent(number: string): Promise<void> {
  const received = new Date(Date.now() - AGE).toISOString();
  const event = memberBound([{ kind: 'member-no', value: number }], { id: number, time: received });
  const [message] = await toMessages([{ envelope: event }], new MemoryArchive());
  if (!message) throw new Error('no message');
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: events,
      MessageBody: message.body,
      MessageGroupId: message.groupId,
      MessageDeduplicationId: message.deduplicationId,
    }),
  );
  await breaker().update((before) => paused(before, { by: 'somebody', why: 'a long holiday', at: Date.now() - AGE }));
}

/** What was received and not deleted comes back: the time for which it is hidden has passed. */
async function comesBack(): Promise<void> {
  for (const ReceiptHandle of way.handles.splice(0)) {
    // Of one that is deleted SQS knows no more.
    await sqs
      .send(new ChangeMessageVisibilityCommand({ QueueUrl: events, ReceiptHandle, VisibilityTimeout: 0 }))
      .catch(() => undefined);
  }
}

async function count(queue: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes['ApproximateNumberOfMessages']) + Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

/** Delivery goes on, until nothing waits. */
async function deliverAll(): Promise<void> {
  await breaker().update((before) => resumed(before, Date.now()));
  const mapping = await openMapping({
    sqs: new SQSClient({ endpoint: way.url }),
    queueUrl: events.replace(aws.urls.sqs, way.url),
    invoke: (event) => functions.deliver.invoke(event),
  });
  while ((await count(events)) > 0) {
    await comesBack();
    await mapping.poll();
  }
}

/** Of what delivery has sent since this was last asked. */
const sentAnew = () => way.sent.splice(0).map((id) => id.replace(/^[0-9a-f]+/, '<id>'));

describe('an event that waited twelve days because delivery was stopped', () => {
  test('is sent anew before SQS forgets it, and delivered when delivery goes on', async () => {
    await stoppedEvent('M-OLD-1');
    await functions.breaker.invoke({});
    expect(sentAnew()).toEqual(['<id>-t1']);
    expect(await count(events)).toBe(1);
    await deliverAll();
    expect(await (await openSandboxClient(cdp.url)).customerOf('member-no', 'M-OLD-1')).toMatch(/^\d{19}$/);
    expect(await count(deadLetters)).toBe(0);
  });

  test.each([
    ['delivery is killed when it has sent it', 'SendMessage', 'answer', () => functions.deliver.kill(), 'M-OLD-2'],
    [
      'the breaker is killed before it deletes the old one',
      'DeleteMessage',
      'request',
      () => functions.breaker.kill(),
      'M-OLD-3',
    ],
  ] as const)('%s: it is neither lost nor doubled', async (_what, operation, at, kill, number) => {
    await stoppedEvent(number);
    way.deaths.push({ operation, at, kill });
    await functions.breaker.invoke({}).catch(() => undefined);
    expect(way.deaths).toEqual([]);
    expect(sentAnew()).toEqual(['<id>-t1']);
    expect(await count(events)).toBe(2);
    await comesBack();
    // The next turn does it again: the queue takes it once.
    await functions.breaker.invoke({});
    expect(sentAnew()).toEqual(['<id>-t1']);
    expect(await count(events)).toBe(1);
    await deliverAll();
    const known = await openSandboxClient(cdp.url);
    expect(await known.customerOf('member-no', number)).toMatch(/^\d{19}$/);
    expect(await count(deadLetters)).toBe(0);
  });
});
