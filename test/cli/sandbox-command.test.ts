import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { temporaryFolder } from '../end-to-end/running-host.ts';
import { runGuiyi, startSandbox } from './run-guiyi.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const write = (name: string, json: unknown) => {
  const file = join(folder.path, name);
  writeFileSync(file, JSON.stringify(json));
  return file;
};
const switchesOf = async (url: string) =>
  ((await (await fetch(`${url}/sandbox/switches`)).json()) as { data: Record<string, unknown> }).data;

test('one JSON line with the addresses, on loopback; Ctrl-C ends it', async () => {
  const sandbox = await startSandbox();
  expect(sandbox.facts).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
    cdp: `${sandbox.facts.url}/openapi`,
    token: `${sandbox.facts.url}/sandbox/token`,
    appKeys: ['demo-app-key'],
    data: null,
    switches: 0,
  });
  expect(await sandbox.stop()).toBe(0);
  await expect(fetch(`${sandbox.facts.url}/sandbox/switches`)).rejects.toThrow();
});

test('the state in --data is there again after a restart', async () => {
  const data = join(folder.path, 'state');
  const before = await startSandbox('--data', data);
  const folderId = (await runGuiyi(['cdp', 'groupAdd', '--url', before.facts.url, '--name', '会员', '--json'])).out;
  expect(await before.stop()).toBe(0);
  const after = await startSandbox('--data', data);
  const tree = await runGuiyi(['cdp', 'queryTreeFormList', '--url', after.facts.url, '--json']);
  expect(JSON.parse(tree.out)).toMatchObject([{ id: JSON.parse(folderId) as unknown, name: '会员' }]);
  await after.stop();
});

test('--switches takes switches by name, and what the probe has written', async () => {
  const order = { notFound: 'refuse', exposeIds: true };
  for (const json of [order, { switches: order, cdp: { strategyPlacement: 'both' }, undecided: ['ids'] }]) {
    const sandbox = await startSandbox('--switches', write('switches.json', json));
    expect(sandbox.facts.switches).toBe(2);
    expect(await switchesOf(sandbox.facts.url)).toMatchObject({ ...order, mergedId: 'redirect' });
    await sandbox.stop();
  }
});

test('--app-key adds keys with fewer permissions and the same secret', async () => {
  const sandbox = await startSandbox('--app-key', 'reader:customer-read,group-read', '--app-key', 'another');
  expect(sandbox.facts.appKeys).toEqual(['demo-app-key', 'reader', 'another']);
  const add = (appKey: string) =>
    runGuiyi(['cdp', 'groupAdd', '--url', sandbox.facts.url, '--name', '会员'], {
      GUIYI_CDP_APP_KEY: appKey,
      GUIYI_CDP_SECRET: 'demo-only-cdp-secret',
    });
  expect((await add('reader')).err).toContain('E_PERMISSION: the token lacks the permission group-write');
  expect((await add('another')).code).toBe(0);
  await sandbox.stop();
});

test.each([
  ['a switch that is none', ['--switches', write('unknown.json', { notFund: 'null' })], 'did you mean notFound?'],
  [
    'a value that is none',
    ['--switches', write('value.json', { notFound: 'maybe' })],
    'notFound must be null or refuse',
  ],
  ['a file that is none', ['--switches', 'README.md'], 'README.md must be a JSON file', 5],
  ['secrets without a cdp', ['--secrets', write('secrets.json', {})], 'needs the fields appKey and secret', 5],
  ['a permission that is none', ['--app-key', 'reader:everything'], 'there are customer-read'],
  ['a port that is none', ['--port', '70000'], 'takes a number from 0 to 65535'],
])('%s: a message and the exit code', async (_case, args, message, exitCode = 2) => {
  const { code, out, err } = await runGuiyi(['sandbox', '--port', '0', ...args]);
  expect([code, out, err]).toEqual([exitCode, '', expect.stringContaining(message)]);
});
