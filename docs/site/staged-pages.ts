import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize, relative } from 'node:path';

/** A link into the repository, or code, in which nothing is one. */
const LINK = /`[^`\n]*`|\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)/g;

/** A page as the site has it. */
export interface StagedPage {
  /** From the root of the repository. */
  readonly from: string;
  /** From the root of the site. */
  readonly to: string;
  readonly title: string;
  readonly text: string;
}

export interface Staged {
  readonly pages: readonly StagedPage[];
  /** Files that pages link to and that are no pages: from the root of the repository, to below /files on the site. */
  readonly files: ReadonlyMap<string, string>;
}

const ELSEWHERE: Readonly<Record<string, string>> = {
  'README.md': 'guiyi.md',
  'README.zh-CN.md': 'zh/guiyi.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'bench/truth/README.md': 'truth.md',
};

/** The pages of a repository, with links that lead to each other on the site. A link that leads to no file is an error. */
export function stagePages(root: string): Staged {
  const documents = globSync('docs/**/*.md', {
    cwd: root,
    exclude: (name) => name === 'node_modules' || name === '.site',
  });
  const sources = [...Object.keys(ELSEWHERE), ...documents];
  const files = new Map<string, string>();
  const pages = sources.map((from): StagedPage => {
    const written = readFileSync(join(root, from), 'utf8');
    const text = withLinks(written, (link) => {
      const [path = '', anchor] = link.split('#');
      const target = normalize(join(dirname(from), path));
      if (!existsSync(join(root, target))) throw new Error(`${from} links to ${link}, which is not there`);
      if (target.endsWith('.md'))
        return `${linkBetween(pageOf(from), pageOf(target))}${anchor === undefined ? '' : `#${anchor}`}`;
      if (statSync(join(root, target)).isDirectory()) return undefined;
      files.set(target, extname(target) === '' ? `${target}.txt` : target);
      return `/files/${files.get(target)}`;
    });
    const title = /^# (.*)$/m.exec(written)?.[1] ?? from;
    return { from, to: pageOf(from), title, text };
  });
  return { pages, files };
}

function pageOf(from: string): string {
  return ELSEWHERE[from] ?? from.replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
}

function linkBetween(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** Links in sentences and tables; those in code are left alone. A link that is changed to nothing leaves its text. */
function withLinks(text: string, change: (link: string) => string | undefined): string {
  return text
    .split(/(^ *```[^]*?^ *```$)/m)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(LINK, (whole, words: string, link: string | undefined) => {
            if (link === undefined) return whole;
            const to = change(link);
            return to === undefined ? words : `[${words}](${to})`;
          }),
    )
    .join('');
}
