import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { vi } from 'vitest';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { listenSandbox } from '../../sandbox/listen.ts';
import { startDynalite } from '../../local-stage/emulators/dynalite.ts';
import { startEmulators } from '../contract/aws-emulators.ts';
import { createTable } from '../../local-stage/emulators/dynamo-table.ts';
import { MemoryArchive } from '../kit/ports.ts';
import { sqsRecord } from '../kit/sqs.ts';
import { secrets } from '../kit/demo.ts';
import type { Burst, Random, Takers } from './stories.ts';
import withoutCompat from './config.ts';
import withCompat from './config-compat.ts';
import { type Door, itemsIn, openDoor } from './table.ts';
import { type DeliverThread, startThread } from './thread.ts';

export type Version = 'former' | 'today' | 'alone';

const root = join(import.meta.dirname, '../..');
const fixture = join(root, 'test/fixtures/former-version');
const TABLE = 'ledger';

/** Where the bundles stand: the stored one, and the one of today with `ledger.compat` on (`today`) and off (`alone`). */
export async function openBundles(): Promise<{ readonly paths: Readonly<Record<Version, string>>; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-two-versions-'));
  const former = join(folder, 'former.mjs');
  writeFileSync(former, gunzipSync(readFileSync(join(fixture, 'deliver.mjs.gz'))));
  const build = async (config: GuiyiConfig, name: string) => {
    const { functions } = await bundleFunctions({
      config,
      outputDirectory: join(folder, name),
      entries: { deliver: join(root, 'functions/deliver/handler.ts') },
    });
    return functions['deliver']?.file ?? '';
  };
  const [today, alone] = await Promise.all([build(withCompat, 'today'), build(withoutCompat, 'alone')]);
  return { paths: { former, today, alone }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** One table and one CDP, on which bundles of several versions work. */
export async function openWorld(paths: Readonly<Record<Version, string>>, begin: number) {
  const aws = await startEmulators();
  const dynamo = await startDynalite();
  if (dynamo.url === undefined) throw new Error(dynamo.failure);
  const doors: Record<Version, Door> = {
    former: await openDoor(dynamo.url),
    today: await openDoor(dynamo.url),
    alone: await openDoor(dynamo.url),
  };
  const own = await openDoor(dynamo.url);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', own.url);
  const QueueName = 'events-dead.fifo';
  const sqs = new SQSClient();
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true' } }));
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'archive' }));
  await createTable(TABLE);
  aws.secrets.values.set('guiyi/cdp', JSON.stringify(secrets['cdp']));
  aws.secrets.values.set('guiyi/privacy', 'the key of a test, of 32 characters or more');

  const time = new SharedArrayBuffer(8);
  const clock = new Float64Array(time);
  clock[0] = begin;
  const now = () => clock[0] ?? 0;
  const cdp = await listenSandbox({
    port: 0,
    credentials: [{ appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' }],
    synchronous: 'normal',
    now,
  });
  const dead = `${aws.urls.sqs}/000000000000/${QueueName}`;
  const threads = new Map<Version, Promise<DeliverThread>>();
  const start = (version: Version): Promise<DeliverThread> => {
    const environment = {
      ...Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : []))),
      AWS_ENDPOINT_URL_DYNAMODB: doors[version].url,
      GUIYI_QUEUE_URL: dead,
      GUIYI_DEAD_LETTER_QUEUE_URL: dead,
      GUIYI_ARCHIVE_BUCKET: 'archive',
      GUIYI_LEDGER_TABLE: TABLE,
      GUIYI_SECRET_PREFIX: 'guiyi/',
      GUIYI_CDP_BASE_URL: cdp.url,
    };
    return startThread({ bundle: pathToFileURL(paths[version]).href, time }, environment);
  };
  const threadOf = (version: Version): Promise<DeliverThread> => {
    const thread = threads.get(version) ?? start(version);
    threads.set(version, thread);
    return thread;
  };

  return {
    cdp: cdp.sandbox,
    clock,
    now,
    doors,
    threadOf,
    items: () => itemsIn(TABLE),
    async deadLetters(): Promise<readonly string[]> {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: dead, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      return Messages.map(({ MessageAttributes }) => MessageAttributes?.['reason']?.StringValue ?? '');
    },
    async close() {
      await Promise.all([...threads.values()].map(async (thread) => (await thread).stop()));
      await cdp.close();
      [...Object.values(doors), own].forEach((door) => door.close());
      await dynamo.stop();
      await aws.stop();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** How many times an event may come again, in rounds of two seconds. */
const ROUNDS = 300;

/**
 * Delivers what comes at one moment, as a FIFO queue does: the events of a group in order, none while an earlier one waits. Which of
 * `versions` takes which batch is drawn; several batches are under way at once.
 */
export async function deliverBurst(
  world: World,
  burst: Burst,
  versions: readonly Version[],
  random: Random,
): Promise<void> {
  const groups = new Map<string, { readonly takers: Takers; readonly records: SQSRecord[] }>();
  const archive = new MemoryArchive();
  for (const { event, takers } of burst) {
    const [message] = await toMessages([{ envelope: event }], archive);
    if (!message) throw new Error('no message');
    const group = groups.get(message.groupId) ?? { takers, records: [] };
    group.records.push(sqsRecord(message));
    groups.set(message.groupId, group);
  }
  for (let round = 1; groups.size > 0; round++) {
    if (round > ROUNDS) throw new Error(`${groups.size} groups still wait after ${ROUNDS} rounds`);
    const batches = new Map<string, { readonly version: Version; readonly records: SQSRecord[] }>();
    for (const [name, { takers, records }] of groups) {
      const able = versions.filter((version) => versions.length === 1 || takers === 'both' || takers === version);
      const version = able[random(able.length)];
      if (version === undefined) throw new Error(`nobody takes what is for ${takers}`);
      const instance = `${version} ${random(2)}`;
      const batch = batches.get(instance) ?? { version, records: [] };
      batches.set(instance, batch);
      const received = { ApproximateReceiveCount: String(round), MessageGroupId: name };
      batch.records.push(
        ...records.slice(0, 3).map((record) => ({ ...record, attributes: { ...record.attributes, ...received } })),
      );
    }
    const failed = new Set<string>();
    const taken = new Set<string>();
    await Promise.all(
      [...batches.values()].map(async ({ version, records }) => {
        records.forEach(({ messageId }) => taken.add(messageId));
        const thread = await world.threadOf(version);
        for (const id of await thread.deliver(records)) failed.add(id);
      }),
    );
    for (const [name, group] of groups) {
      const left = group.records.filter(({ messageId }) => !taken.has(messageId) || failed.has(messageId));
      if (left.length === 0) groups.delete(name);
      else groups.set(name, { ...group, records: left });
    }
    world.clock[0] = (world.clock[0] ?? 0) + 2_000;
  }
}
