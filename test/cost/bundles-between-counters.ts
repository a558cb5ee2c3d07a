import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import demo from '../../guiyi.config.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { toLambdaEvent } from '../../local/host/lambda-event.ts';
import { type LocalFunction, startFunction } from '../../local/lambda/function.ts';
import type { Uses } from '../../operations/cost/counts.ts';
import { listenSandbox } from '../../sandbox/listen.ts';
import { startEmulators } from '../contract/aws-emulators.ts';
import { createJournalTable, createTable } from '../../local-stage/emulators/dynamo-table.ts';
import { openMapping } from '../../local-stage/emulators/event-source-mapping.ts';
import { countingProxy } from './counting-proxy.ts';

/** How an event comes: to the front door, or into the inlet. */
export type Sent = { readonly connection: string; readonly request: WebhookRequest } | { readonly inlet: object };

export interface CountedBundles {
  /** Takes one event all the way, and tells what it used. `looks`: as if `cdp.freshMinutes` were over. */
  count(sent: Sent, looks?: boolean): Promise<Uses>;
  stop(): Promise<void>;
}

const names = ['webhook', 'inlet', 'deliver', 'looking'] as const;

/** The files that CDK deploys, each in a process of its own, with everything that they ask counted. @returns why not, where there is no DynamoDB */
export async function startCountedBundles(): Promise<CountedBundles | string> {
  const output = mkdtempSync(join(tmpdir(), 'guiyi-cost-'));
  const aws = await startEmulators();
  const { dynamodb } = aws.urls;
  if (dynamodb === undefined) {
    await aws.stop();
    return `no DynamoDB emulator: ${aws.withoutDynamo}`;
  }
  const secrets = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as Record<string, unknown>;
  for (const [name, secret] of Object.entries(secrets))
    aws.secrets.values.set(`guiyi/dev/${secretPath(name)}`, JSON.stringify(secret));
  aws.secrets.values.set('guiyi/dev/privacy', 'the key of the hashes in this test, long enough');
  aws.secrets.values.set('guiyi/dev/envelopes', 'the key of kept messages in this test, long enough');
  const sqs = new SQSClient();
  const queues = await createQueues(sqs, aws.urls.sqs);
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'archive' }));
  await createTable('ledger');
  await createJournalTable('journal');
  const tables = await countingProxy(dynamodb);
  const sandbox = await listenSandbox({
    port: 0,
    credentials: [secrets['cdp'] as { appKey: string; secret: string }],
  });
  const cdp = await countingProxy(sandbox.url);

  const log = { bytes: 0, last: '' };
  const config = { ...demo, cdp: { ...demo.cdp, freshMinutes: 0 } };
  const { functions: files } = await bundleFunctions({ outputDirectory: join(output, 'functions') });
  const looking = await bundleFunctions({ config, outputDirectory: join(output, 'looking') });
  const own = Object.entries(process.env).filter(([name, value]) => name.startsWith('AWS_') && value);
  const environment = {
    ...(Object.fromEntries(own) as Record<string, string>),
    ...queues.environment,
    AWS_ENDPOINT_URL_DYNAMODB: tables.url,
    GUIYI_ARCHIVE_BUCKET: 'archive',
    GUIYI_LEDGER_TABLE: 'ledger',
    GUIYI_FORMER_ITEMS: 'none',
    GUIYI_JOURNAL_TABLE: 'journal',
    GUIYI_SECRET_PREFIX: 'guiyi/dev/',
    GUIYI_CDP_BASE_URL: cdp.url,
  };
  const functions = {} as Record<(typeof names)[number], LocalFunction>;
  for (const name of names) {
    const { file } = (name === 'looking' ? looking.functions['deliver'] : files[name]) ?? {};
    if (file === undefined) throw new Error(`no bundle of ${name}`);
    const onOutput = (text: string) => {
      log.bytes += Buffer.byteLength(text);
      log.last = text;
    };
    functions[name] = await startFunction({ bundlePath: file, environment, name, timeoutSeconds: 240, onOutput });
  }
  const drain = async (queueUrl: string, name: (typeof names)[number]) => {
    const mapping = await openMapping({ sqs, queueUrl, invoke: (event) => functions[name].invoke(event) });
    const { done, returned } = await mapping.poll();
    if (done !== 1 || returned.length > 0)
      throw new Error(`${name} has done ${done}, returned ${returned.length}: ${log.last}`);
  };
  return {
    async count(sent, looks = false) {
      tables.take();
      cdp.take();
      log.bytes = 0;
      if ('inlet' in sent) {
        await sqs.send(new SendMessageCommand({ QueueUrl: queues.inlet, MessageBody: JSON.stringify(sent.inlet) }));
        await drain(queues.inlet, 'inlet');
      } else {
        const { method, rawQuery, headers: given, body } = sent.request;
        const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? '']));
        const path = `/webhooks/${sent.connection}`;
        const http = { method, path, rawQuery, headers, body: Buffer.from(body) };
        const answer = await functions.webhook.invoke(toLambdaEvent(http, sent.connection, Date.now()));
        if ((answer as { statusCode?: number }).statusCode !== 200) throw new Error('not accepted');
      }
      await drain(queues.events, looks ? 'looking' : 'deliver');
      const [dynamo, calls] = [tables.take(), cdp.take()];
      return {
        cdpCalls: calls.requests,
        cdpBytes: calls.bytes,
        ledgerReads: dynamo.read.get('ledger') ?? 0,
        ledgerWrites: dynamo.written.get('ledger') ?? 0,
        journalReads: dynamo.read.get('journal') ?? 0,
        journalWrites: dynamo.written.get('journal') ?? 0,
        webhookRequests: 'inlet' in sent ? 0 : 1,
        inletMessages: 'inlet' in sent ? 1 : 0,
        logBytes: log.bytes,
      };
    },
    async stop() {
      await Promise.all(Object.values(functions).map((running) => running.stop()));
      tables.stop();
      cdp.stop();
      await sandbox.close();
      await aws.stop();
      rmSync(output, { recursive: true, force: true });
    },
  };
}

async function createQueues(sqs: SQSClient, url: string) {
  const urlOf = (name: string) => `${url}/000000000000/${name}`;
  for (const name of ['events.fifo', 'events-dead.fifo', 'inlet', 'inlet-dead']) {
    const fifo = name.endsWith('.fifo') ? { Attributes: { FifoQueue: 'true' } } : {};
    await sqs.send(new CreateQueueCommand({ QueueName: name, ...fifo }));
  }
  return {
    events: urlOf('events.fifo'),
    inlet: urlOf('inlet'),
    environment: {
      GUIYI_QUEUE_URL: urlOf('events.fifo'),
      GUIYI_DEAD_LETTER_QUEUE_URL: urlOf('events-dead.fifo'),
      GUIYI_INLET_QUEUE_URL: urlOf('inlet'),
      GUIYI_INLET_DEAD_LETTER_QUEUE_URL: urlOf('inlet-dead'),
    },
  };
}
