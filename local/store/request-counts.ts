import type { LocalDatabase } from './database.ts';
import { integerOfColumn, textOfColumn } from './row.ts';

/** A request that became no event, without anything that it held. */
export interface UnusedRequest {
  /** `''` for one that names no connection of ours. */
  readonly connection: string;
  readonly outcome: 'rejected' | 'quarantined';
  readonly reason: string;
  /** Unix ms. */
  readonly at: number;
}

export interface RequestCount extends Omit<UnusedRequest, 'at'> {
  readonly count: number;
  /** Unix ms, to the minute. */
  readonly first: number;
  readonly last: number;
}

export interface RequestCounts {
  count(request: UnusedRequest): Promise<void>;
  /** From `since` (Unix ms), of one connection or of all; the most frequent first. */
  list(since: number, connection?: string): readonly RequestCount[];
  /** Since this process has begun. */
  totals(): readonly (Omit<UnusedRequest, 'at'> & { readonly count: number })[];
  /** From `since` (Unix ms): how many were rejected, by minute (Unix time in minutes). */
  byMinute(since: number): ReadonlyMap<number, number>;
}

const MINUTE_MS = 60_000;
const KEPT_MS = 30 * 24 * 3_600_000;
const FORGET_EVERY = 1_000;

/** How many requests were rejected and quarantined, by connection, reason and minute. */
export function openRequestCounts({ sqlite, commit }: Pick<LocalDatabase, 'sqlite' | 'commit'>): RequestCounts {
  const add = sqlite.prepare(`
    INSERT INTO request_count (connection, minute, outcome, reason, count) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET count = count + 1
  `);
  const forget = sqlite.prepare('DELETE FROM request_count WHERE minute < ?');
  const list = sqlite.prepare(`
    SELECT connection, outcome, reason, sum(count) AS n, min(minute) AS first, max(minute) AS last FROM request_count
    WHERE minute >= :since AND (:connection IS NULL OR connection = :connection)
    GROUP BY connection, outcome, reason ORDER BY n DESC, connection, reason
  `);
  const minutes = sqlite.prepare(
    "SELECT minute, sum(count) AS n FROM request_count WHERE minute >= ? AND outcome = 'rejected' GROUP BY minute",
  );
  const totals = new Map<string, ReturnType<RequestCounts['totals']>[number]>();
  let counted = 0;

  return {
    async count({ connection, outcome, reason, at }) {
      const minute = Math.floor(at / MINUTE_MS);
      counted += 1;
      const key = `${connection} ${outcome} ${reason}`;
      totals.set(key, { connection, outcome, reason, count: (totals.get(key)?.count ?? 0) + 1 });
      const due = counted % FORGET_EVERY === 0;
      await commit('lazy', () => {
        add.run(connection, minute, outcome, reason);
        if (due) forget.run(Math.floor((at - KEPT_MS) / MINUTE_MS));
      });
    },

    totals: () => [...totals.values()],

    list: (since, connection) =>
      list.all({ since: Math.floor(since / MINUTE_MS), connection: connection ?? null }).map((row) => ({
        connection: textOfColumn(row, 'connection'),
        outcome: textOfColumn(row, 'outcome') === 'quarantined' ? 'quarantined' : 'rejected',
        reason: textOfColumn(row, 'reason'),
        count: integerOfColumn(row, 'n'),
        first: integerOfColumn(row, 'first') * MINUTE_MS,
        last: integerOfColumn(row, 'last') * MINUTE_MS,
      })),

    byMinute: (since) =>
      new Map(
        minutes
          .all(Math.floor(since / MINUTE_MS))
          .map((row) => [integerOfColumn(row, 'minute'), integerOfColumn(row, 'n')]),
      ),
  };
}
