import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorFolders, writeErrorPages } from '../../docs/errors/generate.ts';
import { errorPages } from '../../docs/errors/pages.ts';
import { reasons } from '../../functions/shared/reasons/reasons.ts';
import { startReasons } from '../../local/state/start-reasons.ts';

const codes = [...Object.keys(reasons), ...Object.keys(startReasons)];
const pagesIn = (path: string) => readdirSync(path).filter((name) => name.endsWith('.md'));

describe.each(['en', 'zh'] as const)('%s (run `node docs/errors/generate.ts` when this fails)', (language) => {
  const folder = errorFolders[language];
  const pages = errorPages(language);

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

describe('a Chinese page', () => {
  it.each([...errorPages('zh')])('%s says everything in Chinese', (_, page) => {
    const sentences = page
      .replace(/<!--[^]*?-->/, '')
      .split('\n')
      .filter((line) => /^[^#|]{20,}$/.test(line));
    expect(sentences.filter((line) => !/\p{Script=Han}/u.test(line))).toEqual([]);
  });
});

it('writes every page and removes those of codes that are gone', () => {
  const written = mkdtempSync(join(tmpdir(), 'guiyi-errors-'));
  onTestFinished(() => rmSync(written, { recursive: true }));
  writeFileSync(join(written, 'gone.md'), '# gone\n');
  const pages = errorPages('en');
  expect(writeErrorPages(written, 'en')).toEqual({ written: pages.size, removed: 1 });
  expect(pagesIn(written).toSorted()).toEqual([...pages.keys()].toSorted());
});
