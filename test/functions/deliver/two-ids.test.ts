import { describe, expect, test } from 'vitest';
import { casesOf, deliverOn, email, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

const P = mobile('15931000401');
const Q = mobile('15931000402');
const ann = openid('oAnn');
const bob = openid('oBob');

const pairs = [
  ['two member numbers', memberNo('A-1'), memberNo('B-7')],
  ['two openids of one app', ann, bob],
] as const;

describe.each(pairs)('an event that names %s', (_what, one, other) => {
  test('of two customers is about the first, and joins nobody', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [one]);
    await deliverOn(world, 0, [other]);
    const before = ownerOf(world, one)?.id;
    const delivery = await deliverOn(world, 1, [one, other]);
    expect(world.cdp.customers()).toHaveLength(2);
    expect(String(delivery.customers.at(-1))).toBe(before);
    expect(await casesOf(world)).toEqual(['ids-contradict 1']);
  });

  test.each([
    ['the first', one],
    ['the second', other],
  ])('of which %s has an owner adds nothing to that customer', async (_which, owned) => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [owned, P]);
    const { discarded } = await deliverOn(world, 1, [one, other, Q]);
    expect(ownerOf(world, owned)?.identities).toHaveLength(2);
    expect(discarded.map(({ reason }) => reason)).toEqual(['contradictory', 'contradictory']);
    expect(ownerOf(world, Q)).toBeUndefined();
  });

  test('of nobody makes one customer who has the first alone', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [one, other, P]);
    expect(world.cdp.customers().map(({ identities }) => identities.length)).toEqual([1]);
    expect(ownerOf(world, one)).toBeDefined();
    expect(await casesOf(world)).toEqual(['ids-contradict 1', 'ids-contradict 1']);
  });

  test('is about the one that is its subject', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [one, other], { subject: other.value });
    expect(ownerOf(world, other)).toBeDefined();
    expect(ownerOf(world, one)).toBeUndefined();
  });

  test('and a phone of a third person joins nobody with them', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oCarl', 2), P], { name: '周子涵' });
    await deliverOn(world, 1, [one, other, P], { name: '周子涵' });
    expect(world.cdp.customers()).toHaveLength(2);
    expect(ownerOf(world, P)?.id).toBe(ownerOf(world, openid('oCarl', 2))?.id);
  });
});

test.each([
  ['proved', 'verified'],
  ['claimed', 'claimed'],
])(
  'a new openid of an app, %s beside the member number of somebody who has another there, is not theirs',
  async (_how, grade) => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [memberNo('A-1'), ann]);
    const { withheld } = await deliverOn(world, 1, [memberNo('A-1'), { ...bob, grade }]);
    expect(ownerOf(world, bob)).toBeUndefined();
    expect(withheld).toMatchObject([{ kind: 'wechat-openid', because: 'customer-has-another' }]);
    expect(await casesOf(world)).toEqual(['ids-contradict 1']);
  },
);

test('of two claimed openids of an app one is used', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [memberNo('A-1'), { ...ann, grade: 'claimed' }, { ...bob, grade: 'claimed' }]);
  expect(ownerOf(world, memberNo('A-1'))?.identities).toHaveLength(2);
  expect(ownerOf(world, bob)).toBeUndefined();
});

describe('an event that proves two phones', () => {
  test('is about whoever has the first, and does not lead to the owner of the second', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [bob, Q]);
    await deliverOn(world, 1, [openid('oAnn', 2), P, Q]);
    expect(world.cdp.customers()).toHaveLength(2);
    expect(ownerOf(world, P)?.id).toBe(ownerOf(world, openid('oAnn', 2))?.id);
    expect(ownerOf(world, Q)?.id).toBe(ownerOf(world, bob)?.id);
  });

  test('leaves their own to whoever has it, wherever it stands', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ann, Q]);
    await deliverOn(world, 1, [ann, P, Q]);
    await deliverOn(world, 2, [openid('oAnn', 2), Q]);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(ownerOf(world, P)).toBeUndefined();
  });

  test('and two addresses uses both addresses: a customer may have several', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ann, P, Q, email('ann@post.example'), email('ann@mail.example')]);
    expect(ownerOf(world, ann)?.identities).toHaveLength(4);
  });
});

test('two member numbers beside one phone make no customer who holds both', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [memberNo('A-1'), memberNo('B-7')]);
  const both = world.cdp.customers().filter(({ identities }) => identities.length > 1);
  expect(both).toEqual([]);
});
