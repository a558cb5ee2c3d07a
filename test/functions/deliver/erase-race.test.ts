import { expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { MINUTE } from '../../kit/clock.ts';
import { deliveryWorld, type DeliveryWorld, memberBound } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// An erase that comes while an update of the same person is between two of its calls.
const APP = 'wx00d3m000d3m00001';
const OPENID = { kind: 'wechat-openid', scope: APP, value: openId('oRace') };
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
  ['before the customer is found', 1],
  ['between finding the customer and linking what was typed', 2],
])('%s: nobody comes back', async (_when, nth) => {
  const { world, race } = racing('createCustomerByIdentity', nth);
  await world.deliver(await world.sample('shopify-demo', 'customers/create', { sequence: 1 }));
  world.clock.pass(MINUTE);
  const redact = await world.sample('shopify-demo', 'customers/redact', { sequence: 1 });
  world.clock.pass(MINUTE);
  const late = await world.sample('shopify-demo', 'orders/create', {
    sequence: 1,
    change: (payload) => Object.assign(payload['customer'] as object, { phone: '+8615931000301' }),
  });
  race.between = () => world.deliver({ ...redact, subject: 'another lane' });
  await world.deliver({ ...late, id: 'late' });
  expect(race.between).toBeUndefined();
  expect(world.cdp.customers()).toEqual([]);
});

test('what the update proved beside is forgotten with the person', async () => {
  const { world, race } = racing('createCustomerByIdentity', 1);
  await world.deliver(at(world, 'member.bound', [OPENID]));
  const erase = at(world, 'member.erase', [OPENID]);
  const bound = at(world, 'member.bound', [OPENID, { kind: 'member-no', value: 'M-RACE' }]);
  race.between = () => world.deliver(erase);
  await world.deliver(bound);
  expect(world.cdp.customers()).toEqual([]);
  const update = at(world, 'member.updated', [{ kind: 'member-no', value: 'M-RACE' }]);
  expect((await world.deliver(update)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});

test('what an update links between the erase’s look at the customer and its mark is forgotten too', async () => {
  const race: { between: (() => Promise<unknown>) | undefined } = { between: undefined };
  const world = deliveryWorld({
    wrap: (transport) => async (request) => {
      const answer = await transport(request);
      const { between } = race;
      if (request.endpoint === 'customerInfo' && between) {
        race.between = undefined;
        await between();
      }
      return answer;
    },
  });
  const [known, late] = [
    { kind: 'member-no', value: 'M-KNOWN' },
    { kind: 'wechat-unionid', value: openId('oLate') },
  ];
  await world.deliver(at(world, 'member.bound', [OPENID, known]));
  const update = at(world, 'member.updated', [known, late]);
  const asked = at(world, 'member.erase', [OPENID]);
  race.between = () => world.deliver(update);
  await world.deliver({ ...asked, data: { ...Object(asked.data), everywhere: true } });
  expect(world.cdp.customers()).toEqual([]);
  const again = await world.deliver(at(world, 'member.updated', [late]));
  expect(again.outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
});

test.each([
  ['the answer of its call is lost', { mode: 'drop-after-commit', endpoint: 'createCustomerByIdentity' }],
  ['what it made cannot be taken back', { mode: 'http-500', endpoint: 'singleDelete' }],
] as const)('an erase goes by, and %s: the next attempt takes it back', async (_what, fault) => {
  const { world, race } = racing('createCustomerByIdentity', 1);
  const update = at(world, 'member.updated', [OPENID]);
  const erase = at(world, 'member.erase', [OPENID]);
  race.between = async () => {
    await world.deliver(erase);
    world.cdp.order(fault);
  };
  expect((await world.deliver(update)).outcome).toMatchObject({ outcome: 'later' });
  const again = await world.deliver(update, { receiveCount: 2 });
  expect(again.outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
  expect(world.cdp.customers()).toEqual([]);
});
