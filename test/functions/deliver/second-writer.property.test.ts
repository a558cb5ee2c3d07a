import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { MINUTE } from '../../kit/clock.ts';
import { anyCourse, eventsOf, idsOfPeople, lastEventsOf } from '../../kit/courses.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { fuzzing } from '../../kit/fuzz.ts';

// Somebody else works in the CDP too. What delivery remembers is then wrong, and must be found out before it does harm.

const anyAct = fc.record({
  before: fc.nat({ max: 7 }),
  person: fc.nat({ max: 2 }),
  act: fc.constantFrom('delete', 're-create', 'merge', 'rename', 'leave-groups', 'take-phone' as const),
});
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

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

async function carryOut(world: DeliveryWorld, { person, act }: Act): Promise<void> {
  const { client, groups } = world.cdp.open(config, world.store);
  const ids = idsOfPeople[person] ?? [];
  const theirs = world.cdp.customers().filter(({ identities }) => identities.some((one) => ids.includes(one)));
  const [first] = theirs;
  const id = customerId(first?.id);
  const pairsOf = (texts: readonly string[]) =>
    texts.map((text) => {
      const [identityType = '', identityValue = ''] = text.split('=');
      return { identityType, identityValue };
    });
  const create = (texts: readonly string[], autoMerge: boolean) =>
    client.createCustomerByIdentity({
      email: '',
      emailVerified: 0,
      gender: 0,
      identityList: pairsOf(texts),
      identityPriorityStrategy: 'custom',
      targetCustomerStrategy: 'identityFirst',
      autoMerge,
    });
  if (!first || id === undefined) return;
  if (act === 'delete' || act === 're-create') await client.singleDelete(id);
  if (act === 're-create') await create([ids[0] ?? ''], false);
  // Of one person, what their own ids lead to; the last of them is kept.
  if (act === 'merge') await create(ids.toReversed(), true);
  if (act === 'rename') await client.updateCustomerAttr(id, 'name', 'somebody else’s word');
  if (act === 'leave-groups' && first.groups.length > 0)
    await client.customerDeleteGroups(id, await Promise.all(first.groups.map((name) => groups.idOf(name))));
  if (act === 'take-phone') await create([`member-no=S-${person}`, `mobile=1593100010${person + 1}`], false);
}

async function deliverAll(world: DeliveryWorld, events: readonly Envelope[]): Promise<void> {
  const records = await Promise.all(events.map((event) => world.recordOf(event)));
  let waiting = await world.deliverRecords(records);
  for (let round = 0; waiting.length > 0 && round < 30; round++) {
    world.clock.pass(2_000);
    waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
  }
  expect(waiting).toEqual([]);
}

test('whatever somebody else deletes, merges and re-creates: nobody is lost, and no strangers become one', async () => {
  const { numRuns, seed } = fuzzing(8);
  await fc.assert(
    fc.asyncProperty(
      anyCourse,
      fc.array(anyAct, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('redirect', 'error'),
      fc.constantFrom('null', 'refuse'),
      async (course, acts, mergedId, notFound) => {
        const world = deliveryWorld({ config });
        const headers = { 'content-type': 'application/json' };
        const switches = { method: 'POST', path: '/sandbox/switches', query: new URLSearchParams(), headers };
        world.cdp.sandbox.handle({ ...switches, body: JSON.stringify({ mergedId, notFound }) });
        for (const [index, part] of course.entries()) {
          for (const act of acts.filter(({ before }) => before === index)) await carryOut(world, act);
          world.clock.pass(part.minutes * MINUTE);
          await deliverAll(world, await eventsOf(world, part, index));
        }
        world.clock.pass(MINUTE);
        for (const person of [0, 1, 2]) {
          for (const event of await lastEventsOf(world, person)) await deliverAll(world, [event]);
        }
        expect(world.deadLetters.letters).toEqual([]);
        const customers = world.cdp.customers();
        for (const ids of idsOfPeople) {
          for (const id of ids) expect(customers.filter(({ identities }) => identities.includes(id))).toHaveLength(1);
        }
        for (const { identities } of customers) {
          const people = idsOfPeople.filter((ids) => ids.some((id) => identities.includes(id)));
          expect(people.length).toBeLessThanOrEqual(1);
        }
        world.cdp.sandbox.close();
      },
    ),
    { numRuns, seed },
  );
  process.stdout.write(`second writer: ${numRuns} courses, seed ${seed}\n`);
});
