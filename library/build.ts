import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = dirname(import.meta.dirname);
const output = join(root, 'dist/package');

/** What the exports of package.json name. */
const libraries = ['library/cdp', 'library/sandbox'];
/** What cli/guiyi.mjs runs where the package is installed. */
const program = 'library/guiyi';

export interface PackageReport {
  readonly modules: number;
  readonly bytes: number;
}

/**
 * Builds what `npm pack` takes along: each module that the entries reach as a JavaScript file with its source map, and each
 * that their types reach as a declaration file.
 * @throws Error when the sources do not compile, or import a package that is no dependency.
 */
export function buildPackage(): PackageReport {
  rmSync(output, { recursive: true, force: true });
  compile();
  const scripts = reachable('.js', [...libraries, program]);
  const declarations = reachable('.d.ts', libraries);
  const kept = new Set([...scripts, ...declarations, ...scripts.map((file) => `${file}.map`)]);
  // The compiler writes both files of a module even where only one of them is imported.
  const written = globSync('**/*.{js,map,ts}', { cwd: output });
  for (const file of written) if (!kept.has(file)) rmSync(join(output, file));
  for (const file of declarations) {
    // Its own imports end in .ts, which other tools than the compiler do not look up.
    const text = read(file).replace(IMPORTED, (found) => found.replace(/\.ts(['"])$/, '.js$1'));
    writeFileSync(join(output, file), text);
  }
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

/** The files of one kind that the entries lead to, by imports of that kind. */
function reachable(extension: '.js' | '.d.ts', entries: readonly string[]): string[] {
  const found = new Set(entries.map((entry) => entry + extension));
  for (const file of found) {
    for (const [, specifier = ''] of read(file).matchAll(IMPORTED)) {
      if (specifier.startsWith('.'))
        found.add(relative(output, join(output, dirname(file), specifier)).replace(/\.(ts|js)$/, extension));
      else checkDependency(specifier, file);
    }
  }
  return [...found];
}

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

function checkDependency(specifier: string, file: string): void {
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier) ?? [''];
  if (!specifier.startsWith('node:') && dependencies[name] === undefined)
    throw new Error(
      `${file} imports ${name}: whatever the package imports belongs to the dependencies of package.json`,
    );
}

function read(file: string): string {
  return readFileSync(join(output, file), 'utf8');
}

if (import.meta.main) {
  const { modules, bytes } = buildPackage();
  // The standard output belongs to `npm pack --json`, which runs this first.
  console.error(`${modules} modules, ${(bytes / 1024).toFixed(0)} KiB  ${relative(process.cwd(), output)}`);
}
