import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { requireToken } from '../functions/shared/config/require-token.ts';
import { loadConfig } from '../operations/load-config.ts';
import { builtinModulesPlugin } from './builtin-modules.ts';
import { leanAwsSdkPlugin } from './lean-aws-sdk.ts';
import { type SourceMap, withoutLibraries } from './own-source-maps.ts';
import { usedPlatformsPlugin } from './used-platforms.ts';

const root = dirname(import.meta.dirname);
const configFile = 'guiyi.config.ts';

export const functionNames = ['webhook', 'inlet', 'deliver', 'breaker', 'release'] as const;
export type FunctionName = (typeof functionNames)[number];

export interface BundleOptions {
  /** The checked configuration that `#config` stands for; default `guiyi.config.ts` of the project. */
  readonly config?: GuiyiConfig;
  /** Receives `<name>/index.mjs` and its source map per function; default `dist/functions`, for the default configuration alone. */
  readonly outputDirectory?: string;
  /** Function name to entry file; default `functions/<name>/handler.ts`. */
  readonly entries?: Readonly<Record<string, string>>;
}

export interface BundledFile {
  readonly file: string;
  readonly bytes: number;
  /** Every source file that went into the bundle, with the bytes it takes there, largest first. */
  readonly inputs: readonly { readonly path: string; readonly bytes: number }[];
}

export interface BundleReport {
  readonly outputDirectory: string;
  readonly functions: Readonly<Record<string, BundledFile>>;
}

/**
 * Bundles all functions in one build; the same sources give the same bytes. The configuration goes in as the data that it was checked as:
 * a function checks nothing again, and nothing of its environment can make it another one.
 * @throws ConfigError
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<BundleReport> {
  const config = requireToken(options.config ?? (await loadConfig(join(root, configFile))), configFile);
  const platforms = new Set(Object.values(config.connections).map(({ source }) => source));
  const outputDirectory = resolve(root, options.outputDirectory ?? 'dist/functions');
  const entries = options.entries ?? defaultEntries();
  await rm(outputDirectory, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [`${name}/index`, file])),
    outdir: outputDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The SDK's CommonJS build, which `platform: 'node'` would choose, cannot be tree-shaken.
    mainFields: ['module', 'main'],
    legalComments: 'none',
    charset: 'utf8',
    // Names the source in the stack of an error: the bundle looks for the map by itself. The sources stay out: whoever reads a log has them.
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [builtinModulesPlugin, leanAwsSdkPlugin, usedPlatformsPlugin(platforms), configPlugin(config)],
  });
  await mkdir(outputDirectory, { recursive: true });
  await Promise.all(Object.keys(entries).map((name) => nameSourcesByProject(join(outputDirectory, name))));
  await writeFile(join(outputDirectory, 'metafile.json'), JSON.stringify(metafile));
  return { outputDirectory, functions: describe(metafile, outputDirectory, Object.keys(entries)) };
}

/**
 * esbuild names sources as the map reaches them, which is another way from every folder of a build. Named as the project names them, the same
 * sources give the same map, and a deploy of what has not changed deploys nothing.
 */
async function nameSourcesByProject(folder: string): Promise<void> {
  const file = join(folder, 'index.mjs.map');
  const map = withoutLibraries(JSON.parse(await readFile(file, 'utf8')) as SourceMap);
  const nameOf = (source: string) => relative(root, resolve(folder, source)).replaceAll('\\', '/');
  // A file outside of the project is named as if it stood there.
  const sources = map.sources.map((source) => nameOf(source).replace(/^(?:\.\.\/)+/, ''));
  await writeFile(file, JSON.stringify({ ...map, sources }));
}

function defaultEntries(): Record<string, string> {
  return Object.fromEntries(functionNames.map((name) => [name, join(root, 'functions', name, 'handler.ts')]));
}

function configPlugin(config: GuiyiConfig): Plugin {
  return {
    name: 'config',
    setup(build) {
      build.onResolve({ filter: /^#config$/ }, ({ path }) => ({ path, namespace: 'config' }));
      build.onLoad({ filter: /.*/, namespace: 'config' }, () => ({ contents: JSON.stringify(config), loader: 'json' }));
    },
  };
}

function describe(metafile: Metafile, directory: string, names: readonly string[]): Record<string, BundledFile> {
  return Object.fromEntries(
    names.map((name) => {
      const file = join(directory, name, 'index.mjs');
      const output = metafile.outputs[relative(root, file).replaceAll('\\', '/')];
      if (!output) throw new Error(`esbuild wrote no ${file}`);
      const inputs = Object.entries(output.inputs)
        .map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }))
        .sort((a, b) => b.bytes - a.bytes);
      return [name, { file, bytes: output.bytes, inputs }];
    }),
  );
}

if (import.meta.main) {
  const { functions } = await bundleFunctions();
  for (const [name, { file, bytes }] of Object.entries(functions)) {
    console.log(`${name.padEnd(8)} ${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${relative(process.cwd(), file)}`);
  }
}
