import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../local/store/database.ts';
import type { LocalJournalEntry, JournalKey } from '../../../local/store/journal.ts';
import { openJournal } from '../../../local/store/open-journal.ts';
import { migrations } from '../../../local/store/migrations.ts';

const TEA = '/brand-events/tea-house';
const COFFEE = '/brand-events/coffee-house';

const entry = (source: string, changes: Partial<LocalJournalEntry> = {}): LocalJournalEntry => ({
  id: '4711',
  source,
  connection: source.split('/')[2] ?? '',
  type: 'member.bound',
  receivedTime: '2026-03-01T04:00:00Z',
  envelope: JSON.stringify({ id: '4711', source }),
  state: 'queued',
  ...changes,
});
const mobile = (key: string): JournalKey => ({ kind: 'mobile', scope: '', key });
const reported = (value: string) =>
  JSON.stringify({ identities: [{ kind: 'mobile', scope: '', value }], customers: [] });

describe('an id is unique within its source', () => {
  test('two sources that send one id have a row each, with its own outcome and its own keys', async () => {
    const journal = openJournal(openDatabase(':memory:'));
    for (const source of [TEA, COFFEE]) await journal.record(entry(source));
    await journal.record(entry(COFFEE, { state: 'done' }), { keys: [mobile('15931000002')] });
    await journal.record(entry(TEA, { state: 'refused', reason: 'cdp-refused' }), { keys: [mobile('15931000001')] });
    expect(journal.find('4711')).toMatchObject([
      { source: COFFEE, connection: 'coffee-house', state: 'done' },
      { source: TEA, connection: 'tea-house', state: 'refused' },
    ]);
    expect(journal.find('4711', TEA)).toMatchObject([{ source: TEA, state: 'refused' }]);
    expect(journal.find('4711', '/brand-events/nobody')).toEqual([]);
    expect(journal.findBy(mobile('15931000001'), 10)).toMatchObject([{ source: TEA }]);
    expect(journal.findBy(mobile('15931000002'), 10)).toMatchObject([{ source: COFFEE }]);
  });

  test('the same source sends it twice: one row', async () => {
    const journal = openJournal(openDatabase(':memory:'));
    for (const state of ['queued', 'done', 'queued'] as const) await journal.record(entry(TEA, { state }));
    expect(journal.list(10)).toMatchObject([{ source: TEA, state: 'done' }]);
  });

  test('a value that was refused counts for each of the two', async () => {
    const journal = openJournal(openDatabase(':memory:'));
    const discarded = [
      {
        source: 'brand-events',
        connection: '',
        kind: 'mobile',
        field: 'identities[].value',
        reason: 'masked',
        example: '',
      },
    ];
    for (const source of [TEA, COFFEE]) await journal.record(entry(source, { report: '{}' }), { discarded });
    expect(journal.discarded()).toMatchObject([{ count: 2 }]);
  });
});

/** A file as it was when an id alone was the key, with its rows and keys. */
function oldFile(
  rows: readonly { readonly row: Record<string, string>; readonly keys: readonly JournalKey[] }[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'guiyi.db');
  const sqlite = new DatabaseSync(file);
  for (const step of migrations.slice(0, 4)) sqlite.exec(step);
  sqlite.exec('PRAGMA user_version = 4');
  for (const { row, keys } of rows) {
    const columns = { connection: 'tea-house', type: 'member.bound', received_time: '', state: 'done', ...row };
    const names = Object.keys(columns);
    const { lastInsertRowid: seq } = sqlite
      .prepare(`INSERT INTO journal (${names.join()}) VALUES (${names.map(() => '?').join()})`)
      .run(...Object.values(columns));
    for (const { key, kind, scope } of keys)
      sqlite.prepare('INSERT INTO journal_key (seq, key, kind, scope) VALUES (?, ?, ?, ?)').run(seq, key, kind, scope);
  }
  sqlite.close();
  return file;
}

describe('a file from before', () => {
  const envelope = JSON.stringify({ source: TEA });
  const person = mobile('15931000001');

  test('keeps its events, found by id, by source and by identity', async () => {
    const customer = { kind: '', scope: '', key: '4765064840194818049' };
    const masked = mobile('154****1203');
    const file = oldFile([
      { row: { id: '4711', envelope, report: reported(person.key) }, keys: [person, customer, masked] },
      { row: { id: 'older' }, keys: [] },
    ]);
    const database = openDatabase(file);
    const journal = openJournal(database);
    const row = { position: 1, id: '4711', source: TEA, state: 'done', envelope };
    expect(journal.find('4711', TEA)).toMatchObject([row]);
    for (const key of [person, customer, masked]) expect(journal.findBy(key, 10)).toMatchObject([row]);
    expect(journal.find('older')).toMatchObject([{ source: '' }]);
    await journal.record(entry(COFFEE));
    await journal.record(entry(TEA, { state: 'done' }));
    expect(journal.list(10).map(({ position, source }) => [position, source])).toEqual([
      [3, COFFEE],
      [2, ''],
      [1, TEA],
    ]);
    database.close();
  });

  test('a row that two events had to share is found by neither of their people', () => {
    const stranger = mobile('15931000002');
    const file = oldFile([{ row: { id: '4711', envelope, report: reported(stranger.key) }, keys: [person, stranger] }]);
    const database = openDatabase(file);
    const journal = openJournal(database);
    for (const key of [person, stranger]) expect(journal.findBy(key, 10)).toEqual([]);
    expect(journal.find('4711')).toMatchObject([{ source: TEA }]);
    database.close();
  });
});
