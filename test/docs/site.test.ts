import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stagePages } from '../../docs/site/staged-pages.ts';
import { pages } from './pages.ts';

/** A repository of a few files. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'guiyi-site-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const others = ['README.zh-CN.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'bench/truth/README.md'];
  const written = { 'README.md': '', ...Object.fromEntries(others.map((file) => [file, ''])), ...files };
  for (const [file, text] of Object.entries(written)) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

test('pages lead to each other where they stand on the site', () => {
  const root = repository({
    'README.md': '# Guiyi\n\n[Try it](docs/try.md#one), [all](docs/README.md)',
    'docs/README.md': '# Documents\n\n[Platforms](sources/README.md), [Guiyi](../README.md)',
    'docs/try.md': '# Try it\n\n## One\n\n`[no](link.md)` [Web](https://shop.example/a.md) [above](#one)\n',
    'docs/sources/README.md': '# Sources\n\n[Try it](../try.md)\n',
  });
  const text = new Map(stagePages(root).pages.map((page) => [page.to, page.text]));
  expect(text.get('guiyi.md')).toContain('[Try it](./try.md#one), [all](./index.md)');
  expect(text.get('index.md')).toContain('[Platforms](./sources/index.md), [Guiyi](./guiyi.md)');
  expect(text.get('sources/index.md')).toContain('[Try it](../try.md)');
  expect(text.get('try.md')).toContain('[Web](https://shop.example/a.md) [above](#one)');
});

test('other files come along, and a link to a folder leaves its text', () => {
  const root = repository({
    LICENSE: 'MIT',
    'docs/try.md': '# Try it\n\n[Licence](../LICENSE), [schema](form.json), [programs](programs/)\n',
    'docs/form.json': '{}',
    'docs/programs/one.ts': '',
  });
  const { pages: staged, files } = stagePages(root);
  expect(staged.find(({ to }) => to === 'try.md')?.text).toContain(
    '[Licence](/files/LICENSE.txt), [schema](/files/docs/form.json), programs',
  );
  expect([...files]).toEqual([
    ['LICENSE', 'LICENSE.txt'],
    ['docs/form.json', 'docs/form.json'],
  ]);
});

test('a link that leads nowhere is an error that names both', () => {
  const root = repository({ 'docs/try.md': '[gone](gone.md)\n' });
  expect(() => stagePages(root)).toThrow('docs/try.md links to gone.md, which is not there');
});

test('every page of this repository is on the site, under its own address and title', () => {
  const { pages: staged } = stagePages('.');
  expect(staged.map(({ from }) => from).toSorted()).toEqual(pages);
  expect(new Set(staged.map(({ to }) => to)).size).toBe(staged.length);
  expect(staged.filter(({ title, from }) => title === from)).toEqual([]);
});
