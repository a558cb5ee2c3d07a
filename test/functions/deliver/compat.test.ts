import { describe, expect, test } from 'vitest';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import { DAY, deliverOn, deliverThrough, eventOn, memberNo, mobile, openid } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { ledgerKey, suppressed, typed } from '../../kit/former-version.ts';

// `ledger.compat`: what this version does besides, while functions of a version before 0.2 write the same table.

type Given = ReturnType<typeof mobile>;

const P = mobile('15931000601');
const Q = mobile('15931000602');
const ANN = memberNo('A-1');
const ANNS_OPENID = openid('oAnn');
const BOB = openid('oBob', 2);
const ACCOUNT = { kind: 'shopify-customer', scope: 'shopify-demo', value: '7214500000077' };

const compat = { ledger: { compat: true } };
const worldOf = (changes: Partial<GuiyiConfig> = {}, options: Parameters<typeof deliveryWorld>[0] = {}) =>
  deliveryWorld({ config: demoConfig({ ...compat, ...changes }), ...options });

const marksOf = (world: DeliveryWorld) => [...world.formerItems.marks().keys()].toSorted();

/** An order of the account, or of a guest, with a typed phone. */
async function order(world: DeliveryWorld, day: number, phone: Given, isGuest = false) {
  world.clock.now = Math.max(world.clock.now, world.start + day * DAY);
  const event = await world.sample('shopify-demo', 'orders/create', {
    sequence: day + 1,
    change: (payload) => {
      payload['phone'] = isGuest ? `+86${phone.value}` : null;
      Object.assign(payload, { email: null, contact_email: null });
      if (isGuest) delete payload['customer'];
      else {
        const id = Number(ACCOUNT.value);
        const admin_graphql_api_id = `gid://shopify/Customer/${id}`;
        const own = { id, admin_graphql_api_id, email: null, phone: `+86${phone.value}`, verified_email: false };
        Object.assign(payload['customer'] as object, own);
      }
    },
  });
  return deliverThrough(world, event);
}

/** Does something once, before the nth call of an endpoint. */
function before(endpoint: string, nth: number, act: (world: DeliveryWorld) => Promise<unknown>): DeliveryWorld {
  let calls = 0;
  const world: DeliveryWorld = worldOf(
    {},
    {
      wrap: (transport) => async (request) => {
        if (request.endpoint === endpoint && (calls += 1) === nth) await act(world);
        return transport(request);
      },
    },
  );
  return world;
}

describe('leases', () => {
  const isFree = async (world: DeliveryWorld, key: string) => {
    const now = world.clock.now;
    const taken = await world.leases.take([key], 'another', { now, until: now + 1 });
    await world.leases.release([key], 'another');
    return taken;
  };

  test('while an event is delivered its identities are leased, and afterwards they are not', async () => {
    const during: boolean[] = [];
    const world = before('createCustomerByIdentity', 1, async () => {
      for (const identity of [ANN, P]) during.push(await isFree(world, ledgerKey(identity)));
    });
    await deliverOn(world, 0, [ANN, P]);
    expect(during).toEqual([false, false]);
    expect([await isFree(world, ledgerKey(ANN)), await isFree(world, ledgerKey(P))]).toEqual([true, true]);
  });

  test('somebody else has one of them: the event waits two seconds, holds nothing and asks nothing', async () => {
    const world = worldOf();
    const now = world.clock.now;
    await world.leases.take([ledgerKey(P)], 'another', { now, until: now + 90_000 });
    const { outcome, calls } = await world.deliver(eventOn(world, 0, [ANN, P]));
    expect(outcome).toMatchObject({ outcome: 'waiting', reason: 'hold-conflict', retryAfterSeconds: 2 });
    expect(calls).toEqual([]);
    expect(world.ledger.items('i:')).toEqual([]);
    expect(await isFree(world, ledgerKey(ANN))).toBe(true);
  });

  test('an event that fails gives them back', async () => {
    const world = worldOf();
    world.cdp.order({ mode: 'http-500', count: 20 });
    expect(await world.deliver(eventOn(world, 0, [ANN, P]))).toMatchObject({ outcome: { outcome: 'waiting' } });
    expect(await isFree(world, ledgerKey(P))).toBe(true);
  });

  test('an erase waits for whoever is just making the person known', async () => {
    const world = worldOf();
    const now = world.clock.now;
    await world.leases.take([ledgerKey(ANN)], 'another', { now, until: now + 90_000 });
    const erase = eventOn(world, 0, [ANN], { type: 'member.erase', subject: 'erase' });
    const { outcome, calls } = await world.deliver(erase);
    expect(outcome).toMatchObject({ outcome: 'waiting', reason: 'hold-conflict', retryAfterSeconds: 2 });
    expect([calls, marksOf(world)]).toEqual([[], []]);
  });

  test('without the setting none is asked for', async () => {
    const world = deliveryWorld();
    const now = world.clock.now;
    await world.leases.take([ledgerKey(ANN), ledgerKey(P)], 'another', { now, until: now + 90_000 });
    expect(await deliverOn(world, 0, [ANN, P])).toMatchObject({ outcome: { outcome: 'done' } });
  });
});

describe('marks of who must be forgotten', () => {
  const erase = (world: DeliveryWorld, day: number, identities: readonly Given[] = [ANN]) =>
    deliverOn(world, day, identities, { type: 'member.erase', subject: 'erase' });

  test('an erase marks all that its customers have, as the former version did', async () => {
    const world = worldOf();
    await deliverOn(world, 0, [ANN, P]);
    await erase(world, 1);
    expect(marksOf(world)).toEqual([suppressed(ANN), suppressed(P)].toSorted());
    expect(world.formerItems.marks().get(suppressed(P))).toBe(world.start + DAY);
  });

  test('an erase that a person must decide leaves no mark, and one of another request stays', async () => {
    const world = worldOf();
    await deliverOn(world, 0, [ANN, ANNS_OPENID, P]);
    expect(await erase(world, 1)).toMatchObject({ outcome: { reason: 'erase-touches-other-channels' } });
    expect(marksOf(world)).toEqual([]);
    await world.formerItems.mark([suppressed(ANN)], world.start);
    await erase(world, 2);
    expect([...world.formerItems.marks()]).toEqual([[suppressed(ANN), world.start]]);
  });

  test('whoever comes back is marked no more', async () => {
    const world = worldOf();
    await deliverOn(world, 0, [ANN]);
    await erase(world, 1);
    await deliverOn(world, 2, [ANN]);
    expect(marksOf(world)).toEqual([]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('a withdrawn consent is marked, and given again it is not', async () => {
    const world = worldOf({ privacy: { onConsentWithdrawn: 'suppress-contact' } });
    const consent = async (day: number, state: string) => {
      world.clock.now = world.start + day * DAY;
      const event = await world.sample('shopify-demo', 'customers_email_marketing_consent/update', {
        change: (payload) => {
          const email_marketing_consent = payload['email_marketing_consent'] as object;
          Object.assign(email_marketing_consent, {
            state,
            consent_updated_at: new Date(world.clock.now).toISOString(),
          });
        },
      });
      return { ...event, id: digest('consent', state) };
    };
    const withdrawn = await consent(1, 'unsubscribed');
    const suppressedNow = () => marksOf(world).filter((key) => key.startsWith('suppressed:'));
    await deliverThrough(world, withdrawn);
    expect(suppressedNow()).toHaveLength(1);
    await deliverThrough(world, await consent(2, 'subscribed'));
    expect(suppressedNow()).toEqual([]);
  });

  test('a former function erases somebody whom an event is just making: the event takes them back', async () => {
    const world = before('createCustomerByIdentity', 1, async () => {
      await world.formerItems.mark([suppressed(ANN)], world.clock.now);
    });
    expect(await world.deliver(eventOn(world, 0, [ANN, P], { name: 'Ann' }))).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'suppressed' },
    });
    expect(world.cdp.customers()).toEqual([]);
    expect(marksOf(world)).toEqual([suppressed(ANN), suppressed(P)].toSorted());
  });

  test('and does not delete whom the CDP had before', async () => {
    const world = before('createCustomerByIdentity', 2, async () => {
      await world.formerItems.mark([suppressed(ANN)], world.clock.now);
    });
    await deliverOn(world, 0, [ANN]);
    const [known] = world.cdp.customers();
    expect(await deliverOn(world, 1, [ANN, P], { name: 'Ann' })).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'suppressed' },
    });
    expect(world.cdp.customers().map(({ id }) => id)).toEqual([known?.id]);
  });

  test('without the setting none is written', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await erase(world, 1);
    await deliverOn(world, 2, [ANN]);
    expect(marksOf(world)).toEqual([]);
  });
});

describe('marks of what was typed', () => {
  test('a typed phone that nobody has is marked before it is linked', async () => {
    const found: string[][] = [];
    const world = before('createCustomerByIdentity', 1, async () => found.push(marksOf(world)));
    await order(world, 0, P);
    expect(found).toEqual([[typed(P)]]);
  });

  test('a guest is made by what was typed: it is marked before', async () => {
    const found: string[][] = [];
    const world = before('createCustomerByIdentity', 1, async () => found.push(marksOf(world)));
    await order(world, 0, P, true);
    expect(found).toEqual([[typed(P)]]);
  });

  test('one that somebody has is not', async () => {
    const world = worldOf();
    await deliverOn(world, 0, [ANN, P]);
    await order(world, 1, P);
    expect(marksOf(world)).toEqual([]);
  });

  test('its customer proves it: the mark is gone; another proves it: it stays', async () => {
    const world = worldOf();
    await order(world, 0, P);
    await deliverOn(world, 1, [BOB, P]);
    expect(marksOf(world)).toEqual([typed(P)]);
    await deliverOn(world, 2, [ACCOUNT, P]);
    expect(marksOf(world)).toEqual([]);
  });

  test('without the setting none is written', async () => {
    const world = deliveryWorld();
    await order(world, 0, P);
    expect(marksOf(world)).toEqual([]);
  });
});

describe('contacts that have changed hands', () => {
  /** Whoever claims a contact, as the former version counted them. */
  const claimsOf = (world: DeliveryWorld, identity: Given) =>
    Object.keys(JSON.parse(world.ledger.records.get(`claim:${ledgerKey(identity)}`)?.state ?? '{}') as object);
  const DISPUTED = Array.from({ length: 6 }, (_, side) => `by:disputed ${side}`);

  test('a release is told to the former version: to it, too many have claimed the phone', async () => {
    const world = worldOf();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 1, [ANN], { type: 'contact.released', released: [P] });
    expect(claimsOf(world, P)).toEqual(DISPUTED);
  });

  test('so is a proof of another phone, and a proof by somebody who can only be another person', async () => {
    const world = worldOf();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 1, [ANN, Q]);
    expect(claimsOf(world, P)).toEqual(DISPUTED);
    const other = worldOf();
    await deliverOn(other, 0, [openid('oAnn', 2), P]);
    await deliverOn(other, 1, [BOB, P]);
    expect(claimsOf(other, P)).toEqual(DISPUTED);
  });

  test('without the setting nothing is told', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 1, [ANN], { type: 'contact.released', released: [P] });
    expect(claimsOf(world, P)).toEqual([]);
  });
});
