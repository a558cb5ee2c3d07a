import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OutgoingMessage, Queue, Visibility } from '../../functions/shared/ports/ports.ts';

/** What a consumer sees of the queue under test, whatever keeps it. */
export interface SeenMessage {
  readonly body: string;
  readonly groupId: string | undefined;
  readonly receiptHandle: string;
}
export interface QueueUnderTest {
  readonly port: Queue & Visibility;
  /** One receive of at most ten messages, with the queue's visibility of 30 seconds. */
  receive(): Promise<SeenMessage[]>;
  remove(receiptHandle: string): Promise<void>;
}

const message = (body: string, group: string): OutgoingMessage => ({
  body,
  groupId: group,
  deduplicationId: randomUUID(),
});

/** Empties the queue. */
async function drain(queue: QueueUnderTest): Promise<SeenMessage[]> {
  const seen: SeenMessage[] = [];
  for (;;) {
    const messages = await queue.receive();
    if (messages.length === 0) return seen;
    for (const received of messages) await queue.remove(received.receiptHandle);
    seen.push(...messages);
  }
}

export function queueContract(create: () => Promise<QueueUnderTest>): void {
  describe('Queue and Visibility', () => {
    test('no message is nothing to do', async () => {
      const queue = await create();
      await queue.port.send([]);
      expect(await queue.receive()).toEqual([]);
    });

    test('one message arrives with its body and group', async () => {
      const queue = await create();
      await queue.port.send([message('{"name":"归一"}', 'g')]);
      expect(await queue.receive()).toMatchObject([{ body: '{"name":"归一"}', groupId: 'g' }]);
    });

    test('25 messages of a group, more than one request takes, arrive in order', async () => {
      const queue = await create();
      const bodies = Array.from({ length: 25 }, (_, index) => `message ${index}`);
      await queue.port.send(bodies.map((body) => message(body, 'g')));
      expect((await drain(queue)).map(({ body }) => body)).toEqual(bodies);
    });

    test('messages that together exceed 1 MiB all arrive', async () => {
      const queue = await create();
      const bodies = ['a', 'b', 'c'].map((letter) => letter.repeat(450_000));
      await queue.port.send(bodies.map((body) => message(body, 'g')));
      expect((await drain(queue)).map(({ body }) => body[0])).toEqual(['a', 'b', 'c']);
    });

    test('a message over 1 MiB is refused for good', async () => {
      const queue = await create();
      const sent = queue.port.send([message('x'.repeat(1_048_577), 'g')]);
      await expect(sent).rejects.toMatchObject({ name: 'PortError', kind: 'queue', retryable: false });
    });

    test('the same deduplication id in the same group arrives once', async () => {
      const queue = await create();
      const once = message('once', 'g');
      await queue.port.send([once]);
      await queue.port.send([once, message('other', 'g')]);
      expect((await drain(queue)).map(({ body }) => body)).toEqual(['once', 'other']);
    });

    test('it stays unique after its message was removed', async () => {
      const queue = await create();
      const once = message('once', 'g');
      await queue.port.send([once]);
      await drain(queue);
      await queue.port.send([once]);
      expect(await queue.receive()).toEqual([]);
    });

    test('a group with a message in flight gives no further one, another group does', async () => {
      const queue = await create();
      await queue.port.send([message('first', 'g')]);
      expect(await queue.receive()).toHaveLength(1);
      await queue.port.send([message('second', 'g'), message('other', 'h')]);
      expect((await queue.receive()).map(({ body }) => body)).toEqual(['other']);
    });

    test('a message made visible at once comes again before its group-mates', async () => {
      const queue = await create();
      await queue.port.send([message('first', 'g')]);
      const [first] = await queue.receive();
      await queue.port.send([message('second', 'g')]);
      await queue.port.change(first?.receiptHandle ?? '', 0);
      expect((await drain(queue)).map(({ body }) => body)).toEqual(['first', 'second']);
    });

    test('a receipt that was never given is refused', async () => {
      const queue = await create();
      const changed = queue.port.change('no-receipt', 0);
      await expect(changed).rejects.toMatchObject({ name: 'PortError', kind: 'queue', retryable: false });
    });
  });
}
