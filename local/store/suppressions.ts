import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Suppressions } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';
import { integer } from './row.ts';

/** Marks are on the disk before anybody acts on them: what is deleted in the CDP afterwards must not come back. */
export function sqliteSuppressions(database: LocalDatabase): Suppressions {
  const { sqlite, commit } = database;
  const read = sqlite.prepare('SELECT since FROM suppression WHERE key = ?');
  const put = sqlite.prepare(`
    INSERT INTO suppression (key, since) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET since = excluded.since WHERE excluded.since > since
  `);
  const remove = sqlite.prepare('DELETE FROM suppression WHERE key = ?');

  const write = async (keys: readonly string[], one: (key: string) => unknown) => {
    try {
      await commit('durable', () => keys.forEach(one));
    } catch (error) {
      throw portErrorFrom('suppressions', error);
    }
  };

  return {
    async find(keys) {
      try {
        const found = new Map<string, number>();
        for (const key of keys) {
          const row = read.get(key);
          if (row !== undefined) found.set(key, integer(row, 'since'));
        }
        return found;
      } catch (error) {
        throw portErrorFrom('suppressions', error);
      }
    },
    add: (keys, since) => write(keys, (key) => put.run(key, since)),
    lift: (keys) => write(keys, (key) => remove.run(key)),
  };
}
