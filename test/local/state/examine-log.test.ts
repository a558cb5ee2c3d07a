import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { examineLog } from '../../../local/state/examine-log.ts';
import { openStateFolder } from '../../../local/state/folder.ts';

const root = mkdtempSync(join(tmpdir(), 'guiyi-log-'));
afterAll(() => rmSync(root, { recursive: true }));
let folder: string;
let file: string;
let log: string;

/** The state as a killed process leaves it: everything since the last checkpoint stands in the log. */
const left = join(root, 'left.db');
beforeAll(() => {
  const running = join(root, 'running.db');
  const database = new DatabaseSync(running);
  database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  database.exec('CREATE TABLE message (body TEXT)');
  const put = database.prepare('INSERT INTO message VALUES (?)');
  // A log that is begun anew is written over the one before, of which the end stays.
  for (let index = 0; index < 60; index++) put.run('a'.repeat(3000));
  database.exec('PRAGMA wal_checkpoint(RESTART)');
  for (let index = 0; index < 40; index++) put.run('b'.repeat(3000));
  copyFileSync(running, left);
  copyFileSync(`${running}-wal`, `${left}-wal`);
  database.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  file = join(folder, 'guiyi.db');
  log = `${file}-wal`;
  copyFileSync(left, file);
  copyFileSync(`${left}-wal`, log);
});

const overwrite = (from: number, length: number) => {
  const handle = openSync(log, 'r+');
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(handle);
};
const FRAME = 24 + 4096;
/** Where the frames of the log as it is now end. */
const endOfLog = () => {
  const bytes = readFileSync(log);
  const salts = bytes.subarray(16, 24);
  let at = 32;
  while (at + FRAME <= bytes.byteLength && bytes.subarray(at + 8, at + 16).equals(salts)) at += FRAME;
  return at;
};
const rows = () => {
  const database = new DatabaseSync(file);
  const found = database.prepare('SELECT count(*) AS rows FROM message').get();
  database.close();
  return Number(found?.['rows']);
};

describe('a log that is sound', () => {
  test.each<readonly [string, () => void, number]>([
    ['as it was left', () => undefined, 100],
    ['none', () => rmSync(log), 60],
    ['empty', () => truncateSync(log, 0), 60],
    ['begun and never written', () => truncateSync(log, 20), 60],
    ['cut off within its last commit, which was not acknowledged', () => truncateSync(log, endOfLog() - 100), 99],
    ['whose last commit is wrong', () => overwrite(endOfLog() - 2000, 1000), 99],
  ])('%s', (_name, leave, count) => {
    leave();
    examineLog(file);
    expect(rows()).toBe(count);
  });
});

describe('a log that is damaged', () => {
  test.each<readonly [string, () => void]>([
    ['its header overwritten', () => overwrite(0, 32)],
    ['a part of its header', () => overwrite(8, 4)],
    ['its first page', () => overwrite(32 + 24, 4096)],
    ['40 kB in the middle', () => overwrite(60_000, 40_000)],
    ['one byte in the middle', () => overwrite(60_000, 1)],
    ['a frame’s own header', () => overwrite(32 + 5 * FRAME, 24)],
  ])('%s: found before SQLite opens it, and nothing is changed', (_name, damage) => {
    damage();
    const before = readFileSync(log);
    const says = expect.stringMatching(/guiyi\.db-wal is damaged .*Nothing was changed/) as string;
    expect(() => openStateFolder(folder, { fresh: false })).toThrow(
      expect.objectContaining({ code: 'state-damaged', message: says }),
    );
    expect(readFileSync(log).equals(before)).toBe(true);
  });

  test('--fresh removes it', () => {
    overwrite(60_000, 40_000);
    openStateFolder(folder, { fresh: true }).release();
    expect(statSync(log, { throwIfNoEntry: false })).toBeUndefined();
  });
});
