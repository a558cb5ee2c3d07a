import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { listenSandbox } from '../../sandbox/listen.ts';
import { dependencies, openUserProject, type UserProject } from './user-project.ts';

const root = join(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/package.md'), 'utf8');

/** A program that the document shows, with the name that its first line gives it. */
function example(name: string): string {
  const found = [...document.matchAll(/^```\w+\n\/\/ (\S+)\n([^]*?)^```$/gm)].find(([, title]) => title === name);
  if (!found?.[2]) throw new Error(`docs/package.md shows no ${name}`);
  return found[2];
}

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  module: 'nodenext',
  moduleResolution: 'nodenext',
  target: 'es2024',
  skipLibCheck: false,
  noEmit: true,
};

let project: UserProject;

beforeAll(() => {
  project = openUserProject();
}, 60_000);

afterAll(() => project?.remove());

/** The text of an installed file. */
const textOf = (file: string) => readFileSync(join(project.folder, 'node_modules/guiyi', file), 'utf8');

/** What `tsc` says of files under strict options. */
function compile(files: readonly string[], options: Readonly<Record<string, unknown>>): string {
  const compilerOptions = { ...STRICT, ...options };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
  return project.compile('-p', 'tsconfig.json');
}

describe('the tarball', () => {
  it('holds what belongs, and nothing else', async () => {
    // One line a module, whatever it is made of: script, map, declarations.
    const modules = Map.groupBy(project.files, (file) => file.replace(/(\.d\.ts|\.js(\.map)?)$/, ''));
    const lines = [...modules].map(([module, files]) =>
      [module, ...files.map((file) => file.slice(module.length).replace('.js.map', 'map'))].join(' ').trim(),
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('tarball-files.txt');
  });

  it('holds no source, no test and no secret of the demo', () => {
    const built = project.files.filter((file) => /^(cli|functions|library|sandbox)\//.test(file));
    expect(built.length).toBeGreaterThan(100);
    expect(built.filter((file) => !/(\.d\.ts|\.js(\.map)?)$/.test(file))).toEqual(['cli/guiyi.mjs']);
    const demo = readFileSync(join(root, 'local/demo-secrets.json'), 'utf8');
    const secrets = [...demo.matchAll(/"\w+": "([^"]+)"/g)].map(([, value]) => value ?? '');
    expect(secrets.length).toBeGreaterThan(5);
    // The READMEs show how the demo is called.
    const texts = project.files.filter((file) => !file.startsWith('README')).map(textOf);
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
  });

  it('explains every endpoint where an editor looks', () => {
    const declarations = project.files.filter((file) => /client\/\w+-calls\.d\.ts$/.test(file)).map(textOf);
    const explained = (name: string) => declarations.some((text) => new RegExp(`\\*/\\n +${name}[:(]`).test(text));
    expect(Object.keys(endpoints).filter((name) => !explained(name))).toEqual([]);
    expect(project.files.filter((file) => file.endsWith('client/client.d.ts')).map(textOf)).toEqual([
      expect.stringMatching(/function cdpClient\(.*\): CdpClient;/),
    ]);
  });

  it('has no package of the product that its own modules do not import', () => {
    expect(dependencies()).toEqual(['commander', 'zod']);
  });

  it('depends on what it imports, and on nothing else', () => {
    const imported = project.files
      .filter((file) => /\.(js|ts)$/.test(file))
      .flatMap((file) => [...textOf(file).matchAll(/^(?:import|export) .*from '((?!\.|node:)[^'/]+)/gm)])
      .map(([, name]) => name);
    expect(new Set(imported)).toEqual(new Set(dependencies()));
  });
});

describe('a program', () => {
  it('runs the client that the document shows', async () => {
    project.write('client.mjs', example('client.mjs'));
    const credentials = { appKey: 'somebody', secret: 'invented' };
    const sandbox = await listenSandbox({ port: 0, credentials: [credentials] });
    const settings = { CDP_URL: sandbox.url, CDP_APP_KEY: credentials.appKey, CDP_SECRET: credentials.secret };
    const printed = await project.node(['client.mjs'], settings);
    await sandbox.close();
    expect(printed).toMatch(/^customer \d{19} \{/);
    expect(printed).toContain("identityList: [ { identityType: 'mobile', identityValue: '15931000001' } ]");
    expect(printed).toMatch(/^nobody undefined\ngroup Buyers\n$/m);
  });

  it('is led to the sources by a stack', async () => {
    project.write('stack.mjs', "import { cdpClient } from 'guiyi/cdp';\ncdpClient();\n");
    const failed = project.node(['--enable-source-maps', 'stack.mjs']);
    await expect(failed).rejects.toThrow(/functions\/shared\/cdp\/client\/client\.ts:\d+/);
  });

  it('listens as the document shows', async () => {
    project.write('listen.mjs', example('listen.mjs'));
    expect(await project.node(['listen.mjs'])).toMatch(/^http:\/\/127\.0\.0\.1:\d+ 429\n$/);
  });

  it('gets the sandbox from the command line', async () => {
    const sandbox = project.start('guiyi', 'sandbox', '--port', '0');
    const complaint = text(sandbox.stderr);
    const [line] = (await Promise.race([once(sandbox.stdout, 'data'), once(sandbox, 'exit')])) as unknown[];
    if (!Buffer.isBuffer(line)) throw new Error(await complaint);
    const { url } = JSON.parse(line.toString()) as { readonly url: string };
    const body = JSON.stringify({ appKey: 'sandbox', secret: 'sandbox' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/sandbox/token`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({ code: 0, data: { expiresIn: 7200 } });
    sandbox.kill();
    expect(await once(sandbox, 'exit')).toEqual([0, null]);
  });

  it('compiles strictly, declarations of the package included, and does what its types say', async () => {
    project.write('sandbox.test.ts', example('sandbox.test.ts'));
    project.write('strict.ts', readFileSync(join(import.meta.dirname, 'programs/strict.ts'), 'utf8'));
    expect(compile(['strict.ts', 'sandbox.test.ts'], { types: ['node'] })).toBe('');
    expect(await project.node(['strict.ts'])).toBe('done\n');
  });

  it('runs the tests that the document shows', async () => {
    project.write('sandbox.test.ts', example('sandbox.test.ts'));
    const printed = await project.node(['--test', '--test-reporter=tap', 'sandbox.test.ts']);
    expect(printed).toMatch(/^# pass 2$/m);
    expect(printed).toMatch(/^# fail 0$/m);
  });

  it('compiles against the client with the types of a browser instead of those of Node', () => {
    project.write('browser.ts', "import { cdpClient } from 'guiyi/cdp';\nexport const made: string = cdpClient;\n");
    const said = compile(['browser.ts'], { types: [], lib: ['es2022', 'dom', 'dom.asynciterable'] });
    expect(said.trim().split('\n')).toEqual([expect.stringMatching(/^browser\.ts\(2,14\): error TS2322: .* 'string'/)]);
  });

  it('bundles the client without the schemas and their library', async () => {
    project.write('bundled.js', "export { cdpClient } from 'guiyi/cdp';\n");
    const { metafile } = await build({
      absWorkingDir: project.folder,
      entryPoints: ['bundled.js'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      metafile: true,
      write: false,
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain('node_modules/guiyi/functions/shared/cdp/client/client.js');
    expect(inputs.filter((input) => /node_modules\/zod|\/sandbox\//.test(input))).toEqual([]);
  });
});
