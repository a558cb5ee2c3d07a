import type { LocalDatabase } from './database.ts';
import { integer, optionalText, type Row, text } from './row.ts';

export type JournalState = 'queued' | 'done' | 'ignored' | 'later' | 'refused';

export interface JournalOutcome {
  readonly state: JournalState;
  readonly reason?: string;
  readonly detail?: string;
  /** What delivery reported of the event, as JSON. */
  readonly report?: string;
}

/** What happened to one event. */
export interface JournalEntry extends JournalOutcome {
  /** The id of the event. */
  readonly id: string;
  readonly connection: string;
  readonly type: string;
  readonly subject?: string;
  /** RFC 3339. */
  readonly receivedTime: string;
}

export interface JournalRow extends JournalEntry {
  /** Where the row stands; pages go on after it. */
  readonly position: number;
}

export interface Journal {
  /** Writes the event down, or its newest outcome; that it was queued changes nothing about an event that is known. */
  record(entry: JournalEntry): Promise<void>;
  /** The newest first, or those older than the position `after`. */
  list(limit: number, after?: number): JournalRow[];
  find(id: string): JournalRow | undefined;
}

const TRIM_EVERY = 1_000;

/** The journal of the local run: the newest `keep` events. */
export function openJournal(database: LocalDatabase, keep = 200_000): Journal {
  const { sqlite, commit } = database;
  const insert = sqlite.prepare(`
    INSERT INTO journal (id, connection, type, subject, received_time, state, reason, detail, report)
    VALUES (:id, :connection, :type, :subject, :receivedTime, :state, :reason, :detail, :report)
    ON CONFLICT (id) DO UPDATE
      SET state = excluded.state, reason = excluded.reason, detail = excluded.detail, report = excluded.report
      WHERE excluded.state <> 'queued'
  `);
  const trim = sqlite.prepare('DELETE FROM journal WHERE seq <= (SELECT max(seq) FROM journal) - ?');
  const page = sqlite.prepare('SELECT * FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?');
  const byId = sqlite.prepare('SELECT * FROM journal WHERE id = ?');
  let appended = 0;

  return {
    async record(entry) {
      const { id, connection, type, receivedTime } = entry;
      const row = { id, connection, type, subject: entry.subject ?? null, receivedTime, ...outcomeColumns(entry) };
      appended += 1;
      const due = appended % TRIM_EVERY === 0;
      await commit('lazy', () => {
        insert.run(row);
        if (due) trim.run(keep);
      });
    },

    list: (limit, after = Number.MAX_SAFE_INTEGER) => page.all(after, limit).map(rowFrom),

    find(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : rowFrom(row);
    },
  };
}

function outcomeColumns({ state, reason, detail, report }: JournalOutcome) {
  return { state, reason: reason ?? null, detail: detail ?? null, report: report ?? null };
}

function rowFrom(row: Row): JournalRow {
  const subject = optionalText(row, 'subject');
  const reason = optionalText(row, 'reason');
  const detail = optionalText(row, 'detail');
  const report = optionalText(row, 'report');
  return {
    position: integer(row, 'seq'),
    id: text(row, 'id'),
    connection: text(row, 'connection'),
    type: text(row, 'type'),
    ...(subject !== undefined && { subject }),
    receivedTime: text(row, 'received_time'),
    state: stateFrom(text(row, 'state')),
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
    ...(report !== undefined && { report }),
  };
}

const states: readonly JournalState[] = ['queued', 'done', 'ignored', 'later', 'refused'];

function stateFrom(stored: string): JournalState {
  const state = states.find((known) => known === stored);
  if (state === undefined) throw new TypeError('the journal holds an unknown state');
  return state;
}
