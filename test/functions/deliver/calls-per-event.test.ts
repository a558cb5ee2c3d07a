import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { HOUR, MINUTE } from '../../kit/clock.ts';
import { DAY, deliverOn, email, eventOn, memberNo, mobile, openid } from '../../kit/days.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { demoConfig, type SampleChoice } from '../../kit/demo.ts';

// A customer platform allows so many calls a second: what each sort of event costs. Groups are known by their ids.

let ids = 0;

/** Delivers a sample as an event of its own, and tells the calls that it took. */
async function callsOf(world: DeliveryWorld, event: Envelope): Promise<readonly string[]> {
  const before = world.cdp.calls().length;
  ids += 1;
  const { outcome } = await world.deliver({ ...event, id: `${event.id}-${ids}` });
  expect(outcome).toEqual({ outcome: 'done' });
  return world.cdp.calls().slice(before);
}

const order = (world: DeliveryWorld, choice: SampleChoice = {}) =>
  world.sample('shopify-demo', 'orders/create', choice);
const paid = (world: DeliveryWorld, choice: SampleChoice = {}) => world.sample('shopify-demo', 'orders/paid', choice);
const click = (world: DeliveryWorld) => world.sample('wechat-demo', 'CLICK');
const follow = (world: DeliveryWorld) => world.sample('wechat-demo', 'subscribe');
const withPhone = (phone: string): SampleChoice => ({
  change: (payload) => {
    Object.assign(payload['customer'] as object, { phone });
    payload['phone'] = phone;
  },
});

/** A world in which the groups have been made. */
async function ready(cdp: Parameters<typeof demoConfig>[1] = {}): Promise<DeliveryWorld> {
  const world = deliveryWorld({ config: demoConfig({}, cdp) });
  await world.deliver(await paid(world, { sequence: 900 }));
  await world.deliver(await world.sample('miniprogram-demo', 'user_info_modified'));
  await deliverOn(world, 0, [memberNo('G-1')]);
  const start = await follow(world);
  await world.deliver({
    ...start,
    subject: 'oSomebodyElse',
    data: { ...(start.data as object), FromUserName: 'oGuiyiSampleCustomer00000999' },
  });
  world.clock.pass(MINUTE);
  return world;
}

describe('an order', () => {
  test('of a new buyer: owners of id and address, two calls to make and link, the name, a look', async () => {
    const world = await ready();
    expect(await callsOf(world, await paid(world))).toEqual([
      'getCustomerIdByIdentityList',
      'getCustomerIdByIdentityList',
      'createCustomerByIdentity',
      'createCustomerByIdentity',
      'updateCustomerAttr',
      'customerInfo',
    ]);
    expect(world.cdp.customers()).toContainEqual(expect.objectContaining({ groups: ['Buyers'] }));
  });

  test('of a new buyer, where a list leads to any owner: one look-up for id and address', async () => {
    const world = await ready({ listLookUp: 'any-owner' });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ listLookUp: 'any-owner' });
    world.cdp.sandbox.handle({
      method: 'POST',
      path: '/sandbox/switches',
      query: new URLSearchParams(),
      headers,
      body,
    });
    const calls = await callsOf(world, await paid(world));
    expect(calls.filter((call) => call === 'getCustomerIdByIdentityList')).toHaveLength(1);
    expect(world.cdp.customers()).toContainEqual(expect.objectContaining({ groups: ['Buyers'] }));
  });

  test('of the same buyer with nothing new: a look', async () => {
    const world = await ready();
    await world.deliver(await paid(world));
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await paid(world))).toEqual(['customerInfo']);
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await order(world))).toEqual(['customerInfo']);
  });

  test('of the same buyer on the next day: the group is sent again', async () => {
    const world = await ready();
    await world.deliver(await paid(world));
    world.clock.pass(25 * HOUR);
    expect(await callsOf(world, await paid(world))).toEqual(['customerInfo', 'customerAddGroups']);
  });

  test('of the same buyer with another phone: one call links it', async () => {
    const world = await ready();
    await world.deliver(await paid(world, withPhone('')));
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await paid(world, withPhone('+8615931000777')))).toEqual([
      'customerInfo',
      'getCustomerIdByIdentityList',
      'createCustomerByIdentity',
      'customerInfo',
    ]);
  });

  test('with a phone that is another customer’s: asked once a day', async () => {
    const world = await ready();
    await deliverOn(world, 0, [memberNo('M-1'), mobile('15931000777')]);
    await world.deliver(await paid(world, withPhone('+8615931000777')));
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await paid(world, withPhone('+8615931000777')))).toEqual(['customerInfo']);
    world.clock.pass(DAY);
    expect(await callsOf(world, await paid(world, withPhone('+8615931000777')))).toEqual(
      ['customerInfo', 'getCustomerIdByIdentityList'].concat('customerAddGroups'),
    );
  });
});

describe('a follower', () => {
  test('who is new: one look-up, and one call that makes them in the group', async () => {
    const world = await ready();
    expect(await callsOf(world, await follow(world))).toEqual([
      'getCustomerIdByIdentityList',
      'createCustomerByIdentity',
    ]);
  });

  test('who is known clicks: nothing', async () => {
    const world = await ready();
    await world.deliver(await follow(world));
    await world.deliver(await click(world));
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await click(world))).toEqual([]);
  });

  test('who was not seen for an hour clicks: a look, and nothing for another hour', async () => {
    const world = await ready();
    await world.deliver(await follow(world));
    await world.deliver(await click(world));
    world.clock.pass(61 * MINUTE);
    expect(await callsOf(world, await click(world))).toEqual(['customerInfo']);
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await click(world))).toEqual([]);
  });

  test('cdp.freshMinutes: 0 looks at every event', async () => {
    const world = await ready({ freshMinutes: 0 });
    await world.deliver(await follow(world));
    await world.deliver(await click(world));
    expect(await callsOf(world, await click(world))).toEqual(['customerInfo']);
  });

  test('who is known follows again, and goes: a look, and the group', async () => {
    const world = await ready();
    await world.deliver(await follow(world));
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await follow(world))).toEqual(['customerInfo']);
    world.clock.pass(MINUTE);
    expect(await callsOf(world, await world.sample('wechat-demo', 'unsubscribe'))).toEqual([
      'customerInfo',
      'customerDeleteGroups',
    ]);
  });
});

describe('a log-in that proves two identities', () => {
  const both = [openid('oJoin'), mobile('15931000555')];
  const onDay = (world: DeliveryWorld, day: number, given: Parameters<typeof eventOn>[2]) => {
    world.clock.now = Math.max(world.clock.now, world.start + day * DAY);
    return callsOf(world, eventOn(world, day, given, { subject: `s${given.length}` }));
  };

  test('of two customers joins them, and once they are one the same again is a look', async () => {
    const world = await ready();
    await onDay(world, 1, [openid('oJoin')]);
    await onDay(world, 1, [memberNo('J-1'), mobile('15931000555')]);
    const joined = await onDay(world, 2, both);
    expect(joined.length).toBeLessThanOrEqual(6);
    expect(world.cdp.customers().filter(({ mergedIds }) => mergedIds.length > 0)).toHaveLength(1);
    expect(await onDay(world, 2.01, both)).toEqual(['customerInfo']);
  });

  test('of an address that is known, too', async () => {
    const world = await ready();
    const given = [memberNo('E-1'), email('ann@post.example')];
    await onDay(world, 1, given);
    expect(await onDay(world, 1.01, given)).toEqual(['customerInfo']);
  });
});

describe('a backlog of one busy customer', () => {
  test('is delivered with a twentieth of the calls that its events took one by one', async () => {
    const ONE_BY_ONE = 6;
    const EVENTS = 200;
    const BATCH = 10;
    const world = await ready();
    await world.deliver(await paid(world));
    const before = world.cdp.calls().length;
    for (let first = 0; first < EVENTS; first += BATCH) {
      world.clock.pass(MINUTE);
      const event = await paid(world);
      const records = await Promise.all(
        Array.from({ length: BATCH }, (_, index) => world.recordOf({ ...event, id: `backlog-${first + index}` })),
      );
      expect(await world.deliverRecords(records)).toEqual([]);
    }
    expect(world.deliveries.filter(({ delivery }) => delivery.outcome.outcome === 'done').length).toBeGreaterThan(
      EVENTS,
    );
    expect((world.cdp.calls().length - before) * 20).toBeLessThanOrEqual(EVENTS * ONE_BY_ONE);
  });
});
