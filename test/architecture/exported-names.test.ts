import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * A name leads to one thing wherever it is read. Three programs stand in this repository, and each has names of its own:
 *
 * - the product, which runs on AWS and on one machine, with its command line;
 * - the sandbox, which is the CDP as its documents tell it: it knows customers, identities and merges as the product does and must not
 *   share their code, or the product would be tested against itself;
 * - the page of the console, which runs in a browser and has its own compiler settings.
 */
const programs = {
  product: '{functions,cli,local,local-stage,operations,infra,library}/**/*.ts',
  sandbox: 'sandbox/**/*.ts',
  page: 'console/**/*.{ts,tsx}',
};

/** They write code: what looks like an export of theirs stands in a text. */
const writers = new Set(['cli/source/new-source.ts', 'cli/source/registries.ts']);

/** Of the fixed shapes: every platform has `options` and `secret` in its receive.ts, every function a `handler`. */
const fixedShapes = [
  { file: /^functions\/shared\/sources\/platforms\/[^/]+\/receive\.ts$/, names: ['options', 'secret'] },
  { file: /^functions\/[^/]+\/handler\.ts$/, names: ['handler'] },
];

const EXPORTED =
  /^export (?:declare )?(?:default )?(?:async )?(?:abstract )?(?:function\*?|const|class|interface|type|let|enum) (\w+)/gm;

function exportsOf(pattern: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of globSync(pattern).toSorted()) {
    if (writers.has(file)) continue;
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(EXPORTED)) {
      if (fixedShapes.some((shape) => shape.file.test(file) && shape.names.includes(name))) continue;
      found.set(name, (found.get(name) ?? new Set()).add(file));
    }
  }
  return found;
}

it.each(Object.entries(programs))('exports each name from one file: %s', (_program, pattern) => {
  const exported = exportsOf(pattern);
  expect(exported.size).toBeGreaterThan(50);
  const twice = [...exported].filter(([, files]) => files.size > 1);
  expect(twice.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([]);
});
