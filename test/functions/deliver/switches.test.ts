import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../kit/clock.ts';
import { anyCourse, type Course, eventsOf, seen } from '../../kit/courses.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { switchDefinitions, switchNames, type SwitchName } from '../../../sandbox/switches.ts';

// Every reading of the CDP's documents that a tenant may not share: the shorter ways end where the longest ends.

const SEED = 20_260_301;
const courses = fc.sample(anyCourse, { numRuns: 1, seed: SEED });

function switchedTo(world: DeliveryWorld, name: SwitchName, value: unknown): void {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', path: '/sandbox/switches', query: new URLSearchParams(), headers };
  const { body } = world.cdp.sandbox.handle({ ...request, body: JSON.stringify({ [name]: value }) });
  expect(JSON.parse(body)).toMatchObject({ code: 0 });
}

/** A tenant that declines instead of answering nothing says so in words that the configuration has. */
const config = demoConfig(
  {},
  {
    messages: {
      auth: ['^E_TOKEN'],
      permanent: ['^E_(?!TOKEN|FAULT|CUSTOMER_NOT_FOUND)'],
      notFound: ['^E_CUSTOMER_NOT_FOUND'],
    },
  },
);

async function endOf(course: Course, [name, value]: readonly [SwitchName, unknown], isAnew: boolean) {
  const world = deliveryWorld({ config });
  switchedTo(world, name, value);
  for (const [index, part] of course.entries()) {
    world.clock.pass(part.minutes * MINUTE);
    const events = await eventsOf(world, part, index);
    const records = await Promise.all(events.map((event) => world.recordOf(event, isAnew ? { redrive: 1 } : {})));
    let waiting = await world.deliverRecords(records);
    for (let round = 0; waiting.length > 0 && round < 20; round++) {
      world.clock.pass(2_000);
      waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
    }
    expect(waiting).toEqual([]);
  }
  const letters = world.deadLetters.letters.map(({ reason }) => reason);
  const end = { seen: seen(world), letters };
  world.cdp.sandbox.close();
  return end;
}

const others = switchNames.flatMap((name) => {
  const { strict, values }: { readonly strict: unknown; readonly values: unknown } = switchDefinitions[name];
  return Array.isArray(values)
    ? values.flatMap((value: unknown) => (value === strict ? [] : [[name, value] as const]))
    : [];
});

describe('a tenant that differs in', () => {
  test.each(others)('%s: %s', async (name, value) => {
    for (const course of courses) {
      const end = await endOf(course, [name, value], false);
      expect(end.letters).toEqual([]);
      expect(end.seen).toEqual((await endOf(course, [name, value], true)).seen);
    }
  });
});
