import type { StatementSync } from 'node:sqlite';
import type { LocalDatabase } from './database.ts';
import { discardedCounts, type DiscardedCount, type DiscardedSighting } from './discarded-counts.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from './row.ts';

export type LocalJournalState = 'queued' | 'done' | 'ignored' | 'later' | 'refused';

export interface JournalOutcome {
  readonly state: LocalJournalState;
  readonly reason?: string;
  readonly detail?: string;
  /** What delivery reported of the event, as JSON. */
  readonly report?: string;
}

/** Kinds of keys that no identity has: an order's number, and the platform's own id of a delivery. */
export const ORDER_KEY = '#order';
export const DELIVERY_KEY = '#delivery';

/** What an event can be found by. */
export interface JournalKey {
  /** Of an identity; `''` for the id of a customer; or one of those above. */
  readonly kind: string;
  readonly scope: string;
  /** The value, or the masked form of one that was refused. */
  readonly key: string;
}

/** A key to look for; what is left out may be anything. */
export type JournalQuery = Pick<JournalKey, 'key'> & Partial<JournalKey>;

/** What happened to one event. */
export interface LocalJournalEntry extends JournalOutcome {
  /** The id of the event, unique within its source. */
  readonly id: string;
  /** `/<platform>/<connection>` */
  readonly source: string;
  readonly connection: string;
  readonly type: string;
  readonly subject?: string;
  /** RFC 3339. */
  readonly receivedTime: string;
  /** How it came. */
  readonly via?: 'webhook' | 'inlet';
  /** The event itself, as JSON. */
  readonly envelope?: string;
}

/** What comes with an entry and is kept apart from it. */
export interface JournalFindings {
  readonly keys?: readonly JournalKey[];
  /** Counted with the first report of the event, not with every attempt. */
  readonly discarded?: readonly DiscardedSighting[];
}

export interface JournalRow extends LocalJournalEntry {
  /** The person was erased: what happened is all that is kept. */
  readonly forgotten?: true;
  /** Where the row stands; pages go on after it. */
  readonly position: number;
}

export interface LocalJournal {
  /** Writes the event down, or its newest outcome; that it was queued changes nothing about an event that is known. */
  record(entry: LocalJournalEntry, findings?: JournalFindings): Promise<void>;
  /** Of these events nothing stays but what happened to them; they are found by customer and delivery alone. */
  forget(positions: readonly number[]): Promise<void>;
  /** Writes an event and its report anew, and finds it no longer by these keys. */
  rewrite(row: JournalRow, dropped: readonly JournalKey[]): Promise<void>;
  /** The newest first, or those older than the position `after`. */
  list(limit: number, after?: number): JournalRow[];
  /** Those that fit, the newest first; with `before` the nearest ones that are newer. */
  select(filter: JournalFilter, limit: number): JournalRow[];
  /** Events that are to be tried again later, by reason, the most frequent first. */
  waiting(): readonly WaitingCount[];
  /** The events of that id, of every source or of one; the newest first. */
  find(id: string, source?: string): JournalRow[];
  /** How many events are kept, and when the oldest of them was received (RFC 3339). */
  extent(): { readonly events: number; readonly since?: string };
  /** The newest events that have the key, the newest first. */
  findBy(query: JournalQuery, limit: number): JournalRow[];
  /** How often which kind of value was refused, the most frequent first. */
  discarded(): DiscardedCount[];
  /** Of the newest events of each connection: how many prove a contact, and how many of them say a name. */
  proofs(): ConnectionProofs[];
}

/** Each member narrows the choice. Times are RFC 3339. */
export interface JournalFilter {
  readonly key?: JournalQuery | undefined;
  readonly connection?: string | undefined;
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly state?: LocalJournalState | undefined;
  readonly reason?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}

export interface WaitingCount {
  readonly reason: string;
  readonly count: number;
  readonly oldest: string;
}

export interface ConnectionProofs {
  readonly connection: string;
  readonly proofs: number;
  readonly named: number;
}

const TRIM_EVERY = 1_000;
const PROOFS_LOOKED_AT = 20_000;

/** The journal of the local run: the newest `keep` events. */
export function openJournal(database: LocalDatabase, keep = 200_000): LocalJournal {
  const { sqlite, commit } = database;
  const insert = sqlite.prepare(`
    INSERT INTO journal
      (id, source, connection, type, subject, received_time, via, envelope, state, reason, detail, report)
    VALUES
      (:id, :source, :connection, :type, :subject, :receivedTime, :via, :envelope, :state, :reason, :detail, :report)
    ON CONFLICT (id, source) DO UPDATE
      SET state = excluded.state, reason = excluded.reason,
        detail = iif(forgotten, NULL, excluded.detail), report = iif(forgotten, NULL, excluded.report)
      WHERE excluded.state <> 'queued'
  `);
  const place = sqlite.prepare(
    'SELECT seq, report IS NOT NULL AS reported, forgotten FROM journal WHERE id = ? AND source = ?',
  );
  const forget = sqlite.prepare(`
    UPDATE journal SET forgotten = 1, subject = NULL, detail = NULL, report = NULL, envelope = NULL WHERE seq = ?
  `);
  const dropKeys = sqlite.prepare(`DELETE FROM journal_key WHERE seq = ? AND kind NOT IN ('', '${DELIVERY_KEY}')`);
  const rewrite = sqlite.prepare(
    'UPDATE journal SET detail = NULL, report = :report, envelope = :envelope WHERE seq = :seq',
  );
  const dropKey = sqlite.prepare('DELETE FROM journal_key WHERE seq = ? AND key = ? AND kind = ? AND scope = ?');
  const addKey = sqlite.prepare('INSERT OR IGNORE INTO journal_key (seq, key, kind, scope) VALUES (?, ?, ?, ?)');
  const trim = ['journal', 'journal_key'].map((table) =>
    sqlite.prepare(`DELETE FROM ${table} WHERE seq <= (SELECT max(seq) FROM journal) - ?`),
  );
  const page = sqlite.prepare('SELECT * FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?');
  const byId = sqlite.prepare(
    'SELECT * FROM journal WHERE id = :id AND (:source IS NULL OR source = :source) ORDER BY seq DESC',
  );
  const byKey = sqlite.prepare(`
    SELECT * FROM journal WHERE seq IN (
      SELECT seq FROM journal_key
      WHERE key = :key AND (:kind IS NULL OR kind = :kind) AND (:scope IS NULL OR scope = :scope)
    ) ORDER BY seq DESC LIMIT :limit
  `);
  const discarded = discardedCounts(sqlite);
  const proofs = sqlite.prepare(`
    SELECT connection, count(*) AS proofs, sum(report ->> '$.isNamed') AS named FROM journal
    WHERE seq > (SELECT max(seq) FROM journal) - ${PROOFS_LOOKED_AT} AND EXISTS (
      SELECT 1 FROM json_each(report, '$.identities')
      WHERE value ->> '$.kind' IN ('mobile', 'email') AND value ->> '$.evidence.grade' = 'verified'
        AND value ->> '$.evidence.basis' IS NOT 'record'
    )
    GROUP BY connection
  `);
  const extent = sqlite.prepare(`
    SELECT count(*) AS events, (SELECT received_time FROM journal ORDER BY seq LIMIT 1) AS since FROM journal
  `);
  const waiting = sqlite.prepare(`
    SELECT coalesce(reason, '') AS reason, count(*) AS n, min(received_time) AS oldest FROM journal
    WHERE state = 'later' GROUP BY reason ORDER BY n DESC, reason
  `);
  const statements = new Map<string, StatementSync>();
  /** One statement for each set of conditions, so that each can use its index. */
  const statementFor = (filter: JournalFilter, hasKey: boolean, isBackwards: boolean): StatementSync => {
    const named = columns.filter((column) => filter[column] !== undefined);
    const sql = `
      SELECT * FROM journal WHERE seq < :after AND seq > :before
      ${named.map((column) => `AND ${column} = :${column}`).join(' ')}
      ${filter.since === undefined ? '' : 'AND received_time >= :since'}
      ${filter.until === undefined ? '' : 'AND received_time < :until'}
      ${hasKey ? `AND seq IN (${KEYED})` : ''}
      ORDER BY seq ${isBackwards ? 'ASC' : 'DESC'} LIMIT :limit`;
    const known = statements.get(sql);
    if (known) return known;
    const statement = sqlite.prepare(sql);
    // What a set of conditions does not name is given all the same.
    statement.setAllowUnknownNamedParameters(true);
    statements.set(sql, statement);
    return statement;
  };
  let appended = 0;

  return {
    async record(entry, { keys = [], discarded: sightings = [] } = {}) {
      const row = columnsOf(entry);
      appended += 1;
      const due = appended % TRIM_EVERY === 0;
      await commit('lazy', () => {
        const before = keys.length + sightings.length > 0 ? place.get(entry.id, entry.source) : undefined;
        const { lastInsertRowid } = insert.run(row);
        const seq = before === undefined ? lastInsertRowid : integerOfColumn(before, 'seq');
        if (before !== undefined && integerOfColumn(before, 'forgotten') !== 0) return;
        for (const { key, kind, scope } of keys) addKey.run(seq, key, kind, scope);
        if (before === undefined || integerOfColumn(before, 'reported') === 0) discarded.count(sightings);
        if (due) for (const step of trim) step.run(keep);
      });
    },

    async forget(positions) {
      await commit('durable', () => {
        for (const position of positions) {
          forget.run(position);
          dropKeys.run(position);
        }
      });
    },

    async rewrite({ position, envelope = null, report = null }, dropped) {
      await commit('durable', () => {
        rewrite.run({ seq: position, envelope, report });
        for (const { key, kind, scope } of dropped) dropKey.run(position, key, kind, scope);
      });
    },

    list: (limit, after = Number.MAX_SAFE_INTEGER) => page.all(after, limit).map(rowFrom),

    select({ key, before, ...filter }, limit) {
      const { connection = null, source = null, type = null, state = null, reason = null } = filter;
      const bounds = {
        since: timeOf(filter.since),
        until: timeOf(filter.until),
        after: filter.after ?? Number.MAX_SAFE_INTEGER,
        before: before ?? 0,
      };
      const values = { connection, source, type, state, reason, ...bounds, limit };
      const statement = statementFor(filter, key !== undefined, before !== undefined);
      const rows = statement.all(
        key === undefined ? values : { ...values, key: key.key, kind: key.kind ?? null, scope: key.scope ?? null },
      );
      return (before === undefined ? rows : rows.toReversed()).map(rowFrom);
    },

    waiting: () =>
      waiting.all().map((row) => ({
        reason: textOfColumn(row, 'reason'),
        count: integerOfColumn(row, 'n'),
        oldest: textOfColumn(row, 'oldest'),
      })),

    find: (id, source) => byId.all({ id, source: source ?? null }).map(rowFrom),

    findBy: ({ key, kind = null, scope = null }, limit) => byKey.all({ key, kind, scope, limit }).map(rowFrom),

    extent() {
      const row = extent.get() ?? {};
      const since = optionalText(row, 'since');
      return { events: integerOfColumn(row, 'events'), ...(since !== undefined && { since }) };
    },

    discarded: () => discarded.list(),

    proofs: () =>
      proofs.all().map((row) => ({
        connection: textOfColumn(row, 'connection'),
        proofs: integerOfColumn(row, 'proofs'),
        named: integerOfColumn(row, 'named'),
      })),
  };
}

const columns = ['connection', 'source', 'type', 'state', 'reason'] as const;
const KEYED = `
  SELECT seq FROM journal_key
  WHERE key = :key AND (:kind IS NULL OR kind = :kind) AND (:scope IS NULL OR scope = :scope)`;

/** As the journal writes times, so that texts compare. */
function timeOf(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString();
}

function columnsOf({ id, source, connection, type, receivedTime, state, ...entry }: LocalJournalEntry) {
  return {
    id,
    source,
    connection,
    type,
    subject: entry.subject ?? null,
    receivedTime,
    via: entry.via ?? null,
    envelope: entry.envelope ?? null,
    state,
    reason: entry.reason ?? null,
    detail: entry.detail ?? null,
    report: entry.report ?? null,
  };
}

function rowFrom(row: SqlRow): JournalRow {
  const subject = optionalText(row, 'subject');
  const via = optionalText(row, 'via');
  const envelope = optionalText(row, 'envelope');
  const reason = optionalText(row, 'reason');
  const detail = optionalText(row, 'detail');
  const report = optionalText(row, 'report');
  return {
    position: integerOfColumn(row, 'seq'),
    id: textOfColumn(row, 'id'),
    source: textOfColumn(row, 'source'),
    connection: textOfColumn(row, 'connection'),
    type: textOfColumn(row, 'type'),
    ...(subject !== undefined && { subject }),
    receivedTime: textOfColumn(row, 'received_time'),
    ...((via === 'webhook' || via === 'inlet') && { via }),
    ...(envelope !== undefined && { envelope }),
    state: stateFrom(textOfColumn(row, 'state')),
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
    ...(report !== undefined && { report }),
    ...(row['forgotten'] === 1 && { forgotten: true }),
  };
}

const states: readonly LocalJournalState[] = ['queued', 'done', 'ignored', 'later', 'refused'];

function stateFrom(stored: string): LocalJournalState {
  const state = states.find((known) => known === stored);
  if (state === undefined) throw new TypeError('the journal holds an unknown state');
  return state;
}
