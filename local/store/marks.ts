import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Marks } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';
import { integer } from './row.ts';

/**
 * A suppression is on the disk before anybody acts on it: what is deleted in the CDP afterwards must not come back. A typed
 * link may wait for the next commit: until then its event is delivered again.
 */
export function sqliteMarks(database: LocalDatabase, table: 'suppression' | 'typed_link'): Marks {
  const { sqlite, commit } = database;
  const read = sqlite.prepare(`SELECT since FROM ${table} WHERE key = ?`);
  const put = sqlite.prepare(`
    INSERT INTO ${table} (key, since) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET since = excluded.since WHERE excluded.since > since
  `);
  const remove = sqlite.prepare(`DELETE FROM ${table} WHERE key = ?`);

  const write = async (keys: readonly string[], one: (key: string) => unknown) => {
    try {
      await commit(table === 'suppression' ? 'durable' : 'lazy', () => keys.forEach(one));
    } catch (error) {
      throw portErrorFrom('marks', error);
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
        throw portErrorFrom('marks', error);
      }
    },
    add: (keys, since) => write(keys, (key) => put.run(key, since)),
    lift: (keys) => write(keys, (key) => remove.run(key)),
  };
}
