import { portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { Claims } from '../../functions/shared/ports/ports.ts';
import type { LocalDatabase } from './database.ts';
import { integer } from './row.ts';

/** So many subjects of a value more than needed may stand before the old ones are removed. */
const SLACK = 16;
const PRUNE_EVERY = 1_000;

/** The newest subjects of each value, enough of them to count to the limit. */
export function sqliteClaims(database: LocalDatabase): Claims {
  const { sqlite, commit } = database;
  const put = sqlite.prepare(`
    INSERT INTO claim (value, subject, time, until) VALUES (?, ?, ?, ?)
    ON CONFLICT (value, subject) DO UPDATE SET time = excluded.time, until = excluded.until
  `);
  const count = sqlite.prepare(
    'SELECT count(*) AS everyone, count(*) FILTER (WHERE time > ?) AS lately FROM claim WHERE value = ?',
  );
  const trim = sqlite.prepare(`
    DELETE FROM claim WHERE value = :value AND subject NOT IN (
      SELECT subject FROM claim WHERE value = :value ORDER BY time DESC, subject LIMIT :keep
    )
  `);
  const prune = sqlite.prepare('DELETE FROM claim WHERE until <= ?');
  let notes = 0;

  return {
    async note(value, subject, { now, ms, limit }) {
      const keep = limit + 1;
      notes += 1;
      const due = notes % PRUNE_EVERY === 0;
      try {
        return await commit('lazy', () => {
          put.run(value, subject, now, now + ms);
          const row = count.get(now - ms, value);
          if (integer(row, 'everyone') > keep + SLACK) trim.run({ value, keep });
          if (due) prune.run(now);
          return Math.min(integer(row, 'lately'), keep);
        });
      } catch (error) {
        throw portErrorFrom('claims', error);
      }
    },
  };
}
