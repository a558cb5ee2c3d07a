import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openJournal } from '../../../local/store/open-journal.ts';
import { openDatabase as openSandboxDatabase, truncateLog } from '../../../sandbox/store/database.ts';

const PHONE = '15931000044';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiyi-bytes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filesWith = (value: string) =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(value));

test('a message that was removed and a row that was forgotten leave no bytes, once the log is emptied', async () => {
  const database = openDatabase(join(folder, 'guiyi.db'));
  const queue = openQueues(database, () => 1000).standard('inlet', { visibilitySeconds: 30 });
  const journal = openJournal(database);
  // Long enough for pages of its own, which are free afterwards.
  await queue.send([{ body: `${'x'.repeat(9000)} ${PHONE}` }]);
  const entry = { id: '1', source: 's', connection: 'c', type: 't', receivedTime: '2026-01-01T00:00:00Z' };
  const keys = [{ kind: 'mobile', scope: '', key: PHONE }];
  await journal.record({ ...entry, state: 'done', envelope: PHONE.repeat(900) }, { keys });
  database.truncateLog();
  expect(filesWith(PHONE)).toEqual(['guiyi.db']);

  await queue.remove((await queue.receive(1)).map(({ receiptHandle }) => receiptHandle));
  await journal.forget(journal.find('1').map(({ position }) => position));
  database.truncateLog();
  expect(filesWith(PHONE)).toEqual([]);
  database.close();
});

test('a log that a killed process has left is emptied when the file is opened', () => {
  const file = join(folder, 'guiyi.db');
  openDatabase(file).close();
  const killed = new DatabaseSync(file);
  killed.exec(`PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0; INSERT INTO kept VALUES ('a', '${PHONE}')`);
  killed.exec('DELETE FROM kept');
  const [database, log] = ['guiyi.db', 'guiyi.db-wal'].map((name) => readFileSync(join(folder, name)));
  killed.close();
  if (!database || !log) throw new Error('no log');
  writeFileSync(file, database);
  writeFileSync(`${file}-wal`, log);
  expect(filesWith(PHONE)).toEqual(['guiyi.db-wal']);
  const opened = openDatabase(file);
  expect(filesWith(PHONE)).toEqual([]);
  opened.close();
});

test('the sandbox’s file loses what it deletes too', () => {
  const database = openSandboxDatabase(join(folder, 'sandbox.db'), 'normal');
  database.exec(`INSERT INTO customers (id, fields) VALUES (1, '{"name":"${PHONE}"}')`);
  database.exec('DELETE FROM customers');
  truncateLog(database);
  expect(filesWith(PHONE)).toEqual([]);
  database.close();
});
