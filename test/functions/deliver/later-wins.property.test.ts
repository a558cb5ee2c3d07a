import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, deliverOn, eventOn, memberNo, openid } from '../../kit/days.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { fuzzing } from '../../kit/fuzz.ts';

test('two subjects of one customer at once, in every order of their calls: the later value stays', async () => {
  const { numRuns, seed } = fuzzing(60);
  const property = fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, swapped) => {
    const world = deliveryWorld({
      wrap: (transport) => async (request) => {
        await scheduler.schedule(Promise.resolve(), request.endpoint);
        return transport(request);
      },
    });
    await scheduler.waitFor(deliverOn(world, 0, [memberNo('A-1'), openid('oAnn')]));
    const earlier = eventOn(world, 1, [memberNo('A-1')], { name: 'Ann Marsh', subject: 'one' });
    const later = eventOn(world, 2, [openid('oAnn')], { name: 'Ann Otter', subject: 'two' });
    world.clock.now = world.start + 3 * DAY;
    const records = await Promise.all(
      (swapped ? [later, earlier] : [earlier, later]).map((event) => world.recordOf(event)),
    );
    let waiting: readonly string[] = records.map(({ messageId }) => messageId);
    for (let round = 0; waiting.length > 0 && round < 20; round++) {
      const due = records.filter(({ messageId }) => waiting.includes(messageId));
      waiting = await scheduler.waitFor(world.deliverRecords(due));
      world.clock.pass(61_000);
    }
    expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Otter' }]);
  });
  await fc.assert(property, { numRuns, seed });
  process.stdout.write(`later wins: ${numRuns} orders of calls, seed ${seed}\n`);
});
