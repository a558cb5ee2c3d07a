import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Poller, type PollerOptions, startPoller } from '../../local/poller.ts';
import type { LocalQueue } from '../../local/queue/queue.ts';
import { openQueues } from '../../local/queue/queues.ts';
import { openDatabase } from '../../local/store/database.ts';

// Long enough for a machine that is busy with other tests.
const WAIT = { timeout: 30_000 };

const database = openDatabase(':memory:');
const queues = openQueues(database, Date.now);
afterAll(() => database.close());

let letters: LocalQueue;
let queue: LocalQueue;
let poller: Poller | undefined;
beforeEach(() => {
  letters = queues.fifo(randomUUID(), { visibilitySeconds: 30 });
  queue = queues.fifo(randomUUID(), { visibilitySeconds: 0.1, maxReceiveCount: 3, deadLetters: letters });
});
afterEach(() => poller?.stop());

const start = (handler: PollerOptions['handler'], options: Partial<PollerOptions> = {}) => {
  poller = startPoller({ queue, functionName: 'deliver', timeoutSeconds: 60, concurrency: 2, handler, ...options });
  return poller;
};
const send = (group: string, ...bodies: string[]) =>
  queue.send(bodies.map((body) => ({ body, groupId: group, deduplicationId: body })));
const failing = (event: SQSEvent, ...bodies: string[]): SQSBatchResponse => ({
  batchItemFailures: event.Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
    itemIdentifier: messageId,
  })),
});
const empty = { waiting: 0, inFlight: 0 };

test('the handler gets an SQS event and a Lambda context', async () => {
  const seen = Promise.withResolvers<SQSEvent>();
  await queue.send([{ body: 'hello', groupId: 'g', deduplicationId: 'd', attributes: { connection: 'shop' } }]);
  start(async (event, context) => {
    expect(context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(context.getRemainingTimeInMillis()).toBeGreaterThan(59_000);
    seen.resolve(event);
  });
  expect(await seen.promise).toEqual({
    Records: [
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: 'local',
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          SequenceNumber: expect.stringMatching(/^\d{20}$/),
          MessageGroupId: 'g',
          MessageDeduplicationId: 'd',
        },
        messageAttributes: { connection: { stringValue: 'shop', dataType: 'String' } },
        md5OfBody: '5d41402abc4b2a76b9719d911017c592',
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:local:000000000000:${queue.name}`,
        awsRegion: 'local',
      },
    ],
  });
  await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
});

test('of a partial failure the rest is deleted, and the failed comes again', async () => {
  const batches: string[][] = [];
  await send('g', 'a', 'b', 'c');
  start(async (event) => {
    batches.push(event.Records.map(({ body }) => body));
    return batches.length === 1 ? failing(event, 'b', 'c') : failing(event);
  });
  await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
  expect(batches).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ]);
});

test('a failed message comes again when the visibility that the handler set ends', async () => {
  const times: number[] = [];
  await send('g', 'a');
  start(async (event) => {
    times.push(Date.now());
    if (times.length > 1) return failing(event);
    await queue.changeVisibility(event.Records[0]?.receiptHandle ?? '', 1);
    return failing(event, 'a');
  });
  await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(999);
});

describe('nothing is deleted, and the messages end as dead letters,', () => {
  test.each<[string, PollerOptions['handler']]>([
    ['when the handler throws', () => Promise.reject(new Error('broken'))],
    ['when it answers with text', async () => 'ok'],
    ['when it reports no list', async () => ({ batchItemFailures: 'a' })],
    ['when it reports an empty id', async () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['when it reports a misspelt id', async () => ({ batchItemFailures: [{ itemidentifier: 'x' }] })],
    [
      'when it reports a message that was not in the batch',
      async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] }),
    ],
  ])('%s', async (_name, handler) => {
    const onError = vi.fn<(error: unknown) => void>();
    await send('g', 'a', 'b');
    start(handler, { onError });
    await vi.waitFor(() => expect(letters.depth().waiting).toBe(2), WAIT);
    expect(letters.list(10).map(({ body }) => body)).toEqual(['a', 'b']);
    expect(onError).toHaveBeenCalledTimes(3);
  });

  test('when it takes longer than its time', async () => {
    await send('g', 'a');
    start(() => new Promise(() => undefined), { timeoutSeconds: 0.05 });
    await vi.waitFor(() => expect(letters.depth().waiting).toBe(1), WAIT);
  });
});

test.each([undefined, null, {}, { batchItemFailures: null }, { batchItemFailures: [] }])(
  'the response %j is success',
  async (response) => {
    await send('g', 'a');
    start(async () => response);
    await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
  },
);

test('batches run side by side up to the concurrency', async () => {
  let running = 0;
  let most = 0;
  for (let group = 0; group < 8; group += 1) await send(`g${group}`, `a${group}`, `b${group}`);
  const long = queues.fifo(queue.name, { visibilitySeconds: 30 });
  start(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await delay(10);
      running -= 1;
    },
    { queue: long, concurrency: 3, batchSize: 2 },
  );
  await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
  expect(most).toBe(3);
});

test('a paused poller receives nothing; a resumed one goes on', async () => {
  const handler = vi.fn<PollerOptions['handler']>(async () => undefined);
  const paused = start(handler);
  paused.pause();
  await send('g', 'a');
  await delay(50);
  expect(handler).not.toHaveBeenCalled();
  expect(queue.depth()).toEqual({ waiting: 1, inFlight: 0 });
  paused.resume();
  await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
  expect(handler).toHaveBeenCalledOnce();
});

test('stop waits for the batch that runs', async () => {
  const started = Promise.withResolvers<void>();
  await send('g', 'a');
  const stopping = start(async () => {
    started.resolve();
    await delay(50);
  });
  await started.promise;
  await stopping.stop();
  expect(queue.depth()).toEqual(empty);
});

test('an idle poller sleeps, and an arrival wakes it', async () => {
  const receive = vi.spyOn(queue, 'receive');
  start(async () => undefined);
  await delay(300);
  expect(receive.mock.calls.length).toBeLessThanOrEqual(2);
  receive.mockClear();
  await send('g', 'a');
  // At once: what wakes it is the arrival, and no timer.
  expect(receive).toHaveBeenCalled();
  await vi.waitFor(() => expect(queue.depth()).toEqual(empty), WAIT);
});
