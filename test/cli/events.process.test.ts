import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { eventPage } from '../../operations/events.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
const data = join(folder.path, 'state');
const PHONE = '15931000001';
let host: RunningHost;
const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', data]);

beforeAll(async () => {
  host = await startHost({ data });
  for (let sequence = 1; sequence <= 3; sequence++) {
    const request = demoRequest('shopify-demo', 'orders/paid', sequence, (payload) => {
      payload['customer'] = { id: 700 + sequence, phone: `+86${PHONE}` };
    });
    await send(host.url, 'shopify-demo', request);
  }
  await settled(host);
}, 60_000);
afterAll(async () => {
  await host.stop();
  folder.remove();
});

const listed = async (...args: readonly string[]) =>
  eventPage.parse(JSON.parse((await guiyi('events', '--json', ...args)).out)).events;

test('events are listed by filter and page, masked', async () => {
  expect(await listed()).toHaveLength(3);
  expect(await listed('--order', '#1002')).toHaveLength(1);
  expect(await listed('--identity', `+86 159 3100 0001`)).toHaveLength(3);
  expect(await listed('--state', 'dead-lettered')).toEqual([]);
  expect(await listed('--since', '2h', '--type', 'orders/paid')).toHaveLength(3);
  const { out } = await guiyi('events', '--limit', '2');
  expect(out).toMatch(/^received +state .*\n.* done .*shopify-demo .*orders\/paid/);
  const after = /--after (\S+)/.exec(out)?.[1] ?? '';
  expect(await listed('--limit', '2', '--after', after)).toHaveLength(1);
  expect(out).not.toContain(PHONE);
  expect((await guiyi('events', '--stat', 'done')).code).toBe(2);
});

test.each([
  [['--connection', 'shopfy-demo'], 'no event fits: no connection is called "shopfy-demo"; is it shopify-demo?'],
  [['--reason', 'cdp-refuesd'], 'no event fits: no reason is called "cdp-refuesd"; is it cdp-refused?'],
])('a misspelt name is no empty list: %j', async (args, message) => {
  expect(await guiyi('events', ...args)).toMatchObject({ code: 3, out: '', err: `${message}\n` });
});

test('one event is shown step by step, in clear for a reason alone', async () => {
  const [event] = await listed('--order', '#1001');
  const id = event?.id ?? '';
  const shown = await guiyi('event', id);
  expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/^event +\w{64} of \/shopify\/shopify-demo\n/)]);
  expect(shown.out).toMatch(/^done$/m);
  expect(shown.out).not.toContain(PHONE);
  expect((await guiyi('event', id, '--reveal')).code).toBe(2);
  expect((await guiyi('event', id, '--reveal', '--why', 'a ticket')).out).toContain(PHONE);
  expect(await guiyi('event', 'nothing')).toMatchObject({
    code: 3,
    err: `no such event; the list: npx guiyi events --data ${data}\n`,
  });
});

test('one event becomes a capture for a reason alone: recorded, readable to its owner, and what source preview takes', async () => {
  const [event] = await listed('--order', '#1001');
  const id = event?.id ?? '';
  const file = join(folder.path, 'order.json');
  expect(await guiyi('event', id, '--out', file)).toMatchObject({ code: 2, err: expect.stringContaining('--why') });
  const why = ['--why', 'to look at the mapping'];
  const { code, out } = await guiyi('event', id, '--out', file, ...why);
  expect([code, out]).toEqual([
    0,
    `values in clear: ${file}\nnext      npx guiyi source preview shopify-demo ${file}\n`,
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toContain(PHONE);
  const preview = await runGuiyi(['source', 'preview', 'shopify-demo', file]);
  expect(preview.out).toMatch(/^✓ order\.json {2}orders\/paid/);
  expect(preview.out).toContain('identity  mobile 159****0001');
  expect(preview.out).not.toContain(PHONE);
  expect((await guiyi('reveals')).out).toContain('to look at the mapping');
  expect(await guiyi('event', id, '--out', file, ...why)).toMatchObject({
    err: expect.stringContaining('there already'),
  });
});

test('tail shows events as they end', async () => {
  const { code, out } = await guiyi('tail', '--lines', '2', '--json');
  const lines = out.trim().split('\n');
  expect([code, lines.length]).toEqual([0, 2]);
  expect(z.object({ state: z.string() }).parse(JSON.parse(lines[0] ?? '')).state).toBe('done');
});

test('a stage is a name, and a stage without an account says what is missing', async () => {
  expect((await guiyi('events', '--stack', 'No Stage')).code).toBe(2);
});

test('lists, an event and its way are told in Chinese by --lang, with the same codes', async () => {
  const { out } = await guiyi('events', '--limit', '1', '--lang', 'zh');
  expect(out).toMatch(/^收到 +状态 +原因 +连接 +类型 +事件\n\S+ +done +- +shopify-demo +orders\/paid /);
  const [event] = await listed('--limit', '1');
  const one = await guiyi('event', event?.id ?? '', '--lang', 'zh');
  expect(one.out).toMatch(/^类型 +orders\/paid$/m);
  expect(one.out).toMatch(/^身份 +shopify-customer .*（已验证，来自 .*）$/m);
  expect((await guiyi('why', event?.id ?? '', '--lang', 'zh')).out).toMatch(
    /^event：事件 1 个，客户 1 个；最新的在前$/m,
  );
  expect((await guiyi('dead', '--lang', 'zh')).out).toBe('没有死信\n');
  expect((await guiyi('quarantine', '--lang', 'zh')).out).toBe('隔离区为空\n');
  const status = await guiyi('status', '--lang', 'zh');
  expect(status.out).toMatch(/^投递 {12}事件正常投递（熔断器 closed.*）\n等待的事件 {6}0\n入口等待 {8}0\n死信 {12}0\n/);
});
