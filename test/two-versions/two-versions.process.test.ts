import { afterAll, beforeAll, expect, test } from 'vitest';
import { customersIn } from './customers.ts';
import { openEvents } from './people.ts';
import {
  endedWrongly,
  fieldsNotNewest,
  foreignWrites,
  forgetting,
  idsLost,
  leftHeld,
  partition,
  strangersJoined,
  subjectsRewritten,
  twinsApart,
} from './properties.ts';
import { afterwards, planStories, seeded } from './stories.ts';
import { deliverBurst, openBundles, openWorld, type Version } from './world.ts';

// The first deployment over a version before 0.2: functions of both deliver from one queue into one table and one CDP. The former one
// is a bundle that was built then (test/fixtures/former-version).

const FACTOR = Number(process.env['GUIYI_FUZZ_FACTOR'] ?? 1);
const SIZE = Number(process.env['GUIYI_EVENTS'] ?? Math.min(10_000, 120 * FACTOR));
const SEED = Number(process.env['GUIYI_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const START = Date.parse('2026-03-01T12:00:00+08:00');

let bundles: Awaited<ReturnType<typeof openBundles>>;
beforeAll(async () => {
  bundles = await openBundles();
}, 60_000);
afterAll(() => bundles.remove());

const VERSIONS: readonly (readonly [string, readonly Version[]])[] =
  FACTOR > 1
    ? [
        ['the former version alone', ['former']],
        ['this version alone', ['today']],
        ['both', ['former', 'today']],
      ]
    : [['both', ['former', 'today']]];

test.each(VERSIONS)(
  '%s',
  async (_name, versions) => {
    const random = seeded(SEED);
    const events = await openEvents();
    const plan = planStories(events, random, SIZE, START);
    const world = await openWorld(bundles.paths, START);
    const started = performance.now();
    const memory = forgetting();
    for (const [index, burst] of plan.bursts.entries()) {
      world.clock[0] = Math.max(world.clock[0] ?? 0, plan.times[index] ?? 0);
      await deliverBurst(world, burst, versions, random);
      memory.after(burst);
    }
    const customers = customersIn(world.cdp);
    const items = await world.items();
    const dead = await world.deadLetters();
    const logs = (await Promise.all(versions.map((version) => world.threadOf(version)))).flatMap(({ log }) => log);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `seed ${SEED}: ${plan.bursts.flat().length} events of ${plan.people.length} people in ${seconds} s, ` +
        `${customers.length} customers, ${items.size} items`,
    );
    expect({
      strangersJoined: strangersJoined(customers, plan),
      foundAgain: memory.foundAgain(customers),
      twinsApart: twinsApart(customers, plan),
      endedWrongly: endedWrongly(plan.bursts, logs),
      dead,
      idsLost: idsLost(customers, plan.bursts, logs),
      fieldsNotNewest: versions.includes('today') ? fieldsNotNewest(customers, plan.bursts) : [],
      subjectsRewritten: subjectsRewritten(items, world.doors.former.writes),
      foreignWrites: foreignWrites(world.doors.today.writes, { compat: true }),
      leftHeld: leftHeld(items),
    }).toEqual({
      strangersJoined: [],
      foundAgain: [],
      twinsApart: [],
      endedWrongly: [],
      dead: [],
      idsLost: [],
      fieldsNotNewest: [],
      subjectsRewritten: [],
      foreignWrites: [],
      leftHeld: [],
    });

    if (versions.includes('former') && versions.includes('today')) {
      // The former version is gone, and the setting is off again.
      const known = (pair: string) => customers.some(({ identities }) => identities.includes(pair));
      const burst = afterwards(events, plan.people, (pair) => known(pair) || memory.isForgotten(pair), world.now());
      const writes = world.doors.former.writes.length;
      await deliverBurst(world, burst, ['alone'], random);
      const left = customersIn(world.cdp);
      expect({
        partition: partition(left),
        foundAgain: memory.foundAgain(left),
        foreignWrites: foreignWrites(world.doors.alone.writes, { compat: false }),
        formerWrites: world.doors.former.writes.length - writes,
        subjectsRewritten: subjectsRewritten(await world.items(), world.doors.former.writes),
      }).toEqual({
        partition: partition(customers),
        foundAgain: [],
        foreignWrites: [],
        formerWrites: 0,
        subjectsRewritten: [],
      });
    }
    await world.close();
  },
  3_600_000,
);
