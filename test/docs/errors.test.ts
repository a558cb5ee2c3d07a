import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeErrorPages } from '../../docs/errors/generate.ts';
import { errorPages } from '../../docs/errors/pages.ts';
import { reasons } from '../../functions/shared/reasons/reasons.ts';
import { startReasons } from '../../local/state/start-reasons.ts';

const folder = join(import.meta.dirname, '../../docs/errors');
const pages = errorPages();
const codes = [...Object.keys(reasons), ...Object.keys(startReasons)];
const pagesIn = (path: string) => readdirSync(path).filter((name) => name.endsWith('.md'));

describe('docs/errors (run `node docs/errors/generate.ts` when this fails)', () => {
  it.each(codes)('%s has an up-to-date page', (code) => {
    expect(readFileSync(join(folder, `${code}.md`), 'utf8')).toBe(pages.get(`${code}.md`));
  });

  it('has an up-to-date index with every code', () => {
    const index = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(index).toBe(pages.get('README.md'));
    const listed = [...index.matchAll(/^\| \[`([a-z-]+)`\]\(\1\.md\)/gm)].map(([, code]) => code);
    expect(listed).toEqual(codes);
  });

  it('has no page of a code that is gone', () => {
    expect(pagesIn(folder).toSorted()).toEqual([...pages.keys()].toSorted());
  });
});

it('writes every page and removes those of codes that are gone', () => {
  const written = mkdtempSync(join(tmpdir(), 'guiyi-errors-'));
  onTestFinished(() => rmSync(written, { recursive: true }));
  writeFileSync(join(written, 'gone.md'), '# gone\n');
  expect(writeErrorPages(written)).toEqual({ written: pages.size, removed: 1 });
  expect(pagesIn(written).toSorted()).toEqual([...pages.keys()].toSorted());
});
