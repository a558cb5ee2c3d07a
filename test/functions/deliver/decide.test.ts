import { describe, expect, test } from 'vitest';
import type { CaseType } from '../../../functions/shared/cases/case.ts';
import { identityHash } from '../../../functions/shared/identity/keyed-hash.ts';
import { decisionEvent } from '../../../operations/decision-event.ts';
import { casesOf, DAY, deliverOn, deliverThrough, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

// What a person decides about a case is an event, is carried out, and is respected by the events that come later.
const P = mobile('15931000801');
const ANN = memberNo('A-1');
const BOB = openid('oBob', 2);

type Decision = Parameters<typeof decisionEvent>[0]['decision'];

async function decide(
  world: DeliveryWorld,
  [type, decision, customers]: readonly [CaseType, Decision, readonly string[]],
) {
  const found = (await world.cases.list(10)).find((one) => one.type === type);
  if (!found) throw new Error(`there is no case ${type}`);
  const data = {
    case: { type, connection: found.connection, key: found.key },
    decision,
    customers: [...customers],
    by: 'ada',
    note: 'the shop has asked both',
  };
  return deliverThrough(world, decisionEvent(data, { now: world.clock.now }));
}

const idOf = (world: DeliveryWorld, who: Parameters<typeof ownerOf>[1]) => ownerOf(world, who)?.id ?? '';

/** Ann proved the phone long ago; Bob proves it now, and may be somebody else. */
async function mayHaveMoved(config = demoConfig()) {
  const world = deliveryWorld({ config });
  await deliverOn(world, 0, [ANN, P], { name: 'Ann Marsh' });
  await deliverOn(world, 200, [BOB, P], { name: 'Ann Marsch' });
  expect(world.cdp.customers()).toHaveLength(2);
  expect(await casesOf(world)).toEqual(['contact-may-have-moved 1']);
  return world;
}

describe('two customers who are one person', () => {
  test('become one customer, with the identities of both, and the case is decided', async () => {
    const world = await mayHaveMoved();
    const both = [idOf(world, ANN), idOf(world, BOB)];
    expect((await decide(world, ['contact-may-have-moved', 'join', both])).outcome).toEqual({ outcome: 'done' });
    expect(world.cdp.customers()).toHaveLength(1);
    expect(idOf(world, ANN)).toBe(idOf(world, BOB));
    expect(await world.cases.list(10)).toEqual([]);
    expect(await world.cases.list(10, 'decided')).toMatchObject([
      { type: 'contact-may-have-moved', decided: { decision: 'join', by: 'ada', note: 'the shop has asked both' } },
    ]);
  });

  test('whatever cdp.merge says of events, and their later events are that customer’s', async () => {
    const world = await mayHaveMoved(demoConfig({ cdp: { ...demoConfig().cdp, merge: 'never' } }));
    await decide(world, ['contact-may-have-moved', 'join', [idOf(world, ANN), idOf(world, BOB)]]);
    const { customers } = await deliverOn(world, 210, [BOB, P]);
    expect(customers).toEqual([idOf(world, ANN)]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('a decision that comes twice changes nothing', async () => {
    const world = await mayHaveMoved();
    const data = {
      case: {
        type: 'contact-may-have-moved',
        connection: 'brand-demo',
        key: (await world.cases.list(1))[0]?.key ?? '',
      },
      decision: 'join' as const,
      customers: [idOf(world, ANN), idOf(world, BOB)],
      by: 'ada',
      note: 'asked',
    };
    const event = decisionEvent(data, { now: world.clock.now });
    await deliverThrough(world, event);
    expect((await deliverThrough(world, event)).outcome).toMatchObject({ reason: 'already-done' });
    expect((await deliverThrough(world, { ...event, id: 'decision-2' })).outcome).toEqual({ outcome: 'done' });
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('of whom one is gone stay as they are: a dead letter says why, and the case stays open', async () => {
    const world = await mayHaveMoved();
    const { outcome } = await decide(world, ['contact-may-have-moved', 'join', [idOf(world, ANN), '404']]);
    expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason: 'decision-impossible' });
    expect(await casesOf(world)).toEqual(['contact-may-have-moved 1']);
  });
});

describe('two customers who are two people', () => {
  test('stay two although an event proves ids of both, and nobody is asked again', async () => {
    const world = await mayHaveMoved();
    const both = [idOf(world, ANN), idOf(world, BOB)];
    expect((await decide(world, ['contact-may-have-moved', 'never-one', both])).outcome).toEqual({ outcome: 'done' });
    await deliverOn(world, 210, [ANN, P]);
    await deliverOn(world, 211, [BOB, P]);
    await deliverOn(world, 900, [BOB, P]);
    expect(world.cdp.customers()).toHaveLength(2);
    expect(idOf(world, ANN)).not.toBe(idOf(world, BOB));
    expect(await casesOf(world)).toEqual([]);
  });

  test('without the decision the same events make them one', async () => {
    const world = await mayHaveMoved();
    await deliverOn(world, 210, [ANN, P]);
    await deliverOn(world, 211, [BOB, P]);
    expect(idOf(world, ANN)).toBe(idOf(world, BOB));
  });

  test('after one of them has become another', async () => {
    const world = await mayHaveMoved();
    const CARD = memberNo('A-2');
    await decide(world, ['contact-may-have-moved', 'never-one', [idOf(world, ANN), idOf(world, BOB)]]);
    const THIRD = openid('oThird', 3);
    await deliverOn(world, 205, [THIRD], {});
    await deliverOn(world, 206, [THIRD, BOB]);
    expect(idOf(world, THIRD)).toBe(idOf(world, BOB));
    await deliverOn(world, 207, [THIRD, ANN]);
    expect(idOf(world, THIRD)).not.toBe(idOf(world, ANN));
    expect(idOf(world, CARD)).toBe('');
  });
});

describe('a customer who is two people', () => {
  const keyOf = (world: DeliveryWorld, { kind, scope = '', value }: typeof BOB) =>
    identityHash({ kind, scope, value }, demoConfig().cdp, world.hashKey);

  /** A form that both of them have filled in named them both: Ann's customer has become part of Bob's. */
  async function wronglyOne() {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN], { name: 'Ann Marsh' });
    // Whoever was called by a name last keeps their id.
    await deliverOn(world, 1, [BOB, P], { name: 'Bob Reed' });
    const former = idOf(world, ANN);
    await deliverOn(world, 2, [ANN, BOB]);
    expect(world.cdp.customers()).toHaveLength(1);
    const customer = idOf(world, BOB);
    expect(customer).not.toBe(former);
    return { world, customer, former };
  }

  const separate = (world: DeliveryWorld, customers: readonly string[]) =>
    deliverThrough(
      world,
      decisionEvent(
        {
          case: { type: 'wrong-merge', connection: 'brand-demo', key: 'k' },
          decision: 'separate',
          customers: [...customers],
          identities: [{ key: keyOf(world, ANN), isContact: false }],
          by: 'ada',
          note: 'two people with one form',
        },
        { now: world.clock.now },
      ),
    );

  test('is separated by a decision and what the CDP is told; the next event that names both joins nobody', async () => {
    const { world, customer, former } = await wronglyOne();
    expect((await separate(world, [customer, former])).outcome).toEqual({ outcome: 'done' });
    expect(await world.cases.list(10, 'decided')).toMatchObject([
      { type: 'wrong-merge', decided: { decision: 'separate', by: 'ada' } },
    ]);
    world.cdp.own('/sandbox/merges/undo', { sequence: 1 });
    await deliverOn(world, 3, [ANN], { name: 'Ann Marsh' });
    expect([idOf(world, BOB), idOf(world, ANN)]).toEqual([customer, former]);
    await deliverOn(world, 4, [ANN, BOB]);
    await deliverOn(world, 5, [ANN, P]);
    expect([idOf(world, BOB), idOf(world, ANN)]).toEqual([customer, former]);
  });

  test('whose other half is nobody in the CDP makes a customer of their own by their next event, whatever it proves beside', async () => {
    const { world, customer } = await wronglyOne();
    await separate(world, [customer]);
    const identityList = [{ identityType: 'member-no', identityValue: ANN.value }];
    world.cdp.own('/sandbox/identities/release', { customerId: customer, identityList });
    await deliverOn(world, 3, [ANN, P], { name: 'Ann Marsh' });
    const ann = idOf(world, ANN);
    expect(ann).not.toBe('');
    expect([idOf(world, BOB), ann === customer]).toEqual([customer, false]);
    const OTHER = openid('oAnn', 2);
    await deliverOn(world, 4, [ANN, OTHER]);
    await deliverOn(world, 5, [OTHER, P]);
    expect(idOf(world, OTHER)).toBe(ann);
    expect(idOf(world, BOB)).toBe(customer);
  });

  test('who turns out to be one after all is made one by a decision, and stays one', async () => {
    const { world, customer, former } = await wronglyOne();
    await separate(world, [customer, former]);
    world.cdp.own('/sandbox/merges/undo', { sequence: 1 });
    const join = {
      case: { type: 'wrong-merge', connection: 'brand-demo', key: 'k' },
      decision: 'join' as const,
      customers: [customer, former],
      by: 'ada',
      note: 'one person after all',
    };
    const { outcome } = await deliverThrough(world, decisionEvent(join, { now: world.clock.now }));
    expect(outcome).toEqual({ outcome: 'done' });
    await deliverOn(world, 6, [ANN, BOB, P]);
    expect(idOf(world, ANN)).toBe(idOf(world, BOB));
    expect(await casesOf(world)).toEqual([]);
  });
});

test('a contact that is not a customer’s leads nobody to them, until they prove it again', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [ANN, P], { name: 'Ann Marsh' });
  await deliverOn(world, 200, [BOB, P], { name: 'Bob Reed' });
  await decide(world, ['contact-may-have-moved', 'not-theirs', [idOf(world, ANN)]]);
  await deliverOn(world, 201, [memberNo('B-7'), P], { name: 'Bob Reed' });
  expect(idOf(world, memberNo('B-7'))).toBe(idOf(world, BOB));
  expect(idOf(world, ANN)).not.toBe(idOf(world, BOB));
});

test('what is dismissed stays dismissed: it is counted, and nobody is asked again', async () => {
  const world = await mayHaveMoved();
  await decide(world, ['contact-may-have-moved', 'dismiss', []]);
  await deliverOn(world, 400, [openid('oCarl', 3), P], { name: 'Carl Fox' });
  expect(await world.cases.list(10)).toEqual([]);
  expect(await world.cases.list(10, 'decided')).toMatchObject([{ decided: { decision: 'dismiss' } }]);
});

describe('a request to be forgotten that a person decides', () => {
  async function asked() {
    const world = deliveryWorld();
    await deliverOn(world, 0, [BOB, ANN], { name: 'Ann Marsh' });
    const { outcome } = await deliverOn(world, 1, [BOB], { type: 'member.erase' });
    expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'erase-touches-other-channels' });
    expect(world.deadLetters.letters).toEqual([]);
    expect([...world.archive.objects.keys()].filter((key) => key.startsWith('privacy/'))).toHaveLength(1);
    world.clock.now = world.start + 5 * DAY;
    return world;
  }

  test('is carried out: the customer goes, whoever else knows them, and the request is kept no longer', async () => {
    const world = await asked();
    const done = await decide(world, ['erase-needs-decision', 'carry-out', []]);
    expect(done).toMatchObject({ outcome: { outcome: 'done' }, isErasing: true });
    expect(world.cdp.customers()).toEqual([]);
    expect([...world.archive.objects.keys()].map((key) => key.split('/')[0])).toEqual(['receipts']);
    expect((await deliverOn(world, 0, [ANN], { lateDays: 6 })).outcome).toMatchObject({ reason: 'suppressed' });
  });

  test('is refused: nobody is deleted, and the reason is written down', async () => {
    const world = await asked();
    await decide(world, ['erase-needs-decision', 'refuse', []]);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(world.archive.objects.size).toBe(0);
    expect(await world.cases.list(10, 'decided')).toMatchObject([
      { decided: { decision: 'refuse', note: 'the shop has asked both' } },
    ]);
  });

  test('waits where the list cannot take it: it is nowhere else', async () => {
    const world = deliveryWorld({
      ports: {
        cases: {
          report: async () => {
            throw new Error('out of reach');
          },
          list: async () => [],
          decide: async () => 'unknown',
        },
      },
    });
    await world.deliver(await world.sample('shopify-demo', 'customers/data_request'));
    expect(world.deliveries.at(-1)?.delivery.outcome).toMatchObject({ outcome: 'waiting' });
  });
});

test('what nobody can read as a decision is a dead letter, and no source can send one', async () => {
  const world = deliveryWorld();
  const data = { case: { type: 'merge-skipped', connection: 'brand-demo', key: 'k' }, by: 'ada', note: 'n' };
  const event = decisionEvent({ ...data, decision: 'dismiss', customers: ['not an id'] }, { now: world.clock.now });
  expect((await deliverThrough(world, event)).outcome).toMatchObject({ reason: 'decision-impossible' });
});
