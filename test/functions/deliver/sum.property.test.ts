import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { MINUTE } from '../../kit/clock.ts';
import { anyCourse, type Course, eventsOf, seen } from '../../kit/courses.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { fuzzing } from '../../kit/fuzz.ts';

type More = NonNullable<Parameters<DeliveryWorld['recordOf']>[1]>;

async function deliverAll(world: DeliveryWorld, events: readonly Envelope[], more: More = {}): Promise<void> {
  const records = await Promise.all(events.map((event) => world.recordOf(event, more)));
  let waiting = await world.deliverRecords(records);
  for (let round = 0; waiting.length > 0 && round < 20; round++) {
    world.clock.pass(2_000);
    waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
  }
  expect(waiting).toEqual([]);
}

async function endOf(course: Course, deliver: (world: DeliveryWorld, events: readonly Envelope[]) => Promise<void>) {
  const world = deliveryWorld();
  for (const [index, part] of course.entries()) {
    world.clock.pass(part.minutes * MINUTE);
    await deliver(world, await eventsOf(world, part, index));
  }
  const end = { seen: seen(world), calls: world.cdp.calls().length, letters: world.deadLetters.letters.length };
  world.cdp.sandbox.close();
  return end;
}

test('a batch of one subject leaves in the CDP what its events leave one by one', async () => {
  const { numRuns, seed } = fuzzing(6);
  const calls = { together: 0, alone: 0, anew: 0 };
  await fc.assert(
    fc.asyncProperty(anyCourse, async (course) => {
      const batched = await endOf(course, deliverAll);
      const single = await endOf(course, async (world, events) => {
        for (const event of events) await deliverAll(world, [event]);
      });
      // What an operator has sent again is decided anew, whatever is remembered.
      const anew = await endOf(course, async (world, events) => {
        for (const event of events) await deliverAll(world, [event], { redrive: 1 });
      });
      expect(batched.seen).toEqual(anew.seen);
      expect(single.seen).toEqual(anew.seen);
      expect([batched.letters, single.letters, anew.letters]).toEqual([0, 0, 0]);
      calls.together += batched.calls;
      calls.alone += single.calls;
      calls.anew += anew.calls;
    }),
    { numRuns, seed },
  );
  const counts = `${calls.together} calls in batches, ${calls.alone} one by one, ${calls.anew} without memory`;
  process.stdout.write(`sums: ${numRuns} courses, ${counts}, seed ${seed}\n`);
});
