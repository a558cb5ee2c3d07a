import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { ReceivedMessage } from '../../../local/queue/message.ts';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { fuzzing } from '../../kit/fuzz.ts';

let now = 1_790_000_000_000;
const database = openDatabase(':memory:');
const queues = openQueues(database, () => now);
afterAll(() => database.close());

interface ModelMessage {
  readonly body: string;
  visibleAt: number;
  receives: number;
}

/** The queue as plain arrays, slow and obvious. */
class Model {
  readonly groups = new Map<string, ModelMessage[]>();

  send(group: string, body: string): void {
    this.groups.set(group, [...(this.groups.get(group) ?? []), { body, visibleAt: 0, receives: 0 }]);
  }

  ready(): string[] {
    return [...this.groups].filter(([, mates]) => mates.every(({ visibleAt }) => visibleAt <= now)).map(([id]) => id);
  }

  find(received: ReceivedMessage): ModelMessage | undefined {
    const message = this.groups.get(received.groupId ?? '')?.find(({ body }) => body === received.body);
    return message?.receives === received.receiveCount ? message : undefined;
  }

  remove(received: ReceivedMessage): void {
    const message = this.find(received);
    const group = received.groupId ?? '';
    const left = (this.groups.get(group) ?? []).filter((mate) => mate !== message);
    if (left.length > 0) this.groups.set(group, left);
    else this.groups.delete(group);
  }
}

const group = fc.constantFrom('g', 'h', 'i');
const pick = fc.nat(99);
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('send' as const), group, count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 10 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hide' as const), pick, seconds: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(20) }) },
);

test('order within a group, nothing lost, nothing twice: as the model', async () => {
  const { numRuns, seed } = fuzzing(150);
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
      const queue = queues.fifo(randomUUID(), { visibilitySeconds: 30 });
      const model = new Model();
      const held: ReceivedMessage[] = [];
      let sent = 0;

      const receive = async (max: number) => {
        const ready = model.ready();
        const expected = ready.reduce((sum, id) => sum + (model.groups.get(id)?.length ?? 0), 0);
        const messages = await queue.receive(max);
        expect(messages).toHaveLength(Math.min(max, expected));
        const byGroup = Map.groupBy(messages, ({ groupId }) => groupId ?? '');
        for (const [id, mates] of byGroup) {
          expect(ready).toContain(id);
          const head = (model.groups.get(id) ?? []).slice(0, mates.length);
          expect(mates.map(({ body, receiveCount }) => [body, receiveCount])).toEqual(
            head.map(({ body, receives }) => [body, receives + 1]),
          );
          for (const message of head) {
            message.receives += 1;
            message.visibleAt = now + 30_000;
          }
        }
        held.push(...messages);
        return messages;
      };

      for (const step of commands) {
        const message = 'pick' in step ? held[step.pick % Math.max(1, held.length)] : undefined;
        if (step.do === 'send') {
          const bodies = Array.from({ length: step.count }, () => `${(sent += 1)}`);
          await queue.send(bodies.map((body) => ({ body, groupId: step.group, deduplicationId: body })));
          for (const body of bodies) model.send(step.group, body);
        } else if (step.do === 'receive') {
          await receive(step.max);
        } else if (step.do === 'wait') {
          now += step.seconds * 1000;
        } else if (message !== undefined && step.do === 'remove') {
          await queue.remove([message.receiptHandle]);
          model.remove(message);
        } else if (message !== undefined && step.do === 'hide') {
          const known = model.find(message);
          const inFlight = known !== undefined && known.visibleAt > now;
          const changed = await queue.changeVisibility(message.receiptHandle, step.seconds).then(
            () => true,
            () => false,
          );
          expect(changed).toBe(inFlight);
          if (known !== undefined && inFlight) known.visibleAt = now + step.seconds * 1000;
        }
        const all = [...model.groups.values()].flat();
        const inFlight = all.filter(({ visibleAt }) => visibleAt > now).length;
        const { waiting, inFlight: seen } = queue.depth();
        expect(waiting + seen).toBe(all.length);
        // The group's count stands until all of the group is visible again.
        expect(seen).toBeGreaterThanOrEqual(inFlight);
      }

      now += 60_000;
      for (;;) {
        const messages = await receive(10);
        if (messages.length === 0) break;
        await queue.remove(messages.map(({ receiptHandle }) => receiptHandle));
        for (const message of messages) model.remove(message);
      }
      expect([...model.groups.keys()]).toEqual([]);
      expect(queue.depth()).toEqual({ waiting: 0, inFlight: 0 });
    }),
    { numRuns, seed },
  );
  process.stdout.write(`queue, ${numRuns} courses, seed ${seed}\n`);
});
