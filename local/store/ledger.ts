import { decodeLedgerItem, encodeLedgerItem, isExpired } from '../../functions/shared/ports/ledger-record.ts';
import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Clock, Ledger } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';
import { integer, text } from './row.ts';

/** The ledger as a table. An item past its expiry stays until its key is written again. */
export function sqliteLedger(database: LocalDatabase, clock: Clock): Ledger {
  const { sqlite, commit } = database;
  const find = sqlite.prepare('SELECT v, expires, state FROM ledger WHERE key = ?');
  const put = sqlite.prepare(`
    INSERT INTO ledger (key, v, expires, state) VALUES (:key, :v, :expires, :state)
    ON CONFLICT (key) DO UPDATE SET v = excluded.v, expires = excluded.expires, state = excluded.state
      WHERE CASE WHEN :expected IS NULL THEN ledger.expires <= :now ELSE ledger.v = :expected END
  `);

  return {
    async read(key) {
      const row = find.get(key);
      if (row === undefined) return undefined;
      const record = { v: integer(row, 'v'), expires: integer(row, 'expires'), state: text(row, 'state') };
      return isExpired(record.expires, clock()) ? undefined : decodeLedgerItem(record);
    },

    async write(key, item, expected) {
      const { v, expires, state } = encodeLedgerItem(item);
      const now = Math.floor(clock() / 1000);
      try {
        // Lazy is enough: the message is removed after this write, so a power cut that takes the write back takes the
        // removal back too, and the event is delivered again.
        const changes = await commit(
          'lazy',
          () => put.run({ key, v, expires, state, expected: expected ?? null, now }).changes,
        );
        return changes === 0 ? 'conflict' : 'written';
      } catch (error) {
        throw portErrorFrom('ledger', error);
      }
    },
  };
}
