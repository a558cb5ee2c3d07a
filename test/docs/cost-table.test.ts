import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { costTable } from '../../operations/cost/cost-table.ts';

// GUIYI_WRITE=1 writes the tables anew.
test.each([
  ['docs/deploy.md', 'en'],
  ['docs/zh/deploy.md', 'zh'],
] as const)('the costs in %s are what the calculator says', (page, language) => {
  const file = join(import.meta.dirname, '../..', page);
  const text = readFileSync(file, 'utf8');
  const table = costTable(language);
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
