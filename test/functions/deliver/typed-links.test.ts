import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld, memberBound } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// Alice types a phone at the check-out; then somebody proves it in a log-in. Is that Alice, or the one whose number she mistyped?
const APP = 'wx00d3m000d3m00001';
const PHONE = '15931000201';
const member = (openid: string, id: string, at: number) => {
  const time = new Date(at).toISOString();
  const identities = [
    { kind: 'wechat-openid', scope: APP, value: openId(openid) },
    { kind: 'mobile', value: PHONE },
  ];
  return memberBound(identities, { id, time, receivedtime: time });
};
const order = (world: DeliveryWorld, guest = false) =>
  world.sample('shopify-demo', 'orders/create', {
    change: (payload) => {
      payload['phone'] = `+86${PHONE}`;
      if (guest) {
        delete payload['customer'];
        Object.assign(payload, { email: null, contact_email: null });
      } else Object.assign(payload['customer'] as object, { phone: `+86${PHONE}` });
    },
  });
const cases = async (world: DeliveryWorld) => (await world.cases.list(10)).map(({ type, count }) => [type, count]);
const owners = (world: DeliveryWorld) =>
  world.cdp.customers().filter(({ identities }) => identities.includes(`mobile=${PHONE}`));

describe("typedContacts: 'join'", () => {
  const trusting = () => deliveryWorld({ config: demoConfig({}, { typedContacts: 'join' }) });

  test('they are one customer, and a case says so', async () => {
    const world = trusting();
    await world.deliver(await order(world));
    world.clock.pass(MINUTE);
    await world.deliver(member('oBob', 'first', world.clock.now));
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await cases(world)).toEqual([['typed-contact-joined', 1]]);
  });

  test('once proved it is like any other contact: the next log-in is no case', async () => {
    const world = trusting();
    await world.deliver(await order(world));
    for (const id of ['first', 'second']) {
      world.clock.pass(MINUTE);
      await world.deliver(member('oBob', id, world.clock.now));
    }
    expect(await cases(world)).toEqual([['typed-contact-joined', 1]]);
  });
});

describe("typedContacts: 'withhold'", () => {
  const careful = () => deliveryWorld({ config: demoConfig({}, { typedContacts: 'withhold' }) });

  test('Bob proves the number that Alice typed: nothing of his is written onto her', async () => {
    const world = careful();
    const { customers } = await world.deliver(await order(world));
    const alice = world.cdp.customers();
    world.clock.pass(MINUTE);
    const { withheld, customers: bobs } = await world.deliver(member('oBob', 'bob', world.clock.now));
    expect(withheld).toMatchObject([{ kind: 'mobile', value: PHONE, because: 'typed-by-another' }]);
    expect(world.cdp.customers().filter(({ id }) => customers.some((own) => own === id))).toEqual(alice);
    expect(bobs).not.toEqual(customers);
    expect(await cases(world)).toEqual([['typed-contact-withheld', 1]]);
  });

  test('a guest’s order makes a customer on the word of a number: it is a typed one too', async () => {
    const world = careful();
    await world.deliver(await order(world, true));
    world.clock.pass(MINUTE);
    expect((await world.deliver(member('oBob', 'bob', world.clock.now))).withheld).toHaveLength(1);
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('a log-in by the number alone is a customer of its own, without it', async () => {
    const world = careful();
    await world.deliver(await order(world));
    const before = world.cdp.customers();
    world.clock.pass(MINUTE);
    const time = new Date(world.clock.now).toISOString();
    const alone = memberBound([{ kind: 'mobile', value: PHONE }], { time, receivedtime: time, name: 'Bob' });
    expect((await world.deliver(alone)).outcome).toEqual({ outcome: 'done' });
    expect(world.cdp.customers()).toHaveLength(2);
    expect(world.cdp.customers()).toEqual(expect.arrayContaining([...before]));
    expect(await cases(world)).toEqual([['typed-contact-withheld', 1]]);
  });

  test('Alice herself proves it: an event that leads to her by another id settles the question', async () => {
    const world = careful();
    await world.deliver(await order(world));
    const [alice] = world.cdp.customers();
    const shopify = alice?.identities.find((pair) => pair.startsWith('shopify-customer='))?.split(/[=:]/) ?? [];
    world.clock.pass(MINUTE);
    const time = new Date(world.clock.now).toISOString();
    const own = memberBound(
      [
        { kind: 'shopify-customer', scope: shopify[1] ?? '', value: shopify[2] ?? '' },
        { kind: 'mobile', value: PHONE },
      ],
      { id: 'alice', time, receivedtime: time },
    );
    expect((await world.deliver(own)).withheld).toEqual([]);
    world.clock.pass(MINUTE);
    await world.deliver(member('oAlice', 'log-in', world.clock.now));
    expect(owners(world)).toMatchObject([{ id: alice?.id }]);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await cases(world)).toEqual([['contact-joined', 1]]);
  });

  test('a number that was proved first is not a typed one, whoever types it later', async () => {
    const world = careful();
    await world.deliver(member('oBob', 'bob', world.clock.now));
    world.clock.pass(MINUTE);
    await world.deliver(await order(world));
    world.clock.pass(MINUTE);
    expect((await world.deliver(member('oBob', 'again', world.clock.now))).withheld).toEqual([]);
    expect(owners(world)).toHaveLength(1);
  });

  test.each([
    ['a guest’s', true, 1],
    ['a customer’s', false, 2],
  ])('%s typed number whose link was made and whose answer was lost is a typed one', async (_whose, guest, nth) => {
    let creates = 0;
    const world: DeliveryWorld = deliveryWorld({
      config: demoConfig({}, { typedContacts: 'withhold' }),
      wrap: (transport) => (request) => {
        if (request.endpoint === 'createCustomerByIdentity' && ++creates === nth) {
          world.cdp.order({ mode: 'drop-after-commit' });
        }
        return transport(request);
      },
    });
    const event = await order(world, guest);
    expect((await world.deliver(event)).outcome).toMatchObject({ outcome: 'waiting' });
    // The hold of a call without an answer lasts as long as the function may.
    world.clock.pass(4 * MINUTE);
    const { withheld } = await world.deliver(member('oBob', 'bob', world.clock.now));
    expect(withheld).toMatchObject([{ value: PHONE, because: 'typed-by-another' }]);
    expect((await world.deliver(event)).outcome).toEqual({ outcome: 'done' });
    world.clock.pass(MINUTE);
    expect((await world.deliver(member('oBob', 'again', world.clock.now))).withheld).toHaveLength(1);
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('Bob proves the number while it is being linked to Alice, who typed it: he waits, and meets nobody', async () => {
    const between: { deliver?: () => Promise<unknown> } = {};
    let creates = 0;
    const world: DeliveryWorld = deliveryWorld({
      config: demoConfig({}, { typedContacts: 'withhold' }),
      wrap: (transport) => async (request) => {
        if (request.endpoint === 'createCustomerByIdentity' && ++creates === 2) await between.deliver?.();
        return transport(request);
      },
    });
    const bob = member('oBob', 'bob', world.clock.now);
    between.deliver = async () => {
      expect((await world.deliver(bob)).outcome).toMatchObject({ outcome: 'waiting', reason: 'hold-conflict' });
    };
    await world.deliver(await order(world));
    expect((await world.deliver(bob)).withheld).toHaveLength(1);
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('a number that its owner has proved stays proved when they type it in a shop', async () => {
    const world = careful();
    const account = { kind: 'shopify-customer', scope: 'shopify-demo', value: '7214500000001' };
    const time = new Date(world.clock.now).toISOString();
    await world.deliver(memberBound([account, { kind: 'mobile', value: PHONE }], { time, receivedtime: time }));
    world.clock.pass(MINUTE);
    await world.deliver(await order(world));
    world.clock.pass(MINUTE);
    expect((await world.deliver(member('oAlice', 'log-in', world.clock.now))).withheld).toEqual([]);
    expect(world.cdp.customers()).toHaveLength(1);
  });
});
