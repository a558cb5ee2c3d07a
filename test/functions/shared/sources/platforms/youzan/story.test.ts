import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig, sampleRequest, withBody, withHeaders } from '../../../../../kit/demo.ts';
import { type DeliveryWorld, deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';

const openId = 'youzan-open-id=GySample000000000000000001';
const phone = 'mobile=15931000051';
const success = { statusCode: 200, body: '{"code":0,"msg":"success"}' };

test('the address is entered: a test push is acknowledged before there is a secret that fits', async () => {
  const { send, queue } = webhookEndpoint(demoConfig(), { 'youzan-demo': { clientId: 'a', clientSecret: 'b' } });
  const check = withBody(sampleRequest('youzan-demo', 'POINTS'), '{"test":true}');
  expect(await send('youzan-demo', withHeaders(check, { 'event-sign': undefined }))).toMatchObject(success);
  expect(queue.sent).toEqual([]);
});

test('an order is acknowledged once it is queued; a forged one is neither', async () => {
  const { send, queue } = webhookEndpoint();
  const paid = sampleRequest('youzan-demo', 'trade_TradePaid');
  queue.failing = true;
  expect((await send('youzan-demo', paid)).statusCode).toBe(503);
  queue.failing = false;
  expect(await send('youzan-demo', paid, 'utf8')).toMatchObject(success);
  expect(await send('youzan-demo', withBody(paid, `${Buffer.from(paid.body).toString()} `))).toMatchObject({
    statusCode: 401,
    body: 'refused',
  });
  expect(queue.sent).toHaveLength(1);
});

test('order, the same again, a late one with an older state, and the end of the account', async () => {
  const world = deliveryWorld();
  const paid = await world.sample('youzan-demo', 'trade_TradePaid');
  await world.deliver(paid);
  expect(world.cdp.customers()).toMatchObject([{ identities: [phone, openId], groups: ['Buyers'] }]);
  expect(await world.deliver(paid)).toMatchObject({ outcome: { reason: 'already-done' } });

  const before = world.clock.now;
  world.clock.pass(10 * MINUTE);
  const named = (name: string) => (payload: Record<string, unknown>) => {
    payload['name'] = name;
    payload['yz_open_id'] = 'GySample000000000000000001';
  };
  await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT', { change: named('林晓岚') }));
  const late = { now: before, sequence: 7, change: named('林晓兰') };
  await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT', late));
  expect(world.cdp.customers()).toMatchObject([{ name: '林晓岚', identities: [phone, openId] }]);

  world.clock.pass(MINUTE);
  expect(await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT/log-off'))).toMatchObject({
    outcome: { outcome: 'done' },
  });
  expect(world.cdp.customers()).toEqual([]);
  world.clock.pass(MINUTE);
  const afterwards = await world.sample('youzan-demo', 'POINTS', { sequence: 9 });
  expect(await world.deliver(afterwards)).toMatchObject({ outcome: { reason: 'suppressed' } });
  expect(world.cdp.customers()).toEqual([]);
});

describe('a record that names its customer by a phone alone', () => {
  const record = (world: DeliveryWorld, name: string, now = world.clock.now) =>
    world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT', { now, change: (payload) => (payload['name'] = name) });

  test('says what it says last, whatever came late', async () => {
    const world = deliveryWorld();
    const before = world.clock.now;
    await world.deliver(await record(world, '林晓'));
    world.clock.pass(10 * MINUTE);
    await world.deliver(await record(world, '林晓岚'));
    expect(world.cdp.customers()).toMatchObject([{ name: '林晓岚', identities: [phone] }]);
    await world.deliver(await record(world, '林晓兰', before + MINUTE));
    expect(world.cdp.customers()).toMatchObject([{ name: '林晓岚', identities: [phone] }]);
  });

  test('may have no name at first', async () => {
    const world = deliveryWorld();
    await world.deliver(await record(world, ''));
    world.clock.pass(MINUTE);
    await world.deliver(await record(world, '林晓岚'));
    expect(world.cdp.customers()).toMatchObject([{ name: '林晓岚' }]);
  });

  test('says nothing about a customer whom another channel has made', async () => {
    const world = deliveryWorld();
    await world.deliver(memberBound([{ kind: 'mobile', value: '15931000051' }], { name: '林岚' }));
    for (const name of ['林晓', '林晓岚']) {
      world.clock.pass(MINUTE);
      await world.deliver(await record(world, name));
    }
    expect(world.cdp.customers()).toMatchObject([{ name: '林岚' }]);
  });

  async function provedAs(world: DeliveryWorld, name: string) {
    world.clock.pass(MINUTE);
    const time = new Date(world.clock.now).toISOString();
    await world.deliver(memberBound([{ kind: 'mobile', value: '15931000051' }], { name, time }));
    world.clock.pass(MINUTE);
  }

  test('nor about one of its own, once the person has proved the phone', async () => {
    const world = deliveryWorld();
    await world.deliver(await record(world, '林晓岚'));
    await provedAs(world, '林晓岚');
    await world.deliver(await record(world, '林岚'));
    expect(world.cdp.customers()).toMatchObject([{ name: '林晓岚' }]);
  });

  test('whoever proves the phone under another name is somebody else, and the record says nothing about them', async () => {
    const world = deliveryWorld();
    await world.deliver(await record(world, '林晓岚'));
    await provedAs(world, '周子墨');
    await world.deliver(await record(world, '林岚'));
    expect(world.cdp.customers()).toMatchObject([{ name: '林岚' }, { name: '周子墨' }]);
  });
});

test('an old log-off behind a newer state of the account is left to a person', async () => {
  const world = deliveryWorld();
  const before = world.clock.now;
  world.clock.pass(10 * MINUTE);
  await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT'));
  const old = await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT/log-off', { now: before });
  expect(await world.deliver(old)).toMatchObject({
    outcome: { outcome: 'ignored', reason: 'needs-an-operator' },
    cases: [{ type: 'privacy-request' }],
  });
  expect(world.cdp.customers()).toMatchObject([{ identities: [phone] }]);
  world.clock.pass(MINUTE);
  const paid = await world.sample('youzan-demo', 'trade_TradePaid');
  expect((await world.deliver(paid)).outcome).toEqual({ outcome: 'done' });
});

test('an order that is newer than the log-off does not hold it up', async () => {
  const world = deliveryWorld();
  const before = world.clock.now;
  world.clock.pass(10 * MINUTE);
  await world.deliver(await world.sample('youzan-demo', 'COUPON_CUSTOMER_PROMOTION'));
  const old = await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT/log-off', { now: before });
  expect((await world.deliver(old)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
});

test('whoever is known by another channel too is not deleted because one account was closed', async () => {
  const world = deliveryWorld();
  await world.deliver(
    memberBound([
      { kind: 'member-no', value: 'M-000017' },
      { kind: 'mobile', value: '15931000051' },
    ]),
  );
  world.clock.pass(MINUTE);
  expect(await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT/log-off'))).toMatchObject({
    outcome: { reason: 'erase-touches-other-channels' },
  });
  expect(world.cdp.customers()).toHaveLength(1);
});

test('a log-off by a phone that somebody has proved elsewhere is left to a person: it may have changed hands', async () => {
  const world = deliveryWorld();
  const bound = (time: number) =>
    memberBound([{ kind: 'mobile', value: '15931000051' }], { time: new Date(time).toISOString() });
  await world.deliver(bound(world.clock.now));
  world.clock.pass(MINUTE);
  expect(await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT/log-off'))).toMatchObject({
    outcome: { reason: 'erase-touches-other-channels' },
    cases: [{ type: 'erase-needs-decision' }],
  });
  expect(world.cdp.customers()).toMatchObject([{ identities: [phone] }]);
  expect((await world.deliver(bound(world.clock.now - 1))).outcome).toEqual({ outcome: 'done' });
});

test('a privacy officer who wants to decide is asked', async () => {
  const world = deliveryWorld({ config: demoConfig({ privacy: { onAuthorisationCancelled: 'case' } }) });
  expect(await world.deliver(await world.sample('youzan-demo', 'SCRM_CUSTOMER_EVENT/log-off'))).toMatchObject({
    outcome: { reason: 'needs-an-operator' },
  });
});
