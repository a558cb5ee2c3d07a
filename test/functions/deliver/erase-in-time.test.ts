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
