import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sqliteCases } from '../../../local/store/cases.ts';
import { type LocalDatabase, openDatabase } from '../../../local/store/database.ts';
import { sqliteLeases } from '../../../local/store/leases.ts';
import { sqliteLedger } from '../../../local/store/ledger.ts';

const NOW = 1_790_000_000_000;
const clock = () => NOW;
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
  test('finds the items and the cases of the one before', async () => {
    const passing = { v: 1, expires: NOW / 1000 + 60, state: '{"a":1}' };
    const staying = { v: 1, state: '{"b":1}' };
    await inOneProcess(async (database) => {
      const ledger = sqliteLedger(database, clock);
      await ledger.write('i:passing', passing, undefined);
      await ledger.write('i:staying', staying, undefined);
      await sqliteCases(database).report([
        { type: 'shared-value', connection: 'shop', key: 'k', example: '159****0012', event: 'e', time: NOW },
      ]);
    });
    await inOneProcess(async (database) => {
      const ledger = sqliteLedger(database, clock);
      const items = await ledger.read(['i:passing', 'i:staying']);
      expect(items).toEqual(
        new Map([
          ['i:passing', passing],
          ['i:staying', staying],
        ]),
      );
      expect(await ledger.write('i:staying', { ...staying, v: 2 }, 1)).toBe('written');
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

describe('a write of the ledger', () => {
  const passing = { v: 1, expires: NOW / 1000 + 60, state: '{}' };
  const staying = { v: 1, state: '{}' };
  const isOnDisk = ({ sqlite }: LocalDatabase) => !sqlite.isTransaction;

  test('of an item that stays is on the disk when it has been made: a mark must not be lost', async () => {
    await inOneProcess(async (database) => {
      await sqliteLedger(database, clock).write('i:a', staying, undefined);
      expect(isOnDisk(database)).toBe(true);
      await sqliteLedger(database, clock).write('i:a', { ...staying, v: 2 }, 1);
      expect(isOnDisk(database)).toBe(true);
    });
  });

  test('of any other shares a commit with its neighbours, and a removal is on the disk with all before it', async () => {
    await inOneProcess(async (database) => {
      const ledger = sqliteLedger(database, clock);
      await ledger.write('i:a', passing, undefined);
      expect(isOnDisk(database)).toBe(false);
      await ledger.remove('i:a', 1);
      expect(isOnDisk(database)).toBe(true);
    });
  });
});
