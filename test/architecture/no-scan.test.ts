import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

// A scan reads a whole table: its price and its time grow with everything that was ever written.
it('reads no table as a whole, in the functions and for operators', () => {
  const files = globSync('{functions,operations,local/operations}/**/*.ts');
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => /\b(?:ScanCommand|paginateScan)\b/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
