import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { examineDatabase } from '../../../local/state/examine.ts';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';

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
  examineDatabase(file);
  examineDatabase(`${file}.none`);
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
])('%s is found, with what to do', (_name, damage) => {
  damage();
  const says = expect.stringMatching(/guiyi\.db is damaged .*--fresh/);
  expect(() => examineDatabase(file)).toThrow(expect.objectContaining({ code: 'state-damaged', message: says }));
});

test('a folder in place of the file', () => {
  rmSync(file);
  mkdirSync(file);
  expect(() => examineDatabase(file)).toThrow(expect.objectContaining({ code: 'state-folder-unusable' }));
});
