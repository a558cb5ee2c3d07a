import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readAddress } from '../../local/host/address.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';

const folder = temporaryFolder();
let host: RunningHost;
beforeAll(async () => {
  host = await startHost({ data: folder.path });
}, 60_000);
afterAll(async () => {
  await host.stop();
  folder.remove();
});

async function guiyi(...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['cli/guiyi.mjs', ...words, '--data', folder.path]);
  return stdout;
}

/** What `status` prints, and that it ends as it must. */
async function statusOf(code: number, ...words: readonly string[]): Promise<string> {
  const ended = await guiyi('status', ...words).then(
    (stdout) => ({ code: 0, stdout }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  );
  expect(ended.code).toBe(code);
  return ended.stdout;
}

const shown = z.object({ breaker: z.object({ since: z.string(), pause: z.object({ at: z.string() }) }) });

test('delivery is paused and resumed by hand, and its state says who and why', async () => {
  expect(await statusOf(0)).toMatch(/^delivery +events are delivered \(breaker closed\)/);
  // Nothing has stopped it, so a resume changes nothing.
  expect(await guiyi('resume')).toMatch(/^delivery +events are delivered \(breaker closed\)/);
  expect(await guiyi('pause', '--why', 'the tenant moves', '--by', 'Mei')).toContain('paused by Mei at ');
  const status = await statusOf(11);
  expect(status).toMatch(/^delivery +events wait \(breaker paused/);
  expect(status).toContain('the tenant moves');
  const { since, pause } = shown.parse(JSON.parse(await statusOf(11, '--json'))).breaker;
  expect(since).toBe(pause.at);
  await expect(guiyi('pause')).rejects.toThrow('--why');
  await expect(host.ask('/api/pause', { why: 'nobody' })).rejects.toThrow('HTTP 400');
  expect(await guiyi('resume')).toMatch(/^delivery +events are delivered, few at a time \(breaker recovering/);
  expect(JSON.parse(await statusOf(10, '--json'))).toMatchObject({ breaker: { state: 'recovering' } });
}, 60_000);

test.runIf(existsSync('/usr/bin/prlimit'))('a disk that takes nothing is told, and that it takes again', async () => {
  const reading = readAddress(folder.path);
  const pid = reading.kind === 'address' ? reading.address.pid : 0;
  const filesUpTo = (size: string) => promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${size}:`]);
  const sent = async (sequence: number) =>
    (await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'orders/paid', sequence))).status;
  await filesUpTo('4096');
  expect(await sent(1)).toBe(503);
  expect(await statusOf(11)).toContain('storage         cannot be written: disk I/O error. Nothing is accepted until');
  await filesUpTo('unlimited');
  expect(await sent(1)).toBe(200);
  expect(await statusOf(10)).not.toContain('storage');
});
