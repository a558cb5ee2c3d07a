import { randomUUID } from 'node:crypto';
import { PortError } from '../../functions/shared/ports/port-error.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn } from '../store/row.ts';
import { deadLetterMoves } from './dead-letter-moves.ts';
import { deduplication } from './deduplication.ts';
import { deliveries, MAX_RECEIVE } from './deliveries.ts';
import { groupNames } from './group-names.ts';
import { inspection } from './inspection.ts';
import type { QueueMessage } from './message.ts';
import { placement } from './placement.ts';
import type { LocalQueue, LocalQueues, QueueOptions } from './queue.ts';
import { parseReceipt } from './receipt.ts';
import { reception } from './reception.ts';

const MAX_MESSAGE_BYTES = 1_048_576;
const MAX_VISIBILITY_SECONDS = 43_200;

/** The queues of one database. A name stands for the same queue and its messages after every restart. */
export function openQueues(database: LocalDatabase, clock: Clock): LocalQueues {
  const { sqlite, commit } = database;
  const names = groupNames(database);
  const isFirst = deduplication(database);
  const places = placement(database, names);
  const delivery = deliveries(database, names);
  const moves = deadLetterMoves(database, places, delivery);
  const receiveNow = reception(delivery, moves);
  const inspect = inspection(database);
  const queueId = sqlite.prepare(
    'INSERT INTO queue (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id',
  );

  const store = (id: number, messages: readonly QueueMessage[]): number => {
    const sentAt = clock();
    let stored = 0;
    for (const { body, groupId: group, deduplicationId, attributes } of messages) {
      const repeated =
        group !== undefined && deduplicationId !== undefined && !isFirst(id, group, deduplicationId, sentAt);
      if (repeated) continue;
      const message = { queue: id, group, deduplicationId, messageId: randomUUID(), sentAt };
      const json = attributes === undefined ? null : JSON.stringify(attributes);
      places.putNew({ ...message, receives: 0, sourceQueue: undefined }, body, json);
      stored += 1;
    }
    return stored;
  };

  const open = (kind: LocalQueue['kind'], name: string, options: QueueOptions): LocalQueue => {
    const { visibilitySeconds, maxReceiveCount = Infinity, deadLetters } = options;
    if (deadLetters !== undefined && deadLetters.kind !== kind) {
      throw new TypeError(`the dead letters of ${name} must be a ${kind} queue too`);
    }
    const id = integerOfColumn(queueId.get(name), 'id');
    const listeners = new Set<() => void>();
    const arrived = () => {
      for (const listener of listeners) listener();
    };

    return {
      id,
      name,
      kind,
      visibilitySeconds,

      async send(messages) {
        const checked = messages.map((message) => checkedMessage(message, kind));
        const stored = await commit('durable', () => store(id, checked));
        if (stored > 0) arrived();
      },

      receive: (max) =>
        commit('lazy', () => {
          const now = clock();
          const visibleAt = now + visibilitySeconds * 1000;
          const request = { queue: id, limit: Math.min(max, MAX_RECEIVE), now, visibleAt };
          if (deadLetters === undefined) return receiveNow(request);
          return receiveNow({ ...request, deadLetters: { queue: deadLetters.id, maxReceiveCount } });
        }),

      async remove(receiptHandles) {
        const receipts = receiptHandles.map(parseReceipt).filter((receipt) => receipt !== undefined);
        await commit('lazy', () => delivery.removeReceived(id, receipts, clock()));
        arrived();
      },

      async changeVisibility(handle, seconds) {
        const receipt = parseReceipt(handle);
        const duration = Math.min(MAX_VISIBILITY_SECONDS, Math.max(0, Math.ceil(seconds))) * 1000;
        const changed = await commit('lazy', () => {
          const now = clock();
          return receipt !== undefined && delivery.setVisibility(id, receipt, { now, visibleAt: now + duration });
        });
        if (!changed) throw new PortError('queue', 'the message is not in flight under this receipt', false);
        arrived();
      },

      depth: () => inspect.depth(id, clock()),
      returned: () => inspect.returned(id, clock()),
      oldest: () => inspect.oldest(id, clock()),
      list: (limit, after = 0) => inspect.list(id, limit, after),
      nextVisibleAt: () => inspect.nextVisibleAt(id),

      find: (sequence) => inspect.find(id, sequence),

      async redrive(sequences, alongside = () => undefined) {
        if (deadLetters === undefined) return [];
        const moved = await commit('durable', () => {
          const letters = moves.bringBack({ queue: id, source: deadLetters.id, sequences, now: clock() });
          alongside(letters);
          return letters;
        });
        if (moved.length > 0) arrived();
        return moved;
      },

      discard: (sequences, alongside = () => undefined) =>
        commit('durable', () => {
          const removed = moves.remove({ queue: id, sequences, now: clock() });
          alongside(removed);
          return removed;
        }),

      onArrival(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    };
  };

  return {
    async recall() {
      await commit('lazy', () => delivery.recall());
    },
    fifo: (name, options) => open('fifo', name, options),
    standard: (name, options) => open('standard', name, options),
  };
}

/** What SQS would refuse is refused here; ids that a standard queue has no use for are dropped. */
function checkedMessage(message: QueueMessage, kind: LocalQueue['kind']): QueueMessage {
  const { body, attributes } = message;
  if (body === '' || Buffer.byteLength(body) > MAX_MESSAGE_BYTES) {
    throw new PortError('queue', 'a message has 1 byte to 1 MiB', false);
  }
  if (kind === 'standard') return { body, ...(attributes !== undefined && { attributes }) };
  if (!isId(message.groupId) || !isId(message.deduplicationId)) {
    throw new PortError('queue', 'a FIFO message needs a group id and a deduplication id', false);
  }
  return message;
}

function isId(id: string | undefined): boolean {
  return id !== undefined && id.length >= 1 && id.length <= 128;
}
