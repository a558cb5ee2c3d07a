import { type ChildProcessWithoutNullStreams, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage, output } from '../../library/build.ts';

const root = join(import.meta.dirname, '../..');
const installed = (name: string) => join(root, 'node_modules', name);
const execute = promisify(execFile);

/** npm and what it starts run on the Node of this test, without the options of its runner. */
const { NODE_OPTIONS: _ofTheRunner, NODE_TEST_CONTEXT: _ofNoTest, ...inherited } = process.env;
const environment = { ...inherited, PATH: [installed('.bin'), inherited['PATH']].join(delimiter) };

/** Somebody's own project with the packed tarball in its node_modules. */
export interface UserProject {
  readonly folder: string;
  /** Paths in the tarball. */
  readonly files: readonly string[];
  /** Puts a file into the project. */
  write(name: string, text: string): void;
  /** Runs a program on the Node of this test. @returns what it printed @throws when it failed */
  node(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string>;
  /** Starts a program of an installed package. */
  start(name: string, ...args: readonly string[]): ChildProcessWithoutNullStreams;
  /** Runs the TypeScript compiler. @returns its messages, one a line */
  compile(...args: readonly string[]): string;
  remove(): void;
}

/** Packs the package and installs it into an empty folder, from this machine's files alone. */
export function openUserProject(): UserProject {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-package-'));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    const files = installPackage(folder);
    return {
      folder,
      files,
      write: (name, text) => writeFileSync(join(folder, name), text),
      node: async (args, settings) => {
        const env = { ...environment, ...settings };
        return (await execute(process.execPath, args, { cwd: folder, env })).stdout;
      },
      start: (name, ...args) => spawn(join(folder, 'node_modules/.bin', name), args, { cwd: folder, env: environment }),
      compile: (...args) => runToEnd(folder, process.execPath, [installed('typescript/bin/tsc'), ...args]).stdout,
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The paths in the tarball. */
function installPackage(folder: string): readonly string[] {
  const npm = (directory: string, ...args: readonly string[]) =>
    run(
      directory,
      'npm',
      ...args,
      '--silent',
      '--offline',
      `--cache=${join(folder, '.npm')}`,
      '--no-audit',
      '--no-fund',
    );

  buildPackage();
  const packed = npm(output, 'pack', '--json', `--pack-destination=${folder}`);
  const [{ filename, files }] = JSON.parse(packed) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'somebody', private: true, type: 'module' }));
  // A registry would give the same copies.
  const copies = [...dependencies(), '@types/node', 'undici-types'].map(installed);
  npm(folder, 'install', '--install-links', '--ignore-scripts', join(folder, filename), ...copies);
  return files.map(({ path }) => path).toSorted();
}

/** Of the package, once it is built. */
export function dependencies(): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(output, 'package.json'), 'utf8')) as { readonly dependencies: object };
  return Object.keys(manifest.dependencies);
}

function run(folder: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = runToEnd(folder, command, args);
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

function runToEnd(cwd: string, command: string, args: readonly string[]) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: environment });
}
