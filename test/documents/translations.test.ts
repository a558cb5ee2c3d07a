import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import config from '../../guiyi.config.ts';
import { linksOf, pages, prose, read } from '../docs/pages.ts';

/** Both languages stand on the page, nobody but a maintainer reads it, or it is a list of names. */
const ONE_PAGE = new Set([
  'docs/deployed-resources.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/truth/README.md',
  'docs/glossary.md',
]);
const shipped = new Set<string>(Object.values(config.connections).map(({ source }) => source));
const sourceOf = (page: string) => /^docs\/sources\/(?!README)(.*)\.md$/.exec(page)?.[1];

/** The English pages. That of a source which somebody has added for themselves needs no Chinese one. */
const english = pages.filter((page) => {
  const source = sourceOf(page);
  return !isChinese(page) && !ONE_PAGE.has(page) && (source === undefined || shipped.has(source));
});

function isChinese(page: string): boolean {
  return page === 'README.zh-CN.md' || page.startsWith('docs/zh/');
}

function inChinese(page: string): string {
  return page === 'README.md' ? 'README.zh-CN.md' : page.replace(/^docs\/(?!zh\/)/, 'docs/zh/');
}

function inEnglish(page: string): string {
  return page === 'README.zh-CN.md' ? 'README.md' : page.replace(/^docs\/zh\//, 'docs/');
}

/** What two pages that say the same have in common, whatever the language. */
function shapeOf(page: string): object {
  const text = prose(page);
  return {
    headings: [...text.matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length),
    tables: [...text.matchAll(/(?:^ *\|.*\n)+/gm)].map(([table]) => {
      const rows = table.trim().split('\n');
      return [rows.length, rows[0]?.split(/(?<!\\)\|/).length];
    }),
    // Diagrams have words in them, and a comment may be translated.
    blocks: [...read(page).matchAll(/^( *)```(.*)\n([^]*?)^\1```$/gm)]
      .filter(([, , language]) => language !== 'mermaid')
      .map(([, , language, block]) => [language, block?.replace(/^ *(?:\/\/|#(?!!)) .*$/gm, '')]),
    links: [...new Set(linksOf(page).map(({ to }) => inEnglish(to)))].toSorted(),
  };
}

/** Lines in which nobody has translated anything: ten English words in a row. */
function untranslated(page: string): readonly string[] {
  return prose(page)
    .replace(/<!--[^]*?-->/g, '')
    .split('\n')
    .filter((line) => /(?:\b[A-Za-z’']+[,;:]? ){9}[A-Za-z’']+/.test(line.replace(/`[^`]*`|\]\([^)]*\)/g, '')))
    .filter((line) => !line.startsWith('> '));
}

describe('every page has a Chinese one that says the same', () => {
  test.each(english)('%s', (page) => {
    expect(existsSync(inChinese(page)), `${inChinese(page)} is not there`).toBe(true);
    expect(shapeOf(inChinese(page))).toEqual(shapeOf(page));
    expect(untranslated(inChinese(page))).toEqual([]);
  });
});

test('no Chinese page stands alone', () => {
  expect(pages.filter(isChinese).filter((page) => !existsSync(inEnglish(page)))).toEqual([]);
});
