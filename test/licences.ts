import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { bundleFunctions } from '../infra/bundle.ts';

// The licence of every package of package-lock.json, by its SPDX identifier. Whoever adds a package under another one reads that
// licence first.

/** They ask for no more than their notice to be kept. */
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0'];
/** Of tools alone: they stay on the machine that builds and tests, so nobody gets them from us. */
const ofTools = ['CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Python-2.0'];

/** Of an expression of alternatives, as `(MIT OR GPL-3.0-or-later)`, one may be chosen. */
function choices(expression: string): readonly string[] {
  return /\b(AND|WITH)\b/.test(expression) ? [expression] : expression.replaceAll(/[()]/g, '').split(' OR ');
}

const lock = z.object({
  packages: z.record(z.string(), z.object({ license: z.optional(z.string()), dev: z.optional(z.boolean()) })),
});

/** Paths of the packages whose code is in the functions' bundles. */
async function bundled(): Promise<ReadonlySet<string>> {
  const outputDirectory = mkdtempSync(join(tmpdir(), 'guiyi-licences-'));
  const { functions } = await bundleFunctions({ outputDirectory });
  rmSync(outputDirectory, { recursive: true });
  const files = Object.values(functions).flatMap(({ inputs }) => inputs.map(({ path }) => path));
  return new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []));
}

const { packages } = lock.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')));
const inBundles = await bundled();
const WIDTH = 26;
const counts = new Map<string, { shipped: number; tools: number }>();
const refused: string[] = [];
for (const [path, { license = 'no licence', dev = false }] of Object.entries(packages)) {
  if (path === '') continue;
  // Dependencies of the npm package are installed where it is.
  const shipped = !dev || inBundles.has(path);
  const count = counts.get(license) ?? { shipped: 0, tools: 0 };
  count[shipped ? 'shipped' : 'tools'] += 1;
  counts.set(license, count);
  const allowed = [...permissive, ...(shipped ? [] : ofTools)];
  if (!choices(license).some((choice) => allowed.includes(choice)))
    refused.push(`${path}: ${license}, ${shipped ? 'shipped' : 'a tool'}`);
}
for (const path of inBundles) if (packages[path] === undefined) refused.push(`${path}: not in package-lock.json`);

process.stdout.write(`${'licence'.padEnd(WIDTH)} shipped  tools\n`);
for (const [license, { shipped, tools }] of [...counts].toSorted(([a], [b]) => a.localeCompare(b)))
  process.stdout.write(`${license.padEnd(WIDTH)} ${String(shipped).padStart(7)} ${String(tools).padStart(6)}\n`);
process.stdout.write(`${Object.keys(packages).length - 1} packages, ${refused.length} that may not stand there\n`);
for (const line of refused) process.stdout.write(`  ${line}\n`);
process.exitCode = refused.length === 0 ? 0 : 1;
