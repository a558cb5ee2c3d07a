import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stagePages } from './staged-pages.ts';

// The site of the documents, in docs/.site/.vitepress/dist: `npm run docs`, with `-- --serve` to look at it. Its packages are those of
// docs/package.json, so that the rest does not carry them.

const root = join(import.meta.dirname, '../..');
const docs = join(root, 'docs');
const stage = join(docs, '.site');

if (!existsSync(join(docs, 'node_modules/vitepress')))
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: docs, stdio: 'inherit' });

const { renderMermaidSVG } = (await import(join(docs, 'node_modules/beautiful-mermaid/dist/index.js'))) as {
  readonly renderMermaidSVG: (text: string, options: object) => string;
};

rmSync(stage, { recursive: true, force: true });
const { pages, files } = stagePages(root);
for (const { to, text } of pages) write(to, withDiagrams(to, text));
for (const [from, to] of files) write(`public/files/${to}`, readFileSync(join(root, from), 'utf8'));

write('pages.json', JSON.stringify(pages.map(({ to, title }) => ({ to, title }))));
for (const [name, to] of [
  ['config.mjs', '.vitepress/config.mjs'],
  ['theme.mjs', '.vitepress/theme/index.mjs'],
  ['theme.css', '.vitepress/theme/theme.css'],
] as const)
  cpSync(join(import.meta.dirname, name), place(to));

const { status } = spawnSync(join(docs, 'node_modules/.bin/vitepress'), ['build', '.'], {
  cwd: stage,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
const strangers = requestsToOthers();
if (strangers.length > 0) throw new Error(`The site would ask other hosts:\n${strangers.join('\n')}`);
process.stdout.write(`${pages.length} pages in docs/.site/.vitepress/dist, no request to other hosts\n`);
if (process.argv.includes('--serve'))
  spawnSync(join(docs, 'node_modules/.bin/vitepress'), ['preview', '.', '--host', '127.0.0.1'], {
    cwd: stage,
    stdio: 'inherit',
  });

function place(path: string): string {
  const file = join(stage, path);
  mkdirSync(dirname(file), { recursive: true });
  return file;
}

function write(path: string, text: string): void {
  writeFileSync(place(path), text);
}

/** Diagrams are drawn here, so that a reader's browser needs no program for them. The font that a drawing would fetch is left out. */
function withDiagrams(page: string, text: string): string {
  let count = 0;
  return text.replace(/^```mermaid\n([^]*?)^```$/gm, (_, diagram: string) => {
    const svg = renderMermaidSVG(diagram, { bg: '#ffffff', fg: '#222222' }).replace(/@import url\([^)]*\);/g, '');
    count += 1;
    const file = `diagrams/${page.replaceAll('/', '-').replace(/\.md$/, '')}-${count}.svg`;
    write(`public/${file}`, svg);
    return `![](/${file}){.diagram}`;
  });
}

/** What a page would load from elsewhere: scripts, styles, images, fonts. A link that somebody follows is none of it. */
function requestsToOthers(): readonly string[] {
  const found: string[] = [];
  for (const file of globSync('dist/**/*.{html,css}', { cwd: join(stage, '.vitepress') })) {
    const text = readFileSync(join(stage, '.vitepress', file), 'utf8');
    const loads = text.matchAll(
      /<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)="(https?:)?\/\/[^"]*"|(?:@import|url\()\s*['"]?(?:https?:)?\/\/[^)'"]*/g,
    );
    for (const [load] of loads) found.push(`${file}: ${load}`);
  }
  return found;
}
