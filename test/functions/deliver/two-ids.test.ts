import { expect, test } from 'vitest';
import { deliverOn, memberNo, openid } from '../../kit/days.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

test.each([
  ['two member numbers', memberNo('A-1'), memberNo('B-7')],
  ['two openids of one app', openid('oAnn'), openid('oBob')],
])('an event that names %s of two customers contradicts itself, and joins nobody', async (_what, one, other) => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [one]);
  await deliverOn(world, 0, [other]);
  await deliverOn(world, 1, [one, other]);
  expect(world.cdp.customers()).toHaveLength(2);
});

test('two member numbers beside one phone make no customer who holds both', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [memberNo('A-1'), memberNo('B-7')]);
  const both = world.cdp.customers().filter(({ identities }) => identities.length > 1);
  expect(both).toEqual([]);
});
