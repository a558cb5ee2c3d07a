import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LogLine } from '../../../functions/shared/log/log.ts';
import { openSandboxThread, type SandboxThread } from '../../../local/sandbox-thread/sandbox-thread.ts';
import type { SandboxRequest } from '../../../sandbox/sandbox.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-sandbox-thread-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'sandbox.db');
}

async function open(file: string, more: { readonly program?: URL; readonly onLost?: (cause: unknown) => void } = {}) {
  const lines: LogLine[] = [];
  const credentials = [{ appKey: 'key', secret: 'secret' }];
  const sandbox = await openSandboxThread({ file, credentials, log: (line) => lines.push(line), ...more });
  return { sandbox, lines };
}

const request = (method: 'GET' | 'POST', path: string, body: object = {}): SandboxRequest => ({
  method,
  path,
  query: new URLSearchParams(),
  headers: { 'content-type': 'application/json' },
  body: method === 'GET' ? '' : JSON.stringify(body),
});

const tokenOf = async (sandbox: SandboxThread, secret = 'secret') =>
  (await sandbox.handle(request('POST', '/sandbox/token', { appKey: 'key', secret }))).body;

test('a query, a body and an answer pass between the threads, and what was written is there when the file is opened again', async () => {
  const file = temporaryFile();
  const first = await open(file);
  const made = await first.sandbox.handle(request('POST', '/sandbox/smart-groups', { name: '茶' }));
  const customerGroupId = /"id":"(\d+)"/.exec(made.body)?.[1] ?? '';
  expect(customerGroupId).not.toBe('');
  const query = new URLSearchParams({ limit: '0' });
  const refused = await first.sandbox.handle({ ...request('GET', '/sandbox/customers'), query });
  expect(refused.body).toContain('limit');
  await first.sandbox.close();

  const second = await open(file);
  const again = await second.sandbox.handle(request('POST', '/sandbox/smart-groups', { customerGroupId }));
  expect(again.body).toContain('"code":0');
  await second.sandbox.close();
});

test('each of many calls at once has its own answer', async () => {
  const { sandbox, lines } = await open(temporaryFile());
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => tokenOf(sandbox, index % 2 === 0 ? 'secret' : 'another')),
  );
  expect(answers.map((body) => body.includes('"code":0'))).toEqual(answers.map((_, index) => index % 2 === 0));
  await sandbox.close();
  expect(lines).toEqual([]);
});

test('what was asked before it is closed is answered, and what is asked afterwards is refused', async () => {
  const { sandbox } = await open(temporaryFile());
  const asked = tokenOf(sandbox);
  await sandbox.close();
  expect(await asked).toContain('"code":0');
  await expect(tokenOf(sandbox)).rejects.toThrow('runs no more');
  await sandbox.close();
});

test('a file that is no database is refused with what to do', async () => {
  const file = temporaryFile();
  writeFileSync(file, 'x'.repeat(8192));
  await expect(open(file)).rejects.toMatchObject({ name: 'StartError', code: 'state-damaged' });
});

test('a thread that ends by itself is told, and no call waits for it', async () => {
  const lost: unknown[] = [];
  const program = new URL('ending-sandbox.mjs', import.meta.url);
  const { sandbox } = await open(temporaryFile(), { program, onLost: (cause) => lost.push(cause) });
  await expect(tokenOf(sandbox)).rejects.toThrow('has ended');
  await expect(tokenOf(sandbox)).rejects.toThrow('runs no more');
  expect(lost).toEqual([expect.objectContaining({ message: 'out of order' })]);
  await sandbox.close();
});
