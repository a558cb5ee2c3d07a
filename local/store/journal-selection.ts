import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { JournalFilter, JournalRow, LocalJournal } from './journal.ts';
import { rowFrom } from './journal-row.ts';

const columns = ['connection', 'source', 'type', 'state', 'reason'] as const;
const KEYED = `
  SELECT seq FROM journal_key
  WHERE key = :key AND (:kind IS NULL OR kind = :kind) AND (:scope IS NULL OR scope = :scope)`;

/** As the journal writes times, so that texts compare. */
function timeOf(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString();
}

/** As the indexes of these states say it: SQLite takes a partial index only where its condition stands in the query. */
export const OPEN_STATES = "AND state IN ('later', 'refused')";

function isOpen({ state }: JournalFilter): string {
  return state === 'later' || state === 'refused' ? OPEN_STATES : '';
}

/** Events that fit a filter. */
export function journalSelection(sqlite: DatabaseSync): LocalJournal['select'] {
  const statements = new Map<string, StatementSync>();
  /** One statement for each set of conditions, so that each can use its index. */
  const statementFor = (filter: JournalFilter, hasKey: boolean, isBackwards: boolean): StatementSync => {
    const named = columns.filter((column) => filter[column] !== undefined);
    const sql = `
      SELECT * FROM journal WHERE seq < :after AND seq > :before
      ${named.map((column) => `AND ${column} = :${column}`).join(' ')}
      ${isOpen(filter)}
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

  return ({ key, before, ...filter }: JournalFilter, limit): JournalRow[] => {
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
  };
}
