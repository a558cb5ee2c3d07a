import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startReasons } from '../../../local/state/start-reasons.ts';
import { startHost, temporaryFolder } from '../../end-to-end/running-host.ts';

// npm start, in a process of its own: what cannot begin says so in a sentence, with a code and its page.

const root = temporaryFolder();
afterAll(() => root.remove());

interface End {
  readonly status: number | null;
  readonly said: string;
}

function start(...options: readonly string[]): Promise<End> {
  const all = ['local/start.ts', '--port', '0', '--desk-port', '0', ...options];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, all, { timeout: 50_000 }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, said: stdout + stderr }),
    );
  });
}

function expectSentence({ status, said }: End, code: keyof typeof startReasons): void {
  expect(said).toContain(`(${code}: docs/errors/${code}.md)`);
  expect(said).not.toMatch(/^\s+at /m);
  expect(status).toBe(1);
}

test('options, configuration and a place where no folder can be made', async () => {
  const data = join(root.path, 'none');
  const empty = join(root.path, 'empty-secrets.json');
  writeFileSync(empty, 'null');
  const [option, config, secrets, noSecrets, place] = await Promise.all([
    start('--no-such-option'),
    start('--data', data, '--config', 'no-such.config.ts'),
    start('--data', data, '--fresh', '--secrets', 'no-such.json'),
    start('--data', data, '--fresh', '--secrets', empty),
    start('--data', '/proc/guiyi/state'),
  ]);
  expectSentence(option, 'option-invalid');
  expectSentence(config, 'config-invalid');
  expectSentence(secrets, 'config-invalid');
  expectSentence(noSecrets, 'config-invalid');
  expect(noSecrets.said).toContain('found JSON that is no object');
  expectSentence(place, 'state-folder-unusable');
  expect(existsSync(data)).toBe(false);
}, 60_000);

test('a state that another npm start uses stays as it is, also with --fresh', async () => {
  const data = join(root.path, 'used');
  mkdirSync(data);
  const host = await startHost({ data });
  const before = readFileSync(join(data, 'privacy.key'), 'utf8');
  const end = await start('--data', data, '--fresh');
  expectSentence(end, 'state-in-use');
  expect(end.said).toContain(host.url);
  expect(readFileSync(join(data, 'privacy.key'), 'utf8')).toBe(before);
  await host.ask('/api/inlet', { body: '{"nobody":"knows"}', attributes: {} });
  await host.stop();
}, 60_000);
