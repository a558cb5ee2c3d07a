import { integerOfColumn, type SqlRow } from '../store/row.ts';
import type { deadLetterMoves } from './dead-letter-moves.ts';
import type { deliveries } from './deliveries.ts';
import type { ReceivedMessage } from './message.ts';
import { receivedMessage } from './rows.ts';

export interface QueueReception {
  readonly queue: number;
  readonly limit: number;
  readonly now: number;
  readonly visibleAt: number;
  readonly deadLetters?: { readonly queue: number; readonly maxReceiveCount: number };
}

/** One receive, inside an open transaction. */
export function reception(delivery: ReturnType<typeof deliveries>, moves: ReturnType<typeof deadLetterMoves>) {
  /** The first messages of a group; those received too often leave it for the dead letters. */
  const takeFrom = (group: number, limit: number, { queue, now, deadLetters }: QueueReception): SqlRow[] => {
    for (;;) {
      const rows = delivery.head(queue, group, limit);
      const kept: SqlRow[] = [];
      for (const row of rows) {
        const spent = deadLetters !== undefined && integerOfColumn(row, 'receives') >= deadLetters.maxReceiveCount;
        if (spent) moves.giveUp(row, { queue, target: deadLetters.queue, now });
        else kept.push(row);
      }
      if (kept.length > 0 || rows.length === 0) return kept;
    }
  };

  return (request: QueueReception): ReceivedMessage[] => {
    const { queue, limit, now, visibleAt } = request;
    const messages: ReceivedMessage[] = [];
    for (const group of delivery.readyGroups(queue, limit, now)) {
      if (messages.length >= limit) break;
      const rows = takeFrom(group, limit - messages.length, request);
      const [first, last] = [rows.at(0), rows.at(-1)];
      if (first === undefined || last === undefined) continue;
      const taken = { first: integerOfColumn(first, 'seq'), last: integerOfColumn(last, 'seq'), count: rows.length };
      delivery.take(queue, group, taken, { now, visibleAt });
      for (const row of rows) messages.push(receivedMessage(row, now));
    }
    return messages;
  };
}
