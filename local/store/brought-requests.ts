import type { DatabaseSync } from 'node:sqlite';
import type { LocalDatabase } from './database.ts';
import { integerOfColumn, textOfColumn } from './row.ts';

/** A request as it came, without what could prove another one. */
export interface BroughtRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Not decoded. */
  readonly query: string;
  readonly body: Uint8Array;
}

type EventName = { readonly id: string; readonly source: string };

export interface BroughtRequests {
  /** Keeps the request that has brought these events of the journal; not where one of them was forgotten meanwhile. */
  keep(request: BroughtRequest, events: readonly EventName[]): Promise<void>;
  /** By which an event came; undefined where it is not kept. */
  of(event: EventName): BroughtRequest | undefined;
}

const MAX_BYTES = 100 * 1024;
const TRIM_EVERY = 500;

/** The newest `keep` requests of up to 100 KiB. */
export function openBroughtRequests({ sqlite, commit }: LocalDatabase, keep = 10_000): BroughtRequests {
  const place = sqlite.prepare('SELECT seq, forgotten FROM journal WHERE id = ? AND source = ?');
  const insert = sqlite.prepare('INSERT INTO brought_request (method, headers, query, body) VALUES (?, ?, ?, ?)');
  const link = sqlite.prepare('INSERT OR REPLACE INTO brought_event (seq, request) VALUES (?, ?)');
  const trim = [
    'DELETE FROM brought_event WHERE request <= (SELECT max(number) FROM brought_request) - ?',
    'DELETE FROM brought_request WHERE number <= (SELECT max(number) FROM brought_request) - ?',
  ].map((statement) => sqlite.prepare(statement));
  const find = sqlite.prepare(`
    SELECT r.* FROM journal j JOIN brought_event e ON e.seq = j.seq JOIN brought_request r ON r.number = e.request
    WHERE j.id = ? AND j.source = ?
  `);
  let kept = 0;

  return {
    async keep({ method, headers, query, body }, events) {
      if (events.length === 0 || body.byteLength > MAX_BYTES) return;
      kept += 1;
      const due = kept % TRIM_EVERY === 0;
      await commit('lazy', () => {
        const rows = events.map(({ id, source }) => place.get(id, source)).filter((row) => row !== undefined);
        if (rows.length === 0 || rows.some((row) => integerOfColumn(row, 'forgotten') !== 0)) return;
        const { lastInsertRowid } = insert.run(method, JSON.stringify(headers), query, body);
        for (const row of rows) link.run(integerOfColumn(row, 'seq'), lastInsertRowid);
        if (due) for (const step of trim) step.run(keep);
      });
    },

    of({ id, source }) {
      const row = find.get(id, source);
      const body = row?.['body'];
      if (!row || !(body instanceof Uint8Array)) return undefined;
      return {
        method: textOfColumn(row, 'method'),
        headers: JSON.parse(textOfColumn(row, 'headers')) as Record<string, string>,
        query: textOfColumn(row, 'query'),
        body,
      };
    },
  };
}

/** Removes, within a commit, the request that has brought an event, with all that it has brought of others. */
export function requestDropper(sqlite: DatabaseSync): (seq: number) => void {
  const statements = [
    'DELETE FROM brought_request WHERE number = (SELECT request FROM brought_event WHERE seq = ?)',
    'DELETE FROM brought_event WHERE request = (SELECT request FROM brought_event WHERE seq = ?)',
  ].map((statement) => sqlite.prepare(statement));
  return (seq) => {
    for (const statement of statements) statement.run(seq);
  };
}
