import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSecretsFile } from '../../../local/store/secrets-file.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const file = (bytes: string | Uint8Array) => {
  const path = join(folder.path, 'secrets.json');
  writeFileSync(path, bytes);
  return path;
};

test.each([
  ['a secret by its connection', '{"shop":{"secret":"s"}}', { shop: { secret: 's' } }],
  ['with a byte order mark, as editors on Windows write it', '\ufeff{"shop":null}\r\n', { shop: null }],
  ['none at all', '{}', {}],
])('the file holds %s', (_what, text, secrets) => {
  expect(readSecretsFile(file(text))).toEqual({ ok: true, secrets });
});

test.each([
  ['nothing', '', 'no JSON'],
  ['half of it', '{"shop":{"secret":"hush', 'no JSON'],
  ['null', 'null', 'JSON that is no object'],
  ['a number', '7', 'JSON that is no object'],
  ['a text', '"hush"', 'JSON that is no object'],
  ['a list', '[{"secret":"hush"}]', 'JSON that is no object'],
  ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x00), 'no JSON'],
])('the file holds %s: what was found is said, and nothing of it', (_what, bytes, found) => {
  expect(readSecretsFile(file(bytes))).toEqual({ ok: false, found });
});

test('there is no file, or a folder in its place', () => {
  expect(readSecretsFile(join(folder.path, 'nowhere.json'))).toEqual({ ok: false, found: 'no such file' });
  expect(readSecretsFile(join(file('{}'), 'below'))).toEqual({ ok: false, found: 'no such file' });
  mkdirSync(join(folder.path, 'in-its-place'));
  expect(readSecretsFile(join(folder.path, 'in-its-place'))).toEqual({ ok: false, found: 'a folder' });
});
