import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { HOUR, MINUTE } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, memberBound, type DeliveryWorld } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

const member = (value: string) => ({ kind: 'member-no', value });
const outcomeOf = async (world: DeliveryWorld, event: Envelope, more: { redrive?: number } = {}) => {
  const { outcome } = await world.deliver(event, more);
  return 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
};
const ownersOf = (world: DeliveryWorld, pair: string) =>
  world.cdp.customers().filter(({ identities }) => identities.includes(pair));

describe('a claimed contact that somebody else owns', () => {
  const ALICES = '15412340001';
  const bobsOrder = (world: DeliveryWorld) =>
    world.sample('shopify-demo', 'orders/paid', {
      change: (payload) => {
        payload['phone'] = `+86${ALICES}`;
        const customer = payload['customer'];
        if (typeof customer === 'object' && customer !== null && !Array.isArray(customer))
          customer['phone'] = `+86${ALICES}`;
      },
    });

  test('Alice’s old number on Bob’s order: nothing of Bob’s is written onto Alice', async () => {
    const world = deliveryWorld();
    const alice = world.cdp.customer(`mobile=${ALICES}`, 'member-no=alice');
    const before = world.cdp.customers();
    const { outcome, withheld, customers } = await world.deliver(await bobsOrder(world));
    expect(outcome.outcome).toBe('done');
    expect(withheld).toMatchObject([{ kind: 'mobile', value: ALICES, because: 'owned-by-another' }]);
    expect(customers).not.toContain(alice);
    expect(world.cdp.customers().filter(({ id }) => id === alice)).toEqual(before);
    expect(ownersOf(world, 'shopify-customer=shopify-demo:7214500000001')).toMatchObject([
      { groups: ['Buyers'], mergedIds: [] },
    ]);
    expect((await world.cases.list(10)).map(({ type }) => type)).toEqual(['contact-owned-by-another']);
  });

  test('a second number on Bob’s order, which is nobody’s: it is said to be that, and no quarrel', async () => {
    const world = deliveryWorld();
    const bob = world.cdp.customer('mobile=15412340002', 'shopify-customer=shopify-demo:7214500000001');
    const { withheld, customers } = await world.deliver(await bobsOrder(world));
    expect(customers).toEqual([bob]);
    expect(withheld).toMatchObject([{ kind: 'mobile', value: ALICES, because: 'customer-has-another' }]);
    expect(ownersOf(world, `mobile=${ALICES}`)).toEqual([]);
    expect((await world.cases.list(10)).map(({ type }) => type)).toEqual(['contact-not-added']);
  });

  test('and so again, with every further order', async () => {
    const world = deliveryWorld();
    const alice = world.cdp.customer(`mobile=${ALICES}`);
    for (let order = 0; order < 3; order++) {
      world.clock.pass(MINUTE);
      expect((await world.deliver(await bobsOrder(world))).withheld).toHaveLength(1);
    }
    expect(ownersOf(world, `mobile=${ALICES}`).map(({ id }) => id)).toEqual([alice]);
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('nobody’s number travels, and needs no question the next time', async () => {
    const world = deliveryWorld();
    expect((await world.deliver(await bobsOrder(world))).withheld).toEqual([]);
    expect(ownersOf(world, `mobile=${ALICES}`)).toMatchObject([{ groups: ['Buyers'] }]);
    world.clock.pass(MINUTE);
    await world.deliver(await bobsOrder(world));
    const requests = world.deliveries.at(-1)?.delivery.calls.map(({ request }) => request);
    expect(JSON.stringify(requests)).not.toContain(ALICES);
  });

  test('Bob’s own number travels', async () => {
    const world = deliveryWorld();
    const bob = world.cdp.customer(`mobile=${ALICES}`, 'shopify-customer=shopify-demo:7214500000001');
    const { withheld, customers } = await world.deliver(await bobsOrder(world));
    expect(withheld).toEqual([]);
    expect(customers).toEqual([bob]);
  });

  test('after Bob was erased his orders bring nobody back, and touch nobody who has his number now', async () => {
    const world = deliveryWorld();
    const placed = await bobsOrder(world);
    await world.deliver(placed);
    world.clock.pass(MINUTE);
    expect(await outcomeOf(world, await world.sample('shopify-demo', 'customers/redact'))).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
    world.cdp.customer(`mobile=${ALICES}`, 'member-no=alice');
    const alice = world.cdp.customers();
    expect(await outcomeOf(world, { ...placed, id: 'sent again' })).toBe('ignored: suppressed');
    expect(world.cdp.customers()).toEqual(alice);
  });
});

describe('strangers whom one typed phone must not join', () => {
  const PHONE = '15412340077';
  const orderOf = (world: DeliveryWorld, id: number, sequence: number) =>
    world.sample('shopify-demo', 'orders/create', {
      sequence,
      change: (payload) => {
        payload['phone'] = `+86${PHONE}`;
        Object.assign(payload['customer'] as object, {
          id,
          admin_graphql_api_id: `gid://shopify/Customer/${id}`,
          phone: `+86${PHONE}`,
          email: `buyer.${id}@shop.test`,
          verified_email: false,
        });
      },
    });
  const customerOf = (world: DeliveryWorld, id: number) =>
    ownersOf(world, `shopify-customer=shopify-demo:${id}`)[0]?.id;

  test('a contact that the ledger remembers does not outlive the customer who had it', async () => {
    const world = deliveryWorld();
    const first = await world.deliver(await orderOf(world, 801, 1));
    await world.cdp.open(world.config, world.store).client.singleDelete(first.customers[0] ?? ('' as never));
    await world.deliver(await orderOf(world, 802, 2));
    world.clock.pass(MINUTE);
    await world.deliver(await orderOf(world, 801, 3));
    expect(customerOf(world, 801)).toBeDefined();
    expect(customerOf(world, 801)).not.toBe(customerOf(world, 802));
  });

  test('two new buyers with one phone at the same moment, before a slow CDP', async () => {
    for (let round = 0; round < 10; round++) {
      const world = deliveryWorld({
        wrap: (transport) => async (request) => {
          await new Promise((resume) => setTimeout(resume, Math.random() * 4));
          return transport(request);
        },
      });
      const events = await Promise.all([orderOf(world, 811, 1), orderOf(world, 812, 2)]);
      const records = await Promise.all(events.map((event) => world.recordOf(event)));
      let waiting = await world.deliverRecords(records);
      while (waiting.length > 0) {
        waiting = await world.deliverRecords(records.filter(({ messageId }) => waiting.includes(messageId)));
      }
      expect(customerOf(world, 811)).toBeDefined();
      expect(customerOf(world, 812)).toBeDefined();
      expect(customerOf(world, 811)).not.toBe(customerOf(world, 812));
    }
  });
});

describe('merging', () => {
  const both = memberBound([member('M-1'), { kind: 'wechat-unionid', value: openId('oUnion') }]);
  const prepared = (merge: 'never' | 'verified' | 'always') => {
    const world = deliveryWorld({ config: demoConfig({}, { merge }) });
    world.cdp.customer('member-no=M-1');
    world.cdp.customer(`wechat-unionid=${openId('oUnion')}`);
    return world;
  };

  test.each([
    ['never', 2],
    ['verified', 1],
    ['always', 1],
  ] as const)('%s: a log-in that proves two customers to be one leaves %i', async (merge, customers) => {
    const world = prepared(merge);
    expect(await outcomeOf(world, both)).toBe('done');
    expect(world.cdp.customers()).toHaveLength(customers);
  });

  test('again and again, it is one merge', async () => {
    const world = prepared('verified');
    for (let i = 1; i <= 3; i++) await world.deliver(both, { redrive: i });
    expect(world.cdp.customers()).toMatchObject([{ mergedIds: [expect.any(String)] }]);
  });

  test('two shop customers that the shop has merged', async () => {
    const world = deliveryWorld();
    await world.deliver(await world.sample('shopify-demo', 'customers/create', { sequence: 1 }));
    await world.deliver(await world.sample('shopify-demo', 'customers/create', { sequence: 2 }));
    await world.deliver(await world.sample('shopify-demo', 'customers/merge', { sequence: 1 }));
    // Each has a mobile of its own, of which a customer may have one: the tenant keeps both apart.
    expect(ownersOf(world, 'shopify-customer=shopify-demo:7214500000001')).toHaveLength(1);
  });
});

describe('groups of the CDP', () => {
  test('a refusal makes them be looked for once; with the same id there is nothing to try again', async () => {
    let refusing = false;
    const world = deliveryWorld({
      wrap: (transport) => async (request) => {
        if (refusing && request.endpoint === 'customerAddGroups') {
          return {
            status: 200,
            retryAfter: null,
            text: '{"code":-1,"msg":"E_GROUP_UNKNOWN: not a customer group","data":null}',
          };
        }
        return transport(request);
      },
    });
    await world.deliver(await world.sample('wechat-demo', 'subscribe'));
    refusing = true;
    // Until then the membership is trusted.
    world.clock.pass(25 * HOUR);
    expect(await outcomeOf(world, await world.sample('wechat-demo', 'subscribe'))).toBe('dead-lettered: cdp-refused');
    const lookUps = world.cdp.calls().filter((call) => call === 'customerGroupSimpleQuery');
    // Two before the group was created, one after the refusal.
    expect(lookUps).toHaveLength(3);
  });

  test('a group that was deleted since its id was remembered is found under another, within the event', async () => {
    const first = '1000000000000000001';
    let stale = true;
    const world = deliveryWorld({
      wrap: (transport) => async (request) => {
        const answer = (data: string) => ({
          status: 200,
          retryAfter: null,
          text: `{"code":0,"msg":"","data":${data}}`,
        });
        if (stale && request.endpoint === 'customerGroupSimpleQuery') {
          stale = false;
          return answer(`{"total":1,"records":[{"id":${first},"name":"WeChat followers","type":1}]}`);
        }
        return transport(request);
      },
    });
    expect(await outcomeOf(world, await world.sample('wechat-demo', 'subscribe'))).toBe('done');
    expect(world.cdp.customers()).toMatchObject([{ groups: ['WeChat followers'] }]);
    expect(world.cdp.calls().filter((call) => call === 'createCustomerByIdentity')).toHaveLength(2);
    expect(world.cdp.calls().filter((call) => call === 'customerAddGroups')).toHaveLength(1);
  });
});
