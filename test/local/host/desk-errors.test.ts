import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { PortError } from '../../../functions/shared/ports/port-error.ts';
import { deskShell } from '../../../local/host/desk-shell.ts';

const fullDisk = (): never => {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec('CREATE TABLE kept (body TEXT); PRAGMA max_page_count = 2');
    database.prepare('INSERT INTO kept VALUES (?)').run('x'.repeat(100_000));
  } finally {
    database.close();
  }
  throw new Error('the disk is not full');
};

test.each<readonly [string, () => never, number, string]>([
  ['a full disk under the database', fullDisk, 503, 'the state cannot be written: database or disk is full'],
  [
    'a full disk under the queue',
    () => {
      try {
        return fullDisk();
      } catch (cause) {
        throw new PortError('queue', 'it is full', true, cause);
      }
    },
    503,
    'the state cannot be written: database or disk is full',
  ],
  [
    'a full disk under a file',
    () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
    503,
    'the state cannot be written: ENOSPC',
  ],
  [
    'a bug',
    () => {
      throw new TypeError('what a customer has typed');
    },
    500,
    'something failed that Guiyi did not expect',
  ],
])('%s is told in a sentence', async (_name, fail, status, sentence) => {
  const { app } = deskShell({ token: 'key' });
  app.get('/api/try', fail);
  const answer = await app.request('http://127.0.0.1/api/try', { headers: { authorization: 'Bearer key' } });
  const problem = (await answer.json()) as { readonly error: string };
  expect([answer.status, problem.error]).toEqual([status, expect.stringContaining(sentence)]);
  expect(problem.error).not.toContain('typed');
});
