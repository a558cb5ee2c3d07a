import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const installed = (name: string) => join(root, 'node_modules', name);

/** Somebody's own project with the packed tarball in its node_modules. */
export interface UserProject {
  readonly folder: string;
  /** Paths in the tarball. */
  readonly files: readonly string[];
  /** Puts a file into the project. */
  write(name: string, text: string): void;
  /** Runs a program on the Node of this test. @returns what it printed @throws Error when it failed */
  node(...args: readonly string[]): string;
  /** Runs the TypeScript compiler. @returns its messages, one a line */
  compile(...args: readonly string[]): string;
  remove(): void;
}

/** Packs the package and installs it into an empty folder, from this machine's files alone. */
export function openUserProject(): UserProject {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-package-'));
  const npm = (directory: string, ...args: readonly string[]) =>
    run(directory, 'npm', ...args, '--offline', `--cache=${join(folder, '.npm')}`, '--no-audit', '--no-fund');

  const [{ filename, files }] = JSON.parse(npm(root, 'pack', '--json', '--silent', `--pack-destination=${folder}`)) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'somebody', private: true, type: 'module' }));
  // A registry would give the same copies.
  const copies = [...dependencies(), '@types/node', 'undici-types'].map(installed);
  npm(folder, 'install', '--install-links', '--ignore-scripts', '--silent', join(folder, filename), ...copies);

  return {
    folder,
    files: files.map(({ path }) => path).toSorted(),
    write: (name, text) => writeFileSync(join(folder, name), text),
    node: (...args) => run(folder, process.execPath, ...args),
    compile: (...args) => spawn(folder, process.execPath, [installed('typescript/bin/tsc'), ...args]).stdout,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export function dependencies(): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly dependencies: object };
  return Object.keys(manifest.dependencies);
}

function run(folder: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawn(folder, command, args);
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function spawn(cwd: string, command: string, args: readonly string[]) {
  const { NODE_OPTIONS: _ofTheTest, ...environment } = process.env;
  const PATH = [installed('.bin'), environment['PATH']].join(delimiter);
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...environment, PATH } });
}
