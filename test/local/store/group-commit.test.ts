import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { groupCommit } from '../../../local/store/group-commit.ts';

/** A group commit whose disk is slow: each sync ends when the test says so. */
function onSlowDisk() {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  database.exec('CREATE TABLE entry (value TEXT)');
  const insert = database.prepare('INSERT INTO entry VALUES (?)');
  const syncs: PromiseWithResolvers<void>[] = [];
  const { commit, flush, lastFault } = groupCommit(database, () => {
    const one = Promise.withResolvers<void>();
    syncs.push(one);
    return one.promise;
  });
  const done: string[] = [];
  const write = (value: string, durability: 'durable' | 'lazy' = 'durable') =>
    commit(durability, () => insert.run(value)).then(() => void done.push(value));
  const synced = (count: number) => expect.poll(() => syncs.length, { interval: 1 }).toBe(count);
  return { database, write, flush, lastFault, syncs, synced, done };
}

test('durable work is done when the disk has it, and not before', async () => {
  const { database, write, syncs, synced, done } = onSlowDisk();
  const written = write('a');
  await synced(1);
  // Committed for this process, which a crash of it alone does not undo.
  expect(database.isTransaction).toBe(false);
  expect(done).toEqual([]);
  syncs[0]?.resolve();
  await written;
  expect(done).toEqual(['a']);
});

test('what comes while the disk is at work is committed and synced together afterwards', async () => {
  const { write, syncs, synced, done } = onSlowDisk();
  const first = write('a');
  await synced(1);
  const later = ['b', 'c', 'd'].map((value) => write(value));
  await new Promise((resolve) => setImmediate(resolve));
  expect(syncs).toHaveLength(1);
  syncs[0]?.resolve();
  await first;
  await synced(2);
  expect(done).toEqual(['a']);
  syncs[1]?.resolve();
  await Promise.all(later);
  expect(done).toEqual(['a', 'b', 'c', 'd']);
});

test('what was committed while the disk was at work waits for a sync of its own', async () => {
  const { write, flush, syncs, synced, done } = onSlowDisk();
  const first = write('a');
  await synced(1);
  const second = write('b');
  flush();
  expect(syncs).toHaveLength(1);
  syncs[0]?.resolve();
  await first;
  await synced(2);
  expect(done).toEqual(['a']);
  syncs[1]?.resolve();
  await second;
});

test('lazy work waits for no disk', async () => {
  const { write, flush, syncs } = onSlowDisk();
  await write('a', 'lazy');
  flush();
  expect(syncs).toEqual([]);
});

test('after the disk has refused once nothing is acknowledged any more', async () => {
  const { write, syncs, synced } = onSlowDisk();
  const first = write('a');
  await synced(1);
  const second = write('b');
  syncs[0]?.reject(new Error('EIO'));
  await expect(first).rejects.toThrow('look at the disk');
  await expect(second).rejects.toThrow('look at the disk');
  await expect(write('c')).rejects.toThrow('look at the disk');
  expect(syncs).toHaveLength(1);
});

test('the last fault is that of a transaction that was lost, until one is on the disk again', async () => {
  const { database, write, lastFault, syncs, synced } = onSlowDisk();
  database.exec('PRAGMA max_page_count = 2');
  expect(lastFault()).toBeUndefined();
  await expect(write('x'.repeat(100_000))).rejects.toThrow('full');
  expect(lastFault()).toMatchObject({ message: 'database or disk is full' });
  database.exec('PRAGMA max_page_count = 1000');
  const written = write('a');
  await synced(1);
  expect(lastFault()).toBeDefined();
  syncs[0]?.resolve();
  await written;
  expect(lastFault()).toBeUndefined();
});
