import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const root = dirname(import.meta.dirname);
const page = join(import.meta.dirname, 'page');

/** What the page consists of, by the names under which the desk serves it. */
export interface Bundle {
  /** The script that starts it, and its style sheet. */
  readonly script: string;
  readonly style: string;
  /** Name to content, compressed with gzip. */
  readonly files: ReadonlyMap<string, Buffer>;
}

interface Manifest {
  readonly script: string;
  readonly style: string;
  readonly files: readonly string[];
}

/** The console's page: bundled at the first call after its sources have changed, and kept in `dist/console`. @throws Error of esbuild */
export async function openBundle(): Promise<Bundle> {
  const folder = join(root, 'dist/console', digestOfSources());
  if (!existsSync(join(folder, 'manifest.json'))) await build(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const { script, style } = manifest;
  return {
    script,
    style,
    files: new Map(manifest.files.map((name) => [name, readFileSync(join(folder, `${name}.gz`))])),
  };
}

/** Of the page's own files, and of the versions of what it is made with. */
function digestOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')));
  for (const file of globSync('**/*', { cwd: page, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    hash.update(`${path.slice(page.length)}\n`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function build(folder: string): Promise<void> {
  const { build: bundle } = await import('esbuild');
  mkdirSync(dirname(folder), { recursive: true });
  const { outputFiles } = await bundle({
    entryPoints: [join(page, 'main.tsx')],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2023',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    write: false,
    tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  });
  // Built beside and moved into place: two processes may start at once.
  const temporary = mkdtempSync(`${folder}-`);
  const nameOf = (path: string) => path.slice(folder.length + 1);
  for (const { path, contents } of outputFiles) {
    writeFileSync(join(temporary, `${nameOf(path)}.gz`), gzipSync(contents, { level: 9 }));
  }
  const files = outputFiles.map(({ path }) => nameOf(path));
  const started = (ending: string) => files.find((name) => name.startsWith('main-') && name.endsWith(ending)) ?? '';
  const manifest: Manifest = { script: started('.js'), style: started('.css'), files };
  writeFileSync(join(temporary, 'manifest.json'), JSON.stringify(manifest));
  try {
    renameSync(temporary, folder);
  } catch {
    // Another process was faster.
    rmSync(temporary, { recursive: true, force: true });
  }
}
