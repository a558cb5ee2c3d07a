import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readImportGraph } from './import-graph.ts';

const { dependencies, devDependencies } = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What runs on Lambda, in `npm start` and on the command line. */
const rooms = 'functions,operations,local,cli,sandbox,console';
const files = globSync(`{${rooms}}/**/*.{ts,tsx}`);

/** Packages whose code the rooms load, by name. */
const loaded = new Set(
  [...readImportGraph(files, {}).values()]
    .flat()
    .filter(({ isFile, isType, to }) => !isFile && !isType && !/^(node:|#|\()/.test(to))
    .map(({ to }) => /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to),
);

test('what runs is in dependencies', () => {
  expect(files.length).toBeGreaterThan(900);
  expect([...loaded].filter((name) => dependencies[name] === undefined).toSorted()).toEqual([]);
});

test('dependencies hold what runs, and the Node that runs it', () => {
  expect(Object.keys(dependencies).filter((name) => !loaded.has(name))).toEqual(['node']);
});

test('every version is exact', () => {
  const versions = Object.values({ ...dependencies, ...devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
