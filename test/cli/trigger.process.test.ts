import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
let host: RunningHost;
const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);

beforeAll(async () => {
  host = await startHost({ data: folder.path });
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test.each(['shopify.orders/paid', 'amazon.ORDER_CHANGE'])('--duplicate of %s: one outcome', async (event) => {
  const { code, out } = await guiyi('trigger', event, '--duplicate');
  expect(code).toBe(0);
  expect(out.match(/^ {4}(?:done$|ignored, |refused, )/gm)).toHaveLength(1);
  expect(out.match(/^ {4}acknowledged again, no second effect$/gm)).toHaveLength(1);
});

test('--set adds a field, and it is signed with the rest', async () => {
  const { code, out } = await guiyi('trigger', 'shopify.orders/paid', '--set', 'note_attributes.0.name=gift');
  expect([code, out]).toEqual([0, expect.stringContaining('HTTP 200')]);
});

test.each([
  ['one-customer', 'Shopify：下一个订单找到同一个客户', /⇒ 一个客户：\d+。之前是 \d+ 和 \d+。/],
  ['recycled', '后一位主人再次登录', /⇒ 仍是两个客户：\d+ 和 \d+。/],
])('the demo %s is told in Chinese by --lang', async (story, step, end) => {
  const { code, out } = await guiyi('demo', story, '--lang', 'zh');
  expect(code).toBe(0);
  expect(out).toContain(`4  ${step}\n     客户 `);
  expect(out).toMatch(end);
  expect(out.replace('npx guiyi cases', '')).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/i);
});
