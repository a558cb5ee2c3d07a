import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clone, openClone } from './clone.ts';
import { shellBlocks } from './commands.ts';
import { difference, rewritten } from './output.ts';

// Every command that a page shows is run as it stands there, from top to bottom, beside a running `npm start`; and a block without a
// language behind it shows what was printed. A command ends with exit code 0, unless it stands here: with another code, or with the
// reason why it is not run. `GUIYI_WRITE=1 npm run test:documents` writes the outputs anew.

const LONG = 'it takes as long as a step of its own';
const TENANT = 'it needs a tenant';
const RUNS = 'it runs until Ctrl-C';
const AWS = 'it needs an AWS account';
const YOURS = 'it needs something of the reader’s';

/** Commands that no page can run here. */
const nowhere: readonly (readonly [RegExp, string])[] = [
  // The packages of the clone are a link: `npm ci` would empty what it leads to.
  [/^npm ci\b/, LONG],
  [/^npm start\b/, RUNS],
  [/^npm (?:test$|pack$|run (?:test|check|soak|bench|truth|format|coverage|mutate|docs|release))/, LONG],
  [/^(?:GUIYI_\w+=\S+ )*(?:npm run|npx vitest)\b/, LONG],
  [/^npm install \.\/guiyi-/, 'test/package does it'],
  [/^aws /, AWS],
  [/ --sta(?:ge|ck) /, AWS],
  [/^npx cdk /, AWS],
  [/ --tenant\b/, TENANT],
  [/ --(?:write|switches tenant\.json)\b/, TENANT],
];

/** Pages that are not run here at all. */
const elsewhere: Readonly<Record<string, string>> = {
  'docs/new-source.md': 'test/documents/new-source.test.ts follows it in a copy of the repository',
};

const expected: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  'bench/truth/README.md': {
    'your-product < /tmp/truth/hand-over.events.jsonl > result.jsonl': YOURS,
    'node bench/truth/score.ts --truth /tmp/truth/hand-over.truth.jsonl --result result.jsonl': YOURS,
  },
  'docs/console.md': { 'npx guiyi console --open': 'it opens a browser' },
  'docs/deploy.md': {
    'rm privacy.key': AWS,
  },
  'docs/sources/github-style.md': {
    'npx guiyi source preview till captured/*.http': YOURS,
    'npx guiyi source accept till captured/*.http': YOURS,
  },
  'docs/try.md': {
    'npx guiyi trigger wechat.subscribe --bad-signature': 4,
    // The page has misspelt a path, and shows what preview says.
    'npx guiyi source preview till-demo receipt.http': 4,
    // It asks first, and nobody is there to answer.
    'npx guiyi erase wechat-openid:wx00d3m000d3m00001:oGuiyiSampleCustomer00000001': 2,
    'kill -9 $(node -p \'JSON.parse(fs.readFileSync(".guiyi/address.json")).pid\')':
      'test/end-to-end/kill.test.ts does it',
  },
  'docs/operate.md': {
    'npx guiyi trigger shopify.orders/paid --bad-signature': 4,
    "npx guiyi why '#1205'": 3,
    // It asks first, and nobody is there to answer.
    'npx guiyi erase email:buyer.0@mail.example': 2,
  },
  'docs/cdp-api/tools.md': {
    'npx guiyi sandbox --port 8789': RUNS,
  },
  'docs/privacy.md': {
    // It asks first, and nobody is there to answer.
    'npx guiyi erase wechat-openid:wx00d3m000d3m00001:oGuiyiSampleCustomer00000001': 2,
  },
};

const english = ['README.md', 'CONTRIBUTING.md', 'bench/truth/README.md', ...globSync('docs/**/*.md')]
  .filter((page) => !page.startsWith('docs/zh/') && !page.includes('node_modules/') && !(page in elsewhere))
  .filter((page) => shellBlocks(page).length > 0)
  .toSorted();

function otherwise(page: string, command: string): number | string | undefined {
  return expected[page]?.[command] ?? nowhere.find(([pattern]) => pattern.test(command))?.[1];
}

describe.each(english)('%s', (page) => {
  const blocks = shellBlocks(page);
  const runs = (command: string) => typeof otherwise(page, command) !== 'string';
  const run = blocks.filter(({ commands }) => commands.some(runs));
  const outputs = new Map<number, string>();
  let clone: Clone | undefined;
  beforeAll(async () => {
    if (run.length > 0) clone = await openClone();
  });
  afterAll(async () => {
    await clone?.close();
    if (process.env['GUIYI_WRITE'] === '1') writeOutputs(page, outputs);
  });

  test.each(run.map((block) => [block.commands.join('\n'), block] as const))('%s', async (_, { commands, output }) => {
    const ended = (await clone?.run(commands.filter(runs))) ?? [];
    for (const { command, code, printed } of ended)
      expect([command, code, printed]).toEqual([command, otherwise(page, command) ?? 0, printed]);
    if (output === undefined) return;
    const printed = ended.map((command) => command.printed).join('');
    outputs.set(output.start, rewritten(output.text, printed));
    if (process.env['GUIYI_WRITE'] === '1') return;
    const wrong = difference(output.text, printed);
    expect(wrong, `${wrong}\n\nall of it:\n${printed}`).toBeUndefined();
  });

  test('shows every command that is said to end otherwise', () => {
    const commands = blocks.flatMap((block) => block.commands);
    expect(Object.keys(expected[page] ?? {}).filter((command) => !commands.includes(command))).toEqual([]);
  });
});

test('pages are not left out that are gone', () => {
  const pages = [...Object.keys(expected), ...Object.keys(elsewhere)];
  expect(pages.filter((page) => shellBlocks(page).length === 0)).toEqual([]);
});

/** Leaves a block alone that shows what was printed but for what differs from run to run. */
function writeOutputs(page: string, outputs: ReadonlyMap<number, string>): void {
  let text = readFileSync(page, 'utf8');
  for (const { output } of shellBlocks(page).toReversed()) {
    const written = output && outputs.get(output.start);
    if (written === undefined || difference(output?.text ?? '', written) === undefined) continue;
    text = text.slice(0, output?.start) + written + text.slice((output?.start ?? 0) + (output?.text.length ?? 0));
  }
  writeFileSync(page, text);
}
