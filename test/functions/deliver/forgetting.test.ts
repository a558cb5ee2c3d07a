import { expect, test } from 'vitest';
import { MINUTE } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld, memberBound } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// A person who must be forgotten stays forgotten, until they come back by themselves.
const APP = 'wx00d3m000d3m00001';
const follow = (world: DeliveryWorld, openid: string) =>
  world.sample('wechat-demo', 'subscribe', { change: (payload) => (payload['FromUserName'] = openId(openid)) });
const created = (world: DeliveryWorld, sequence = 1) => world.sample('shopify-demo', 'customers/create', { sequence });
const redact = (world: DeliveryWorld, sequence = 1) => world.sample('shopify-demo', 'customers/redact', { sequence });

test('a redact deletes, confirms, and leaves a receipt without an identity', async () => {
  const world = deliveryWorld();
  const { customers } = await world.deliver(await created(world));
  world.clock.pass(MINUTE);
  const { outcome } = await world.deliver(await redact(world));
  expect(outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
  const receipts = [...world.archive.objects].filter(([key]) => key.startsWith('receipts/'));
  expect(receipts).toHaveLength(1);
  const receipt: unknown = JSON.parse(Buffer.from(receipts[0]?.[1] ?? []).toString());
  expect(receipt).toMatchObject({ customers, confirmed: true, connection: 'shopify-demo' });
  expect(JSON.stringify(receipt)).not.toMatch(/@|\+86/);
});

test('neither a late retry nor an order from before brings the person back', async () => {
  const world = deliveryWorld();
  const order = await world.sample('shopify-demo', 'orders/paid', { sequence: 1 });
  const late = await created(world);
  await world.deliver(late);
  world.clock.pass(MINUTE);
  await world.deliver(await redact(world));
  expect((await world.deliver({ ...late, id: 'sent again' })).outcome).toMatchObject({
    outcome: 'ignored',
    reason: 'suppressed',
  });
  world.clock.pass(MINUTE);
  expect((await world.deliver(order)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});

test('the marks stand before the first deletion: while that fails nothing in flight gets past them', async () => {
  const world = deliveryWorld();
  const order = await world.sample('shopify-demo', 'orders/paid', { sequence: 1 });
  await world.deliver(await created(world));
  world.clock.pass(MINUTE);
  world.cdp.order({ mode: 'http-500', count: 1, endpoint: 'singleDelete' });
  expect((await world.deliver(await redact(world))).outcome).toMatchObject({ outcome: 'waiting' });
  expect((await world.deliver(order)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect((await world.deliver(await redact(world))).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
});

test('an erase that is carried out again changes nothing and keeps its receipt', async () => {
  const world = deliveryWorld();
  const { customers } = await world.deliver(await created(world));
  const request = await redact(world);
  await world.deliver(request);
  await world.deliver(request, { redrive: 1 });
  const [receipt] = [...world.archive.objects].filter(([key]) => key.startsWith('receipts/'));
  expect(JSON.parse(Buffer.from(receipt?.[1] ?? []).toString())).toMatchObject({ customers });
});

test('a customer whom other channels know is not deleted because one shop asks: a case for the privacy officer', async () => {
  const world = deliveryWorld({ config: demoConfig({}, { typedContacts: 'join' }) });
  const order = await world.sample('shopify-demo', 'customers/create', { sequence: 1 });
  await world.deliver(order);
  const phone =
    world.cdp
      .customers()[0]
      ?.identities.find((pair) => pair.startsWith('mobile='))
      ?.slice(7) ?? '';
  await world.deliver(
    memberBound([
      { kind: 'wechat-openid', scope: APP, value: openId('oBoth') },
      { kind: 'mobile', value: phone },
    ]),
  );
  expect(world.cdp.customers()).toHaveLength(1);
  world.clock.pass(MINUTE);
  expect((await world.deliver(await redact(world))).outcome).toMatchObject({
    outcome: 'ignored',
    reason: 'erase-touches-other-channels',
  });
  expect(world.cdp.customers()).toHaveLength(1);
  expect((await world.cases.list(10)).map(({ type }) => type)).toContain('erase-needs-decision');
});

test('configured to, one channel’s request deletes the whole customer', async () => {
  const world = deliveryWorld({
    config: demoConfig({ privacy: { otherChannels: 'delete' } }, { typedContacts: 'join' }),
  });
  await world.deliver(await created(world));
  const phone =
    world.cdp
      .customers()[0]
      ?.identities.find((pair) => pair.startsWith('mobile='))
      ?.slice(7) ?? '';
  await world.deliver(
    memberBound([
      { kind: 'wechat-openid', scope: APP, value: openId('oBoth') },
      { kind: 'mobile', value: phone },
    ]),
  );
  world.clock.pass(MINUTE);
  await world.deliver(await redact(world));
  expect(world.cdp.customers()).toEqual([]);
});

test('who closes the WeChat account is forgotten; who follows again afterwards is back', async () => {
  const world = deliveryWorld();
  await world.deliver(await follow(world, 'oReturns'));
  world.clock.pass(MINUTE);
  await world.deliver(
    await world.sample('wechat-demo', 'user_authorization_cancellation', {
      change: (payload) => (payload['OpenID'] = openId('oReturns')),
    }),
  );
  expect(world.cdp.customers()).toEqual([]);
  world.clock.pass(MINUTE);
  expect((await world.deliver(await follow(world, 'oReturns'))).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toHaveLength(1);
});

test('a follow from before the erase is no return', async () => {
  const world = deliveryWorld();
  const early = await follow(world, 'oGone');
  await world.deliver(early);
  world.clock.pass(MINUTE);
  await world.deliver(
    await world.sample('wechat-demo', 'user_authorization_cancellation', {
      change: (payload) => (payload['OpenID'] = openId('oGone')),
    }),
  );
  expect((await world.deliver({ ...early, id: 'sent again' })).outcome).toMatchObject({ reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});

test('a redact that has only the email reaches the shop’s own customer', async () => {
  const world = deliveryWorld();
  await world.deliver(await created(world));
  const email =
    world.cdp
      .customers()[0]
      ?.identities.find((pair) => pair.startsWith('email='))
      ?.slice(6) ?? '';
  world.clock.pass(MINUTE);
  const request = await world.sample('shopify-demo', 'customers/redact', {
    change: (payload) => (payload['customer'] = { email }),
  });
  expect((await world.deliver(request)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
});

test('where the brand says so, who stops following is forgotten', async () => {
  const world = deliveryWorld({ config: demoConfig({ privacy: { onUnfollow: 'erase' } }) });
  await world.deliver(await follow(world, 'oLeaves'));
  world.clock.pass(MINUTE);
  const unfollow = await world.sample('wechat-demo', 'unsubscribe', {
    change: (payload) => (payload['FromUserName'] = openId('oLeaves')),
  });
  expect((await world.deliver(unfollow)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
});

test('where the brand says so, whoever has followed again since is not forgotten for an older unfollow that comes late', async () => {
  const world = deliveryWorld({ config: demoConfig({ privacy: { onUnfollow: 'erase' } }) });
  await world.deliver(await follow(world, 'oBack'));
  world.clock.pass(MINUTE);
  const unfollow = await world.sample('wechat-demo', 'unsubscribe', {
    change: (payload) => (payload['FromUserName'] = openId('oBack')),
  });
  world.clock.pass(MINUTE);
  await world.deliver(await follow(world, 'oBack'));
  expect((await world.deliver(unfollow)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toHaveLength(1);
});

test('an erase that comes after the person’s return deletes, and blocks nothing of what comes then', async () => {
  const world = deliveryWorld();
  const openid = { kind: 'wechat-openid', scope: APP, value: openId('oBack') };
  const at = (minutes: number) => new Date(world.start + minutes * MINUTE).toISOString();
  await world.deliver(memberBound([openid], { time: at(0) }));
  await world.deliver(memberBound([openid], { time: at(20) }));
  world.clock.pass(30 * MINUTE);
  const request = memberBound([openid], {
    type: 'member.erase',
    id: 'the request',
    time: at(10),
    receivedtime: at(30),
  });
  expect((await world.deliver(request)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
  const later = memberBound([openid], { type: 'member.updated', time: at(40) });
  expect((await world.deliver(later)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toHaveLength(1);
});

test('where the brand says so, a closed WeChat account is a case and nothing is deleted', async () => {
  const world = deliveryWorld({ config: demoConfig({ privacy: { onAuthorisationCancelled: 'case' } }) });
  await world.deliver(await follow(world, 'oStays'));
  world.clock.pass(MINUTE);
  const cancelled = await world.sample('wechat-demo', 'user_authorization_cancellation', {
    change: (payload) => (payload['OpenID'] = openId('oStays')),
  });
  expect((await world.deliver(cancelled)).outcome).toMatchObject({
    outcome: 'ignored',
    reason: 'needs-an-operator',
  });
  expect(world.cdp.customers()).toHaveLength(1);
  expect((await world.cases.list(10)).map(({ type }) => type)).toEqual(['privacy-request']);
});

test('where the brand says so, an address whose consent is withdrawn finds nobody, until it is given again', async () => {
  const world = deliveryWorld({ config: demoConfig({ privacy: { onConsentWithdrawn: 'suppress-contact' } }) });
  const consent = (state: string) =>
    world.sample('shopify-demo', 'customers_email_marketing_consent/update', {
      change: (payload) => {
        Object.assign(payload['email_marketing_consent'] as object, {
          state,
          consent_updated_at: new Date(world.clock.now).toISOString(),
        });
      },
    });
  await world.deliver(await created(world));
  world.clock.pass(MINUTE);
  expect((await world.deliver(await consent('unsubscribed'))).discarded).toMatchObject([
    { kind: 'email', reason: 'suppressed' },
  ]);
  world.clock.pass(MINUTE);
  const order = await world.sample('shopify-demo', 'orders/create', { sequence: 1 });
  expect((await world.deliver(order)).discarded).toContainEqual(
    expect.objectContaining({ kind: 'email', reason: 'suppressed' }),
  );
  expect(world.cdp.customers()).toHaveLength(1);
});
