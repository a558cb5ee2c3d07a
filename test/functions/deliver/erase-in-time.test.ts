import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { casesOf, DAY, deliverOn, deliverThrough, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// An erase is about the past.
const P = mobile('15931000601');
const ANN = openid('oAnn');
const outcomeOf = async (...given: Parameters<typeof deliverOn>) => {
  const { outcome } = await deliverOn(...given);
  return 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
};
const erase = (world: DeliveryWorld, day: number, identities: Parameters<typeof deliverOn>[2]) =>
  outcomeOf(world, day, identities, { type: 'member.erase' });

async function follow(world: DeliveryWorld, day: number): Promise<Envelope> {
  world.clock.now = world.start + day * DAY;
  return world.sample('wechat-demo', 'subscribe', { change: (payload) => (payload['FromUserName'] = openId('oAnn')) });
}

describe('an erase that is refused', () => {
  test('leaves no mark: 300 days later the person pays, follows and stops following as before', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, memberNo('A-1')]);
    expect(await erase(world, 1, [ANN])).toBe('ignored: erase-touches-other-channels');
    expect((await deliverThrough(world, await follow(world, 301))).outcome).toEqual({ outcome: 'done' });
    world.clock.pass(DAY);
    const pay = await world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS', {
      change: (payload) => Object.assign(payload['payer'] as object, { openid: openId('oAnn') }),
    });
    expect((await deliverThrough(world, pay)).outcome).toEqual({ outcome: 'done' });
    expect(world.cdp.customers()).toHaveLength(1);
    expect(JSON.stringify(world.ledger.items('i:'))).not.toContain('erased');
  });
});

describe('after an erase', () => {
  async function erased(privacy: object = {}) {
    const world = deliveryWorld({ config: demoConfig({ privacy }) });
    await deliverOn(world, 0, [ANN, P], { name: 'Ann Marsh' });
    expect(await erase(world, 10, [ANN])).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
    return world;
  }

  test.each([
    [9, 12, 'ignored: suppressed'],
    [9, 200, 'ignored: suppressed'],
    [12, 12, 'ignored: suppressed'],
    [25, 25, 'done'],
    [200, 200, 'done'],
  ])('the phone alone, of day %i and received on day %i: %s', async (day, received, outcome) => {
    const world = await erased();
    expect(await outcomeOf(world, day, [P], { lateDays: received - day })).toBe(outcome);
  });

  test('the next owner with an id of their own is a customer at once, and has the phone after blockDays', async () => {
    const world = await erased();
    await deliverOn(world, 12, [memberNo('B-7'), P]);
    expect(ownerOf(world, P)).toBeUndefined();
    await deliverOn(world, 30, [memberNo('B-7'), P]);
    expect(ownerOf(world, P)).toMatchObject({ id: ownerOf(world, memberNo('B-7'))?.id });
  });

  test('blockDays moves it', async () => {
    const world = await erased({ blockDays: 1 });
    expect(await outcomeOf(world, 12, [P])).toBe('done');
  });

  test('a log-in after the request is a return: the id is free, and the phone waits', async () => {
    const world = await erased();
    expect(await outcomeOf(world, 12, [ANN, P])).toBe('done');
    expect(world.cdp.customers()).toMatchObject([{ identities: [`wechat=${ANN.scope}:${ANN.value}`] }]);
    await deliverOn(world, 40, [ANN, P]);
    expect(world.cdp.customers()[0]?.identities).toContain(`mobile=${P.value}`);
  });

  test('a log-in from before it that comes late is none', async () => {
    const world = await erased();
    expect(await outcomeOf(world, 9, [ANN, P], { lateDays: 5 })).toBe('ignored: suppressed');
  });

  test('a follow is a return; what an old record says is none, however new', async () => {
    const world = await erased();
    expect(await outcomeOf(world, 50, [ANN], { type: 'member.updated' })).toBe('ignored: suppressed');
    expect((await deliverThrough(world, await follow(world, 60))).outcome).toEqual({ outcome: 'done' });
    expect(await outcomeOf(world, 61, [ANN], { type: 'member.updated' })).toBe('done');
  });

  test('with suppressOnErase nothing brings the person back', async () => {
    const world = await erased({ suppressOnErase: true });
    for (const day of [12, 40, 300]) expect(await outcomeOf(world, day, [ANN, P])).toBe('ignored: suppressed');
  });

  test('what is blocked is counted for the connection, without an identity', async () => {
    const world = await erased();
    await outcomeOf(world, 11, [P]);
    await outcomeOf(world, 12, [P]);
    expect(await casesOf(world)).toContain('blocked-by-erase 2');
    expect(JSON.stringify(await world.cases.list(10))).not.toMatch(/159\*|oAnn/);
  });
});

describe('an erase of day 10 that comes on day 100', () => {
  const BOB = memberNo('B-7');
  const eraseLate = (world: DeliveryWorld, identities: Parameters<typeof deliverOn>[2]) =>
    outcomeOf(world, 10, identities, { type: 'member.erase', lateDays: 90 });

  test('leaves whoever is first known by an act of return after it, and does not block them', async () => {
    const world = deliveryWorld();
    await deliverThrough(world, await follow(world, 50));
    expect(await eraseLate(world, [ANN])).toBe('done');
    expect(ownerOf(world, ANN)).toBeDefined();
    expect(await outcomeOf(world, 101, [ANN], { type: 'member.updated' })).toBe('done');
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('blocks what happened before it, whoever is left', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 50, [ANN, P]);
    await eraseLate(world, [P]);
    expect(await outcomeOf(world, 9, [P], { lateDays: 100 })).toBe('ignored: suppressed');
    expect(ownerOf(world, P)).toBeDefined();
  });

  test('takes whoever was known before it, whatever they have done since: the CDP keeps both in one', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 50, [ANN, P]);
    expect(await eraseLate(world, [ANN])).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
  });

  test('takes whoever was known before it by an event that came after those of later', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 50, [ANN, P]);
    await deliverOn(world, 5, [ANN], { lateDays: 60 });
    await eraseLate(world, [ANN]);
    expect(world.cdp.customers()).toEqual([]);
  });

  test('takes whoever has first been known by what is no return: it would have been blocked', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 40, [ANN], { type: 'member.updated' });
    await deliverOn(world, 50, [ANN, P]);
    await eraseLate(world, [ANN]);
    expect(world.cdp.customers()).toEqual([]);
  });

  test.each([
    ['15, while it is blocked whatever comes: they go', 15, 0],
    ['60, when it may be its next owner’s: they stay', 60, 1],
  ])('by a phone alone, of whoever is known by it since day %s', async (_title, day, left) => {
    const world = deliveryWorld();
    await deliverOn(world, day, [P]);
    expect(await eraseLate(world, [P])).toBe('done');
    expect(world.cdp.customers()).toHaveLength(left);
  });

  test('by a phone alone leaves its next owner, who was known before it by an id', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [BOB]);
    await deliverOn(world, 60, [BOB, P]);
    expect(await eraseLate(world, [P])).toBe('done');
    expect(ownerOf(world, BOB)).toMatchObject({ identities: expect.arrayContaining([`mobile=${P.value}`]) as unknown });
    // What is known of the phone stays as well: whoever proves it next is judged by it.
    await deliverOn(world, 101, [ANN, P]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('by a phone that they had before it is decided by a person where other channels know them', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [P]);
    await deliverOn(world, 60, [BOB, P]);
    expect(await eraseLate(world, [P])).toBe('ignored: erase-touches-other-channels');
  });

  test('by a phone that they had before it takes them', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [P]);
    await deliverOn(world, 60, [P]);
    await eraseLate(world, [P]);
    expect(ownerOf(world, P)).toBeUndefined();
  });
});

describe('an erase that is tried again', () => {
  test('goes on with its list, deletes nobody twice, and looks for nobody again', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    world.cdp.order({ mode: 'drop-after-commit', endpoint: 'singleDelete' });
    world.ledger.failNextWrites = { how: 'error', left: 1, of: 's2:' };
    expect(await erase(world, 10, [ANN])).toBe('done');
    expect(world.cdp.calls().filter((call) => call === 'singleDelete')).toHaveLength(1);
  });

  test('whoever came back in between is not deleted: the mark is of the request, not of the try', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    // The deletion is carried out, and all that comes after it fails.
    world.ledger.failNextWrites = { how: 'error', left: 1, of: 's2:' };
    const time = new Date(world.start + 10 * DAY).toISOString();
    const request = {
      ...(await follow(world, 10)),
      source: '/brand-events/brand-demo',
      connection: 'brand-demo',
      id: 'the request',
      type: 'member.erase',
      subject: 'the request',
      time,
      receivedtime: time,
      data: { identities: [ANN] },
    } as Envelope;
    expect((await world.deliver(request)).outcome).toMatchObject({ outcome: 'waiting' });
    expect((await deliverThrough(world, await follow(world, 11))).outcome).toEqual({ outcome: 'done' });
    expect((await deliverThrough(world, request)).outcome).toEqual({ outcome: 'done' });
    expect(ownerOf(world, ANN)).toBeDefined();
    expect((await deliverThrough(world, { ...(await follow(world, 12)), id: 'again' })).outcome).toEqual({
      outcome: 'done',
    });
  });

  test('a later request is a new one', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN]);
    await erase(world, 10, [ANN]);
    await deliverThrough(world, await follow(world, 20));
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await erase(world, 30, [ANN])).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
  });
});
