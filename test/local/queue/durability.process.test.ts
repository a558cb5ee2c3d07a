import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openQueues } from '../../../local/queue/queues.ts';
import { openDatabase } from '../../../local/store/database.ts';

const directory = mkdtempSync(join(tmpdir(), 'guiyi-durability-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('after kill -9 every acknowledged message is there, once, and its id is still remembered', async () => {
  const file = join(directory, 'killed.sqlite');
  const sender = spawn(process.execPath, [fileURLToPath(new URL('sender.ts', import.meta.url)), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: sender.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 2000) sender.kill('SIGKILL');
  }
  if (sender.signalCode === null) await once(sender, 'exit');
  expect(sender.signalCode).toBe('SIGKILL');

  const database = openDatabase(file);
  const queue = openQueues(database, Date.now).fifo('events', { visibilitySeconds: 30 });
  const [first = ''] = acknowledged;
  await queue.send([{ body: first, groupId: `group ${Number(first) % 50}`, deduplicationId: first }]);
  const found: string[] = [];
  for (;;) {
    const messages = await queue.receive(10);
    if (messages.length === 0) break;
    found.push(...messages.map(({ body }) => body));
    await queue.remove(messages.map(({ receiptHandle }) => receiptHandle));
  }
  expect(new Set(found).size).toBe(found.length);
  expect(new Set(acknowledged).difference(new Set(found))).toEqual(new Set());
  database.close();
});

test('a second process cannot open the file', async () => {
  const file = join(directory, 'shared.sqlite');
  const database = openDatabase(file);
  expect(() => openDatabase(file)).toThrow('in use by another process');
  database.close();
  openDatabase(file).close();
});

test('what was in flight is so after a restart, and comes again when its visibility ends', async () => {
  const file = join(directory, 'restarted.sqlite');
  let now = 1_790_000_000_000;
  const open = () => {
    const database = openDatabase(file);
    return { database, queue: openQueues(database, () => now).fifo('events', { visibilitySeconds: 30 }) };
  };
  const before = open();
  await before.queue.send([{ body: 'a', groupId: 'g', deduplicationId: 'a' }]);
  await before.queue.receive(10);
  before.database.close();

  const after = open();
  await after.queue.send([{ body: 'b', groupId: 'g', deduplicationId: 'b' }]);
  expect(await after.queue.receive(10)).toEqual([]);
  now += 30_000;
  expect((await after.queue.receive(10)).map(({ body }) => body)).toEqual(['a', 'b']);
  after.database.close();
});
