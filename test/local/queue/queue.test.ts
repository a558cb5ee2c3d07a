import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalQueue } from '../../../local/queue/queue.ts';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';

const START = 1_790_000_000_000;
let now = START;
const database = openDatabase(':memory:');
const queues = openQueues(database, () => now);
afterAll(() => database.close());

let letters: LocalQueue;
let queue: LocalQueue;
beforeEach(() => {
  now = START;
  letters = queues.fifo(randomUUID(), { visibilitySeconds: 30 });
  queue = queues.fifo(randomUUID(), { visibilitySeconds: 30, maxReceiveCount: 2, deadLetters: letters });
});

const send = (group: string, ...bodies: string[]) =>
  queue.send(bodies.map((body) => ({ body, groupId: group, deduplicationId: body })));
const bodies = (messages: readonly { body: string }[]) => messages.map(({ body }) => body);
const receive = async (max = 10) => bodies(await queue.receive(max));

describe('groups (FIFO; the wire emulators give one message of a group at a time, so these run here only)', () => {
  test('one receive gives up to ten messages of a group, in order', async () => {
    await send('g', ...'abcdefghijkl'.split(''));
    expect(await receive()).toEqual('abcdefghij'.split(''));
    expect(await receive()).toEqual([]);
  });

  test('a receive fills up with other groups, the oldest first', async () => {
    await send('g', 'g1', 'g2');
    await send('h', 'h1');
    await send('g', 'g3');
    await send('i', 'i1');
    expect(await receive(4)).toEqual(['g1', 'g2', 'g3', 'h1']);
    expect(await receive(4)).toEqual(['i1']);
  });

  test('what is left of a batch comes again in order, before later messages', async () => {
    await send('g', 'a', 'b', 'c', 'd');
    const batch = await queue.receive(3);
    await queue.remove([batch[0]?.receiptHandle ?? '']);
    expect(await receive()).toEqual([]);
    now += 30_000;
    expect(await receive()).toEqual(['b', 'c', 'd']);
  });

  test('one message still in flight holds its group, though its mate is visible', async () => {
    await send('g', 'a', 'b');
    const [a, b] = await queue.receive(10);
    await queue.changeVisibility(a?.receiptHandle ?? '', 60);
    await queue.changeVisibility(b?.receiptHandle ?? '', 0);
    now += 59_999;
    expect(await receive()).toEqual([]);
    now += 1;
    expect(await receive()).toEqual(['a', 'b']);
  });

  test('a group that fails without delay does not keep fresh groups waiting', async () => {
    await send('bad', 'bad');
    await send('fresh', 'fresh');
    for (const { receiptHandle } of await queue.receive(1)) await queue.changeVisibility(receiptHandle, 1);
    now += 1000;
    expect(await receive(2)).toEqual(['bad', 'fresh']);
  });

  test('removing the whole batch frees the group at once', async () => {
    await send('g', 'a');
    const batch = await queue.receive(10);
    await send('g', 'b');
    await queue.remove(batch.map(({ receiptHandle }) => receiptHandle));
    expect(await receive()).toEqual(['b']);
  });
});

describe('deduplication', () => {
  test('lasts five minutes and no longer', async () => {
    await send('g', 'a');
    now += 299_999;
    await send('g', 'a');
    expect(queue.depth()).toEqual({ waiting: 1, inFlight: 0 });
    now += 1;
    await send('g', 'a');
    expect(queue.depth()).toEqual({ waiting: 2, inFlight: 0 });
  });

  test('is per group', async () => {
    await send('g', 'a');
    await send('h', 'a');
    expect(await receive()).toEqual(['a', 'a']);
  });

  test('is within one send, too', async () => {
    await send('g', 'a', 'a');
    expect(await receive()).toEqual(['a']);
  });
});

describe('receipts and visibility', () => {
  test('a receipt is void as soon as the message was received again', async () => {
    await send('g', 'a');
    const [first] = await queue.receive(10);
    now += 30_000;
    const [second] = await queue.receive(10);
    await queue.remove([first?.receiptHandle ?? '']);
    expect(queue.depth()).toEqual({ waiting: 0, inFlight: 1 });
    await expect(queue.changeVisibility(first?.receiptHandle ?? '', 5)).rejects.toMatchObject({ kind: 'queue' });
    await queue.remove([second?.receiptHandle ?? '']);
    expect(queue.depth()).toEqual({ waiting: 0, inFlight: 0 });
  });

  test('a message that is visible again is not in flight', async () => {
    await send('g', 'a');
    const [received] = await queue.receive(10);
    now += 30_000;
    await expect(queue.changeVisibility(received?.receiptHandle ?? '', 5)).rejects.toMatchObject({ retryable: false });
  });

  test('the receive count and the times tell the history', async () => {
    await send('g', 'a');
    now += 5;
    await queue.receive(10);
    now += 30_000;
    expect(await queue.receive(10)).toMatchObject([
      { receiveCount: 2, sentAt: START, firstReceivedAt: START + 5, groupId: 'g', deduplicationId: 'a' },
    ]);
  });

  test('nextVisibleAt: now, the end of the first visibility, never', async () => {
    expect(queue.nextVisibleAt()).toBeUndefined();
    await send('g', 'a');
    expect(queue.nextVisibleAt()).toBe(0);
    const [received] = await queue.receive(10);
    expect(queue.nextVisibleAt()).toBe(START + 30_000);
    await queue.changeVisibility(received?.receiptHandle ?? '', 7);
    expect(queue.nextVisibleAt()).toBe(START + 7_000);
  });

  test('an arrival is announced once it can be received', async () => {
    const seen: number[] = [];
    const end = queue.onArrival(() => seen.push(queue.depth().waiting));
    await send('g', 'a', 'b');
    await send('g', 'a');
    end();
    await send('g', 'c');
    expect(seen).toEqual([2]);
  });
});

describe('dead letters', () => {
  const exhaust = async () => {
    for (let receives = 0; receives < 2; receives += 1) {
      await queue.receive(10);
      now += 30_000;
    }
    return receive();
  };

  test('after maxReceiveCount receives a message goes there instead of being received', async () => {
    await send('g', 'a', 'b');
    expect(await exhaust()).toEqual([]);
    expect(letters.list(10)).toMatchObject([
      { body: 'a', groupId: 'g', deadLetterSource: queue.name, receiveCount: 2 },
      { body: 'b', groupId: 'g', deadLetterSource: queue.name, receiveCount: 2 },
    ]);
    expect(letters.list(10)[0]?.deduplicationId).toBe(letters.list(10)[0]?.messageId);
    expect(queue.depth()).toEqual({ waiting: 0, inFlight: 0 });
  });

  test('its later group-mates are received in the same breath', async () => {
    await send('g', 'a');
    await queue.receive(10);
    now += 30_000;
    await queue.receive(10);
    await send('g', 'b');
    now += 30_000;
    expect(await receive()).toEqual(['b']);
    expect(bodies(letters.list(10))).toEqual(['a']);
  });

  test('a list goes on page by page', async () => {
    await letters.send('abc'.split('').map((body) => ({ body, groupId: 'g', deduplicationId: body })));
    const [a, b] = letters.list(2);
    expect(bodies([a, b].filter((letter) => letter !== undefined))).toEqual(['a', 'b']);
    expect(bodies(letters.list(2, b?.sequence))).toEqual(['c']);
  });

  test('a redrive moves exactly the letters that it names, in order, under a new deduplication id', async () => {
    await letters.send(
      ['a', 'b', 'c'].map((body) => ({
        body,
        groupId: 'g',
        deduplicationId: body === 'c' ? 'c-r1' : body,
        attributes: { reason: body === 'b' ? 'kept' : 'moved' },
      })),
    );
    const chosen = letters.list(10).filter(({ attributes }) => attributes['reason'] === 'moved');
    const moved = await queue.redrive(chosen.map(({ sequence }) => sequence).toReversed());
    expect(bodies(moved)).toEqual(['a', 'c']);
    expect(bodies(letters.list(10))).toEqual(['b']);
    expect(await queue.receive(10)).toMatchObject([
      { body: 'a', deduplicationId: 'a-r1', receiveCount: 1 },
      { body: 'c', deduplicationId: 'c-r2', receiveCount: 1 },
    ]);
  });

  test('a redrive of more than one page moves all, and leaves letters in flight', async () => {
    const all = Array.from({ length: 250 }, (_, index) => `letter ${index}`);
    await letters.send(all.map((body) => ({ body, groupId: body, deduplicationId: body })));
    expect(await letters.receive(7)).toHaveLength(7);
    const named = letters.list(250).map(({ sequence }) => sequence);
    expect(await queue.redrive(named)).toHaveLength(243);
    expect(queue.depth().waiting).toBe(243);
    expect(letters.depth()).toEqual({ waiting: 0, inFlight: 7 });
  });

  test('a letter of another queue is not moved, and what fails beside a redrive takes it back', async () => {
    await letters.send([{ body: 'a', groupId: 'g', deduplicationId: 'a' }]);
    await queue.send([{ body: 'b', groupId: 'g', deduplicationId: 'b' }]);
    const [letter] = letters.list(1);
    const [message] = queue.list(1);
    if (!letter || !message) throw new Error('nothing was sent');
    expect(await queue.redrive([message.sequence, 4_711])).toEqual([]);
    const failing = queue.redrive([letter.sequence], () => {
      throw new Error('the note was not taken');
    });
    await expect(failing).rejects.toThrow('the note was not taken');
    expect([bodies(letters.list(10)), bodies(queue.list(10))]).toEqual([['a'], ['b']]);
  });

  test('what is discarded is gone, and what somebody has received is not', async () => {
    await letters.send(['a', 'b'].map((body) => ({ body, groupId: body, deduplicationId: body })));
    await letters.receive(1);
    const all = letters.list(10).map(({ sequence }) => sequence);
    expect(bodies(await letters.discard(all))).toEqual(['b']);
    expect(bodies(letters.list(10))).toEqual(['a']);
    expect(letters.find(all[1] ?? 0)).toBeUndefined();
  });

  test('both queues must be of one kind', () => {
    expect(() => queues.standard('other', { visibilitySeconds: 1, deadLetters: letters })).toThrow(TypeError);
  });
});

describe('a standard queue', () => {
  test('gives every message on its own, with its attributes, and takes the same one twice', async () => {
    const standard = queues.standard(randomUUID(), { visibilitySeconds: 30 });
    const message = { body: 'a', groupId: 'g', deduplicationId: 'a', attributes: { connection: 'shop' } };
    await standard.send([message]);
    expect(await standard.receive(1)).toMatchObject([{ body: 'a', attributes: { connection: 'shop' } }]);
    await standard.send([message]);
    expect(await standard.receive(10)).toHaveLength(1);
    expect(standard.depth()).toEqual({ waiting: 0, inFlight: 2 });
  });
});

describe('what SQS would refuse', () => {
  test.each([
    ['an empty body', { body: '', groupId: 'g', deduplicationId: 'd' }],
    ['no group', { body: 'x', deduplicationId: 'd' }],
    ['no deduplication id', { body: 'x', groupId: 'g' }],
    ['an id over 128 characters', { body: 'x', groupId: 'g'.repeat(129), deduplicationId: 'd' }],
  ])('%s', async (_name, message) => {
    await expect(queue.send([message])).rejects.toMatchObject({ name: 'PortError', retryable: false });
    expect(queue.depth()).toEqual({ waiting: 0, inFlight: 0 });
  });
});
