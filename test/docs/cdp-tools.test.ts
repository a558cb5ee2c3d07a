import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSwitch } from '../../cli/probe/report.ts';
import { type EndpointName, endpoints } from '../../functions/shared/cdp/contract.ts';
import { switchNames } from '../../sandbox/switches.ts';
import { runGuiyi } from '../cli/run-guiyi.ts';

const root = join(import.meta.dirname, '../..');
const pages = ['docs/try.md', 'docs/cdp-api/tools.md'];
const text = (page: string) => readFileSync(join(root, page), 'utf8');

test.each(pages)('%s shows commands and options that there are', async (page) => {
  const shown = [...text(page).matchAll(/^npx guiyi (cdp [A-Za-z0-9]+|sandbox)(.*)$/gm)];
  expect(shown.length).toBeGreaterThanOrEqual(2);
  for (const [, command = '', rest = ''] of shown) {
    const options = [...rest.matchAll(/ (--[\w-]+)/g)].map(([, option]) => option ?? '');
    const { out: help } = await runGuiyi([...command.split(' '), '--help']);
    expect(help).toContain(`Usage: guiyi ${command.split(' ')[0]}`);
    expect(options.filter((option) => option !== '--help' && !help.includes(`${option} `))).toEqual([]);
  }
});

test('docs/cdp-api/tools.md says of every switch how it is asked, or why it is not', () => {
  const named = new Set([...text('docs/cdp-api/tools.md').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''));
  expect(switchNames.filter((name) => !named.has(name))).toEqual([]);
  const questions = [
    ...text('docs/cdp-api/tools.md').matchAll(/^\| (`\w+`(?:, `\w+`)*)(?: \(a setting\))? \| .* \| .*\|$/gm),
  ]
    .flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''))
    .filter((name) => name !== 'foreignMobile');
  expect(questions.length).toBeGreaterThan(20);
  expect(questions.filter((name) => !isSwitch(name as (typeof switchNames)[number]))).toEqual([]);
});

test('docs/cdp-api/tools.md names endpoints that there are', () => {
  const ids = new Set((Object.keys(endpoints) as EndpointName[]).map((name) => endpoints[name].id as string));
  const named = [...text('docs/cdp-api/tools.md').matchAll(/\b([CG]\d+)\b/g)].map(([, id]) => id ?? '');
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
