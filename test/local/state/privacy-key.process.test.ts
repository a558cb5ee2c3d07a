import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openPrivacyKey } from '../../../local/state/privacy-key.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { sqliteLedger } from '../../../local/store/ledger.ts';

const root = mkdtempSync(join(tmpdir(), 'guiyi-key-'));
afterAll(() => rmSync(root, { recursive: true }));
let file: string;
let database: ReturnType<typeof openDatabase>;
beforeEach(() => {
  file = join(mkdtempSync(join(root, 'case-')), 'privacy.key');
  database = openDatabase(':memory:');
});

const open = () => openPrivacyKey(file, database);
const refused = expect.objectContaining({ name: 'StartError', code: 'privacy-key-unusable' });

test('it is made once, for this user alone, and stays', () => {
  const key = open();
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(open()).toBe(key);
});

test('the end of line that an editor adds changes nothing', () => {
  const key = open();
  writeFileSync(file, `${key}\n`);
  expect(open()).toBe(key);
});

test.each<readonly [string, () => void]>([
  ['empty', () => writeFileSync(file, '')],
  ['of white space', () => writeFileSync(file, ' \n')],
  ['cut off', () => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20))],
  ['cut off to what would do for a new one', () => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))],
  ['another one', () => writeFileSync(file, 'f'.repeat(64))],
  ['missing', () => rmSync(file)],
])('%s: refused, and nothing of it is said', (_name, change) => {
  open();
  change();
  expect(open).toThrow(refused);
  expect(open).not.toThrow(/[0-9a-f]{20}/);
});

test('a state from before fingerprints were kept: its key is taken, and none is made for it', async () => {
  const ledger = sqliteLedger(database, Date.now);
  await ledger.write('somebody', { v: 1, state: '{}' }, undefined);
  expect(open).toThrow(refused);
  writeFileSync(file, 'a'.repeat(64));
  expect(open()).toBe('a'.repeat(64));
});

test('a short key of a new state is refused as well', () => {
  writeFileSync(file, 'tea');
  expect(open).toThrow(refused);
});
