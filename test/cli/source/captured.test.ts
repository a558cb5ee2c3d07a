import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CommandError } from '../../../cli/command-error.ts';
import { readCaptured } from '../../../cli/source/captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiyi-captured-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array) {
  const path = join(folder, 'event.http');
  writeFileSync(path, content);
  const { file, headers, body } = readCaptured(path);
  return { file, headers, body: Buffer.from(body).toString('latin1') };
}

test.each<[string, string, object, string]>([
  ['a body alone', '{"id":1}', {}, '{"id":1}'],
  ['headers before it', '# X-Topic: a/b\n# x-shop: tea\n{"id":1}', { 'x-topic': 'a/b', 'x-shop': 'tea' }, '{"id":1}'],
  ['an empty line between', '# x-topic: a\n\n{"id":1}\n', { 'x-topic': 'a' }, '{"id":1}\n'],
  ['lines that end as in Windows', '# x-topic: a\r\n\r\n{"id":1}', { 'x-topic': 'a' }, '{"id":1}'],
  ['a header without a value', '# x-topic:\n{}', { 'x-topic': '' }, '{}'],
  ['headers alone', '# x-topic: a\n', { 'x-topic': 'a' }, ''],
  ['a body that begins with an empty line', '\n{}', {}, '\n{}'],
  ['what is no header', '# not a header\n{}', {}, '# not a header\n{}'],
  ['JSON of headers and body', '{"headers":{"X-Topic":"a"},"body":{"id":1}}', { 'x-topic': 'a' }, '{"id":1}'],
  ['with the body as text', '{"headers":{},"body":"{\\"id\\": 1}"}', {}, '{"id": 1}'],
  ['a body with a field of that name', '{"headers":{},"body":{},"id":1}', {}, '{"headers":{},"body":{},"id":1}'],
  ['a body whose headers are none', '{"headers":1,"body":{}}', {}, '{"headers":1,"body":{}}'],
])('%s', (_name, content, headers, body) => {
  expect(read(content)).toEqual({ file: 'event.http', headers, body });
});

test('bytes stay as they are', () => {
  expect(read(Buffer.from('# a: b\n{"n":"\xe9"}', 'latin1')).body).toBe('{"n":"\xe9"}');
});

test('a file that is not there', () => {
  expect(() => readCaptured(join(folder, 'none'))).toThrow(CommandError);
});
