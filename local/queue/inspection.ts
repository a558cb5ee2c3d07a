import type { LocalDatabase } from '../store/database.ts';
import { integerOfColumn } from '../store/row.ts';
import type { Depth, StoredMessage } from './message.ts';
import { MESSAGE_COLUMNS, MESSAGE_TABLES, storedMessage } from './rows.ts';

/** What can be seen of a queue without receiving from it. */
export function inspection({ sqlite }: LocalDatabase) {
  const countAll = sqlite.prepare('SELECT count(*) AS n FROM message WHERE queue = ?');
  const countInFlight = sqlite.prepare(`
    SELECT coalesce(sum(in_flight), 0) AS n FROM message_group
    WHERE queue = ? AND busy_until > 0 AND busy_until > ?
  `);
  const countReturned = sqlite.prepare(
    'SELECT count(*) AS n FROM message WHERE queue = ? AND returned = 1 AND visible_at > ?',
  );
  // Those that nobody is working on; a queue's messages stand in the order in which they came.
  const firstWaiting = sqlite.prepare(`
    SELECT sent_at FROM message WHERE queue = ? AND (returned = 1 OR visible_at <= ?) ORDER BY seq LIMIT 1
  `);
  const anyWaiting = sqlite.prepare('SELECT 1 FROM message_group WHERE queue = ? AND busy_until = 0 LIMIT 1');
  const firstReturn = sqlite.prepare(`
    SELECT min(busy_until) AS at FROM message_group WHERE queue = ? AND busy_until > 0
  `);
  const page = sqlite.prepare(`
    SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_TABLES}
    WHERE m.seq IN (SELECT seq FROM message WHERE queue = ? AND seq > ? ORDER BY seq LIMIT ?) ORDER BY m.seq
  `);
  const one = sqlite.prepare(`SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_TABLES} WHERE m.seq = ? AND m.queue = ?`);

  return {
    depth(queue: number, now: number): Depth {
      const inFlight = integerOfColumn(countInFlight.get(queue, now), 'n');
      return { waiting: integerOfColumn(countAll.get(queue), 'n') - inFlight, inFlight };
    },

    returned: (queue: number, now: number): number => integerOfColumn(countReturned.get(queue, now), 'n'),

    oldest(queue: number, now: number): number | undefined {
      const row = firstWaiting.get(queue, now);
      return row && integerOfColumn(row, 'sent_at');
    },

    list: (queue: number, limit: number, after: number): StoredMessage[] =>
      page.all(queue, after, limit).map(storedMessage),

    find(queue: number, sequence: number): StoredMessage | undefined {
      const row = one.get(sequence, queue);
      return row && storedMessage(row);
    },

    nextVisibleAt(queue: number): number | undefined {
      if (anyWaiting.get(queue) !== undefined) return 0;
      const at = firstReturn.get(queue)?.['at'];
      return typeof at === 'number' ? at : undefined;
    },
  };
}
