import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { newSource, type NewSourceOptions } from '../../../cli/source/new.ts';
import { type NewSource, newSourceFiles } from '../../../cli/source/new-source.ts';

const kiln: NewSource = {
  name: 'clay-kiln',
  title: 'Clay’s "kiln"',
  signatureHeader: 'x-kiln-signature',
  algorithm: 'sha512',
  encoding: 'base64',
  prefix: "v'1=",
  type: { path: 'event.type' },
  event: 'pot/sold',
};
/** Nobody can be asked. */
const silent = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };
const folder = 'functions/shared/sources/platforms/clay-kiln';

test('a source is four files, a test and a page', () => {
  expect(Object.keys(newSourceFiles(kiln))).toEqual([
    ...['receive', 'identify', 'sample', 'index'].map((part) => `${folder}/${part}.ts`),
    'test/functions/shared/sources/platforms/clay-kiln/source.test.ts',
    'docs/sources/clay-kiln.md',
  ]);
});

test('what was said stands in them', () => {
  const { [`${folder}/receive.ts`]: receive, [`${folder}/sample.ts`]: sample } = newSourceFiles(kiln);
  expect(receive).toContain(
    "signature: { headers: ['x-kiln-signature'], algorithm: 'sha512', encodings: ['base64'], prefix: 'v\\'1=' },",
  );
  expect(receive).toContain("type: { path: 'event.type' },");
  expect(receive).toContain('readonly event?: { readonly type?: string };');
  expect(receive).toContain('HMAC-SHA512 over the body');
  expect(sample).toContain("event: { type: 'pot/sold' },");
  expect(sample).toContain('headers: () => ({})');
});

const said = {
  signatureHeader: 'X-Kiln-Signature',
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: '',
  typeHeader: 'X-Kiln-Event',
  event: 'pot.sold',
} as const;
const { signatureHeader: _header, ...withoutHeader } = said;
const { typeHeader: _type, ...withoutType } = said;

test.each<[string, string, NewSourceOptions, RegExp]>([
  ['a name in capitals', 'Clay Kiln', said, /the name is "Clay Kiln"; it must be small letters/],
  ['a name that leads elsewhere', '../kiln', said, /the name is "\.\.\/kiln"/],
  ['a source that is there', 'stripe', said, /stripe\/receive\.ts is there already\. Nothing was written/],
  ['no header of the signature, and nobody to ask', 'clay-kiln', withoutHeader, /Say it by --signature-header/],
  ['no type, and nobody to ask', 'clay-kiln', withoutType, /Say it by --type-header/],
  ['a header that is none', 'clay-kiln', { ...said, typeHeader: 'x kiln' }, /--type-header is "x kiln"/],
  ['a path that is none', 'clay-kiln', { ...withoutType, typePath: 'a..b' }, /--type-path is "a\.\.b"/],
  ['an event that is none', 'clay-kiln', { ...said, event: "a'b" }, /--event is/],
])('%s is an error, and nothing is written', async (_name, name, options, message) => {
  await expect(newSource(silent, name, options)).rejects.toThrow(message);
  expect(existsSync(folder)).toBe(false);
});
