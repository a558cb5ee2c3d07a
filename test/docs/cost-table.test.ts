import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { costTable, itemTable } from '../../operations/cost/cost-table.ts';

// GUIYI_WRITE=1 writes the tables anew.
test.each([
  ['docs/deploy.md', 'the costs', costTable('en')],
  ['docs/deploy.md', 'what they are made of', itemTable('en')],
  ['docs/zh/deploy.md', 'the costs', costTable('zh')],
  ['docs/zh/deploy.md', 'what they are made of', itemTable('zh')],
])('in %s, %s: what the calculator says', (page, _what, table) => {
  const file = join(import.meta.dirname, '../..', page);
  const text = readFileSync(file, 'utf8');
  const [head = ''] = table;
  const lines = text.split('\n');
  const start = lines.indexOf(head);
  expect(start).toBeGreaterThan(0);
  const shown = lines.slice(start, start + table.length);
  if (process.env['GUIYI_WRITE'] === '1') {
    lines.splice(start, table.length, ...table);
    writeFileSync(file, lines.join('\n'));
  } else {
    expect(shown).toEqual(table);
  }
});
