import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { runGuiyi } from './run-guiyi.ts';

const TEXTS = [
  '{cli,operations,local,infra,functions,sandbox}/**/*.ts',
  'console/page/**/*.{ts,tsx}',
  'docs/**/*.md',
  '*.md',
  'llms.txt',
];
/** A command that a text tells somebody to type: `npx guiyi dead show`, or `hint('dead show <example>', …)`. */
const NAMED = /(?:npx guiyi |hint\(\s*['"`])([a-z][\w-]*)(?: ([A-Za-z][\w-]*))?(?![\w-]*[.(])/g;

/** Second names, which a shell does not complete. */
const ALIASES = [' refusals', ' jobs resume', ' help'];

/** As a shell completes them: ` dead`, ` dead show`. */
async function commands(): Promise<ReadonlySet<string>> {
  const { out } = await runGuiyi(['completion', 'bash']);
  const [list = ''] = /^ *' completion'\|.*\)/m.exec(out) ?? [];
  const numbers = Object.values(endpoints).map(({ id }) => ` cdp ${id}`);
  return new Set([...[...list.matchAll(/'( [^']+)'/g)].map(([, path = '']) => path), ...ALIASES, ...numbers]);
}

test('every command that a text names is one', async () => {
  const known = await commands();
  const groups = new Set([...known].filter((path) => [...known].some((other) => other.startsWith(`${path} `))));
  const files = globSync(TEXTS, { exclude: ['**/node_modules/**'] });
  let looked = 0;
  const unknown = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(NAMED)].flatMap(([text, first = '', second]) => {
      looked += 1;
      const path = ` ${first}`;
      const isKnown = known.has(path) && (second === undefined || !groups.has(path) || known.has(`${path} ${second}`));
      return isKnown ? [] : [`${file}: ${text}`];
    }),
  );
  expect(unknown).toEqual([]);
  expect(looked).toBeGreaterThan(300);
});

test('a shell completes every group of commands', async () => {
  const known = await commands();
  for (const path of [
    ' cases decide',
    ' privacy carry-out',
    ' dead redrive',
    ' quarantine replay',
    ' jobs run',
    ' secret set',
  ])
    expect(known).toContain(path);
});
