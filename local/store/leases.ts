import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Leases } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';

const PRUNE_EVERY = 1_000;

/** A temporary table: nobody else has the file open, so that a lease ends with the process that took it. */
export function sqliteLeases(database: LocalDatabase): Leases {
  const { sqlite, commit } = database;
  sqlite.exec(`
    CREATE TEMP TABLE IF NOT EXISTS lease (key TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL)
      STRICT, WITHOUT ROWID
  `);
  const heldByAnother = sqlite.prepare('SELECT 1 FROM lease WHERE key = ? AND holder <> ? AND until > ?');
  const put = sqlite.prepare('INSERT OR REPLACE INTO lease (key, holder, until) VALUES (?, ?, ?)');
  const remove = sqlite.prepare('DELETE FROM lease WHERE key = ? AND holder = ?');
  const prune = sqlite.prepare('DELETE FROM lease WHERE until <= ?');
  let takes = 0;

  return {
    async take(keys, holder, { now, until }) {
      takes += 1;
      const due = takes % PRUNE_EVERY === 0;
      try {
        return await commit('lazy', () => {
          if (due) prune.run(now);
          if (keys.some((key) => heldByAnother.get(key, holder, now) !== undefined)) return false;
          for (const key of keys) put.run(key, holder, until);
          return true;
        });
      } catch (error) {
        throw portErrorFrom('leases', error);
      }
    },

    async release(keys, holder) {
      try {
        await commit('lazy', () => {
          for (const key of keys) remove.run(key, holder);
        });
      } catch (error) {
        throw portErrorFrom('leases', error);
      }
    },
  };
}
