import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { type Ended, runGuiyi } from './run-guiyi.ts';

// What a command does is tried in this process, by runGuiyi; here it is what only a process has: loading, streams, signals.

/** `npx guiyi …`, on the Node of the project. */
function npxGuiyi(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['cli/guiyi.mjs', ...args], (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

test('every command loads in a process of its own and tells its options', async () => {
  const { out } = await runGuiyi(['--help']);
  const commands = [...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, command = '']) => command);
  expect(commands.length).toBeGreaterThan(10);
  const called = [...commands, 'cdp probe', 'cdp customerInfo', 'source preview'].filter((name) => name !== 'help');
  const helps = await Promise.all(called.map((name) => npxGuiyi(...name.split(' '), '--help')));
  expect(helps.map(({ code, err }) => [code, err])).toEqual(called.map(() => [0, '']));
  for (const [index, name] of called.entries()) expect(helps[index]?.out).toContain(`Usage: guiyi ${name}`);
});

test.each<[string, NodeJS.Signals, string]>([
  ['Ctrl-C', 'SIGINT', 'cli/guiyi.ts'],
  ['whoever stops npx guiyi', 'SIGTERM', 'cli/guiyi.mjs'],
])('a sandbox runs, is called and ends by %s', async (_who, signal, file) => {
  const child = spawn(process.execPath, [file, 'sandbox', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url } = JSON.parse(await firstLine(child)) as { readonly url: string };
  const { code, out, err } = await npxGuiyi('cdp', 'groupAdd', '--url', url, '--name', '会员', '--json');
  expect([code, out, err]).toEqual([0, expect.stringMatching(/^"\d+"\n$/), '']);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow();
});

test('a mistake is a message on stderr and the exit code', async () => {
  expect(await npxGuiyi('trigger', 'nothing')).toEqual({
    code: 2,
    out: '',
    err: 'trigger takes <platform>.<event>, for example wechat.subscribe\n',
  });
  const { code, out, err } = await npxGuiyi('trigger', 'wechat.subscribe', '--tmies', '2');
  expect([code, out, err]).toEqual([2, '', expect.stringContaining('Did you mean --times?')]);
});

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}
