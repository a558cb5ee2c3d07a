import { expect, test } from 'vitest';
import { VirtualTime } from '../../chaos/virtual-time.ts';
import { MINUTE } from '../../kit/clock.ts';
import { eventOn, memberNo } from '../../kit/days.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

const GROUPS = 10;
const CALL_MS = 50;

test('ten groups of a batch wait for the CDP side by side: a call of 50 ms each takes 50 ms', async () => {
  const time = new VirtualTime(Date.parse('2026-03-01T12:00:00+08:00'));
  let latency = 0;
  const world = deliveryWorld({
    wrap: (transport) => async (request) => {
      if (latency > 0) await time.sleep(latency);
      return transport(request);
    },
  });
  const batch = (day: number) =>
    Promise.all(
      Array.from({ length: GROUPS }, async (_, index) =>
        world.recordOf(eventOn(world, day, [memberNo(`S-${index}`)], { subject: `S-${index}` })),
      ),
    );
  world.clock.pass(MINUTE);
  expect(await world.deliverRecords(await batch(0))).toEqual([]);
  world.clock.pass(10 * MINUTE);
  latency = CALL_MS;
  const calls = world.cdp.calls().length;
  const started = time.now;
  const delivery = world.deliverRecords(await batch(0.001));
  await time.pass(delivery, () => false);
  expect(await delivery).toEqual([]);
  expect(world.cdp.calls().length - calls).toBe(GROUPS);
  expect(time.now - started).toBeLessThanOrEqual(75);
});
