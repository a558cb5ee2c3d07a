import type { SQSRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { Transport } from '../../../functions/shared/cdp/transport.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import type { SeenCustomer } from '../../kit/cdp.ts';
import { MINUTE, SECOND } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld, memberBound } from '../../kit/delivery.ts';
import { fuzzing } from '../../kit/fuzz.ts';
import {
  envelopeOf,
  type Happening,
  happenings,
  type OwnKind,
  ownKinds,
  pairOf,
  people,
  provedBy,
} from '../../kit/invented-people.ts';

// Whatever happens to three people on seven channels, in whatever order, twice, side by side, while the CDP fails: nobody is
// taken for somebody else.

const FAULTS = ['http-500', 'drop-after-commit', 'throttle', 'conflict', 'crash'] as const;

interface Course {
  readonly story: readonly Happening[];
  /** Which of the story comes when: each at least once. */
  readonly order: readonly number[];
  /** How many come in one batch. */
  readonly batches: readonly number[];
  /** At which call, counted from the start, what goes wrong. */
  readonly faults: readonly { readonly call: number; readonly mode: (typeof FAULTS)[number] }[];
}

function courses(typos: boolean): fc.Arbitrary<Course> {
  return fc.array(happenings(typos), { minLength: 2, maxLength: 10 }).chain((story) => {
    const all = story.map((_happening, index) => index);
    return fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.array(fc.constantFrom(...all), { maxLength: 4 }))
      .chain(([once, again]) =>
        fc.record({
          story: fc.constant(story),
          order: fc.constant([...once, ...again]),
          batches: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }),
          faults: fc.array(fc.record({ call: fc.integer({ min: 1, max: 80 }), mode: fc.constantFrom(...FAULTS) }), {
            maxLength: 4,
          }),
        }),
      );
  });
}

/** A world whose calls are answered in the order that the scheduler likes, and fail where the course says so. */
function worldOf(config: GuiyiConfig, { faults }: Pick<Course, 'faults'>, scheduler: fc.Scheduler): DeliveryWorld {
  let calls = 0;
  const wrap =
    (transport: Transport): Transport =>
    async (request) => {
      await scheduler.schedule(Promise.resolve(), request.endpoint);
      calls += 1;
      for (const { mode } of faults.filter(({ call }) => call === calls)) {
        if (mode === 'conflict' || mode === 'crash') {
          world.ledger.failNextWrites = { how: mode === 'crash' ? 'error' : 'conflict', left: 1 };
        } else world.cdp.order({ mode });
      }
      return transport(request);
    };
  const world: DeliveryWorld = deliveryWorld({ config, wrap });
  return world;
}

function received(record: SQSRecord, times: number): SQSRecord {
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(times) } };
}

/** Delivers in batches, and again whatever is to come again. */
async function deliverAll(
  world: DeliveryWorld,
  events: readonly Envelope[],
  batches: readonly number[],
  scheduler: fc.Scheduler,
): Promise<void> {
  let sent = 0;
  for (let batch = 0; sent < events.length; batch++) {
    const size = batches[batch % batches.length] ?? 1;
    const part = events.slice(sent, sent + size);
    sent += size;
    const records = await Promise.all(
      part.map((event, index) => world.recordOf(event, index % 2 === 0 ? { redrive: sent + index } : {})),
    );
    let waiting: readonly string[] = records.map(({ messageId }) => messageId);
    for (let attempt = 0; waiting.length > 0 && attempt < 30; attempt++) {
      world.clock.pass(10 * SECOND);
      const due = records.filter(({ messageId }) => waiting.includes(messageId));
      waiting = await scheduler.waitFor(world.deliverRecords(due.map((record) => received(record, attempt + 1))));
    }
    expect(waiting.length > 0 ? world.deliveries.at(-1)?.delivery.outcome : undefined).toBeUndefined();
    world.clock.pass(MINUTE);
  }
  expect(world.deadLetters.letters).toEqual([]);
}

async function play(config: GuiyiConfig, course: Course, scheduler: fc.Scheduler): Promise<DeliveryWorld> {
  const world = worldOf(config, course, scheduler);
  const events: Envelope[] = [];
  for (const [index, happening] of course.story.entries()) {
    world.clock.pass(MINUTE);
    events.push(await envelopeOf(world, happening, index + 1));
  }
  const inOrder = course.order.flatMap((index) => events[index] ?? []);
  await deliverAll(world, inOrder, course.batches, scheduler);
  return world;
}

const idKinds: readonly OwnKind[] = ownKinds.filter((kind) => kind !== 'phone' && kind !== 'mail');

/** Whose platform ids a customer holds: they are all verified. */
function peopleIn({ identities }: SeenCustomer): readonly number[] {
  return people.flatMap((person, index) =>
    idKinds.some((kind) => identities.includes(pairOf(person, kind))) ? [index] : [],
  );
}

function ownersOf(world: DeliveryWorld, pair: string): readonly SeenCustomer[] {
  return world.cdp.customers().filter(({ identities }) => identities.includes(pair));
}

/**
 * Nobody's id is lost: whatever an event has proved has a customer. But a person who sits with another by a slip of the finger may
 * have an id that contradicts the other's: it stays out of that customer, and somebody is asked.
 */
async function expectNobodyLost(
  world: DeliveryWorld,
  { story }: Course,
  maySit: (one: number, other: number) => boolean = () => false,
): Promise<void> {
  const isAsked = (await world.cases.list(100)).some(({ type }) => type === 'ids-contradict');
  for (const happening of story) {
    const { who } = happening;
    const person = people[who];
    const mayBeOut = isAsked && people.some((_person, other) => other !== who && maySit(who, other));
    for (const kind of provedBy(happening).filter((proved) => idKinds.includes(proved))) {
      const owners = person ? ownersOf(world, pairOf(person, kind)) : [];
      if (owners.length > 0 || !mayBeOut) expect(owners).toHaveLength(1);
    }
  }
}

function expectNoStrangers(world: DeliveryWorld, maySit: (one: number, other: number) => boolean = () => false): void {
  for (const customer of world.cdp.customers()) {
    const holders = peopleIn(customer);
    for (const one of holders)
      for (const other of holders)
        if (one !== other) expect([one, other, maySit(one, other), customer]).toMatchObject([one, other, true, {}]);
    if (customer.name === '' || holders.length === 0) continue;
    const named = people.findIndex(({ name }) => name === customer.name);
    expect([customer, holders.some((holder) => holder === named || maySit(holder, named))]).toMatchObject([{}, true]);
  }
}

/** Who may have met because one of them typed the other's contact. */
function metByTypo({ story }: Course): (one: number, other: number) => boolean {
  const room = people.map((_person, index) => index);
  const find = (index: number): number => (room[index] === index ? index : find(room[index] ?? index));
  for (const { how, who, phoneOf, mailOf } of story) {
    if (!['account', 'order', 'guest'].includes(how)) continue;
    for (const typed of [phoneOf, mailOf]) if (typed !== undefined) room[find(who)] = find(typed);
  }
  return (one, other) => find(one) === find(other);
}

const generous = { guards: { customersPerValue: 50, valuesPerCustomer: 50 } };
const SLICE = 10;
async function checked(what: string, property: fc.IAsyncProperty<[Course, fc.Scheduler]>): Promise<void> {
  const { numRuns, seed, isSlice } = fuzzing(SLICE);
  // To find the smallest course that fails takes longer than a slice.
  await fc.assert(property, { numRuns, seed, endOnFailure: isSlice });
  process.stdout.write(`${what}: ${numRuns} courses, seed ${seed}\n`);
}

describe('nobody is taken for somebody else', () => {
  test('where everybody types their own contacts: what was proved to be one person is one customer', async () => {
    await checked(
      'own contacts',
      fc.asyncProperty(courses(false), fc.scheduler(), async (course, scheduler) => {
        const world = await play(demoConfig(generous, { typedContacts: 'join' }), course, scheduler);
        expectNoStrangers(world);
        await expectNobodyLost(world, course);
        for (const happening of course.story) {
          const person = people[happening.who];
          const pairs = person ? provedBy(happening).map((kind) => pairOf(person, kind)) : [];
          expect(new Set(pairs.flatMap((pair) => ownersOf(world, pair).map(({ id }) => id))).size).toBe(
            Math.min(1, pairs.length),
          );
        }
      }),
    );
  });

  test("typedContacts: 'join': only who typed whose contact may meet them", async () => {
    await checked(
      "typedContacts: 'join'",
      fc.asyncProperty(courses(true), fc.scheduler(), async (course, scheduler) => {
        const world = await play(demoConfig({}, { typedContacts: 'join' }), course, scheduler);
        expectNoStrangers(world, metByTypo(course));
        await expectNobodyLost(world, course, metByTypo(course));
      }),
    );
  });

  test("typedContacts: 'withhold' and 'corroborated': a slip of the finger joins nobody", async () => {
    await checked(
      "typedContacts: 'withhold' and 'corroborated'",
      fc.asyncProperty(courses(true), fc.scheduler(), async (course, scheduler) => {
        const typedContacts = course.order.length % 2 === 0 ? 'withhold' : 'corroborated';
        const world = await play(demoConfig({}, { typedContacts }), course, scheduler);
        expectNoStrangers(world);
        await expectNobodyLost(world, course);
      }),
    );
  });
});

test('who was erased does not come back with what happened before', async () => {
  await checked(
    'erased',
    fc.asyncProperty(courses(false), fc.scheduler(), async (course, scheduler) => {
      const world = worldOf(demoConfig(generous), course, scheduler);
      const events: Envelope[] = [];
      for (const [index, happening] of course.story.entries()) {
        world.clock.pass(MINUTE);
        events.push(await envelopeOf(world, happening, index + 1));
      }
      world.clock.pass(MINUTE);
      const [gone] = people;
      if (!gone) throw new Error('nobody');
      const time = new Date(world.clock.now).toISOString();
      const erase: Envelope = {
        ...memberBound(
          ownKinds.map((kind) => gone.own[kind]),
          { id: 'erase', type: 'member.erase', subject: 'erase', time, receivedtime: time },
        ),
      };
      const asked = { ...erase, data: { ...(erase.data as object), everywhere: true } };
      const inOrder = course.order.flatMap((index) => events[index] ?? []);
      const half = Math.floor(inOrder.length / 2);
      await deliverAll(
        world,
        [...inOrder.slice(0, half), asked, ...inOrder.slice(half), ...inOrder],
        course.batches,
        scheduler,
      );
      for (const kind of ownKinds) expect([kind, ownersOf(world, pairOf(gone, kind))]).toEqual([kind, []]);
      expectNoStrangers(world);
    }),
  );
});
