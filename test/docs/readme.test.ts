import { existsSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { readSettings } from '../../local/host/settings.ts';
import { runGuiyi } from '../cli/run-guiyi.ts';
import { pages, prose, read, shellBlocks } from './pages.ts';

const readmes = ['README.md', 'README.zh-CN.md'];
/** A span that begins with one of our folders. */
const PATH = /^(?:bench|cli|docs|functions|infra|library|local|operations|sandbox|test)\/[\w./-]*$/;
/** Files that a page makes, and one of another repository. */
const NOT_OURS = /tea-house|^test\/mock\.js$/;

/** The commands of the `sh` blocks, comments left out. */
function commands(page: string): readonly string[] {
  return shellBlocks(page)
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '');
}

function spans(page: string): readonly string[] {
  return [...prose(page).matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
}

/** Every `npx guiyi …` of a page, in its blocks and its sentences: the command, and its options. */
function calls(page: string): readonly { readonly command: string; readonly options: readonly string[] }[] {
  return [...commands(page), ...spans(page)].flatMap((text) =>
    [...text.matchAll(/\bnpx guiyi ([a-z]+)([^|]*)/g)].map(([, command = '', rest = '']) => ({
      command,
      options: [...(rest.split(' -- ')[0] ?? '').matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option ?? ''),
    })),
  );
}

describe.each(readmes)('%s', (page) => {
  it('has 160 lines at most', () => {
    expect(read(page).split('\n').length).toBeLessThanOrEqual(160);
  });

  it('shows the way of an event, the demo and every platform', () => {
    expect(read(page)).toContain('```mermaid');
    expect(commands(page)).toEqual(['npm ci && npm start', 'npx guiyi demo']);
    expect(read(page).match(/docs\/(?:zh\/)?sources\/(?!README)/g)?.length).toBeGreaterThanOrEqual(27);
  });
});

describe('what pages name is there', () => {
  it.each(pages.filter((page) => page !== 'CHANGELOG.md'))('%s: paths', (page) => {
    const paths = spans(page).filter((span) => PATH.test(span) && !NOT_OURS.test(span));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each(pages)('%s: npm scripts', (page) => {
    const named = [...commands(page), ...spans(page)].flatMap((text) =>
      [...text.matchAll(/\bnpm run ([a-z][a-z:-]*)/g)].map(([, script]) => script ?? ''),
    );
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it('commands and options of npx guiyi', async () => {
    const wrong: string[] = [];
    for (const [command, options] of named()) {
      const { out, code } = await runGuiyi([command, '--help']);
      if (code !== 0) wrong.push(command);
      const help = await helpWithChildren(command, out);
      wrong.push(...[...options].filter((option) => !help.includes(option)).map((option) => `${command} ${option}`));
    }
    expect(wrong).toEqual([]);
  });

  it('docs/try.md has every option of npm start', () => {
    const starts = commands('docs/try.md').flatMap((command) => [...command.matchAll(/^npm start -- (.*)$/g)]);
    expect(starts).toHaveLength(1);
    for (const [, options] of starts) expect(() => readSettings((options ?? '').split(' '), 'en')).not.toThrow();
    for (const option of ['--port', '--desk-port', '--data', '--config', '--secrets', '--fresh'])
      expect(read('docs/try.md')).toContain(`\`${option}\``);
  });
});

/** Each command that pages name, with the options that they name of it. */
function named(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const { command, options } of pages.flatMap(calls)) {
    const known = all.get(command) ?? new Set();
    for (const option of options) known.add(option);
    all.set(command, known);
  }
  return all;
}

/** The help of a command and of the commands below it. */
async function helpWithChildren(command: string, help: string): Promise<string> {
  const below = help.split('\nCommands:\n')[1] ?? '';
  const children = [...below.matchAll(/^ {2}([A-Za-z][A-Za-z-]*)/gm)].map(([, child]) => child ?? '');
  const helps = await Promise.all(children.map(async (child) => (await runGuiyi([command, child, '--help'])).out));
  return [help, ...helps].join('\n');
}

it.each(['docs/connect.md', 'docs/configuration.md'])('%s shows a configuration that is accepted', (page) => {
  const [, example] = /^export default defineConfig\(([^]*?)^\}\);$/m.exec(read(page)) ?? [];
  const config: unknown = JSON.parse(String(runInNewContext(`JSON.stringify(${example}})`)));
  expect(() => checkConfig(config, receivers, page)).not.toThrow();
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
