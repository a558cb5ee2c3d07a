import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Where it is kept, and which files of the project it was made of. */
const kept = join(root, 'dist/console');
const inputList = join(kept, 'inputs.json');

/** The console's page: bundled at the first call after one of its sources has changed, and kept in `dist/console`. @throws Error of esbuild */
export async function openBundle(): Promise<Bundle> {
  const folder = keptFolder() ?? (await build());
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const { script, style } = manifest;
  return {
    script,
    style,
    files: new Map(manifest.files.map((name) => [name, readFileSync(join(folder, `${name}.gz`))])),
  };
}

/** Undefined where nothing is kept, or a file is another one than what it was made of. A file more is imported by one that is another one. */
function keptFolder(): string | undefined {
  try {
    const inputs = JSON.parse(readFileSync(inputList, 'utf8')) as readonly string[];
    const folder = join(kept, digestOf(inputs));
    return existsSync(join(folder, 'manifest.json')) ? folder : undefined;
  } catch {
    // It was never bundled, or a file of it is gone.
    return undefined;
  }
}

/** Of the page's own files, and of the versions of what it is made with. @param inputs paths in the project */
function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of ['package.json', ...inputs]) hash.update(`${input}\n`).update(readFileSync(join(root, input)));
  return hash.digest('hex').slice(0, 16);
}

async function build(): Promise<string> {
  const { build: bundle } = await import('esbuild');
  mkdirSync(kept, { recursive: true });
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [join(page, 'main.tsx')],
    outdir: kept,
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
    metafile: true,
    tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  });
  const inputs = Object.keys(metafile.inputs)
    .filter((input) => !input.includes('node_modules/'))
    .toSorted();
  const folder = join(kept, digestOf(inputs));
  // Built beside and moved into place: two processes may start at once.
  const temporary = mkdtempSync(`${folder}-`);
  const nameOf = (path: string) => path.slice(kept.length + 1);
  for (const { path, contents } of outputFiles) {
    writeFileSync(join(temporary, `${nameOf(path)}.gz`), gzipSync(contents, { level: 9 }));
  }
  const files = outputFiles.map(({ path }) => nameOf(path));
  const started = (ending: string) => files.find((name) => name.startsWith('main-') && name.endsWith(ending)) ?? '';
  const manifest: Manifest = { script: started('.js'), style: started('.css'), files };
  writeFileSync(join(temporary, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(temporary, 'inputs.json'), JSON.stringify(inputs));
  renameSync(join(temporary, 'inputs.json'), inputList);
  try {
    renameSync(temporary, folder);
  } catch {
    // Another process was faster.
    rmSync(temporary, { recursive: true, force: true });
  }
  return folder;
}
