import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Claim,
  emptyIdentityItem,
  type IdentityItem,
  lastProof,
  type Observation,
  withObservation,
  withRelease,
} from '../../../../functions/shared/identity/identity-item.ts';
import { fuzzing } from '../../../kit/fuzz.ts';

const DAY = 24 * 3_600_000;
const START = 1_790_000_000_000;
const people = ['ann', 'bob', 'carl'] as const;

/** What is seen on whole days, since a claim is dated to the day; each typing by an event of its own. */
const observations = (days: number) =>
  fc
    .uniqueArray(
      fc.record({
        person: fc.constantFrom(...people),
        how: fc.constantFrom<Observation['how'][]>('act', 'record', 'typed'),
        day: fc.nat({ max: days }),
        isNewState: fc.boolean(),
      }),
      { selector: ({ person, how, day }) => `${person} ${how} ${day}`, maxLength: 14 },
    )
    .map((list) =>
      list.map(({ person, how, day, isNewState }): Observation => ({
        claimant: { customer: person, by: [person] },
        how,
        time: START + day * DAY,
        event: `${person} typed it on day ${day}`,
        isNewState,
      })),
    );
const inTwoOrders = (days: number) =>
  observations(days).chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
  );

function after(list: readonly Observation[], before: IdentityItem = emptyIdentityItem): ReadonlyMap<string, Claim> {
  const { claims } = list.reduce((known, each) => withObservation(known, each, people.length), before);
  return new Map(
    claims.map((claim) => [claim.customer ?? '', claim] as const).toSorted(([a], [b]) => a.localeCompare(b)),
  );
}

function tried<Given>(slice: number, property: fc.IProperty<Given>): void {
  const { numRuns, seed } = fuzzing(slice);
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`identity items: ${numRuns} cases, seed ${seed}\n`);
}

test('in whatever order things are seen, spans, recorded and typed times are the same', () => {
  tried(
    500,
    // Within 92 days there are no more spans than are kept.
    fc.property(inTwoOrders(92), ([one, other]) => {
      expect([...after(other)]).toEqual([...after(one)]);
    }),
  );
});

test('over any time the last proof of each is the same, and is the newest that there was', () => {
  tried(
    300,
    fc.property(inTwoOrders(2_000), ([one, other]) => {
      const known = after(one);
      for (const [person, claim] of after(other)) {
        const own = one.filter(({ claimant }) => claimant.customer === person);
        const timesOf = (list: readonly Observation[]) => list.map(({ time }) => time);
        const acts = timesOf(own.filter(({ how }) => how === 'act'));
        const records = own.filter(({ how }) => how === 'record');
        const renewed = timesOf(records.filter(({ isNewState }) => isNewState));
        // A record that follows an act says the same again.
        const first = acts.length === 0 && records.length > 0 ? [Math.min(...timesOf(records))] : [];
        const newest = Math.max(-Infinity, ...acts, ...renewed, ...first);
        expect(lastProof(claim)).toBe(newest);
        expect(lastProof(known.get(person) ?? { by: [] })).toBe(newest);
      }
    }),
  );
});

test('seen again, whatever was seen changes nothing', () => {
  tried(
    300,
    fc.property(observations(92), (list) => {
      const known = list.reduce((item, each) => withObservation(item, each, people.length), emptyIdentityItem);
      for (const each of list) expect(withObservation(known, each, people.length)).toBe(known);
    }),
  );
});

test('in whatever order releases come, they are the same', () => {
  const releases = fc.array(fc.record({ customer: fc.constantFrom(...people), at: fc.nat({ max: 9 }) }), {
    maxLength: 9,
  });
  tried(
    100,
    fc.property(
      releases.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
      ),
      ([one, other]) => {
        const released = (list: typeof one) =>
          list
            .reduce<IdentityItem>(withRelease, emptyIdentityItem)
            .released.toSorted((a, b) => a.customer.localeCompare(b.customer));
        expect(released(other)).toEqual(released(one));
      },
    ),
  );
});
