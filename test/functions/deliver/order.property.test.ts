import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveryWorld, memberBound } from '../../kit/delivery.ts';
import { fuzzing } from '../../kit/fuzz.ts';

const START = Date.parse('2026-03-01T00:00:00Z');

// Each event of one person has its own time, perhaps a name, and one more of the person's identities.
const events = fc.uniqueArray(
  fc.record({
    minute: fc.integer({ min: 0, max: 999 }),
    name: fc.option(fc.constantFrom('林晓岚', '周子墨', '许雨桐'), { nil: undefined }),
    email: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ minute }) => minute, minLength: 1, maxLength: 8 },
);

test('in whatever order and however often events come, the end is that of the latest', async () => {
  const { numRuns, seed } = fuzzing(20);
  await fc.assert(
    fc.asyncProperty(
      events.chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length }),
          fc.array(fc.constantFrom(...list), { maxLength: 4 }),
          fc.array(fc.constantFrom('http-500', 'drop-after-commit', 'conflict'), { maxLength: 4 }),
        ),
      ),
      async ([list, order, again, faults]) => {
        const world = deliveryWorld();
        for (const [index, { minute, name, email }] of [...order, ...again].entries()) {
          const identities = [
            { kind: 'member-no', value: 'M-1' },
            { kind: 'email', value: `lin.${email}@mail.example` },
          ];
          const time = new Date(START + minute * 60_000).toISOString();
          const event = memberBound(identities, { time, ...(name === undefined ? {} : { name }) });
          const fault = faults[index];
          if (fault === 'conflict') world.ledger.failNextWrites = { how: 'conflict', left: 1 };
          else if (fault) world.cdp.order({ mode: fault });
          let { outcome } = await world.deliver(event);
          for (let attempt = 0; outcome.outcome === 'waiting' && attempt < 5; attempt++) {
            ({ outcome } = await world.deliver(event));
          }
          expect(['done', 'ignored']).toContain(outcome.outcome);
        }
        const latest = list
          .toSorted((one, other) => one.minute - other.minute)
          .findLast(({ name }) => name !== undefined);
        const emails = [...new Set(list.map(({ email }) => `email=lin.${email}@mail.example`))].toSorted();
        expect(world.cdp.customers()).toMatchObject([
          { name: latest?.name ?? '', identities: [...emails, 'member-no=M-1'], groups: ['Members'], mergedIds: [] },
        ]);
        world.cdp.sandbox.close();
      },
    ),
    { numRuns, seed },
  );
  process.stdout.write(`order: ${numRuns} courses, seed ${seed}\n`);
});
