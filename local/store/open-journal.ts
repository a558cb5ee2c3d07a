import { requestDropper } from './brought-requests.ts';
import type { LocalDatabase } from './database.ts';
import { discardedCounts } from './discarded-counts.ts';
import { DELIVERY_KEY, JOB_KEY, type LocalJournal } from './journal.ts';
import { columnsOf, rowFrom } from './journal-row.ts';
import { journalSelection, OPEN_STATES } from './journal-selection.ts';
import { integerOfColumn, optionalText, textOfColumn } from './row.ts';

const TRIM_EVERY = 1_000;
const PROOFS_LOOKED_AT = 20_000;
const ARRIVALS_LOOKED_AT = 10_000;

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
  const dropKeys = sqlite.prepare(
    `DELETE FROM journal_key WHERE seq = ? AND kind NOT IN ('', '${DELIVERY_KEY}', '${JOB_KEY}')`,
  );
  const rewrite = sqlite.prepare(
    'UPDATE journal SET detail = NULL, report = :report, envelope = :envelope WHERE seq = :seq',
  );
  const dropRequest = requestDropper(sqlite);
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
  const one = sqlite.prepare('SELECT * FROM journal WHERE seq = ?');
  const outcomes = sqlite.prepare(`
    SELECT state, reason, count(*) AS n FROM journal
    WHERE seq IN (SELECT seq FROM journal_key WHERE key = ? AND kind = '${JOB_KEY}')
    GROUP BY state, reason ORDER BY n DESC, state, reason
  `);
  const discarded = discardedCounts(sqlite);
  const proofs = sqlite.prepare(`
    SELECT connection, count(*) AS proofs, sum(report ->> '$.isNamed') AS named FROM journal
    WHERE seq > (SELECT max(seq) FROM journal) - ${PROOFS_LOOKED_AT} AND EXISTS (
      SELECT 1 FROM json_each(report, '$.identities')
      WHERE value ->> '$.kind' IN ('mobile', 'email') AND value ->> '$.evidence.grade' = 'verified'
        AND value ->> '$.evidence.basis' IS NOT 'record'
    )
    -- The sign keeps SQLite from walking over all events in the order of the connections.
    GROUP BY +connection
  `);
  const extent = sqlite.prepare(`
    SELECT count(*) AS events, (SELECT received_time FROM journal ORDER BY seq LIMIT 1) AS since FROM journal
  `);
  const waiting = sqlite.prepare(`
    SELECT coalesce(reason, '') AS reason, count(*) AS n, min(received_time) AS oldest FROM journal
    WHERE state = 'later' ${OPEN_STATES} GROUP BY reason ORDER BY n DESC, reason
  `);
  const countSince = sqlite.prepare(`
    SELECT count(*) AS n FROM (
      SELECT received_time FROM journal WHERE connection = ? ORDER BY seq DESC LIMIT ${ARRIVALS_LOOKED_AT}
    ) WHERE received_time >= ?
  `);
  const select = journalSelection(sqlite);
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
          dropRequest(position);
        }
      });
    },

    async rewrite({ position, envelope = null, report = null }, dropped) {
      await commit('durable', () => {
        rewrite.run({ seq: position, envelope, report });
        dropRequest(position);
        for (const { key, kind, scope } of dropped) dropKey.run(position, key, kind, scope);
      });
    },

    at: (positions) => positions.flatMap((position) => one.all(position).map(rowFrom)),

    async mark(positions, job) {
      await commit('lazy', () => {
        for (const position of positions) addKey.run(position, job, JOB_KEY, '');
      });
    },

    outcomesOf: (job) =>
      outcomes.all(job).map((row) => {
        const reason = optionalText(row, 'reason');
        const count = integerOfColumn(row, 'n');
        return { state: textOfColumn(row, 'state'), count, ...(reason !== undefined && { reason }) };
      }),

    list: (limit, after = Number.MAX_SAFE_INTEGER) => page.all(after, limit).map(rowFrom),

    select,

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
    countSince: (connection, since) => integerOfColumn(countSince.get(connection, since) ?? {}, 'n'),

    proofs: () =>
      proofs.all().map((row) => ({
        connection: textOfColumn(row, 'connection'),
        proofs: integerOfColumn(row, 'proofs'),
        named: integerOfColumn(row, 'named'),
      })),
  };
}
