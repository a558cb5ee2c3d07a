import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allPermissions } from '../../sandbox/protocol/access.ts';
import { describeSwitches, strictSwitches } from '../../sandbox/switches.ts';
import { TestSandbox } from '../sandbox/harness.ts';

const page = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));

test('the page has every switch, as the code describes it', () => {
  const wanted = describeSwitches(strictSwitches).map(
    (one) => `| \`${one.name}\` | ${one.quirk} | \`${String(one.default)}\` | ${one.allowed} | ${one.meaning} |`,
  );
  const shown = rows.filter((row) => row.split(' | ').length === 5).map((row) => row.replaceAll(/ +/g, ' '));
  expect(shown).toEqual(wanted);
});

test('the page has the sandbox’s own paths, with their methods', () => {
  const cdp = new TestSandbox();
  const shown = rows.flatMap((row) => [...row.matchAll(/`((?:GET|POST)[^`]*)`/g)].map(([, text = '']) => text));
  const listed = rows.flatMap((row) =>
    [...(/^\| (.*?) \|/.exec(row)?.[1] ?? '').matchAll(/\/sandbox\/[\w/-]+/g)].map(([path]) => path),
  );
  expect(shown.length).toBeGreaterThan(10);
  for (const path of listed) expect(cdp.own('POST', path, { unknown: true }).status, path).not.toBe(404);
  expect(new Set(listed)).toContain('/sandbox/merges/undo');
  cdp.close();
});

test('the page has every permission', () => {
  for (const permission of allPermissions) expect(page).toContain(`\`${permission}\``);
});
