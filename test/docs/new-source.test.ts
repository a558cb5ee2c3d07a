import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/new-source.md', 'utf8');

test('the page names files that exist', () => {
  const files = [...page.matchAll(/`((?:functions|test|docs|local|sandbox|cli)\/[\w./-]+\.(?:ts|json|md))`/g)];
  const others = files.filter(([, file = '']) => !file.includes('tea-house'));
  expect(others.length).toBeGreaterThan(8);
  for (const [, file = ''] of others) expect(() => readFileSync(file), file).not.toThrow();
});
