import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { csvColumnsOf, digestOf, readRows } from '../../../local/jobs/read-rows.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

async function rowsOf(name: string, bytes: string | Uint8Array, encoding = 'utf-8') {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  const rows = await Array.fromAsync(readRows({ path, encoding }));
  return rows.map((row) => ('cells' in row ? { line: row.line, ...Object.fromEntries(row.cells) } : row));
}

test.each([
  ['with a byte order mark, as Excel writes it', '\uFEFFName,City\r\nLan,杭州\r\n'],
  ['with semicolons', 'Name;City\nLan;杭州\n'],
  ['with tabs', 'Name\tCity\nLan\t杭州'],
  ['with quotes and an empty line', '"Name","City"\n\n"Lan","杭州"\n'],
])('a CSV %s', async (_name, text) => {
  expect((await rowsOf('one.csv', text)).map(({ line: _line, ...row }) => row)).toEqual([
    { name: 'Lan', city: '杭州' },
  ]);
});

test('the line of a row is where it begins, whatever stands in the rows before it', async () => {
  const rows = await rowsOf('lines.csv', 'a,b\n"two\nlines",1\nx,2\nshort\ny,3\n');
  expect(rows).toEqual([
    { line: 2, a: 'two\nlines', b: '1' },
    { line: 4, a: 'x', b: '2' },
    { line: 5, unreadable: 'the row has 1 cell, and the head 2' },
    { line: 6, a: 'y', b: '3' },
  ]);
});

test.each([
  ['an empty line', 'a,b\n\n"x\r\ny",1\n\n\nz,2\n', [3, 7]],
  ['an empty line, with CRLF', 'a,b\r\n\r\n"x\r\ny",1\r\n\r\nz,2\r\n', [3, 6]],
  ['a row of empty cells, as Excel writes them below the last one', 'a,b\nx,1\n,\n , \nz,2\n,\n', [2, 5]],
  ['a line that ends with CR alone', 'a,b\rx,1\r\rz,2\r', [2, 4]],
])('%s is no row, and counts as a line', async (_name, text, lines) => {
  expect((await rowsOf('empty.csv', text)).map(({ line }) => line)).toEqual(lines);
});

test.each(['Email,Email', 'Email,E-mail,email ', 'id,id,Email'])(
  'a head with one name twice is refused: %s',
  async (head) => {
    await expect(rowsOf('twice.csv', `${head}\n1,2,3\n`)).rejects.toThrow(
      /the head names the column "(email|id)" twice/i,
    );
  },
);

test('columns without a name are no columns', async () => {
  expect(await rowsOf('nameless.csv', 'a,,\n1,x,y\n')).toMatchObject([{ line: 2, a: '1' }]);
});

test('the apostrophe of a spreadsheet is no part of a value; that of a name is', async () => {
  expect(await rowsOf('apostrophe.csv', "id,phone,name\n'123,'+8615931000001,'t Hart\n")).toEqual([
    { line: 2, id: '123', phone: '+8615931000001', name: "'t Hart" },
  ]);
});

test('JSON by lines, also without an end', async () => {
  expect(await rowsOf('events.jsonl', '{"id":1}\n\n{"id":9007199254740993}')).toMatchObject([
    { line: 1, object: { id: 1 } },
    { line: 3, object: { id: '9007199254740993' } },
  ]);
});

test('a file in GB 18030 is read when it is called so, and otherwise said to be no UTF-8', async () => {
  const bytes = Buffer.from([...Buffer.from('name\n'), 0xd5, 0xd4, 0xe1, 0xb0, 0x0a]);
  expect(await rowsOf('gb.csv', bytes, 'gb18030')).toEqual([{ line: 2, name: '赵岚' }]);
  await expect(rowsOf('gb.csv', bytes)).rejects.toThrow('is not utf-8: save it as UTF-8, or say --encoding gb18030');
});

test('a quote that is never closed is told by its line, and nothing of the row', async () => {
  const error = await rowsOf('open.csv', 'name\nLan\n"secret').catch((reason: unknown) => reason);
  expect(String(error)).toContain('from line 3 on it is no CSV');
  expect(String(error)).not.toContain('secret');
});

test('a file is known by its bytes', async () => {
  const path = join(folder.path, 'digest.csv');
  writeFileSync(path, 'name,phone\n');
  const before = await digestOf({ path, encoding: 'utf-8' });
  expect(await csvColumnsOf({ path, encoding: 'utf-8' })).toEqual(['name', 'phone']);
  writeFileSync(path, 'name,mobile\n');
  expect(await digestOf({ path, encoding: 'utf-8' })).not.toBe(before);
});
