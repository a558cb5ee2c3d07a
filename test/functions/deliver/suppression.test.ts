import { describe, expect, test } from 'vitest';
import { keyedHash } from '../../../functions/shared/identity/keyed-hash.ts';
import { HASH_KEY } from '../../kit/candidates.ts';
import { deliverOn, email, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

// A suppression blocks a person until it is lifted.
const P = mobile('15931000611');
const ANN = openid('oAnn');
const outcomeOf = async (...given: Parameters<typeof deliverOn>) => {
  const { outcome } = await deliverOn(...given);
  return 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
};
const suppress = { type: 'member.suppress' };
const lift = { type: 'member.suppression-lifted' };

describe('a suppressed person', () => {
  async function suppressed() {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P, memberNo('A-1')]);
    expect(await outcomeOf(world, 1, [ANN], suppress)).toBe('done');
    return world;
  }

  test.each([
    ['the id that was named', [ANN]],
    ['another id of the customer', [memberNo('A-1')]],
    ['a phone of the customer alone', [P]],
  ])('is not found by %s, 300 days later, by a log-in', async (_what, identities) => {
    const world = await suppressed();
    expect(await outcomeOf(world, 301, identities)).toBe('ignored: suppressed');
  });

  test('stays in the CDP as they are', async () => {
    const world = await suppressed();
    const before = world.cdp.customers();
    await outcomeOf(world, 2, [ANN, email('ann@post.example')], { name: 'Ann Marsh' });
    expect(world.cdp.customers()).toEqual(before);
  });

  test.each([
    ['named by the id', [ANN]],
    ['named by the phone', [P]],
  ])('is lifted by a request %s, and found again', async (_what, identities) => {
    const world = await suppressed();
    expect(await outcomeOf(world, 2, identities, lift)).toBe('done');
    expect(await outcomeOf(world, 3, [P])).toBe('done');
  });

  test('whose lift has come first stays free', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    expect(await outcomeOf(world, 2, [ANN], lift)).toBe('done');
    expect(await outcomeOf(world, 1, [ANN], { ...suppress, lateDays: 2 })).toBe('done');
    expect(await outcomeOf(world, 4, [ANN])).toBe('done');
  });
});

test('whoever was erased is free after a lift, the phone at once', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [ANN, P]);
  await deliverOn(world, 1, [ANN], { type: 'member.erase' });
  expect(await outcomeOf(world, 2, [P])).toBe('ignored: suppressed');
  expect(await outcomeOf(world, 3, [P], lift)).toBe('done');
  expect(await outcomeOf(world, 4, [P])).toBe('done');
  expect(ownerOf(world, P)).toBeDefined();
});

test('nobody becomes a customer by a suppression', async () => {
  const world = deliveryWorld();
  expect(await outcomeOf(world, 0, [ANN], suppress)).toBe('done');
  expect(world.cdp.customers()).toEqual([]);
  expect(await outcomeOf(world, 1, [ANN])).toBe('ignored: suppressed');
});

test('what a former version had marked is free after a lift, a phone too', async () => {
  const world = deliveryWorld();
  const pair = { identityType: 'mobile', identityValue: P.value };
  const state = JSON.stringify({ since: world.start });
  world.ledger.records.set(`suppressed:${keyedHash(pair, HASH_KEY)}`, { v: 0, state });
  expect(await outcomeOf(world, 5, [P])).toBe('ignored: suppressed');
  expect(await outcomeOf(world, 6, [P], lift)).toBe('done');
  expect(await outcomeOf(world, 7, [P])).toBe('done');
});
