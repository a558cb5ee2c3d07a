import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Clock, Ledger, LedgerRecord } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';
import { integerOfColumn, type SqlRow, textOfColumn } from './row.ts';

/** The ledger as a table. An item past its expiry stays until its key is written again. */
export function sqliteLedger(database: LocalDatabase, clock: Clock): Ledger {
  const { sqlite, commit } = database;
  const find = sqlite.prepare('SELECT v, expires, state FROM item WHERE key = ?');
  const former = formerItems(database);
  const put = sqlite.prepare(`
    INSERT INTO item (key, v, expires, state) VALUES (:key, :v, :expires, :state)
    ON CONFLICT (key) DO UPDATE SET v = excluded.v, expires = excluded.expires, state = excluded.state
      WHERE item.expires <= :now
  `);
  const replace = sqlite.prepare(
    'UPDATE item SET v = :v, expires = :expires, state = :state WHERE key = :key AND v = :expected',
  );
  const drop = sqlite.prepare('DELETE FROM item WHERE key = ? AND v = ?');

  // Lazy is enough for all but marks: the message is removed after these writes, so a power cut that takes a write back takes
  // the removal back too, and the event is delivered again.
  const run = async <T>(work: () => T, durable: boolean): Promise<T> => {
    try {
      return await commit(durable ? 'durable' : 'lazy', work);
    } catch (error) {
      throw portErrorFrom('ledger', error);
    }
  };

  return {
    async read(keys) {
      const now = clock() / 1000;
      const found = new Map<string, LedgerRecord>();
      for (const key of keys) {
        const row = find.get(key);
        const record = row === undefined ? former(key) : recordFrom(row);
        if (record && (record.expires ?? Infinity) > now) found.set(key, record);
      }
      return found;
    },

    async write(key, { v, expires = null, state }, expected) {
      const now = Math.floor(clock() / 1000);
      const work =
        expected === undefined
          ? () => put.run({ key, v, expires, state, now }).changes
          : () => replace.run({ key, v, expires, state, expected }).changes;
      return Number(await run(work, expires === null)) === 0 ? 'conflict' : 'written';
    },

    async remove(key, expected) {
      return Number(await run(() => drop.run(key, expected).changes, true)) === 0 ? 'conflict' : 'removed';
    },
  };
}

function recordFrom(row: SqlRow): LedgerRecord {
  const { expires } = row;
  return {
    v: integerOfColumn(row, 'v'),
    ...(typeof expires === 'number' && { expires }),
    state: textOfColumn(row, 'state'),
  };
}

/** What versions before kept in tables of their own; read, and never written. */
function formerItems({ sqlite }: LocalDatabase): (key: string) => LedgerRecord | undefined {
  const subject = sqlite.prepare('SELECT v, expires, state FROM ledger WHERE key = ?');
  const marks: Readonly<Record<string, ReturnType<typeof sqlite.prepare>>> = {
    'suppressed:': sqlite.prepare('SELECT since FROM suppression WHERE key = ?'),
    'typed:': sqlite.prepare('SELECT since FROM typed_link WHERE key = ?'),
  };
  return (key) => {
    for (const [prefix, statement] of Object.entries(marks)) {
      if (!key.startsWith(prefix)) continue;
      const row = statement.get(key.slice(prefix.length));
      return row && { v: 0, state: JSON.stringify({ since: integerOfColumn(row, 'since') }) };
    }
    const row = subject.get(key);
    return row && recordFrom(row);
  };
}
