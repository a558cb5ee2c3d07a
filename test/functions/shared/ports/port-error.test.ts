import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { portErrorFrom } from '../../../../functions/shared/ports/port-error.ts';

test('a full disk is called so, and may be tried again', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE kept (body TEXT); PRAGMA max_page_count = 2');
  const write = () => database.prepare('INSERT INTO kept VALUES (?)').run('x'.repeat(100_000));
  expect(failureOf(write)).toMatchObject({
    message: 'queue: SQLite says database or disk is full',
    retryable: true,
  });
  database.close();
});

function failureOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return portErrorFrom('queue', error);
  }
  throw new Error('it did not fail');
}
