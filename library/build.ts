import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageManifest } from './manifest.ts';

const root = dirname(import.meta.dirname);

/** The folder that is packed. */
export const output = join(root, 'dist/package');

/** What a program imports as `guiyi/…`. */
const libraries = ['cdp', 'sandbox'];
/** What cli/guiyi.mjs runs where the package is installed. */
const program = 'cli/installed';

/** What the package has beside what is built. */
const copied = [
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'cli/guiyi.mjs',
  'docs/cdp-api/README.md',
  'docs/cdp-api/client.md',
  'docs/cdp-api/openapi.json',
  'docs/package.md',
];

export interface PackageReport {
  readonly modules: number;
  readonly bytes: number;
}

/**
 * Builds the folder that is packed: each module that the entries reach as a JavaScript file with its source map, each that their types
 * reach as a declaration file, and a package.json with the packages that these import.
 * @throws Error when the sources do not compile, or import a package that is no dependency of the project.
 */
export function buildPackage(): PackageReport {
  rmSync(output, { recursive: true, force: true });
  compile();
  const entries = libraries.map((name) => `library/${name}`);
  const packages = new Set<string>();
  const scripts = reachable('.js', [...entries, program], packages);
  const declarations = reachable('.d.ts', entries, packages);
  const kept = new Set([...scripts, ...declarations, ...scripts.map((file) => `${file}.map`)]);
  // The compiler writes both files of a module even where only one of them is imported.
  const written = globSync('**/*.{js,map,ts}', { cwd: output });
  for (const file of written) if (!kept.has(file)) rmSync(join(output, file));
  for (const file of declarations) {
    // Its own imports end in .ts, which other tools than the compiler do not look up.
    const text = read(file).replace(IMPORTED, (found) => found.replace(/\.ts(['"])$/, '.js$1'));
    writeFileSync(join(output, file), text);
  }
  for (const file of copied) {
    mkdirSync(dirname(join(output, file)), { recursive: true });
    copyFileSync(join(root, file), join(output, file));
  }
  const manifest = packageManifest(readFileSync(join(root, 'package.json'), 'utf8'), libraries, packages);
  writeFileSync(join(output, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return { modules: scripts.length, bytes: [...kept].reduce((sum, file) => sum + read(file).length, 0) };
}

function compile(): void {
  mkdirSync(output, { recursive: true });
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'library/tsconfig.json')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`the package does not compile:\n${stdout}`);
}

/** What follows `from` or `import`, with its closing quotation mark. */
const IMPORTED = /(?<=\b(?:from |import |import\())['"]([^'"\n]+)['"]/g;

/** The files of one kind that the entries lead to, by imports of that kind; `packages` takes in what they import from elsewhere. */
function reachable(extension: '.js' | '.d.ts', entries: readonly string[], packages: Set<string>): string[] {
  const found = new Set(entries.map((entry) => entry + extension));
  for (const file of found) {
    for (const [, specifier = ''] of read(file).matchAll(IMPORTED)) {
      if (specifier.startsWith('.'))
        found.add(relative(output, join(output, dirname(file), specifier)).replace(/\.(ts|js)$/, extension));
      else if (!specifier.startsWith('node:')) packages.add(/^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
    }
  }
  return [...found];
}

function read(file: string): string {
  return readFileSync(join(output, file), 'utf8');
}

if (import.meta.main) {
  const { modules, bytes } = buildPackage();
  process.stdout.write(`${modules} modules, ${(bytes / 1024).toFixed(0)} KiB  ${relative(process.cwd(), output)}\n`);
}
