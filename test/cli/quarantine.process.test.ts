import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quarantineGroups } from '../../operations/quarantine.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
const secretsFile = join(folder.path, 'secrets.json');
const right = readFileSync('local/demo-secrets.json', 'utf8');
const openid = 'oQuarantinedFollower00000001';
let host: RunningHost;

const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);
const groups = async () => quarantineGroups.parse(JSON.parse((await guiyi('quarantine', '--json')).out)).groups;
const exampleOf = async (connection: string) =>
  (await groups()).find((group) => group.connection === connection)?.example ?? '';

/** What the shop has signed, and nobody can read. */
function signed(body: string) {
  const request = demoRequest('shopify-demo', 'orders/paid', 1);
  const secrets = JSON.parse(right) as { 'shopify-demo': { clientSecret: string } };
  const hmac = createHmac('sha256', secrets['shopify-demo'].clientSecret).update(body).digest('base64');
  const others = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'x-shopify-hmac-sha256');
  return { ...request, headers: { ...Object.fromEntries(others), 'x-shopify-hmac-sha256': hmac }, body };
}

beforeAll(async () => {
  const wrong = JSON.parse(right) as { 'wechat-demo': object };
  wrong['wechat-demo'] = { ...wrong['wechat-demo'], encodingAesKey: 'A'.repeat(43) };
  writeFileSync(secretsFile, JSON.stringify(wrong));
  host = await startHost({ data: folder.path, secrets: secretsFile });
  for (const body of ['<html>', '<html>maintenance</html>']) {
    expect((await send(host.url, 'shopify-demo', signed(body))).status).toBe(200);
  }
  const follow = demoRequest('wechat-demo', 'subscribe', 1, (payload) => (payload['FromUserName'] = openid));
  expect((await send(host.url, 'wechat-demo', follow)).status).toBeGreaterThanOrEqual(400);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('what was proved and not understood is counted by connection and reason', async () => {
  expect(await groups()).toMatchObject([
    { connection: 'shopify-demo', reason: 'body-malformed', count: 2 },
    { connection: 'wechat-demo', reason: 'frame-invalid', count: 1 },
  ]);
  expect((await guiyi('quarantine')).out).toMatch(/^count {2}connection .*\n2 .*body-malformed/);
  const listed = await guiyi('quarantine', 'list', '--requests', '--connection', 'wechat-demo');
  expect(listed.out).toMatch(/wechat-demo:[0-9a-f]{16} {2}frame-invalid/);
});

test('its content is shown for a reason alone, and who has the secret sees it opened', async () => {
  const id = await exampleOf('shopify-demo');
  const masked = await guiyi('quarantine', 'show', id);
  expect([masked.code, masked.out]).toEqual([0, expect.stringContaining('--reveal')]);
  expect(masked.out).not.toContain('<html>');
  expect(await guiyi('quarantine', 'show', id, '--reveal')).toMatchObject({ code: 2, out: '' });
  const shown = await guiyi('quarantine', 'show', id, '--reveal', '--why', 'a new form of the shop');
  expect(shown.out).toMatch(/^body .*<html>/m);
  const sealed = await guiyi('quarantine', 'show', await exampleOf('wechat-demo'), '--reveal', '--why', 'which key');
  expect(sealed.out).toContain('(the present secret does not open it)');
  expect((await guiyi('reveals')).out).toMatch(/quarantined request {2}shopify-demo:\w{16} {2}a new form of the shop/);
  expect(await guiyi('quarantine', 'show', 'shopify-demo:0000000000000000')).toMatchObject({ code: 3 });
});

test('a request becomes a capture for a reason alone: recorded, byte for byte, and what source preview takes', async () => {
  const id = await exampleOf('shopify-demo');
  const file = join(folder.path, 'request.http');
  expect(await guiyi('quarantine', 'show', id, '--out', file)).toMatchObject({ code: 2, out: '' });
  const { code, out } = await guiyi('quarantine', 'show', id, '--out', file, '--why', 'for the next version');
  expect([code, out]).toEqual([0, expect.stringContaining(`next      npx guiyi source preview shopify-demo ${file}`)]);
  const [headers = '', body] = readFileSync(file, 'utf8').split('\n\n');
  expect(headers).toContain('# x-shopify-topic: orders/paid');
  expect(body).toMatch(/^<html>/);
  const preview = await runGuiyi(['source', 'preview', 'shopify-demo', file]);
  expect(preview.out).toContain('✗ request.http  body-malformed');
  expect((await guiyi('reveals')).out).toContain('for the next version');
});

test('a replay with the old key changes nothing; with the right one the event arrives', async () => {
  const early = await guiyi('quarantine', 'replay', '--connection', 'wechat-demo', '--yes');
  expect([early.code, early.out]).toEqual([7, expect.stringContaining('1 are not understood still, and stay')]);
  const before = (await groups()).find(({ connection }) => connection === 'wechat-demo');
  writeFileSync(secretsFile, right);
  const dry = await guiyi('quarantine', 'replay', '--connection', 'wechat-demo', '--dry-run');
  const plan = /plan (\w{12}): replay this one/.exec(dry.out)?.[1] ?? '';
  expect((await groups()).find(({ connection }) => connection === 'wechat-demo')).toEqual(before);
  const { code, out } = await guiyi('quarantine', 'replay', '--plan', plan, '--yes');
  expect([code, out]).toEqual([0, `understood 1 of 1  (plan ${plan})\n`]);
  await settled(host);
  expect((await guiyi('why', openid)).out).toContain('subscribe  wechat-demo');
  expect((await groups()).map(({ connection }) => connection)).toEqual(['shopify-demo']);
});

test('discard: exactly what is meant, with a reason', async () => {
  expect(await guiyi('quarantine', 'discard')).toMatchObject({ code: 2 });
  expect(await guiyi('quarantine', 'discard', '--all', '--yes')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--why'),
  });
  const why = ['--why', 'a page of the proxy'];
  const nothing = await guiyi('quarantine', 'discard', '--reason', 'type-missing', ...why, '--yes');
  expect(nothing.code).toBe(3);
  const { code, out } = await guiyi('quarantine', 'discard', await exampleOf('shopify-demo'), ...why, '--yes');
  expect([code, out]).toEqual([0, expect.stringContaining('discarded 1 of 1')]);
  const plan = /plan (\w{12})/.exec(out)?.[1] ?? '';
  const again = await guiyi('quarantine', 'discard', '--plan', plan, '--yes');
  expect(again.out).toMatch(/^nothing is left to do, the plan was carried out before: discarded 1 of 1/);
  expect(await groups()).toMatchObject([{ connection: 'shopify-demo', count: 1 }]);
});

test.each(['?resaon=x', '?connection='])('a filter that is none, %s, is an error', async (query) => {
  await expect(host.ask(`/api/quarantine${query}`)).rejects.toThrow('HTTP 400');
  for (const body of [[], { action: 'discard', select: { al: true } }, { action: 'replay', select: null }]) {
    await expect(host.ask('/api/quarantine/plans', body)).rejects.toThrow('HTTP 400');
  }
});
