import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendRaw } from '../kit/raw-request.ts';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import { demoAppId, demoRequest, send } from './samples.ts';
import { openSandboxClient, settled } from './sandbox-client.ts';

const folder = temporaryFolder();
let host: RunningHost;
let cdp: Awaited<ReturnType<typeof openSandboxClient>>;

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  cdp = await openSandboxClient(host.desk);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('an encrypted follow becomes a customer in the group of followers', async () => {
  const openid = 'oEndToEndFollower00000000001';
  const request = demoRequest('wechat-demo', 'subscribe', 1, (payload) => (payload['FromUserName'] = openid));
  expect(await send(host.url, 'wechat-demo', request)).toEqual({ status: 200, body: 'success' });
  await settled(host);
  const customer = await cdp.customerOf('wechat', `${demoAppId}:${openid}`);
  expect(customer).toMatch(/^\d{19}$/);
  expect(await cdp.groupsOf(customer ?? '')).toEqual(['WeChat followers']);
});

test('a signed paid order becomes a customer, found by phone and by email, among the buyers', async () => {
  const request = demoRequest('shopify-demo', 'orders/paid', 2, (payload) => {
    const customer = payload['customer'];
    if (typeof customer !== 'object' || customer === null || Array.isArray(customer)) throw new Error('no customer');
    Object.assign(customer, { phone: '+8615912340002', email: 'chen.2@shop.test' });
  });
  expect((await send(host.url, 'shopify-demo', request)).status).toBe(200);
  await settled(host);
  const customer = await cdp.customerOf('mobile', '15912340002');
  expect(customer).toMatch(/^\d{19}$/);
  expect(await cdp.customerOf('email', 'chen.2@shop.test')).toBe(customer);
  expect(await cdp.groupsOf(customer ?? '')).toEqual(['Buyers']);
});

test('a webhook comes in under whatever host a tunnel has', async () => {
  const request = demoRequest('shopify-demo', 'customers/create', 9);
  const headers = { ...request.headers, host: 'tea-house.tunnel.example', origin: 'https://admin.shop.test' };
  const target = '/webhooks/shopify-demo';
  expect(await sendRaw(host.url, { ...request, headers, target })).toMatchObject({ status: 200 });
  await settled(host);
});

test('the same event sent five times is one customer and one effect', async () => {
  const before = (await cdp.customers()).length;
  const request = demoRequest('shopify-demo', 'orders/create', 3);
  for (let copy = 0; copy < 5; copy++) expect((await send(host.url, 'shopify-demo', request)).status).toBe(200);
  await settled(host);
  expect(await cdp.customers()).toHaveLength(before + 1);
  const { events } = (await host.ask('/api/events')) as { events: readonly { type: string }[] };
  expect(events.filter(({ type }) => type === 'orders/create')).toHaveLength(1);
});

test('a follow that is taken back leaves the group', async () => {
  const openid = 'oEndToEndFollower00000000004';
  const set = (payload: { [key: string]: unknown }) => (payload['FromUserName'] = openid);
  await send(host.url, 'wechat-demo', demoRequest('wechat-demo', 'subscribe', 4, set));
  await settled(host);
  await send(host.url, 'wechat-demo', demoRequest('wechat-demo', 'unsubscribe', 5, set));
  await settled(host);
  const customer = await cdp.customerOf('wechat', `${demoAppId}:${openid}`);
  expect(await cdp.groupsOf(customer ?? '')).toEqual([]);
});

test('a privacy request deletes the customer of that shop', async () => {
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'customers/create', 6));
  await settled(host);
  const before = (await cdp.customers()).length;
  expect((await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'customers/redact', 6))).status).toBe(200);
  await settled(host);
  expect(await cdp.customers()).toHaveLength(before - 1);
});

test('a forged order is refused and leaves nothing behind', async () => {
  const before = await cdp.customers();
  const request = demoRequest('shopify-demo', 'orders/paid', 7);
  const forged = { ...request, body: request.body.replace('"paid"', '"PAID"') };
  expect(await send(host.url, 'shopify-demo', forged)).toEqual({ status: 401, body: 'refused' });
  expect((await send(host.url, 'nobody', request)).status).toBe(404);
  await settled(host);
  expect(await cdp.customers()).toEqual(before);
});

test('a log-in that proves openid, phone and address makes a follower and a buyer one customer', async () => {
  const openid = 'oEndToEndFollower00000000008';
  const mobile = '15912340008';
  const email = 'lan.8@shop.test';
  await send(
    host.url,
    'wechat-demo',
    demoRequest('wechat-demo', 'subscribe', 8, (payload) => (payload['FromUserName'] = openid)),
  );
  await send(
    host.url,
    'shopify-demo',
    demoRequest('shopify-demo', 'orders/create', 8, (payload) => {
      Object.assign(payload['customer'] as object, { phone: `+86${mobile}`, email });
    }),
  );
  await settled(host);
  const follower = await cdp.customerOf('wechat', `${demoAppId}:${openid}`);
  const buyer = await cdp.customerOf('mobile', mobile);
  expect(follower).toBeDefined();
  expect(buyer).toBeDefined();
  expect(follower).not.toBe(buyer);

  const now = new Date().toISOString();
  const envelope = {
    specversion: '1.0',
    id: 'bind-8',
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    subject: 'member-8',
    time: now,
    datacontenttype: 'application/json',
    data: {
      identities: [
        { kind: 'wechat-openid', scope: demoAppId, value: openid },
        { kind: 'mobile', value: mobile },
        { kind: 'email', value: email },
      ],
    },
    connection: 'brand-demo',
    receivedtime: now,
  };
  expect(await host.ask('/api/inlet', { body: JSON.stringify(envelope) })).toEqual({ queued: 1 });
  const isOne = async () =>
    (await cdp.customerOf('wechat', `${demoAppId}:${openid}`)) === (await cdp.customerOf('mobile', mobile));
  await expect.poll(isOne, { timeout: 30_000 }).toBe(true);
  expect(await cdp.groupsOf((await cdp.customerOf('mobile', mobile)) ?? '')).toEqual(
    expect.arrayContaining(['WeChat followers', 'Members']),
  );
});
