import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import type { WebhookConnection } from '../kit/demo.ts';
import { type PlatformServer, servePlatform } from '../kit/platform-server.ts';
import { WecomPlatform } from '../kit/wecom-platform.ts';
import { WechatPlatform } from '../kit/wechat-platform.ts';
import { APP_SECRET, BRAND, CORP, CORP_SECRET, wechatApps, wechatConfig, wechatSecrets } from '../kit/wechat-world.ts';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import { demoRequest, send } from './samples.ts';
import { openSandboxClient, settled } from './sandbox-client.ts';

const OFFICIAL = wechatApps['wechat-demo'];
const MINI_PROGRAM = wechatApps['miniprogram-demo'];
const STORE = wechatApps['wechat-store-demo'];

const folder = temporaryFolder();
const wechat = new WechatPlatform(Date.now);
const official = wechat.app(OFFICIAL, APP_SECRET);
const miniProgram = wechat.app(MINI_PROGRAM, APP_SECRET);
const store = wechat.app(STORE, APP_SECRET);
const wecom = new WecomPlatform(Date.now);
const corp = wecom.corp(CORP, CORP_SECRET);
let servers: readonly PlatformServer[];
let host: RunningHost;
let cdp: Awaited<ReturnType<typeof openSandboxClient>>;

beforeAll(async () => {
  servers = await Promise.all([servePlatform(wechat), servePlatform(wecom)]);
  const [wechatServer, wecomServer] = servers;
  const enrich = { baseUrl: wechatServer?.url ?? '' };
  const write = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };
  const config = wechatConfig({ enrich, wecomUrl: wecomServer?.url ?? '' });
  host = await startHost({
    data: join(folder.path, 'state'),
    config: write('config.mjs', `export default ${JSON.stringify(config)};`),
    secrets: write('secrets.json', JSON.stringify(wechatSecrets())),
  });
  cdp = await openSandboxClient(host.desk);
});
afterAll(async () => {
  await host.stop();
  await Promise.all(servers.map((server) => server.close()));
  folder.remove();
});

interface Person {
  readonly follower: string;
  readonly user: string;
  readonly buyer: string;
  readonly contact: string;
  readonly unionId: string;
}

/** Everything by which WeChat knows one person of the brand. */
const person = (name: string): Person => ({
  follower: `oOfficial${name}00000000000000001`.slice(0, 28),
  user: `oProgram${name}000000000000000001`.slice(0, 28),
  buyer: `oStore${name}00000000000000000001`.slice(0, 28),
  contact: `wmCorp${name}0000000000000000000001`.slice(0, 32),
  unionId: `oUnion${name}00000000000000000001`.slice(0, 28),
});

let sequence = 0;
async function push(
  connection: WebhookConnection,
  event: string,
  change: (payload: SamplePayload) => void,
): Promise<void> {
  sequence += 1;
  const request = demoRequest(connection, event, sequence, change);
  const { status } = await send(host.url, connection, request);
  expect(status).toBe(200);
}

const follow = ({ follower }: Person) =>
  push('wechat-demo', 'subscribe', (payload) => (payload['FromUserName'] = follower));

/** A message to the customer service of the mini program. */
const use = ({ user }: Person) =>
  push('miniprogram-demo', 'message.text', (payload) => (payload['FromUserName'] = user));

/** @param unionId undefined: WeChat knows nothing of the payment any more */
const pay = (payer: Person, unionId: string | undefined) =>
  push('wechat-pay-demo', 'TRANSACTION.SUCCESS', (resource) => {
    const transaction = `42000000002026030100000${String(sequence).padStart(5, '0')}`;
    if (unionId !== undefined) {
      miniProgram.payments.set(transaction, { openId: payer.user, paid: Date.now(), unionId });
    }
    Object.assign(resource, { appid: MINI_PROGRAM, transaction_id: transaction, payer: { openid: payer.user } });
  });

const order = ({ buyer }: Person, unionId: string | undefined) =>
  push('wechat-store-demo', 'channels_ec_order_pay', (payload) => {
    payload['FromUserName'] = buyer;
    const id = /"order_id":"?(\d+)/.exec(JSON.stringify(payload))?.[1] ?? '';
    store.orders.set(id, { order_id: id, openid: buyer, ...(unionId !== undefined && { unionid: unionId }) });
  });

const addClerk = ({ contact }: Person) =>
  push(
    'wecom-demo',
    'change_external_contact.add_external_contact',
    (payload) => (payload['ExternalUserID'] = contact),
  );

/** The brand's own server has logged the person in with code2session. */
async function logIn({ user, unionId }: Person): Promise<void> {
  const now = new Date().toISOString();
  const envelope = {
    specversion: '1.0',
    id: `log-in ${user}`,
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    subject: user,
    time: now,
    datacontenttype: 'application/json',
    data: {
      identities: [
        { kind: 'wechat-openid', scope: MINI_PROGRAM, value: user },
        { kind: 'wechat-unionid', scope: BRAND, value: unionId },
      ],
    },
    connection: 'brand-demo',
    receivedtime: now,
  };
  expect(await host.ask('/api/inlet', { body: JSON.stringify(envelope) })).toEqual({ queued: 1 });
}

const customersOf = async ({ follower, user, buyer, contact }: Person) => [
  await cdp.customerOf('wechat', `${OFFICIAL}:${follower}`),
  await cdp.customerOf('wechat', `${MINI_PROGRAM}:${user}`),
  await cdp.customerOf('wechat', `${STORE}:${buyer}`),
  await cdp.customerOf('wecom-external-userid', contact),
];

test('a follow, a log-in, a payment, an order and a clerk’s contact with one unionid are one customer', async () => {
  const lin = person('Lin');
  official.followers.set(lin.follower, { subscribed: true, unionId: lin.unionId });
  corp.contacts.set(lin.contact, { type: 1, name: '小林', unionId: lin.unionId });
  await follow(lin);
  await use(lin);
  await settled(host);
  const [before, apart] = await customersOf(lin);
  expect(before).toMatch(/^\d{19}$/);
  expect(apart).not.toBe(before);

  await logIn(lin);
  await pay(lin, lin.unionId);
  await order(lin, lin.unionId);
  await addClerk(lin);
  await settled(host);
  const all = await customersOf(lin);
  expect(new Set(all)).toEqual(new Set([await cdp.customerOf('wechat-unionid', lin.unionId)]));
  expect(await cdp.groupsOf(all[0] ?? '')).toEqual(expect.arrayContaining(['WeChat followers', 'Members', 'Buyers']));
  expect(await cdp.customers()).toHaveLength(1);
});

test('whoever never logs in is joined by the payment', async () => {
  const mei = person('Mei');
  official.followers.set(mei.follower, { subscribed: true, unionId: mei.unionId });
  await follow(mei);
  await pay(mei, mei.unionId);
  await settled(host);
  const [follower, user] = await customersOf(mei);
  expect(user).toBe(follower);
});

test('without a unionid they stay apart', async () => {
  const before = (await cdp.customers()).length;
  const wei = person('Wei');
  official.followers.set(wei.follower, { subscribed: true });
  corp.contacts.set(wei.contact, { type: 1, name: '小魏' });
  await follow(wei);
  await use(wei);
  await pay(wei, undefined);
  await order(wei, undefined);
  await addClerk(wei);
  await settled(host);
  const all = await customersOf(wei);
  expect(all.every((customer) => customer !== undefined)).toBe(true);
  expect(new Set(all).size).toBe(4);
  expect(await cdp.customers()).toHaveLength(before + 4);
});

test('two people are two, whatever is asked about them at once', async () => {
  const before = (await cdp.customers()).length;
  const people = ['Ann', 'Bob', 'Cai', 'Dan', 'Eve'].map(person);
  for (const { follower, unionId } of people) official.followers.set(follower, { subscribed: true, unionId });
  await Promise.all(people.flatMap((one) => [follow(one), pay(one, one.unionId), order(one, one.unionId)]));
  await settled(host);
  const found = await Promise.all(people.map(async (one) => (await customersOf(one)).slice(0, 3)));
  expect(found.map((customers) => new Set(customers).size)).toEqual([1, 1, 1, 1, 1]);
  expect(new Set(found.flat()).size).toBe(5);
  expect(await cdp.customers()).toHaveLength(before + 5);
});

test('nobody who holds a token of ours has lost it, and no log says a person or a secret', async () => {
  expect(wechat.calls.filter((call) => call === 'cgi-bin/token')).toEqual([]);
  expect([official, miniProgram, store].map(({ forced }) => forced.times)).toEqual([0, 0, 0]);
  for (const secret of [APP_SECRET, CORP_SECRET, 'ACCESS_', ...Object.values(person('Wei'))]) {
    expect(host.output()).not.toContain(secret);
  }
});
