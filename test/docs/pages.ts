import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorOf } from '../../docs/site/anchor.ts';

/** Every page that somebody reads, as its path from the root. */
export const pages: readonly string[] = [
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'bench/truth/README.md',
  ...globSync('docs/**/*.md', { exclude: (name) => name === 'node_modules' || name === '.vitepress' }),
].toSorted();

/** A block in fences, in a list too. */
const FENCED = /^( *)```[^\n]*\n[^]*?^\1```$/gm;

export const read = (page: string): string => readFileSync(page, 'utf8');
export const prose = (page: string): string => read(page).replace(FENCED, '');

/** Links of a page that stay in the repository: the page or file they lead to, and the anchor there. */
export function linksOf(
  page: string,
): readonly { readonly link: string; readonly to: string; readonly anchor: string }[] {
  const text = prose(page).replace(/`[^`\n]*`/g, (span) => span.replace(/[[\]()]/g, '_'));
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = '', anchor = ''] = link.split('#');
      return {
        link,
        to: path === '' ? page : normalize(join(dirname(page), path)),
        anchor: decodeURIComponent(anchor),
      };
    });
}

/** The anchors of the headings of a page. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(page).matchAll(/^#{1,6} (.*)$/gm)) {
    const anchor = anchorOf(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let copies = 0;
    while (anchors.has(copies === 0 ? anchor : `${anchor}-${copies}`)) copies += 1;
    anchors.add(copies === 0 ? anchor : `${anchor}-${copies}`);
  }
  return anchors;
}

/** Links that lead to no file, or to no heading of a page. */
export function brokenLinks(page: string): readonly string[] {
  return linksOf(page)
    .filter(({ to, anchor }) => !existsSync(to) || (anchor !== '' && to.endsWith('.md') && !anchorsOf(to).has(anchor)))
    .map(({ link }) => link);
}

/** The `sh` blocks of a page as they stand there. */
export function shellBlocks(page: string): readonly string[] {
  return [...read(page).matchAll(/^( *)```sh\n([^]*?)^\1```$/gm)].map(([, , block = '']) => block);
}
