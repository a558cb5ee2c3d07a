import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { circlesIn, wayAround } from './circles.ts';
import { type ImportGraph, readImportGraph } from './import-graph.ts';
import { layers } from './layers.ts';
import { leaksIn } from './leaks.ts';

/** The packages of the site, and what is made of them. */
const isForeign = (name: string) => name === 'node_modules' || name === '.site';
const rooms = '{functions,sandbox,local,local-stage,operations,cli,infra,library,bench,docs}/**/*.{ts,mjs}';
const aliases = {
  '#config': 'guiyi.config.ts',
  'guiyi/cdp': 'library/cdp.ts',
  'guiyi/sandbox': 'library/sandbox.ts',
};

const product = readImportGraph([...globSync(rooms, { exclude: isForeign }), 'guiyi.config.ts'], aliases);
const everything: ImportGraph = new Map([...product, ...readImportGraph(globSync('test/**/*.ts'), aliases)]);

it('looks at every file of the project', () => {
  const imports = [...everything.values()].flat();
  process.stdout.write(
    `${everything.size} files, ${imports.length} imports, ${imports.filter(({ isType }) => isType).length} of them of types; ${Object.keys(layers).length} rooms\n`,
  );
  expect(product.size).toBeGreaterThan(600);
  expect(imports.length).toBeGreaterThan(5000);
});

it('has no file that imports itself by way of others, types counted', () => {
  expect(
    circlesIn(everything).map((circle) => `${circle.length} files: ${wayAround(everything, circle).join(' → ')}`),
  ).toEqual([]);
});

it('imports only what its layers allow', () => {
  expect(leaksIn(product, layers)).toEqual([]);
});
