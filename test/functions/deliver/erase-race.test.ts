import { expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { MINUTE } from '../../kit/clock.ts';
import { deliverThrough } from '../../kit/days.ts';
import { deliveryWorld, type DeliveryWorld, memberBound } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// An erase that comes while an update of the same person is between two of its calls: it waits until the update has ended.
const APP = 'wx00d3m000d3m00001';
const OPENID = { kind: 'wechat-openid', scope: APP, value: openId('oRace') };
const WAITS = { outcome: 'waiting', reason: 'hold-conflict' };
const at = (world: DeliveryWorld, type: string, identities: Parameters<typeof memberBound>[0]): Envelope => {
  world.clock.pass(MINUTE);
  const time = new Date(world.clock.now).toISOString();
  return memberBound(identities, { id: `${type}-${time}`, type, subject: type, time, receivedtime: time });
};

/** Carries out `between` once, before the nth call of an endpoint goes out. */
function racing(endpoint: string, nth: number) {
  let calls = 0;
  const race: { between: (() => Promise<unknown>) | undefined } = { between: undefined };
  const world = deliveryWorld({
    wrap: (transport) => async (request) => {
      if (request.endpoint === endpoint && race.between) {
        calls += 1;
        if (calls === nth) {
          const { between } = race;
          race.between = undefined;
          await between();
        }
      }
      return transport(request);
    },
  });
  return { world, race };
}

test.each([
  ['before what was typed is linked', 'createCustomerByIdentity', 1],
  ['before it is looked at what was linked', 'customerInfo', 2],
])('%s: nobody comes back', async (_when, endpoint, nth) => {
  const { world, race } = racing(endpoint, nth);
  await world.deliver(await world.sample('shopify-demo', 'customers/create', { sequence: 1 }));
  world.clock.pass(MINUTE);
  const redact = {
    ...(await world.sample('shopify-demo', 'customers/redact', { sequence: 1 })),
    subject: 'another group',
  };
  world.clock.pass(MINUTE);
  const late = await world.sample('shopify-demo', 'orders/create', {
    sequence: 1,
    change: (payload) => Object.assign(payload['customer'] as object, { phone: '+8615931000301' }),
  });
  race.between = async () => expect((await world.deliver(redact)).outcome).toMatchObject(WAITS);
  await world.deliver({ ...late, id: 'late' });
  expect(race.between).toBeUndefined();
  expect((await deliverThrough(world, redact)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
});

test('what the update proved beside is forgotten with the person', async () => {
  const { world, race } = racing('createCustomerByIdentity', 1);
  await world.deliver(at(world, 'member.bound', [OPENID]));
  const erase = at(world, 'member.erase', [OPENID]);
  const everywhere = { ...erase, data: { ...Object(erase.data), everywhere: true } };
  const bound = at(world, 'member.bound', [OPENID, { kind: 'member-no', value: 'M-RACE' }]);
  race.between = async () => expect((await world.deliver(everywhere)).outcome).toMatchObject(WAITS);
  await world.deliver(bound);
  expect((await deliverThrough(world, everywhere)).outcome).toEqual({ outcome: 'done' });
  expect(world.cdp.customers()).toEqual([]);
  const update = at(world, 'member.updated', [{ kind: 'member-no', value: 'M-RACE' }]);
  expect((await world.deliver(update)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});

test('an update that comes while an erase decides waits, and is blocked', async () => {
  const { world, race } = racing('singleDelete', 1);
  const known = { kind: 'member-no', value: 'M-KNOWN' };
  const late = { kind: 'wechat-unionid', value: openId('oLate') };
  await world.deliver(at(world, 'member.bound', [OPENID, known]));
  const update = at(world, 'member.updated', [known, late]);
  const asked = at(world, 'member.erase', [OPENID]);
  race.between = async () => {
    const { outcome } = await world.deliver(update);
    expect(['waiting', 'ignored']).toContain(outcome.outcome);
  };
  await world.deliver({ ...asked, data: { ...Object(asked.data), everywhere: true } });
  expect(race.between).toBeUndefined();
  expect((await deliverThrough(world, update)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});

test('an update whose answer is lost holds the person until its call must have ended', async () => {
  const { world, race } = racing('createCustomerByIdentity', 1);
  const update = at(world, 'member.updated', [OPENID]);
  const erase = at(world, 'member.erase', [OPENID]);
  race.between = async () => world.cdp.order({ mode: 'drop-after-commit', endpoint: 'createCustomerByIdentity' });
  expect((await world.deliver(update)).outcome).toMatchObject({ outcome: 'waiting' });
  expect((await world.deliver(erase)).outcome).toMatchObject(WAITS);
  expect((await deliverThrough(world, erase)).outcome).toEqual({ outcome: 'done' });
  expect((await deliverThrough(world, update)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});
