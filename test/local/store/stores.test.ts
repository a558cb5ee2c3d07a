import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fileArchive } from '../../../local/store/archive.ts';
import { openDatabase } from '../../../local/store/database.ts';
import type { LocalJournalEntry } from '../../../local/store/journal.ts';
import { openJournal } from '../../../local/store/open-journal.ts';
import { fileSecrets } from '../../../local/store/secrets.ts';

const root = mkdtempSync(join(tmpdir(), 'guiyi-stores-'));
afterAll(() => rmSync(root, { recursive: true }));
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(root, 'case-'));
});

describe('the archive of files', () => {
  test.each([
    '../outside',
    '..',
    '/absolute',
    'a/../../outside',
    'a//b',
    './x',
    'a\\..\\..\\outside',
    '....//x',
    'a\0b',
  ])('the key %j stays inside the directory', async (key) => {
    const archive = fileArchive(join(directory, 'inner', 'archive'));
    await archive.put(key, Buffer.from(key));
    expect(readdirSync(directory)).toEqual(['inner']);
    expect(readdirSync(join(directory, 'inner'))).toEqual(['archive']);
    expect(Buffer.from((await archive.get(key)) ?? []).toString()).toBe(key);
  });

  test('a put leaves no temporary file behind', async () => {
    const archive = fileArchive(directory);
    await archive.put('k', Buffer.from('x'));
    expect(readdirSync(directory)).toEqual(['k@object']);
  });
});

describe('the file of secrets', () => {
  test('is read again when it changes, and not when it does not', async () => {
    const file = join(directory, 'secrets.json');
    writeFileSync(file, '{"shop":{"clientSecret":"a"}}');
    const secrets = fileSecrets(file);
    expect(await secrets.read('shop')).toBe('{"clientSecret":"a"}');
    writeFileSync(file, '{"shop":{"clientSecret":"b"}}');
    expect(await secrets.read('shop')).toBe('{"clientSecret":"b"}');
    expect(await secrets.read('shop')).toBe('{"clientSecret":"b"}');
  });

  test.each([
    ['no file', undefined],
    ['no JSON', '{"shop": "open ses'],
    ['no object', '["shop"]'],
  ])('%s: the store cannot say', async (_name, content) => {
    const file = join(directory, 'secrets.json');
    if (content !== undefined) writeFileSync(file, content);
    await expect(fileSecrets(file).read('shop')).rejects.toMatchObject({ kind: 'secrets', retryable: true });
  });
});

describe('the journal', () => {
  const entry = (id: string): LocalJournalEntry => ({
    id,
    source: '/shopify/shop',
    connection: 'shop',
    type: 'orders/paid',
    subject: 's',
    receivedTime: '2026-01-01T00:00:00Z',
    state: 'queued',
  });
  const open = (keep?: number) => {
    const database = openDatabase(':memory:');
    return openJournal(database, keep);
  };

  test('lists the newest first, page by page', async () => {
    const journal = open();
    await Promise.all('abc'.split('').map((id) => journal.record(entry(id))));
    const page = journal.list(2);
    expect(page.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(journal.list(2, page.at(-1)?.position).map(({ id }) => id)).toEqual(['a']);
  });

  test('an outcome replaces the one before, with all its parts', async () => {
    const journal = open();
    await journal.record(entry('a'));
    await journal.record({
      ...entry('a'),
      state: 'later',
      reason: 'cdp-unavailable',
      detail: '503',
      report: '{"calls":[]}',
    });
    expect(journal.find('a')).toEqual([
      {
        ...entry('a'),
        position: 1,
        state: 'later',
        reason: 'cdp-unavailable',
        detail: '503',
        report: '{"calls":[]}',
      },
    ]);
    await journal.record({ ...entry('a'), state: 'done' });
    expect(journal.find('a')).toEqual([{ ...entry('a'), position: 1, state: 'done' }]);
  });

  test('an event that comes twice keeps its outcome', async () => {
    const journal = open();
    await journal.record(entry('a'));
    await journal.record({ ...entry('a'), state: 'done' });
    await journal.record(entry('a'));
    expect(journal.list(10)).toMatchObject([{ id: 'a', state: 'done' }]);
  });

  test('keeps the newest so many', async () => {
    const journal = open(100);
    await Promise.all(Array.from({ length: 1000 }, (_, index) => journal.record(entry(String(index)))));
    expect(journal.list(1000)).toHaveLength(100);
    expect(journal.list(1)[0]?.id).toBe('999');
  });
});

describe('the database', () => {
  test('a file of a newer version is left alone', () => {
    const file = join(directory, 'newer.sqlite');
    openDatabase(file).close();
    const sqlite = new DatabaseSync(file);
    sqlite.exec('PRAGMA user_version = 999');
    sqlite.close();
    const bytes = readFileSync(file);
    expect(() => openDatabase(file)).toThrow('newer version');
    expect(readFileSync(file)).toEqual(bytes);
  });

  test('work that fails is taken back alone; its neighbours in the transaction stand', async () => {
    const database = openDatabase(':memory:');
    database.sqlite.exec('CREATE TABLE t (x INTEGER PRIMARY KEY)');
    const insert = database.sqlite.prepare('INSERT INTO t VALUES (?)');
    const results = await Promise.allSettled([
      database.commit('durable', () => insert.run(1)),
      database.commit('durable', () => {
        insert.run(2);
        throw new Error('broken');
      }),
      database.commit('lazy', () => insert.run(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(database.sqlite.prepare('SELECT x FROM t').all()).toMatchObject([{ x: 1 }, { x: 3 }]);
    database.close();
  });

  test('work that waits for company when the file closes is done, and does not come due afterwards', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.prependListener('uncaughtException', note);
    const database = openDatabase(':memory:');
    const work = [database.commit('durable', () => 1), database.commit('lazy', () => 2)];
    database.close();
    expect(await Promise.all(work)).toEqual([1, 2]);
    await new Promise((resume) => setTimeout(resume, 30));
    process.off('uncaughtException', note);
    expect(uncaught).toEqual([]);
  });

  test('work after the end is rejected', async () => {
    const database = openDatabase(':memory:');
    database.close();
    await expect(database.commit('durable', () => 1)).rejects.toThrow();
  });
});
