import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { examineDatabase, examineState } from '../../../local/state/examine.ts';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openSandbox } from '../../../sandbox/sandbox.ts';

const root = mkdtempSync(join(tmpdir(), 'guiyi-examine-'));
afterAll(() => rmSync(root, { recursive: true }));
let file: string;
beforeEach(async () => {
  file = join(mkdtempSync(join(root, 'case-')), 'guiyi.db');
  const database = openDatabase(file);
  const events = openQueues(database, Date.now).fifo('events', { visibilitySeconds: 30 });
  const messages = Array.from({ length: 300 }, (_, index) => ({
    body: `{"event":${index},"text":"${'x'.repeat(900)}"}`,
    groupId: `g${index % 40}`,
    deduplicationId: `d${index}`,
    attributes: {},
  }));
  await events.send(messages);
  database.close();
});

const overwrite = (from: number, length: number) => {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(handle);
};

test('a sound file, and none, are fine', () => {
  examineDatabase(file, 'message');
  examineDatabase(`${file}.none`, 'message');
  expect(statSync(`${file}.none`, { throwIfNoEntry: false })).toBeUndefined();
});

test.each<readonly [string, () => void]>([
  ['40 kB overwritten near the beginning', () => overwrite(8192, 40_000)],
  ['40 kB overwritten in the middle', () => overwrite(Math.floor(statSync(file).size / 2), 40_000)],
  ['40 kB overwritten at the end', () => overwrite(statSync(file).size - 40_000, 40_000)],
  ['the header overwritten', () => overwrite(0, 100)],
  ['cut off in the middle', () => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['cut off within a page', () => truncateSync(file, 10_000)],
  ['empty', () => truncateSync(file, 0)],
  ['something else', () => writeFileSync(file, 'a letter to a friend\n'.repeat(900))],
  [
    'the database of something else',
    () => {
      rmSync(file);
      const other = new DatabaseSync(file);
      other.exec('CREATE TABLE songs (title TEXT)');
      other.close();
    },
  ],
])('%s is found, with what to do', (_name, damage) => {
  damage();
  const says = expect.stringMatching(/guiyi\.db is damaged .*--fresh/);
  expect(() => examineDatabase(file, 'message')).toThrow(
    expect.objectContaining({ code: 'state-damaged', message: says }),
  );
});

describe('the two databases together', () => {
  const files = () => ({ events: file, sandbox: join(dirname(file), 'sandbox.db') });

  test('neither is there at the first start, and the sandbox’s may be left out', () => {
    examineState(files());
    rmSync(file);
    examineState(files());
  });

  test('that of the events is missing, and the sandbox’s is there', () => {
    openSandbox({ file: files().sandbox, credentials: [], synchronous: 'normal' }).close();
    examineState(files());
    rmSync(file);
    expect(() => examineState(files())).toThrow(/guiyi\.db is damaged \(it is missing\)/);
  });

  test('one was put in the place of the other', () => {
    openSandbox({ file: files().sandbox, credentials: [], synchronous: 'normal' }).close();
    renameSync(files().sandbox, file);
    expect(() => examineState(files())).toThrow(/guiyi\.db is damaged \(it has no table message\)/);
  });
});

test('a folder in place of the file', () => {
  rmSync(file);
  mkdirSync(file);
  expect(() => examineDatabase(file, 'message')).toThrow(expect.objectContaining({ code: 'state-folder-unusable' }));
});
