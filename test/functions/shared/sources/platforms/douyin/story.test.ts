import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig, sampleRequest, withBody, withHeaders } from '../../../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { source } from './events.ts';

const OPEN_ID = '_000guiyi-Sample-User-Of-Douyin-0001';
const openId = `douyin-open-id=aw00d3m000d3m00001:${OPEN_ID}`;
const phone = 'mobile=15931000071';
const done = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
const known = {
  source: 'douyin',
  options: { clientKey: 'aw00d3m000d3m00001', accountId: '7000000000000000001', fromUserIsCustomer: true },
} as const;

test('every sample passes the door and has its effect', () => {
  const tel = { kind: 'mobile', value: '15931000071' };
  source().expectSamples({
    life_member_join: { changes: [{ identities: [tel], triggers: ['member-bound'] }] },
    life_member_leave: { changes: [{ identities: [tel], triggers: ['member-left'] }] },
    life_trade_order_notify: { reason: 'event-without-customer' },
    life_trade_certificate_notify: { reason: 'event-without-customer' },
  });
});

test('the address is entered: the challenge comes back, and nothing is queued', async () => {
  const { send, queue } = webhookEndpoint();
  const check = withBody(
    sampleRequest('douyin-demo', 'life_member_join'),
    '{"event":"verify_webhook","client_key":"","content":{"challenge":12345}}',
  );
  expect(await send('douyin-demo', withHeaders(check, { 'x-douyin-signature': undefined }))).toEqual({
    ...done,
    body: '{"challenge":12345}',
  });
  expect((await send('douyin-demo', check)).statusCode).toBe(401);
  expect(queue.sent).toEqual([]);
});

test('an event is acknowledged once it is queued; the same again is the same; a forged one is refused', async () => {
  const { send, queue } = webhookEndpoint();
  const paid = sampleRequest('douyin-demo', 'life_trade_order_notify');
  queue.failing = true;
  expect((await send('douyin-demo', paid)).statusCode).toBe(503);
  queue.failing = false;
  expect(await send('douyin-demo', paid)).toEqual(done);
  expect(await send('douyin-demo', withHeaders(paid, { 'msg-id': 'another' }), 'utf8')).toEqual(done);
  const [one, other] = queue.sent;
  expect([other?.groupId, other?.deduplicationId]).toEqual([one?.groupId, one?.deduplicationId]);
  const forged = withBody(paid, Buffer.from(paid.body).toString().replace('28800', '1'));
  expect(await send('douyin-demo', forged)).toMatchObject({ statusCode: 401, body: 'refused' });
  expect(queue.sent).toHaveLength(2);
});

test('whoever joins is a member, leaves, and may join again; a late retry of the first push changes nothing', async () => {
  const world = deliveryWorld();
  const joined = await world.sample('douyin-demo', 'life_member_join');
  await world.deliver(joined);
  expect(world.cdp.customers()).toMatchObject([{ identities: [phone], groups: ['Members'] }]);
  world.clock.pass(MINUTE);
  await world.deliver(await world.sample('douyin-demo', 'life_member_leave', { sequence: 2 }));
  expect(world.cdp.customers()).toMatchObject([{ identities: [phone], groups: [] }]);
  world.clock.pass(MINUTE);
  expect(await world.deliver(joined)).toMatchObject({ outcome: { reason: 'already-done' } });
  expect(world.cdp.customers()).toMatchObject([{ groups: [] }]);
  await world.deliver(await world.sample('douyin-demo', 'life_member_join', { sequence: 3 }));
  expect(world.cdp.customers()).toMatchObject([{ groups: ['Members'] }]);
});

test('with fromUserIsCustomer orders and memberships are of one customer', async () => {
  const connections = { ...demoConfig().connections, 'douyin-demo': known };
  const world = deliveryWorld({ config: demoConfig({ connections }) });
  const before = world.clock.now;
  await world.deliver(await world.sample('douyin-demo', 'life_trade_order_notify'));
  world.clock.pass(MINUTE);
  await world.deliver(await world.sample('douyin-demo', 'life_member_join'));
  expect(world.cdp.customers()).toMatchObject([{ identities: [openId, phone], groups: ['Buyers', 'Members'] }]);

  const erase = memberBound([{ kind: 'douyin-open-id', scope: 'aw00d3m000d3m00001', value: OPEN_ID }], {
    id: 'e',
    type: 'member.erase',
  });
  expect(await world.deliver(erase)).toMatchObject({ outcome: { outcome: 'done' } });
  world.clock.pass(MINUTE);
  const late = await world.sample('douyin-demo', 'life_trade_order_notify', { sequence: 9, now: before });
  expect(await world.deliver(late)).toMatchObject({ outcome: { reason: 'suppressed' } });
  expect(world.cdp.customers()).toEqual([]);
});

test('without it two buyers of one merchant never become one', async () => {
  const world = deliveryWorld();
  for (const sequence of [1, 2, 3]) {
    await world.deliver(await world.sample('douyin-demo', 'life_trade_order_notify', { sequence }));
  }
  expect(world.cdp.calls()).toEqual([]);
});
