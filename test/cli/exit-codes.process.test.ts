import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { runGuiyi } from './run-guiyi.ts';

// The table of docs/operate.md: what each command ends with. 10 and 11 of `status` are in test/cli/pause.process.test.ts.

const folder = temporaryFolder();
let host: RunningHost;
const file = (name: string, text: string) => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};
const members = () =>
  file(
    'members.jsonl',
    `{"time":"2026-05-01T10:00:00Z","identities":[{"kind":"member-no","scope":"demo","value":"X1"}]}\n{"half":\n`,
  );

beforeAll(async () => {
  host = await startHost({ data: folder.path });
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test.each<[keyof typeof exitCodes, string, () => readonly string[]]>([
  ['done', 'the version', () => ['--version']],
  ['done', 'help', () => ['jobs', '--help']],
  ['done', 'a list that is empty', () => ['jobs', '--data', folder.path]],
  ['usage', 'an option that is none', () => ['events', '--conection', 'x']],
  ['usage', 'a command that is none', () => ['evnets']],
  ['usage', 'a bulk action that nobody has narrowed', () => ['replay', '--mode', 'reprocess', '--data', folder.path]],
  [
    'usage',
    'a question that nobody can answer',
    () => ['backfill', members(), '--as', 'brand-events', '--data', folder.path],
  ],
  ['notFound', 'an order that nobody knows', () => ['why', '#4711', '--data', folder.path]],
  [
    'notFound',
    'events of a misspelt connection',
    () => ['events', '--connection', 'shopfy-demo', '--data', folder.path],
  ],
  ['notFound', 'dead letters of a misspelt reason', () => ['dead', '--reason', 'cdp-refusd', '--data', folder.path]],
  ['notFound', 'a quarantine of no connection', () => ['quarantine', '--connection', 'shop', '--data', folder.path]],
  ['notFound', 'a job that is none', () => ['jobs', 'show', '4711', '--data', folder.path]],
  [
    'usage',
    'a span that ends before it begins',
    () => ['events', '--since', '1h', '--until', '2h', '--data', folder.path],
  ],
  ['usage', 'dead letters of the future', () => ['dead', '--since', '2126-01-01', '--data', folder.path]],
  ['usage', 'an address that is none', () => ['trigger', 'shopify.orders/paid', '--url', 'localhost:8787']],
  ['usage', 'to unlock a stage without a reason', () => ['unlock', '--stage', 'prod']],
  [
    'configuration',
    'an address of which nothing answers',
    () => ['doctor', 'shopify-demo', '--url', 'http://127.0.0.1:1', '--data', folder.path],
  ],
  ['usage', 'help for a command that is none', () => ['help', 'evnets']],
  ['notFound', 'a file that is not there', () => ['backfill', '/nowhere', '--as', 'shopify', '--data', folder.path]],
  [
    'verification',
    'a forged event',
    () => ['trigger', 'shopify.orders/paid', '--bad-signature', '--data', folder.path],
  ],
  [
    'verification',
    'a file that cannot be read as what it should be',
    () => ['backfill', file('open.csv', 'a\n"b'), '--as', 'shopify', '--data', folder.path],
  ],
  ['configuration', 'a configuration that is none', () => ['rehearse', '--config', members(), '--data', folder.path]],
  [
    'partlyDone',
    'a file with a bad row',
    () => ['backfill', members(), '--as', 'brand-events', '--yes', '--data', folder.path],
  ],
  ['configuration', 'a file as the folder of the state', () => ['status', '--data', members()]],
  ['unreachable', 'a process that does not run', () => ['status', '--data', join(folder.path, 'nobody')]],
])('%s: %s', async (name, _what, args) => {
  const { code, out, err } = await runGuiyi(args());
  expect([code, out, err]).toEqual([exitCodes[name], out, err]);
  // A message first; help is for whoever asks for it.
  if (code !== exitCodes.done && err !== '') expect(err).not.toMatch(/^Usage/);
});

test('a file as the folder of the state is called one', async () => {
  const { err } = await runGuiyi(['status', '--data', members()]);
  expect(err).toContain('--data names the folder of the state, and');
});
