import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedFolder, platformFolders } from '../../../cli/source/generate.ts';
import { registriesOf, variableOf } from '../../../cli/source/registries.ts';
import { sources } from '../../../functions/shared/sources/generated/sources.ts';

test('the registries are up to date (run `npm run generate` when this fails)', () => {
  const registries = registriesOf(platformFolders());
  expect(readdirSync(generatedFolder).toSorted()).toEqual(Object.keys(registries).toSorted());
  for (const [file, text] of Object.entries(registries)) {
    expect(readFileSync(join(generatedFolder, file), 'utf8'), file).toBe(text);
  }
});

test('a folder is a platform, and one with enrich.ts can be asked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-platforms-'));
  for (const name of ['tea-house', 'kiln']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'kiln', 'enrich.ts'), '');
  writeFileSync(join(folder, 'notes.md'), '');
  const registries = registriesOf(platformFolders(folder));
  expect(registries['receivers.ts']).toContain("import { teaHouse } from '../platforms/tea-house/receive.ts';");
  expect(registries['receivers.ts']).toContain("{\n  kiln,\n  'tea-house': teaHouse,\n}");
  expect(registries['sources.ts']).toContain("import { kilnSource } from '../platforms/kiln/index.ts';");
  expect(registries['enriched-platforms.ts']).toContain("[\n  'kiln',\n]");
  expect(registries['enrichers.ts']).not.toContain('teaHouse');
});

test.each(Object.entries(sources))('%s is what its folder is called', (name, { platform }) => {
  expect(platform).toBe(name);
});

const platforms = 'functions/shared/sources/platforms';
/** Words that other files have in place of these. */
const FORMER =
  /^(?:topics|types|tags|event-kinds|push-kinds|hooks|kind-of-body|records|places|person|buyers?|strangers|member-ids|buyer-ids|bodies|body|settings|evidence|check-up)\.ts$/;

test.each(platformFolders())('$name has one shape', ({ name }) => {
  const files = readdirSync(join(platforms, name));
  expect(files).toEqual(expect.arrayContaining(['identify.ts', 'index.ts', 'receive.ts']));
  expect(files.filter((file) => FORMER.test(file))).toEqual([]);
  expect(existsSync(join('docs/sources', `${name}.md`))).toBe(true);
  const index = readFileSync(join(platforms, name, 'index.ts'), 'utf8');
  expect(index).toContain(`export const ${variableOf(name)}Source = defineSource(`);
});

test.each(['github-style', 'shoplazza', 'shopline', 'stripe', 'woocommerce'])(
  '%s, an ordinary platform, has four files and no other',
  (name) => {
    expect(readdirSync(join(platforms, name)).toSorted()).toEqual([
      'identify.ts',
      'index.ts',
      'receive.ts',
      'sample.ts',
    ]);
  },
);
