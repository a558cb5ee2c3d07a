import { expect, test } from 'vitest';
import { TestClock } from '../../kit/clock.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

/** A CDP every call of which takes so long; by the clock, not in truth. */
function slowWorld(callMs: number): { readonly world: DeliveryWorld; readonly changes: () => readonly string[] } {
  const changes: string[] = [];
  const world = deliveryWorld({
    wrap: (transport) => async (request) => {
      clock.pass(callMs);
      if (/Groups$|Attr$|addSingleGroup/.test(request.endpoint)) changes.push(request.endpoint);
      return transport(request);
    },
  });
  const clock: TestClock = world.clock;
  return { world, changes: () => changes };
}

/** One try in a function with so much time. */
async function tryWithin(world: DeliveryWorld, functionMs: number): Promise<string> {
  const ends = world.clock.now + functionMs;
  const record = await world.recordOf(await world.sample('shopify-demo', 'orders/paid'));
  await world.deliverRecords([record], () => ends - world.clock.now);
  const outcome = world.deliveries.at(-1)?.delivery.outcome;
  return outcome === undefined || outcome.outcome === 'done' ? 'done' : `${outcome.outcome}: ${outcome.reason}`;
}

test('7.5 s a call: the order of a new buyer is done in the first try', async () => {
  const { world } = slowWorld(7_500);
  expect(await tryWithin(world, 210_000)).toBe('done');
  expect(world.cdp.customers()).toMatchObject([{ groups: ['Buyers'] }]);
});

test('almost the time-out of every call: no call begins that could not end before the function does', async () => {
  const { world } = slowWorld(9_900);
  expect(await tryWithin(world, 210_000)).toBe('done');
});

test('a try that ends in the middle writes down what it has changed, and the next does not do it again', async () => {
  const clean = deliveryWorld();
  const event = await clean.sample('shopify-demo', 'orders/paid');
  await clean.deliver(event);
  const seen = ({ cdp }: DeliveryWorld) => cdp.customers().map(({ id: _id, ...rest }) => rest);
  for (const calls of [4, 5, 6, 7, 8, 9]) {
    const { world, changes } = slowWorld(1_000);
    // An event that begins with less than the reserve ends in the middle; here the time is spent by somebody else at call n.
    let count = 0;
    const record = await world.recordOf(event);
    const ends = world.clock.now + 170_000;
    const spent = world.cdp.sent.push.bind(world.cdp.sent);
    world.cdp.sent.push = (...requests) => {
      count += 1;
      if (count === calls) world.clock.pass(165_000);
      return spent(...requests);
    };
    await world.deliverRecords([record], () => ends - world.clock.now);
    world.clock.pass(200_000);
    expect(await tryAgain(world, record)).toBe('done');
    expect(seen(world)).toEqual(seen(clean));
    expect(new Set(changes()).size).toBe(changes().length);
    expect(JSON.stringify(world.ledger.items('s2:'))).not.toContain('begun');
  }
});

async function tryAgain(world: DeliveryWorld, record: Awaited<ReturnType<DeliveryWorld['recordOf']>>): Promise<string> {
  await world.deliverRecords([record]);
  return world.deliveries.at(-1)?.delivery.outcome.outcome ?? 'nothing';
}
