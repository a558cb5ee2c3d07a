import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

test('a request that is accepted and not understood is said to be so', async () => {
  const { code, out } = await guiyi('trigger', 'shopify.customers/create', '--set', 'id=1');
  expect([code, out]).toEqual([0, expect.stringContaining('it became no event')]);
  expect(out).toContain('guiyi quarantine list --requests --data');
});

describe('a payload of one’s own', () => {
  const file = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };
  const order = () =>
    file(
      'order.json',
      '{"id":5810200000777123456,"line_items":[],"customer":{"id":7214500000000777},"email":"lan.p@shop.test","financial_status":"paid"}',
    );

  test('is signed as the platform signs, with every digit, changed and shortened first', async () => {
    const { code, out } = await guiyi(
      'trigger',
      'shopify.orders/paid',
      '--payload',
      order(),
      '--set',
      'email=lan.q@shop.test',
      '--unset',
      'customer.id',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 200, outcomes: [{ type: 'orders/paid', state: 'done' }] });
    expect((await guiyi('why', '5810200000777123456')).out).toMatch(/^order: events 1, customers 1/);
  });

  test('of an event that has no sample, encrypted', async () => {
    const push = file(
      'push.json',
      '{"ToUserName":"gh_1","FromUserName":"oTriggerOfOnesOwn00000000001","CreateTime":1764500000,"MsgType":"event","Event":"kf_create_session","KfAccount":"a@b"}',
    );
    const { code, out } = await guiyi('trigger', 'wechat.kf_create_session', '--payload', push);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('oTriggerOfOnesOwn00000000001  (verified, from FromUserName)'),
    ]);
  });

  test.each([
    ['no file', () => join(folder.path, 'nowhere.json'), [], 3, 'is not there, or cannot be read'],
    ['no JSON', () => file('text.json', 'hush'), [], 2, 'must be a JSON object'],
    ['a list', () => file('list.json', '[{"id":1}]'), [], 2, 'must be a JSON object'],
    ['several at once', order, ['--times', '2'], 2, '--payload is one event'],
    ['a field that is not there', order, ['--unset', 'custmer'], 2, '--unset custmer: there is no such field'],
  ] as const)('%s', async (_name, path, more, exitCode, message) => {
    const { code, out, err } = await guiyi('trigger', 'shopify.orders/paid', '--payload', path(), ...more);
    expect([code, out, err]).toEqual([exitCode, '', expect.stringContaining(message)]);
    expect(err).not.toContain('hush');
  });
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
