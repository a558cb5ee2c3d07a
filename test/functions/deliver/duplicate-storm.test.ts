import { expect, test } from 'vitest';
import { Random } from '../../../bench/truth/random.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { MINUTE } from '../../kit/clock.ts';
import { seen } from '../../kit/courses.ts';
import { eventOn, memberNo, mobile, openid } from '../../kit/days.ts';
import { type DeliveryWorld, deliveryWorld } from '../../kit/delivery.ts';

// More events of one subject than the ledger remembers the ids of, each sent 20 times by eight senders that know nothing of each other.

const EVENTS = 40;
const COPIES = 20;
const SENDERS = 8;
const BATCH = 10;
const random = new Random('a storm of duplicates');

const names = ['司徒北辰', '司徒辰', '司徒北'] as const;

/** A person's history: each event sets the name, and some the phone. */
function history(world: DeliveryWorld): readonly Envelope[] {
  const person = [memberNo('D-1'), openid('oDuplicates')];
  return Array.from({ length: EVENTS }, (_, index) =>
    eventOn(world, index / EVENTS, index % 7 === 0 ? [...person, mobile('15931000321')] : person, {
      name: `${names[index % names.length]}${index}`,
      subject: 'D-1',
    }),
  );
}

/** What the eight send, as it comes in: every sender its copies in an order of its own. */
function storm(events: readonly Envelope[]): readonly Envelope[] {
  const copies = events.flatMap((event) => Array.from({ length: COPIES }, () => event));
  const senders = Array.from({ length: SENDERS }, (_, sender) =>
    random.shuffled(copies.filter((_copy, index) => index % SENDERS === sender)),
  );
  const longest = Math.max(...senders.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => senders.flatMap((sent) => sent[turn] ?? [])).flat();
}

async function deliverAll(world: DeliveryWorld, events: readonly Envelope[]): Promise<void> {
  world.clock.pass(24 * 60 * MINUTE);
  for (let first = 0; first < events.length; first += BATCH) {
    const batch = await Promise.all(events.slice(first, first + BATCH).map((event) => world.recordOf(event)));
    expect(await world.deliverRecords(batch)).toEqual([]);
    world.clock.pass(1_000);
  }
}

test('each event 20 times from eight senders: the end of one delivery each', async () => {
  const once = deliveryWorld();
  await deliverAll(once, history(once));
  const stormy = deliveryWorld();
  await deliverAll(stormy, storm(history(stormy)));
  expect(seen(stormy)).toEqual(seen(once));
  expect(stormy.cdp.customers()).toHaveLength(1);
  expect(stormy.deadLetters.letters).toEqual([]);
});
