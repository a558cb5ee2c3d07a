import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../../local/store/database.ts';
import { openJournal } from '../../../local/store/open-journal.ts';

/** What the whole journal has to be read for: how many events there are. */
const COUNTS_ALL = /^\s*SELECT count\(\*\) AS events/;

test('whatever is asked of the journal is found by an index, and not by walking over its events', () => {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  const { sqlite } = database;
  const prepare = vi.spyOn(sqlite, 'prepare');
  const journal = openJournal(database);
  journal.select({ state: 'later' }, 1);
  journal.select({ state: 'refused', connection: 'shop' }, 1);
  journal.select({ reason: 'fault' }, 1);
  journal.select({ type: 'orders/paid' }, 1);
  journal.select({ connection: 'shop' }, 1);
  journal.select({ key: { key: '1' } }, 1);

  const asked = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();

  const walks = asked
    .filter((sql) => !COUNTS_ALL.test(sql))
    .filter((sql) =>
      sqlite
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .some(({ detail }) => /^SCAN (journal|journal_key|j)\b/.test(String(detail))),
    );
  expect(asked.length).toBeGreaterThan(20);
  expect(walks).toEqual([]);
});
