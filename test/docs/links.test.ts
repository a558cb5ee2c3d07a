import { describe, expect, test } from 'vitest';
import { brokenLinks, linksOf, pages, read } from './pages.ts';

describe('every link of a page leads to a file, and to a heading of it', () => {
  test.each(pages)('%s', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  test('the pages have links', () => {
    expect(pages.length).toBeGreaterThan(100);
    expect(pages.flatMap(linksOf).length).toBeGreaterThan(500);
  });
});

test('llms.txt, for programs that read, leads to what is there', () => {
  expect(linksOf('llms.txt').length).toBeGreaterThan(20);
  expect(brokenLinks('llms.txt')).toEqual([]);
  expect(read('llms.txt').split('\n').length).toBeLessThan(60);
});

test('every page can be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const page of reached) for (const { to } of linksOf(page)) if (to.endsWith('.md')) reached.add(to);
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});
