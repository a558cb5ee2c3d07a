import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openStateFolder } from '../../../local/state/folder.ts';
import { openDatabase } from '../../../local/store/database.ts';

const root = mkdtempSync(join(tmpdir(), 'guiyi-folder-'));
afterAll(() => rmSync(root, { recursive: true }));
let data: string;
beforeEach(() => {
  data = join(mkdtempSync(join(root, 'case-')), 'state');
});

const open = (fresh = false) => openStateFolder(data, { fresh });

function stateWithFiles(): void {
  mkdirSync(join(data, 'archive', 'claims'), { recursive: true });
  openDatabase(join(data, 'guiyi.db')).close();
  for (const name of ['privacy.key', 'sandbox.db', 'sandbox.db-wal', 'address.json'])
    writeFileSync(join(data, name), name);
}

test('the folder and those above it are made, for this user alone', () => {
  data = join(data, 'a', 'b');
  const folder = open();
  expect(existsSync(data)).toBe(true);
  folder.release();
});

describe('a folder that cannot be used', () => {
  test.each<readonly [string, () => string]>([
    ['below a file', () => join(data, 'x', 'y')],
    ['a file', () => data],
    ['below /proc', () => '/proc/guiyi/state'],
  ])('%s', (_name, path) => {
    writeFileSync(data, '');
    expect(() => openStateFolder(path(), { fresh: false })).toThrow(
      expect.objectContaining({ name: 'StartError', code: 'state-folder-unusable' }),
    );
  });
});

describe('a part of the state that is of another kind', () => {
  test.each(['archive', 'jobs', 'rehearsals'])('%s is a file', (name) => {
    open().release();
    writeFileSync(join(data, name), '');
    expect(() => open()).toThrow(expect.objectContaining({ code: 'state-folder-unusable' }));
    open(true).release();
  });

  test.each(['address.json', 'guiyi.db-wal', 'privacy.key'])('%s is a folder', (name) => {
    open().release();
    mkdirSync(join(data, name));
    expect(() => open()).toThrow(expect.objectContaining({ code: 'state-folder-unusable' }));
    open(true).release();
  });
});

describe('one process at a time', () => {
  test.each([false, true])('fresh %s: refuses before anything is touched', (fresh) => {
    stateWithFiles();
    const first = open();
    const before = readdirSync(data);
    expect(() => open(fresh)).toThrow(expect.objectContaining({ code: 'state-in-use' }));
    expect(readdirSync(data)).toEqual(before);
    first.release();
    open(fresh).release();
  });

  test.each([false, true])('fresh %s: a lock that is damaged is for a person to remove', (fresh) => {
    stateWithFiles();
    writeFileSync(join(data, 'lock.db'), 'no database, whatever has written it'.repeat(100));
    expect(() => open(fresh)).toThrow(
      expect.objectContaining({
        code: 'state-damaged',
        message: expect.stringMatching(/lock\.db is damaged.*remove the file/),
      }),
    );
    rmSync(join(data, 'lock.db'));
    open(fresh).release();
  });

  test('a version that had no lock holds its database', () => {
    stateWithFiles();
    const old = new DatabaseSync(join(data, 'guiyi.db'));
    old.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT');
    expect(() => open(true)).toThrow(expect.objectContaining({ code: 'state-in-use' }));
    expect(existsSync(join(data, 'privacy.key'))).toBe(true);
    old.close();
  });
});

describe('--fresh', () => {
  test('removes the state, and what is damaged of it', () => {
    stateWithFiles();
    writeFileSync(join(data, 'guiyi.db'), 'no database at all, and long enough to look like one'.repeat(100));
    const folder = open(true);
    expect(readdirSync(data).filter((name) => !name.startsWith('lock.db'))).toEqual([]);
    folder.release();
  });

  test('removes nothing from a folder of something else', () => {
    stateWithFiles();
    writeFileSync(join(data, 'novel.txt'), 'chapter one');
    const before = readdirSync(data);
    expect(() => open(true)).toThrow(expect.objectContaining({ code: 'state-foreign' }));
    expect(readdirSync(data)).toEqual(before);
  });
});
