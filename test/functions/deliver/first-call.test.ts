import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { Transport } from '../../../functions/shared/cdp/transport.ts';
import { HOUR, MINUTE } from '../../kit/clock.ts';
import { eventOn, memberNo } from '../../kit/days.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import type { Fault } from '../../kit/cdp.ts';

// In an outage every event is tried again and again: a try that gets no answer costs no write.

const stateOf = (world: DeliveryWorld) =>
  [...world.ledger.records].map(([key, { v, state }]) => `${key} ${v} ${state}`);

const events: readonly (readonly [string, (world: DeliveryWorld) => Promise<Envelope>])[] = [
  ['an order of a new buyer', (world) => world.sample('shopify-demo', 'orders/paid', { sequence: 7 })],
  ['an order of a known buyer', (world) => world.sample('shopify-demo', 'orders/paid')],
  [
    'an order with a phone that is new',
    (world) =>
      world.sample('shopify-demo', 'orders/paid', {
        change: (payload) => Object.assign(payload['customer'] as object, { phone: '+8615931000901' }),
      }),
  ],
  ['a follower who is new', (world) => world.sample('wechat-demo', 'subscribe')],
];

const faults: readonly Fault[] = [{ mode: 'http-500' }, { mode: 'throttle', retryAfterSeconds: 1 }];

describe.each(events)('%s', (_name, eventIn) => {
  test.each(faults)('whose first call is answered $mode: nothing is written, and nothing stays held', async (fault) => {
    const world = deliveryWorld();
    await world.deliver(await world.sample('shopify-demo', 'orders/paid'));
    world.clock.pass(2 * HOUR);
    const event = { ...(await eventIn(world)), id: 'later' };
    const before = stateOf(world);
    world.cdp.order(fault);
    expect((await world.deliver(event)).outcome).toMatchObject({ outcome: 'waiting', reason: 'cdp-unavailable' });
    expect(stateOf(world)).toEqual(before);
    world.clock.pass(MINUTE);
    expect((await world.deliver(event)).outcome).toEqual({ outcome: 'done' });
  });
});

test('the groups of a batch call at once, so that a slow answer to one holds no other', async () => {
  const GROUPS = 10;
  let open = 0;
  let everybodyWaits: () => void = () => undefined;
  const allWait = new Promise<void>((resolve) => {
    everybodyWaits = resolve;
  });
  const slow =
    (transport: Transport): Transport =>
    async (request) => {
      if (request.endpoint !== 'getCustomerIdByIdentityList') return transport(request);
      open += 1;
      if (open === GROUPS) everybodyWaits();
      await allWait;
      return transport(request);
    };
  const world = deliveryWorld({ wrap: slow });
  const records = await Promise.all(
    Array.from({ length: GROUPS }, (_, index) =>
      world.recordOf(eventOn(world, 0, [memberNo(`G-${index}`)], { subject: `G-${index}` })),
    ),
  );
  expect(await world.deliverRecords(records)).toEqual([]);
  expect(world.cdp.countCustomers()).toBe(GROUPS);
});
