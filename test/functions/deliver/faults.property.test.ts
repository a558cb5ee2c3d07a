import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SQSRecord } from 'aws-lambda';
import { MINUTE } from '../../kit/clock.ts';
import { anyCourse, type Course, eventsOf, seen } from '../../kit/courses.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { fuzzing } from '../../kit/fuzz.ts';

// Faults at every boundary: before and after the CDP has carried a call out, and at the writes of the ledger.

const anyFault = fc.oneof(
  fc.record({
    at: fc.constant('cdp' as const),
    mode: fc.constantFrom('http-500', 'drop-after-commit', 'throttle' as const),
    endpoint: fc.constantFrom(
      undefined,
      'createCustomerByIdentity',
      'customerInfo',
      'updateCustomerAttr',
      'customerAddGroups',
    ),
    count: fc.constantFrom(1, 2),
  }),
  fc.record({
    at: fc.constant('ledger' as const),
    how: fc.constantFrom('conflict', 'error' as const),
    of: fc.constantFrom('i:', 'c:', 's2:'),
  }),
  fc.record({ at: fc.constant('twice' as const) }),
);
type Fault = typeof anyFault extends fc.Arbitrary<infer T> ? T : never;

async function untilDone(world: DeliveryWorld, records: readonly SQSRecord[]): Promise<void> {
  let waiting = await world.deliverRecords(records);
  for (let round = 0; waiting.length > 0 && round < 60; round++) {
    // Longer than any hold of a try that has died.
    world.clock.pass(5 * MINUTE);
    waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
  }
  expect(waiting).toEqual([]);
}

async function endOf(course: Course, faults: readonly Fault[]) {
  const world = deliveryWorld();
  for (const [index, part] of course.entries()) {
    // Before and after each part, so that faults do not move the events' own times.
    world.clock.now =
      world.start + course.slice(0, index + 1).reduce((sum, { minutes }) => sum + minutes + 45, 0) * MINUTE;
    const events = await eventsOf(world, part, index);
    const records = await Promise.all(events.map((event) => world.recordOf(event)));
    const fault = faults[index];
    if (fault?.at === 'cdp')
      world.cdp.order({
        mode: fault.mode,
        ...(fault.endpoint && { endpoint: fault.endpoint }),
        count: fault.count,
        ...(fault.mode === 'throttle' && { retryAfterSeconds: 1 }),
      });
    if (fault?.at === 'ledger') world.ledger.failNextWrites = { how: fault.how, left: 1, of: fault.of };
    await untilDone(world, records);
    world.ledger.failNextWrites = { how: 'conflict', left: 0 };
    if (fault?.at === 'twice') await untilDone(world, records);
  }
  const end = { seen: seen(world), letters: world.deadLetters.letters.length };
  world.cdp.sandbox.close();
  return end;
}

test('whatever fails and comes twice: the end of a run without faults, and no dead letter', async () => {
  const { numRuns, seed } = fuzzing(8);
  await fc.assert(
    fc.asyncProperty(anyCourse, fc.array(anyFault, { minLength: 3, maxLength: 8 }), async (course, faults) => {
      expect(await endOf(course, faults)).toEqual(await endOf(course, []));
    }),
    { numRuns, seed },
  );
  process.stdout.write(`faults: ${numRuns} courses, seed ${seed}\n`);
});
