import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../kit/clock.ts';
import { DAY, deliverOn, eventOn, memberNo, openid } from '../../kit/days.ts';
import { type DeliveryWorld, deliveryWorld } from '../../kit/delivery.ts';

// Customers whom the CDP has made one without our having seen it: what was remembered of both goes on.

const follower = openid('oMoved');
const member = memberNo('MV-1');

/** A member and a follower; the follower's city was said later than the member's, and so was their name. */
async function two(): Promise<DeliveryWorld> {
  const world = deliveryWorld();
  await deliverOn(world, 0, [member], { name: 'Ann Early', subject: 'member' });
  await deliverOn(world, 10, [follower], { name: 'Ann Late', subject: 'follower' });
  return world;
}

const between = { name: 'Ann Between', subject: 'member', lateDays: 20 };

describe('a log-in that joins them', () => {
  test.each(['drop-after-commit', 'http-500'] as const)(
    'and fails at its second call (%s): an event from between does not win over the later one',
    async (mode) => {
      const world = await two();
      world.cdp.order({ mode: 'drop-after-commit', endpoint: 'createCustomerByIdentity', count: 1 });
      if (mode === 'http-500') world.cdp.order({ mode, endpoint: 'customerInfo', count: 1 });
      const joining = eventOn(world, 15, [member, follower], { subject: 'log-in' });
      world.clock.now = world.start + 15 * DAY;
      for (let receiveCount = 1; receiveCount <= 4; receiveCount++) {
        await world.deliver(joining, { receiveCount });
        world.clock.pass(5 * MINUTE);
      }
      await deliverOn(world, 5, [member], between);
      expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Late' }]);
    },
  );
});

test('a log-in that joins them and whose answer is lost: the name that it says is written, though the lost customer had it', async () => {
  const world = await two();
  world.cdp.order({ mode: 'drop-after-commit', endpoint: 'createCustomerByIdentity', count: 1 });
  const joining = eventOn(world, 15, [member, follower], { subject: 'log-in', name: 'Ann Late' });
  world.clock.now = world.start + 15 * DAY;
  for (let receiveCount = 1; receiveCount <= 2; receiveCount++) {
    await world.deliver(joining, { receiveCount });
    world.clock.pass(5 * MINUTE);
  }
  expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Late' }]);
});

test('a log-in that joins them, and the CDP then declines to show them: an older city does not win over the later one', async () => {
  const world = await two();
  const living = (day: number, identities: Parameters<typeof eventOn>[2], city: string, subject: string) => {
    const event = eventOn(world, day, identities, { type: 'member.updated', subject, lateDays: 20 });
    return { ...event, id: `${event.id} ${city}`, data: { ...(event.data as object), city } };
  };
  await world.deliver(living(10, [follower], '杭州', 'follower'));
  world.cdp.order({ mode: 'reject', endpoint: 'updateCustomerAttr', count: 1 });
  world.clock.now = world.start + 31 * DAY;
  const joining = eventOn(world, 15, [member, follower], { subject: 'log-in', name: 'Ann Joined', lateDays: 16 });
  for (let receiveCount = 1; receiveCount <= 4; receiveCount++) {
    await world.deliver(joining, { receiveCount });
    if (receiveCount === 1) world.cdp.order({ mode: 'reject', endpoint: 'customerInfo', count: 2 });
    world.clock.pass(5 * MINUTE);
  }
  await world.deliver(living(5, [member], '成都', 'member'));
  expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Joined', profile: { city: '杭州' } }]);
});

test('another system joins them: the memory of both goes on, and the next event finds one customer', async () => {
  const world = await two();
  const identityList = [
    { identityType: 'member-no', identityValue: 'MV-1' },
    { identityType: 'wechat', identityValue: `wx00d3m000d3m00001:${follower.value}` },
  ];
  world.cdp.sandbox.createCustomerByIdentity({
    email: '',
    emailVerified: 0,
    gender: 0,
    identityList,
    autoMerge: true,
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
  });
  expect(world.cdp.customers()).toHaveLength(1);
  await deliverOn(world, 16, [member, follower], { subject: 'log-in' });
  await deliverOn(world, 5, [member], between);
  const customers = world.cdp.customers();
  expect(customers).toHaveLength(1);
  expect(customers[0]?.name).not.toBe('Ann Between');
});

test.each(['redirect', 'error'])(
  'another system joins them (merged ids: %s), and no event names both',
  async (mergedId) => {
    const world = await two();
    const headers = { 'content-type': 'application/json' };
    const query = new URLSearchParams();
    const body = JSON.stringify({ mergedId });
    world.cdp.sandbox.handle({ method: 'POST', path: '/sandbox/switches', query, headers, body });
    const pairs = ['member-no=MV-1', `wechat=wx00d3m000d3m00001:${follower.value}`];
    for (const order of [pairs, pairs.toReversed()]) {
      world.cdp.sandbox.createCustomerByIdentity({
        email: '',
        emailVerified: 0,
        gender: 0,
        identityList: order.map((pair) => {
          const [identityType = '', ...value] = pair.split('=');
          return { identityType, identityValue: value.join('=') };
        }),
        autoMerge: true,
        identityPriorityStrategy: 'custom',
        targetCustomerStrategy: 'identityFirst',
      });
    }
    expect(world.cdp.customers()).toHaveLength(1);
    await deliverOn(world, 20, [member], { name: 'Ann Latest', subject: 'member' });
    await deliverOn(world, 18, [follower], { name: 'Ann Before', subject: 'follower', lateDays: 10 });
    expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Latest' }]);
    await deliverOn(world, 30, [follower], { name: 'Ann Follower', subject: 'follower' });
    await deliverOn(world, 29, [member], { name: 'Ann Member', subject: 'member', lateDays: 10 });
    expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Follower' }]);
  },
);
