import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sqliteCases } from '../../../local/store/cases.ts';
import { sqliteClaims } from '../../../local/store/claims.ts';
import { type LocalDatabase, openDatabase } from '../../../local/store/database.ts';
import { sqliteLeases } from '../../../local/store/leases.ts';
import { sqliteMarks } from '../../../local/store/marks.ts';

const NOW = 1_790_000_000_000;
const root = mkdtempSync(join(tmpdir(), 'guiyi-identity-stores-'));
afterAll(() => rmSync(root, { recursive: true }));
let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(root, 'case-')), 'local.sqlite');
});

/** What one process does with the file, from opening it to closing it. */
async function inOneProcess<T>(work: (database: LocalDatabase) => Promise<T>): Promise<T> {
  const database = openDatabase(file);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

describe('the next process', () => {
  test('finds the marks, the claims and the cases of the one before', async () => {
    await inOneProcess(async (database) => {
      await sqliteMarks(database, 'suppression').add(['a'], NOW);
      await sqliteClaims(database).note('phone', 'lin', { now: NOW, ms: 1_000, limit: 5 });
      await sqliteCases(database).report([
        { type: 'shared-value', connection: 'shop', key: 'k', example: '159****0012', event: 'e', time: NOW },
      ]);
    });
    await inOneProcess(async (database) => {
      expect([...(await sqliteMarks(database, 'suppression').find(['a']))]).toEqual([['a', NOW]]);
      expect(await sqliteClaims(database).note('phone', 'mei', { now: NOW + 1, ms: 1_000, limit: 5 })).toBe(2);
      expect(await sqliteCases(database).list(10)).toMatchObject([{ count: 1, examples: [{ event: 'e' }] }]);
    });
  });

  test('finds every lease free: nobody else can hold one', async () => {
    const time = { now: NOW, until: NOW + 10_000 };
    await inOneProcess((database) => sqliteLeases(database).take(['a'], 'one', time));
    expect(await inOneProcess((database) => sqliteLeases(database).take(['a'], 'two', time))).toBe(true);
  });
});

test('a lease is seen by every user of the same database', async () => {
  const time = { now: NOW, until: NOW + 10_000 };
  await inOneProcess(async (database) => {
    await sqliteLeases(database).take(['a'], 'one', time);
    expect(await sqliteLeases(database).take(['a'], 'two', time)).toBe(false);
  });
});

test('a mark is on the disk when it has been added', async () => {
  await inOneProcess(async (database) => {
    await sqliteMarks(database, 'suppression').add(['a'], NOW);
    expect(database.sqlite.isTransaction).toBe(false);
  });
});

test('claims that have left their window go, and a crowd leaves few', async () => {
  const rows = () => {
    const sqlite = new DatabaseSync(file, { readOnly: true });
    const row = sqlite.prepare('SELECT count(*) AS n FROM claim').get();
    sqlite.close();
    return row?.['n'];
  };
  const window = { ms: 1_000, limit: 3 };
  await inOneProcess(async (database) => {
    const claims = sqliteClaims(database);
    for (let value = 0; value < 999; value += 1) await claims.note(`v${value}`, 's', { now: NOW, ...window });
  });
  expect(rows()).toBe(999);
  await inOneProcess(async (database) => {
    const claims = sqliteClaims(database);
    for (let subject = 0; subject < 1_000; subject += 1) {
      await claims.note('shop', `s${subject}`, { now: NOW + 2_000, ...window });
    }
  });
  expect(rows()).toBeLessThan(30);
});
