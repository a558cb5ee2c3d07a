import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournalTable, createTable } from '../../local-stage/emulators/dynamo-table.ts';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverSeconds } from '../../functions/shared/config/delivery-time.ts';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { toLambdaEvent } from '../../local/host/lambda-event.ts';
import { type LocalFunction, startFunction } from '../../local/lambda/function.ts';
import { type Emulators, startEmulators } from '../contract/aws-emulators.ts';
import { openStageMetrics } from '../../operations/aws/stage-metrics.ts';
import { demoConfig } from '../kit/demo.ts';
import { deployedStage } from '../kit/deployed-stage.ts';
import { embeddedMetricsSource } from '../../local-stage/emulators/embedded-metrics.ts';
import { openMapping } from '../../local-stage/emulators/event-source-mapping.ts';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import { demoAppId, demoRequest } from './samples.ts';
import { openSandboxClient } from './sandbox-client.ts';

// The very files that CDK deploys, each in a process of its own behind a Lambda Runtime API, between emulators of the AWS
// wire; the CDP is the sandbox of a running `npm start`.
const state = temporaryFolder();
const output = mkdtempSync(join(tmpdir(), 'guiyi-bundles-'));
let aws: Emulators;
let host: RunningHost;
let sqs: SQSClient;
const functions: Record<string, LocalFunction> = {};
const queues: Record<string, string> = {};
/** What each function has written. */
const logs: Record<string, string> = {};

beforeAll(async () => {
  aws = await startEmulators();
  sqs = new SQSClient();
  for (const [name, fifo] of [
    ['events.fifo', true],
    ['events-dead.fifo', true],
    ['inlet', false],
    ['inlet-dead', false],
  ] as const) {
    await sqs.send(new CreateQueueCommand({ QueueName: name, ...(fifo ? { Attributes: { FifoQueue: 'true' } } : {}) }));
    queues[name] = `${aws.urls.sqs}/000000000000/${name}`;
  }
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'archive' }));
  if (aws.withoutDynamo === undefined) {
    await createTable('ledger');
    await createJournalTable('journal');
  }
  const secrets = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as Record<string, unknown>;
  const { values } = aws.secrets;
  for (const [name, secret] of Object.entries(secrets))
    values.set(`guiyi/dev/${secretPath(name)}`, JSON.stringify(secret));
  values.set('guiyi/dev/privacy', 'the key of the hashes in this test, long enough');
  values.set('guiyi/dev/envelopes', 'the key of kept messages in this test, long enough');
  host = await startHost({ data: state.path });

  const report = await bundleFunctions({ outputDirectory: output });
  const environment = {
    ...Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('AWS_') && value ? [[name, value]] : [])),
    ),
    GUIYI_QUEUE_URL: queues['events.fifo'] ?? '',
    GUIYI_DEAD_LETTER_QUEUE_URL: queues['events-dead.fifo'] ?? '',
    GUIYI_INLET_QUEUE_URL: queues['inlet'] ?? '',
    GUIYI_INLET_DEAD_LETTER_QUEUE_URL: queues['inlet-dead'] ?? '',
    GUIYI_ARCHIVE_BUCKET: 'archive',
    GUIYI_LEDGER_TABLE: 'ledger',
    GUIYI_JOURNAL_TABLE: 'journal',
    GUIYI_SECRET_PREFIX: 'guiyi/dev/',
    GUIYI_CDP_BASE_URL: host.desk,
    GUIYI_METRIC_NAMESPACE: 'Guiyi/dev',
  };
  for (const [name, { file }] of Object.entries(report.functions)) {
    functions[name] = await startFunction({
      bundlePath: file,
      environment,
      name,
      timeoutSeconds: deliverSeconds(demoConfig(), 0),
      onOutput: (text) => {
        logs[name] = (logs[name] ?? '') + text;
      },
    });
  }
}, 60_000);

afterAll(async () => {
  await Promise.all(Object.values(functions).map(async (running) => running.stop()));
  await host.stop();
  await aws.stop();
  state.remove();
  rmSync(output, { recursive: true, force: true });
});

function deployed(name: string): LocalFunction {
  const running = functions[name];
  if (!running) throw new Error(`no function ${name}`);
  return running;
}

async function callWebhook(connection: string, request: ReturnType<typeof demoRequest>) {
  const { method, rawQuery, headers, body } = request;
  const http = { method, path: `/webhooks/${connection}`, rawQuery, headers, body: Buffer.from(body) };
  return (await deployed('webhook').invoke(
    toLambdaEvent(http, connection, Date.now()),
  )) as APIGatewayProxyStructuredResultV2;
}

/** How many messages one turn of the function's event source mapping has done. */
async function pump(queue: string, name: string): Promise<number> {
  const mapping = await openMapping({
    sqs,
    queueUrl: queues[queue] ?? '',
    invoke: (event) => deployed(name).invoke(event),
  });
  return (await mapping.poll()).done;
}

test('a follow, a paid order and a proved log-in go through the deployed files into one customer', async ({ skip }) => {
  skip(aws.withoutDynamo !== undefined, `LEFT OUT: no DynamoDB emulator: ${aws.withoutDynamo}`);
  const openid = 'oBundleFollower0000000000001';
  const follow = demoRequest('wechat-demo', 'subscribe', 1, (payload) => (payload['FromUserName'] = openid));
  expect(await callWebhook('wechat-demo', follow)).toMatchObject({ statusCode: 200, body: 'success' });
  const order = demoRequest('shopify-demo', 'orders/paid', 1, (payload) => {
    Object.assign(payload['customer'] as object, { phone: '+8615912349001', email: 'lan.9001@shop.test' });
  });
  expect(await callWebhook('shopify-demo', order)).toMatchObject({ statusCode: 200 });
  expect(await pump('events.fifo', 'deliver')).toBe(2);

  const cdp = await openSandboxClient(host.desk);
  const follower = await cdp.customerOf('wechat', `${demoAppId}:${openid}`);
  const buyer = await cdp.customerOf('mobile', '15912349001');
  expect(follower).toMatch(/^\d{19}$/);
  expect(buyer).toMatch(/^\d{19}$/);
  expect(buyer).not.toBe(follower);

  const now = new Date().toISOString();
  const envelope = {
    specversion: '1.0',
    id: 'bundle-bind-1',
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    time: now,
    datacontenttype: 'application/json',
    data: {
      identities: [
        { kind: 'wechat-openid', scope: demoAppId, value: openid },
        { kind: 'mobile', value: '15912349001' },
        { kind: 'email', value: 'lan.9001@shop.test' },
      ],
    },
    connection: 'brand-demo',
    receivedtime: now,
  };
  await sqs.send(new SendMessageCommand({ QueueUrl: queues['inlet'] ?? '', MessageBody: JSON.stringify(envelope) }));
  expect(await pump('inlet', 'inlet')).toBe(1);
  expect(await pump('events.fifo', 'deliver')).toBe(1);
  const customer = await cdp.customerOf('mobile', '15912349001');
  expect(await cdp.customerOf('wechat', `${demoAppId}:${openid}`)).toBe(customer);
});

test('a forged order is refused by the deployed file, and the queue stays empty', async () => {
  const order = demoRequest('shopify-demo', 'orders/paid', 2);
  const forged = { ...order, body: `${order.body} ` };
  expect(await callWebhook('shopify-demo', forged)).toMatchObject({ statusCode: 401, body: 'refused' });
  expect(await pump('events.fifo', 'deliver')).toBe(0);
});

/** What CloudWatch has of the lines of the deployed files. */
function hourOf(log: string) {
  const cloudWatch = embeddedMetricsSource();
  for (const line of log.split('\n')) if (line.startsWith('{"_aws"')) cloudWatch.write(line);
  return openStageMetrics({ deployed: deployedStage(), clock: Date.now }, cloudWatch.source).lastHour();
}

test('the metrics that the deployed files have written say what calls to the CDP took, and who was refused', async ({
  skip,
}) => {
  skip(aws.withoutDynamo !== undefined, `LEFT OUT: no DynamoDB emulator: ${aws.withoutDynamo}`);
  // What a process has written comes through its pipe.
  await expect.poll(async () => (await hourOf(logs['deliver'] ?? '')).calls ?? 0).toBeGreaterThan(6);
  const { callTimes, failedCalls } = await hourOf(logs['deliver'] ?? '');
  expect(failedCalls).toEqual([]);
  expect(callTimes?.p95).toBeGreaterThan(0);
  await expect.poll(() => hourOf(logs['webhook'] ?? '')).toMatchObject({ rejected: 1 });
});

test('a message in the inlet that nobody can place goes to its dead letters', async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl: queues['inlet'] ?? '', MessageBody: '{"what":"is this"}' }));
  expect(await pump('inlet', 'inlet')).toBe(1);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: queues['inlet-dead'] ?? '', MessageAttributeNames: ['All'] }),
  );
  expect(Messages.map(({ MessageAttributes }) => MessageAttributes?.['reason']?.StringValue)).toEqual([
    'inlet-unreadable',
  ]);
});
