import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { DAY, deliverOn, deliverThrough, email, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

// What happened later counts, whichever channel says it and whenever it comes.
const P = mobile('15931000701');
const shopify = (world: DeliveryWorld, day: number, name: string): Promise<Envelope> => {
  const [first_name = '', last_name = ''] = name.split(' ');
  const updated_at = new Date(world.start + day * DAY).toISOString();
  return world.sample('shopify-demo', 'customers/update', {
    now: world.start + day * DAY,
    change: (payload) => Object.assign(payload, { first_name, last_name, updated_at, phone: null }),
  });
};
const ACCOUNT = { kind: 'shopify-customer', scope: 'shopify-demo', value: '7214500000001' };
const nameOf = (world: DeliveryWorld) => ownerOf(world, ACCOUNT)?.name;

describe('between two channels of one customer', () => {
  test('a name that a channel says again, after another has said a different one, is written again', async () => {
    const world = deliveryWorld();
    await deliverThrough(world, await shopify(world, 0, 'Ann Marsh'));
    await deliverOn(world, 1, [ACCOUNT, memberNo('A-1')], { name: 'Ann Otter' });
    expect(nameOf(world)).toBe('Ann Otter');
    world.clock.now = world.start + 2 * DAY;
    await deliverThrough(world, await shopify(world, 2, 'Ann Marsh'));
    expect(nameOf(world)).toBe('Ann Marsh');
  });

  test('an update that retries have held back does not replace a newer one', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ACCOUNT, memberNo('A-1')]);
    const late = await shopify(world, 1, 'Ann Marsh');
    await deliverOn(world, 2, [memberNo('A-1')], { name: 'Ann Otter' });
    await deliverThrough(world, late);
    expect(nameOf(world)).toBe('Ann Otter');
  });
});

describe('when two customers become one', () => {
  test('of each field the later value stays, the name among them, whoever survives', async () => {
    for (const newer of [0, 1]) {
      const world = deliveryWorld();
      const days = newer === 0 ? ([2, 1] as const) : ([1, 2] as const);
      await deliverOn(world, days[0], [openid('oAnn')], {
        name: `Ann ${days[0]}x`.replace('1x', 'Marsh').replace('2x', 'Otter'),
      });
      await deliverOn(world, days[1], [memberNo('A-1')], {
        name: `Ann ${days[1]}x`.replace('1x', 'Marsh').replace('2x', 'Otter'),
      });
      await deliverOn(world, 3, [openid('oAnn'), memberNo('A-1')]);
      expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Otter' }]);
    }
  });

  test('a group that the later event has left stays left', async () => {
    const world = deliveryWorld();
    const follow = (event: string, day: number) =>
      world.sample('wechat-demo', event, {
        now: world.start + day * DAY,
        change: (payload) => (payload['FromUserName'] = openid('oAnn').value),
      });
    await deliverThrough(world, await follow('subscribe', 0));
    world.clock.now = world.start + 2 * DAY;
    await deliverThrough(world, await follow('unsubscribe', 2));
    await deliverOn(world, 3, [openid('oAnn'), memberNo('A-1')]);
    expect(world.cdp.customers()).toMatchObject([{ groups: ['Members'] }]);
  });
});

describe('an older event behind a newer one', () => {
  test('does not put the current address into doubt: the log-in that proves it joins', async () => {
    const world = deliveryWorld();
    const update = (hour: number, mail: string) =>
      world.sample('shopify-demo', 'customers/update', {
        now: world.start + hour * 3_600_000,
        change: (payload) =>
          Object.assign(payload, {
            email: mail,
            phone: null,
            verified_email: true,
            state: 'enabled',
            updated_at: new Date(world.start + hour * 3_600_000).toISOString(),
          }),
      });
    await deliverThrough(world, await update(11, 'new@post.example'));
    await deliverThrough(world, await update(10, 'old@post.example'));
    await deliverOn(world, 1, [memberNo('A-1'), email('new@post.example')]);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(ownerOf(world, memberNo('A-1'))?.identities).toContain('email=old@post.example');
  });

  test('three channels that prove one phone within the window are one customer, in whatever order they come', async () => {
    const days = [
      [0, openid('oAnn')],
      [80, openid('oAnn')],
      [150, memberNo('A-1')],
    ] as const;
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const world = deliveryWorld();
      for (const index of order) {
        const [day, id] = days[index] ?? [0, openid('oAnn')];
        await deliverOn(world, day, [id, P], { lateDays: 160 - day });
      }
      expect([order, world.cdp.customers().length]).toEqual([order, 1]);
    }
  });
});
