import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../operations/load-config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiyi-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is no configuration', () => {
  test.each([
    [
      'one that throws: with the line',
      "const url = process.env['NO_SUCH_VARIABLE'];\nif (url === undefined) throw new Error('NO_SUCH_VARIABLE is not set');\nexport default {};\n",
      'found Error: NO_SUCH_VARIABLE is not set (line 2); allowed: a module that loads and exports defineConfig({…})',
    ],
    [
      'one without a default export',
      'export const config = {};\n',
      'found no default export; allowed: export default defineConfig({…})',
    ],
    [
      'one that imports what is not there',
      "import './no-such-file.ts';\nexport default {};\n",
      'allowed: a module that loads and exports defineConfig({…})',
    ],
    ['one that exports something else', "export default { connections: 'x' };\n", 'connections: found "x"; allowed: '],
  ])('%s', async (name, text, message) => {
    const file = join(folder, `${name.replaceAll(/[^a-z]+/g, '-')}.config.mjs`);
    writeFileSync(file, text);
    await expect(loadConfig(file)).rejects.toThrow(message);
    await expect(loadConfig(file)).rejects.toThrow(file);
  });

  test('a folder', async () => {
    await expect(loadConfig(folder)).rejects.toThrow(
      `${folder}: (top level): found a folder; allowed: a file that exports defineConfig({…})`,
    );
  });

  test('none', async () => {
    await expect(loadConfig(join(folder, 'none.config.ts'))).rejects.toThrow('found no such file');
  });
});
