import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { demoConfig } from '../kit/demo.ts';
import { bundleFunctions, type BundleReport, functionNames } from '../../infra/bundle.ts';

const KiB = 1024;
const temporary = () => mkdtempSync(join(tmpdir(), 'guiyi-bundle-'));

describe('the bundle step', () => {
  let report: BundleReport;
  beforeAll(async () => {
    const sources = temporary();
    const write = (file: string, text: string) => {
      writeFileSync(join(sources, file), text);
      return join(sources, file);
    };
    write('digest.cjs', `exports.digest = (text) => require('crypto').createHash('md5').update(text).digest('hex');`);
    const entry = write(
      'handler.ts',
      `import * as https from 'node:https';
       import { join } from 'path';
       import config from '#config';
       import { digest } from './digest.cjs';
       export const handler = (event: { readonly text: string }) => [
         Object.keys(config.connections), digest(event.text), join('a', 'b'), https.globalAgent.defaultPort,
       ];`,
    );
    report = await bundleFunctions({
      config: demoConfig({ connections: { 'shop-of-the-test': { source: 'shopify', options: {} } } }),
      entries: { first: entry, second: entry },
      outputDirectory: temporary(),
    });
  });
  const text = () => readFileSync(report.functions['first']?.file ?? '', 'utf8');

  it('makes one folder with an index.mjs per function', () => {
    expect(Object.keys(report.functions)).toEqual(['first', 'second']);
    for (const [name, { file, bytes }] of Object.entries(report.functions)) {
      expect(file).toBe(join(report.outputDirectory, name, 'index.mjs'));
      expect(readFileSync(file).length).toBe(bytes);
    }
  });

  it('reads the modules of Node without an import, in CommonJS dependencies too', () => {
    expect(text()).toContain('process.getBuiltinModule("node:https")');
    expect(text()).toContain('process.getBuiltinModule("node:crypto")');
    expect(text()).not.toMatch(/\bimport\b|\brequire\(|Dynamic require/);
  });

  it('runs, with the chosen configuration inside', async () => {
    const bundle = (await import(pathToFileURL(report.functions['first']?.file ?? '').href)) as {
      readonly handler: (event: { readonly text: string }) => unknown;
    };
    expect(bundle.handler({ text: 'hello' })).toEqual([
      ['shop-of-the-test'],
      '5d41402abc4b2a76b9719d911017c592',
      join('a', 'b'),
      443,
    ]);
  });
});

describe('the functions of a brand with two platforms', () => {
  const config = demoConfig({
    connections: {
      shop: { source: 'shopify', options: {} },
      service: { source: 'wechat-official-account', options: { appId: 'wx00d3m000d3m00001' } },
    },
  });
  let functions: BundleReport['functions'];
  beforeAll(async () => {
    ({ functions } = await bundleFunctions({ config, outputDirectory: temporary() }));
  }, 60_000);

  it.each(['webhook', 'inlet', 'deliver'])('%s carries these two, and no other', (name) => {
    const paths = functions[name]?.inputs.map(({ path }) => path) ?? [];
    const platforms = paths.flatMap((path) => /\/platforms\/([^/]+)\//.exec(path)?.[1] ?? []);
    expect([...new Set(platforms)].sort()).toEqual(['shopify', 'wechat-official-account']);
  });

  it.each(functionNames)('%s checks no configuration: it was checked before it was built', (name) => {
    const paths = functions[name]?.inputs.map(({ path }) => path) ?? [];
    expect(paths.filter((path) => path.startsWith('functions/shared/config/'))).toEqual(
      name === 'deliver' ? ['functions/shared/config/delivery-time.ts'] : [],
    );
  });

  it('stay small: the webhook in 340 KiB', () => {
    expect(functions['webhook']?.bytes).toBeLessThanOrEqual(340 * KiB);
  });
});

describe('the functions', () => {
  let first: BundleReport;
  let second: BundleReport;
  beforeAll(async () => {
    first = await bundleFunctions({ outputDirectory: temporary() });
    second = await bundleFunctions({ outputDirectory: temporary() });
  }, 60_000);
  const bundle = (name: string) => {
    const found = first.functions[name];
    if (!found) throw new Error(`no bundle of ${name}`);
    return found;
  };

  it('are the same bytes when built twice', () => {
    for (const name of functionNames) {
      const again = second.functions[name]?.file ?? '';
      for (const file of ['', '.map'])
        expect(readFileSync(bundle(name).file + file).equals(readFileSync(again + file)), name + file).toBe(true);
    }
  });

  it('have a map beside them, of the sources that are ours, named as the project names them', () => {
    for (const name of functionNames) {
      const map = JSON.parse(readFileSync(`${bundle(name).file}.map`, 'utf8')) as Record<'sources', string[]>;
      expect(map.sources).toContain(`functions/${name}/handler.ts`);
      expect(map.sources.filter((source) => !source.startsWith('functions/'))).toEqual([]);
      expect(map).not.toHaveProperty('sourcesContent');
    }
  });

  it('name the source where they fail', () => {
    const load = `await import(${JSON.stringify(pathToFileURL(bundle('webhook').file).href)})`;
    const failed = spawnSync(process.execPath, ['--input-type=module', '--eval', load], {
      encoding: 'utf8',
      env: {},
    });
    expect(failed.stderr).toContain('the environment variable GUIYI_QUEUE_URL is not set');
    expect(failed.stderr).toMatch(/functions\/shared\/ports\/aws\/environment\.ts:\d+:\d+/);
    expect(failed.stderr).toMatch(/functions\/webhook\/handler\.ts:\d+:\d+/);
  });

  it('stay small: the webhook in 440 KiB', () => {
    expect(bundle('webhook').bytes).toBeLessThanOrEqual(440 * KiB);
  });

  it.each(functionNames)('%s reads no files of settings and asks no instance for its metadata', (name) => {
    const paths = bundle(name).inputs.map(({ path }) => path);
    expect(paths.filter((path) => /\/(?:parseIni|readFile|DefaultRateLimiter)\.js$/.test(path))).toEqual([]);
    expect(readFileSync(bundle(name).file, 'utf8')).not.toContain('169.254.169.254');
  });

  it.each(functionNames)('%s carries neither undici, nor the languages of zod, nor the CDK', (name) => {
    const paths = bundle(name).inputs.map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => /node_modules\/(undici|aws-cdk-lib|constructs)\//.test(path))).toEqual([]);
    expect(paths.filter((path) => /zod\/.*\/locales\/(?!en\.)/.test(path))).toEqual([]);
    expect(paths.filter((path) => /zod\/v4\/classic\//.test(path))).toEqual([]);
  });

  it.each(['webhook', 'inlet'])('%s carries no mapping, no sample and nothing of delivery', (name) => {
    const isForeign = (path: string) =>
      /^functions\/deliver\/|\/(?:identify|sample|enrich|index|check-up|findings|identifiers|enrichers|sources)\.ts$/.test(
        path,
      );
    expect(
      bundle(name)
        .inputs.map(({ path }) => path)
        .filter(isForeign),
    ).toEqual([]);
    const delivery = bundle('deliver').inputs.map(({ path }) => path);
    expect(delivery.filter(isForeign).length).toBeGreaterThan(40);
  });

  it.each(['webhook', 'inlet'])('%s asks no platform anything', (name) => {
    const paths = bundle(name).inputs.map(({ path }) => path);
    expect(paths.filter((path) => /\/enrich(?:ment\/|ers?\.ts)|\/wechat-api\//.test(path))).toEqual([]);
    const delivery = bundle('deliver').inputs.map(({ path }) => path);
    expect(delivery.filter((path) => path.includes('/enrichment/')).length).toBeGreaterThan(5);
  });

  it.each(functionNames)('%s looks for credentials in the environment only', (name) => {
    const paths = bundle(name).inputs.map(({ path }) => path);
    const packages = paths.map((path) => /@aws-sdk\/(credential-provider-[a-z]+|nested-clients)/.exec(path)?.[1]);
    expect([...new Set(packages.filter((found) => found !== undefined))]).toEqual(['credential-provider-env']);
  });

  it.each(functionNames)('%s needs no require', (name) => {
    expect(readFileSync(bundle(name).file, 'utf8')).not.toContain('Dynamic require of');
  });

  it('load as they are and export a handler, the webhook’s with an answer for strangers', async () => {
    for (const name of environmentNames) vi.stubEnv(name, 'https://cdp.invalid/set-by-the-stack');
    const handlers = await Promise.all(
      functionNames.map(async (name) => {
        const module = (await import(pathToFileURL(bundle(name).file).href)) as { readonly handler: unknown };
        return module.handler;
      }),
    );
    vi.unstubAllEnvs();
    for (const handler of handlers) expect(handler).toBeTypeOf('function');
    const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const [webhook] = handlers as [(event: unknown, context: unknown) => Promise<unknown>];
    const event = { rawPath: '/webhooks/stranger', requestContext: { http: { method: 'POST' } } };
    expect(await webhook(event, {})).toMatchObject({ statusCode: 404 });
    expect(log.mock.calls.map(([line]) => String(line))).toEqual([expect.stringContaining('"unknown-connection"')]);
    log.mockRestore();
  });
});

const environmentNames = [
  'GUIYI_QUEUE_URL',
  'GUIYI_DEAD_LETTER_QUEUE_URL',
  'GUIYI_INLET_QUEUE_URL',
  'GUIYI_INLET_DEAD_LETTER_QUEUE_URL',
  'GUIYI_ARCHIVE_BUCKET',
  'GUIYI_LEDGER_TABLE',
  'GUIYI_JOURNAL_TABLE',
  'GUIYI_SECRET_PREFIX',
  'GUIYI_CDP_BASE_URL',
  'GUIYI_DELIVER_FUNCTION',
  'GUIYI_DELIVER_MAPPING',
  'GUIYI_DELIVER_CONCURRENCY',
  'GUIYI_RELEASED_VERSION',
];
