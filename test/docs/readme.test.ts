import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { readSettings } from '../../local/host/settings.ts';
import { runGuiyi } from '../cli/run-guiyi.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const helpOf = async (...args: readonly string[]) => (await runGuiyi([...args, '--help'])).out;
const readmes = ['README.md', 'README.zh-CN.md'];
const documents = [
  ...readmes,
  'docs/cdp-api/tools.md',
  'docs/configuration.md',
  'docs/deploy.md',
  'docs/desk.md',
  'docs/enrichment.md',
  'docs/envelope.md',
  'docs/event-bridge.md',
  'docs/new-source.md',
  'docs/package.md',
  'docs/privacy.md',
  'docs/testing.md',
  'docs/sources/adobe-commerce-webhooks.md',
  'docs/sources/adobe-io-events.md',
  'docs/sources/brand-events.md',
  'docs/sources/shopify.md',
  'docs/sources/shoplazza.md',
  'docs/sources/bigcommerce.md',
  'docs/sources/cloudevents.md',
  'docs/sources/github-style.md',
  'docs/sources/shopline.md',
  'docs/sources/standard-webhooks.md',
  'docs/sources/stripe.md',
  'docs/sources/woocommerce.md',
  'docs/sources/wechat-mini-program.md',
  'docs/sources/wechat-official-account.md',
  'docs/sources/wechat-pay.md',
  'docs/sources/wechat-store.md',
  'docs/sources/wecom.md',
  'docs/sources/youzan.md',
  'docs/sources/xiaohongshu.md',
  'docs/sources/jd.md',
  'docs/sources/pinduoduo.md',
  'docs/sources/douyin.md',
  'docs/sources/amazon.md',
  'docs/sources/weimob.md',
  'docs/sources/taobao.md',
  'docs/sources/kuaishou.md',
  'docs/sources/doudian.md',
];

const FENCED = /^```(\w*)\n([^]*?)^```$/gm;
/** A span that begins with one of our folders, or is the name of a file at the top. */
const PATH = /^(?:(?:bench|cli|docs|functions|infra|library|local|sandbox|test)\/[\w./-]*|[\w.-]+\.(?:ts|json|md))$/;

/** The commands of the `sh` blocks, comments left out. */
function commands(text: string): string[] {
  return [...text.matchAll(FENCED)]
    .filter(([, language]) => language === 'sh')
    .flatMap(([, , block]) => (block ?? '').split('\n'))
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '');
}

function spans(text: string): string[] {
  return [...text.replace(FENCED, '').matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
}

const mentions = (text: string, pattern: RegExp) =>
  [...commands(text), ...spans(text)].flatMap((command) =>
    [...command.matchAll(pattern)].map(([, what]) => what ?? ''),
  );

describe.each(readmes)('%s', (file) => {
  const text = read(file);

  it('names paths that exist', () => {
    const paths = spans(text).filter((span) => PATH.test(span));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const scripts = mentions(text, /\bnpm (?:run )?((?!ci\b|run\b)[a-z][a-z:]*)/g);
    expect(scripts.length).toBeGreaterThan(5);
    const { scripts: known } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scripts.filter((script) => known[script] === undefined)).toEqual([]);
  });

  it('names commands and options that the command line has', async () => {
    const named = [...new Set(mentions(text, /\bnpx guiyi ([a-z]+)/g))];
    expect(named.toSorted()).toEqual([
      'cases',
      'cdp',
      'demo',
      'doctor',
      'erase',
      'export',
      'discarded',
      'sandbox',
      'source',
      'tour',
      'trigger',
      'why',
    ]);
    const known = [...(await helpOf()).matchAll(/^ {2}([a-z]+) /gm)].map(([, command]) => command);
    expect(known).toEqual(expect.arrayContaining(named));
    const help = await helpOf('trigger');
    const options = commands(text)
      .filter((command) => command.startsWith('npx guiyi trigger'))
      .flatMap((command) => [...command.matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option ?? ''));
    expect(options.length).toBeGreaterThan(3);
    expect(options.filter((option) => !help.includes(option))).toEqual([]);
  });

  it('starts with options that npm start has', () => {
    const starts = commands(text).flatMap((command) => [...command.matchAll(/^npm start -- (.*)$/g)]);
    expect(starts).toHaveLength(1);
    for (const [, options] of starts) expect(() => readSettings((options ?? '').split(' '))).not.toThrow();
    for (const option of ['--port', '--desk-port', '--data', '--config', '--secrets', '--fresh'])
      expect(text).toContain(`\`${option}\``);
  });
});

it.each(documents)('%s links to files that exist', (file) => {
  const text = read(file).replace(FENCED, '');
  const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
    .map(([, to]) => to ?? '')
    .filter((to) => !to.includes('://'));
  expect(links.filter((to) => !existsSync(join(root, dirname(file), to)))).toEqual([]);
});

it.each([...readmes, 'docs/configuration.md'])('%s shows a configuration that is accepted', (file) => {
  const [, example] = /^export default defineConfig\(([^]*?)^\}\);$/m.exec(read(file)) ?? [];
  const config: unknown = JSON.parse(String(runInNewContext(`JSON.stringify(${example}})`)));
  expect(() => checkConfig(config, receivers, file)).not.toThrow();
});

it('docs/configuration.md names every setting of a configuration', () => {
  const source = [
    'config/define-config.ts',
    'sources/connection-config.ts',
    'enrichment/enrich-config.ts',
    'identity/identity-config.ts',
    'change/group-rules.ts',
    'cdp/token-exchange.ts',
    'cdp/message-patterns.ts',
  ]
    .map((file) => read(`functions/shared/${file}`))
    .join('\n');
  const settings = [...source.matchAll(/^ +readonly (\w+)\??:/gm)].map(([, setting]) => setting ?? '');
  expect(settings.length).toBeGreaterThan(30);
  const text = read('docs/configuration.md');
  expect(settings.filter((setting) => !new RegExp(`\\b${setting}\\b`).test(text))).toEqual([]);
});

it('both READMEs name the same commands in the same order', () => {
  const [english = [], chinese = []] = readmes.map((file) => commands(read(file)));
  expect(english.length).toBeGreaterThan(15);
  expect(chinese).toEqual(english);
});
