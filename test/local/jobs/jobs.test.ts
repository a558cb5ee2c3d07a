import { expect, test, vi } from 'vitest';
import { openJobOperations } from '../../../local/jobs/jobs.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openJobs } from '../../../local/store/jobs.ts';
import { openJournal } from '../../../local/store/open-journal.ts';
import type { LogLine } from '../../../functions/shared/log/log.ts';

test('a job whose end cannot be written ends nothing else', async () => {
  const database = openDatabase(':memory:');
  const store = openJobs(database);
  const journal = openJournal(database);
  const isFull = () => Promise.reject(new Error('database or disk is full'));
  const lines: LogLine[] = [];
  const never = async function* () {};
  const jobs = openJobOperations({
    store: { ...store, update: isFull },
    journal: { ...journal, mark: async () => undefined },
    queue: { send: async () => undefined },
    waiting: () => 0,
    backfill: { plan: isFull, batches: never },
    replay: { plan: isFull, batches: never },
    objection: () => undefined,
    views: { journal, badRowsFile: () => '/nowhere' },
    clock: () => 0,
    log: (line) => void lines.push(line),
  });
  await jobs.create({ kind: 'replay', mode: 'reprocess', select: {}, by: 'test' });
  await vi.waitUntil(() => lines.length === 2);
  expect(lines.map(({ message }) => message)).toEqual(['a job failed', 'the end of a job was not written']);
  await jobs.stop();
  database.close();
});
