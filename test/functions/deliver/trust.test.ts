import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { MINUTE } from '../../kit/clock.ts';
import { deliveryWorld, memberBound, type DeliveryWorld } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

// The stories that must never end in two strangers becoming one customer.
const APP = 'wx00d3m000d3m00001';
const openid = (value: string) => ({ kind: 'wechat-openid', scope: APP, value: openId(value) });
const mobile = (value: string) => ({ kind: 'mobile', value });
const caseTypes = async (world: DeliveryWorld) => (await world.cases.list(100)).map(({ type }) => type);

async function order(world: DeliveryWorld, sequence: number, person: { phone?: string; email?: string; id?: number }) {
  return world.sample('shopify-demo', 'orders/create', {
    sequence,
    change: (payload) => {
      const customer = payload['customer'];
      if (typeof customer !== 'object' || customer === null || Array.isArray(customer)) throw new Error('no customer');
      if (person.phone) customer['phone'] = `+86${person.phone}`;
      if (person.email) customer['email'] = person.email;
      if (person.id)
        Object.assign(customer, { id: person.id, admin_graphql_api_id: `gid://shopify/Customer/${person.id}` });
      customer['verified_email'] = false;
    },
  });
}

function guest(world: DeliveryWorld, sequence: number, person: { phone?: string; email?: string }): Promise<Envelope> {
  return world.sample('shopify-demo', 'orders/create', {
    sequence,
    change: (payload) => {
      delete payload['customer'];
      payload['email'] = person.email ?? null;
      payload['contact_email'] = person.email ?? null;
      payload['phone'] = person.phone ? `+86${person.phone}` : null;
    },
  });
}

describe('a recycled phone: Alice’s number is Bob’s now', () => {
  test('Bob’s proved number does not make him Alice: two customers, and a case', async () => {
    const world = deliveryWorld();
    await world.deliver(memberBound([openid('oAlice'), mobile('15931000001')]));
    world.clock.pass(MINUTE);
    const { customers } = await world.deliver(memberBound([openid('oBob'), mobile('15931000001')], { id: 'bob' }));
    // One log-in proves Bob's openid and the number; the CDP finds Alice by the number alone.
    const seen = world.cdp.customers();
    const alice = seen.find(({ identities }) => identities.includes(`wechat=${APP}:${openId('oAlice')}`));
    const bob = seen.find(({ identities }) => identities.includes(`wechat=${APP}:${openId('oBob')}`));
    expect(customers).toEqual([bob?.id]);
    expect(alice?.id).not.toBe(bob?.id);
  });

  test('typed at checkout it is withheld, and the case says so', async () => {
    const world = deliveryWorld();
    await world.deliver(memberBound([openid('oAlice'), mobile('15931000001')]));
    await world.deliver(await order(world, 2, { phone: '15931000001' }));
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await caseTypes(world)).toEqual(['contact-owned-by-another']);
    const [found] = await world.cases.list(1);
    expect(JSON.stringify(found)).not.toContain('15931000001');
  });
});

test('a guest order with one person’s mail and another’s phone touches one of them at most, and connects nobody', async () => {
  const world = deliveryWorld();
  await world.deliver(await order(world, 1, { phone: '15931000011', email: 'an@shop.test' }));
  await world.deliver(await order(world, 2, { phone: '15931000012', email: 'bo@shop.test' }));
  const before = world.cdp.customers().map(({ identities }) => identities);
  await world.deliver(await guest(world, 3, { phone: '15931000012', email: 'an@shop.test' }));
  expect(world.cdp.customers().map(({ identities }) => identities)).toEqual(before);
  expect(world.cdp.customers().flatMap(({ mergedIds }) => mergedIds)).toEqual([]);
});

test('a person who changes phones keeps the customer; the new phone beside the old one is a case', async () => {
  const world = deliveryWorld();
  await world.deliver(memberBound([openid('oAlice'), mobile('15931000021')]));
  world.clock.pass(MINUTE);
  const later = new Date(world.clock.now).toISOString();
  await world.deliver(
    memberBound([openid('oAlice'), mobile('15931000022')], { id: 'changed', time: later, receivedtime: later }),
  );
  expect(world.cdp.customers()).toHaveLength(1);
  expect(await caseTypes(world)).toEqual(['contact-changed']);
});

test('a family shares a phone: everybody stays a customer of their own', async () => {
  const world = deliveryWorld();
  for (let member = 1; member <= 4; member++) {
    await world.deliver(await order(world, member, { phone: '15931000031', email: `member.${member}@shop.test` }));
  }
  const seen = world.cdp.customers();
  expect(seen).toHaveLength(4);
  expect(seen.filter(({ identities }) => identities.includes('mobile=15931000031'))).toHaveLength(1);
});

describe('the shop’s own phone on every order', () => {
  test('one customer an order, and one report', async () => {
    const world = deliveryWorld();
    const orders = 60;
    for (let sequence = 1; sequence <= orders; sequence++) {
      world.clock.pass(1000);
      await world.deliver(await order(world, sequence, { phone: '15931000041', email: `buyer.${sequence}@shop.test` }));
    }
    expect(world.cdp.customers()).toHaveLength(orders);
    const shared = (await world.cases.list(100)).filter(({ type }) => type === 'shared-value');
    expect(shared).toHaveLength(1);
    expect(shared[0]).toMatchObject({ count: orders - 5 });
  });

  test('a regular guest with one phone is nobody’s shop: ten orders, one customer, no report', async () => {
    const world = deliveryWorld();
    for (let sequence = 1; sequence <= 10; sequence++) {
      world.clock.pass(1000);
      await world.deliver(await guest(world, sequence, { phone: '15931000051' }));
    }
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await caseTypes(world)).toEqual([]);
  });
});

test('two connections send one person’s first events at the same instant: one customer', async () => {
  const world = deliveryWorld();
  const first = memberBound([openid('oTwin'), mobile('15931000061')], { id: 'first', subject: 'a' });
  const second = memberBound([mobile('15931000061'), { kind: 'member-no', value: 'M-61' }], {
    id: 'second',
    subject: 'b',
  });
  const records = await Promise.all([world.recordOf(first), world.recordOf(second)]);
  let waiting = await world.deliverRecords(records);
  expect(waiting).toHaveLength(1);
  while (waiting.length > 0) {
    waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
  }
  expect(world.cdp.customers()).toHaveLength(1);
});

test('never a zero over a known value: an event without mail and gender leaves them as they are', async () => {
  const world = deliveryWorld();
  await world.deliver(await order(world, 1, { phone: '15931000071', email: 'known@shop.test' }));
  world.clock.pass(MINUTE);
  const [before] = world.cdp.customers();
  const later = new Date(world.clock.now).toISOString();
  const bare = memberBound([mobile('15931000071')], { time: later, receivedtime: later, name: 'An' });
  await world.deliver(bare);
  const [after] = world.cdp.customers();
  expect(after?.profile['email']).toBe('known@shop.test');
  expect(after?.profile).toMatchObject({ email: before?.profile['email'] });
});

test('an event from the future counts as having happened when it came', async () => {
  const world = deliveryWorld();
  const future = new Date(world.clock.now + 365 * 24 * 60 * MINUTE).toISOString();
  const now = new Date(world.clock.now).toISOString();
  await world.deliver(memberBound([mobile('15931000081')], { name: 'An', time: future, receivedtime: now }));
  world.clock.pass(MINUTE);
  const later = new Date(world.clock.now).toISOString();
  await world.deliver(
    memberBound([mobile('15931000081')], { id: 'later', name: 'Bo', time: later, receivedtime: later }),
  );
  expect(world.cdp.customers().map(({ name }) => name)).toEqual(['Bo']);
});

describe('what two customers hold says that they are two people', () => {
  const bound = (world: DeliveryWorld, id: string, ...identities: Parameters<typeof memberBound>[0]) => {
    world.clock.pass(MINUTE);
    const time = new Date(world.clock.now).toISOString();
    return world.deliver(memberBound(identities, { id, time, receivedtime: time }));
  };
  const member = (value: string) => ({ kind: 'member-no', value });
  const email = (value: string) => ({ kind: 'email', value });

  test('a recycled number proved beside a member number: two openids of one app are never one customer', async () => {
    const world = deliveryWorld();
    await bound(world, 'a', openid('oA'), mobile('15931000101'));
    await bound(world, 'b', openid('oB'), member('MB'));
    await bound(world, 'c', member('MB'), mobile('15931000101'));
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await caseTypes(world)).toEqual(['merge-skipped']);
  });

  test('nor by two proved contacts and nothing else', async () => {
    const world = deliveryWorld();
    await bound(world, 'a', openid('oA'), mobile('15931000102'));
    await bound(world, 'b', openid('oB'), email('b@shop.test'));
    await bound(world, 'c', mobile('15931000102'), email('b@shop.test'));
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await caseTypes(world)).toEqual(['merge-skipped']);
  });

  test('once it is known to have changed hands, a number alone finds nobody', async () => {
    const world = deliveryWorld();
    await bound(world, 'a', openid('oA'), mobile('15931000103'));
    await bound(world, 'b', openid('oB'), mobile('15931000103'));
    const before = world.cdp.customers();
    expect((await world.deliver(await guest(world, 1, { phone: '15931000103' }))).outcome.outcome).toBe('ignored');
    expect(world.cdp.customers()).toEqual(before);
  });
});

describe('a guest who only types', () => {
  test('adds nothing to a customer who was there before: no phone, no name', async () => {
    const world = deliveryWorld();
    await world.deliver(await order(world, 1, { phone: '15931000111', email: 'bob@shop.test' }));
    const before = world.cdp.customers();
    const typed = await world.sample('shopify-demo', 'orders/create', {
      sequence: 2,
      change: (payload) => {
        delete payload['customer'];
        Object.assign(payload, { email: 'bob@shop.test', contact_email: 'bob@shop.test', phone: '+8615931000112' });
      },
    });
    await world.deliver(typed);
    expect(world.cdp.customers()).toEqual(before);
  });

  test('an address that is somebody else’s is not written as a field either', async () => {
    const world = deliveryWorld();
    await world.deliver(await order(world, 1, { email: 'bob@shop.test' }));
    const { customers } = await world.deliver(await order(world, 2, { email: 'bob@shop.test' }));
    const alice = world.cdp.customers().find(({ id }) => id === customers[0]);
    expect(JSON.stringify(alice)).not.toContain('bob@shop.test');
  });
});

test('a customer who was deleted in the CDP gets the name again, though the ledger remembers it', async () => {
  const world = deliveryWorld();
  const first = memberBound([{ kind: 'member-no', value: 'MN1' }], { id: 'first', name: '诺拉' });
  const { customers } = await world.deliver(first);
  await world.cdp.open(world.config, world.store).client.singleDelete(customers[0] ?? ('' as never));
  await world.deliver({ ...first, id: 'second' });
  expect(world.cdp.customers()).toMatchObject([{ name: '诺拉' }]);
});

test('a member number of another brand is nobody’s here, where numbers are known without their brand', async () => {
  const world = deliveryWorld();
  const number = { kind: 'member-no', scope: 'brand-a', value: '1001' };
  const { discarded } = await world.deliver(memberBound([openid('oBrandA'), number], { id: 'a' }));
  await world.deliver(memberBound([openid('oBrandB'), { ...number, scope: 'brand-b' }], { id: 'b' }));
  expect(world.cdp.customers()).toHaveLength(2);
  expect(discarded).toContainEqual(expect.objectContaining({ kind: 'member-no', reason: 'ambiguous' }));
});

test('an event whose only id lacks its app is a dead letter, not forgotten', async () => {
  const world = deliveryWorld();
  const { outcome } = await world.deliver(memberBound([{ kind: 'wechat-openid', value: openId('oNowhere') }]));
  expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason: 'identity-without-scope' });
  expect(world.deadLetters.letters).toMatchObject([{ reason: 'identity-without-scope' }]);
  expect(world.cdp.customers()).toEqual([]);
});
