import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { HOUR, MINUTE } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, memberBound, type DeliveryWorld } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

const member = (value: string) => ({ kind: 'member-no', value });
const outcomeOf = async (
  world: DeliveryWorld,
  event: Envelope,
  more: { redrive?: number; receiveCount?: number } = {},
) => {
  const { outcome } = await world.deliver(event, more);
  return 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
};

describe('done', () => {
  test('a new follower of the official account', async () => {
    const world = deliveryWorld();
    expect(await outcomeOf(world, await world.sample('wechat-demo', 'subscribe'))).toBe('done');
    expect(world.cdp.customers()).toMatchObject([
      {
        identities: ['wechat=wx00d3m000d3m00001:oGuiyiSampleCustomer00000001'],
        profile: { openId: 'oGuiyiSampleCustomer00000001', subscribeSource: 'store_0042' },
        groups: ['WeChat followers'],
      },
    ]);
  });

  test('an order: identity, name, email, group', async () => {
    const world = deliveryWorld();
    expect(await outcomeOf(world, await world.sample('shopify-demo', 'orders/paid'))).toBe('done');
    const [customer, ...others] = world.cdp.customers();
    expect(others).toEqual([]);
    expect(customer).toMatchObject({ groups: ['Buyers'], profile: { email: 'buyer.1@mail.example' } });
    expect(customer?.identities).toContain('shopify-customer=shopify-demo:7214500000001');
    expect(customer?.name).not.toBe('');
  });

  test('follow, unfollow, follow: in and out of the group', async () => {
    const world = deliveryWorld();
    const groups = async (event: string) => {
      world.clock.pass(1000);
      await world.deliver(await world.sample('wechat-demo', event));
      return world.cdp.customers()[0]?.groups;
    };
    expect(await groups('subscribe')).toEqual(['WeChat followers']);
    expect(await groups('unsubscribe')).toEqual([]);
    expect(await groups('subscribe')).toEqual(['WeChat followers']);
  });

  test('an unfollow that comes after the follow it preceded', async () => {
    const world = deliveryWorld();
    const before = await world.sample('wechat-demo', 'unsubscribe');
    world.clock.pass(MINUTE);
    await world.deliver(await world.sample('wechat-demo', 'subscribe'));
    expect(await outcomeOf(world, before)).toBe('done');
    expect(world.cdp.customers()[0]?.groups).toEqual(['WeChat followers']);
  });

  test('an order from before the latest change of the name', async () => {
    const world = deliveryWorld();
    const old = memberBound([member('M-1')], { name: '林晓岚', time: '2026-03-01T10:00:00+08:00' });
    const latest = memberBound([member('M-1'), { kind: 'mobile', value: '15412345678' }], {
      name: '周子墨',
      subject: 'M-1',
    });
    await world.deliver(latest);
    await world.deliver({
      ...old,
      data: { identities: [member('M-1'), { kind: 'email', value: 'lin@mail.example' }], name: '林晓岚' },
    });
    expect(world.cdp.customers()).toMatchObject([
      { name: '周子墨', identities: ['email=lin@mail.example', 'member-no=M-1', 'mobile=15412345678'] },
    ]);
  });
});

describe('the same event again', () => {
  test('five times is one effect, and no further call', async () => {
    const world = deliveryWorld();
    const event = await world.sample('shopify-demo', 'orders/paid');
    await world.deliver(event);
    const [calls, customers] = [world.cdp.calls().length, world.cdp.customers()];
    for (let i = 0; i < 4; i++) {
      world.clock.pass(HOUR);
      expect(await outcomeOf(world, event)).toBe('ignored: already-done');
    }
    expect(world.cdp.calls()).toHaveLength(calls);
    expect(world.cdp.customers()).toEqual(customers);
  });

  test('a redrive goes through, and changes nothing', async () => {
    const world = deliveryWorld();
    const event = await world.sample('shopify-demo', 'orders/paid');
    await world.deliver(event);
    const [calls, customers] = [world.cdp.calls().length, world.cdp.customers()];
    expect(await outcomeOf(world, event, { redrive: 1 })).toBe('done');
    expect(world.cdp.calls().length).toBeGreaterThan(calls);
    expect(world.cdp.customers()).toEqual(customers);
  });

  test('a crash between the calls and the ledger repeats harmlessly', async () => {
    const clean = deliveryWorld();
    const event = await clean.sample('shopify-demo', 'orders/paid');
    await clean.deliver(event);
    for (const [how, reason] of [
      ['conflict', 'ledger-conflict'],
      ['error', 'store-unavailable'],
    ] as const) {
      const world = deliveryWorld();
      world.ledger.failNextWrites = { how, left: 1, of: 's2:' };
      expect(await outcomeOf(world, event)).toBe(`waiting: ${reason}`);
      expect(await outcomeOf(world, event)).toBe('done');
      const seen = ({ cdp }: DeliveryWorld) => cdp.customers().map(({ id: _id, ...rest }) => rest);
      expect(seen(world)).toEqual(seen(clean));
    }
  });

  test.each(['createCustomerByIdentity', 'updateCustomerAttr', 'customerAddGroups', 'addSingleGroup'] as const)(
    'an answer of %s that is lost after the call was carried out',
    async (endpoint) => {
      const world = deliveryWorld();
      // Somebody new joins the group with the call that makes them.
      if (endpoint === 'customerAddGroups') {
        await world.deliver(await world.sample('shopify-demo', 'customers/create'));
      }
      const event = await world.sample('shopify-demo', 'orders/paid');
      world.cdp.order({ mode: 'drop-after-commit', endpoint });
      expect(await outcomeOf(world, event)).toBe('waiting: cdp-unavailable');
      expect(await outcomeOf(world, event)).toBe('done');
      expect(world.cdp.customers()).toMatchObject([{ groups: ['Buyers'], mergedIds: [] }]);
    },
  );
});

describe('waiting', () => {
  test.each([
    ['HTTP 500', { mode: 'http-500' }, { reason: 'cdp-unavailable' }],
    ['throttled', { mode: 'throttle', retryAfterSeconds: 17 }, { reason: 'cdp-unavailable', retryAfterSeconds: 17 }],
    ['refused without a known reason', { mode: 'reject' }, { reason: 'cdp-undecided' }],
  ] as const)('%s', async (_name, fault, outcome) => {
    const world = deliveryWorld();
    const event = await world.sample('wechat-demo', 'subscribe');
    world.cdp.order(fault);
    expect((await world.deliver(event)).outcome).toMatchObject({ outcome: 'waiting', ...outcome });
    expect(await outcomeOf(world, event)).toBe('done');
  });

  test('no token for the configured key', async () => {
    const world = deliveryWorld();
    world.store.put('cdp', { appKey: 'demo-app-key', secret: 'wrong' });
    expect(await outcomeOf(world, await world.sample('wechat-demo', 'subscribe'))).toBe('waiting: cdp-credentials');
  });

  test.each([
    ['missing', undefined],
    ['without its fields', { key: 'x' }],
  ])('the secret of the CDP is %s', async (_name, secret) => {
    const world = deliveryWorld();
    world.store.texts.delete('cdp');
    if (secret) world.store.put('cdp', secret);
    expect(await outcomeOf(world, await world.sample('wechat-demo', 'subscribe'))).toBe('waiting: cdp-credentials');
  });

  test('the ledger does not answer: nothing was called', async () => {
    const world = deliveryWorld();
    world.ledger.failingReads = true;
    expect(await outcomeOf(world, await world.sample('wechat-demo', 'subscribe'))).toBe('waiting: store-unavailable');
    expect(world.cdp.calls()).toEqual([]);
    expect(world.log.lines()).toMatchObject([
      { message: 'breaker not read' },
      { detail: 'PortError: ledger: InternalServerError' },
    ]);
  });
});

describe('a refusal that nobody can interpret', () => {
  /** Fails one event so many times, a while apart; `others` succeed in between or do not. */
  async function keepTrying(world: DeliveryWorld, attempts: number, apart: number, others: boolean) {
    const event = memberBound([member('M-1')]);
    let outcome = '';
    for (let attempt = 1; attempt <= attempts; attempt++) {
      world.cdp.order({ mode: 'reject' });
      outcome = await outcomeOf(world, event, { receiveCount: attempt });
      world.clock.pass(apart);
      if (others) await world.deliver(memberBound([member(`other-${attempt}`)]));
    }
    return outcome;
  }

  test.each([
    ['8 attempts in 6 hours, while others succeeded', 8, 52 * MINUTE, true, 'dead-lettered: cdp-refused'],
    ['7 attempts', 7, 90 * MINUTE, true, 'waiting: cdp-undecided'],
    ['30 attempts in half an hour', 30, MINUTE, true, 'waiting: cdp-undecided'],
    ['while nobody else succeeded', 30, 15 * MINUTE, false, 'waiting: cdp-undecided'],
  ])('%s', async (_name, attempts, apart, others, outcome) => {
    expect(await keepTrying(deliveryWorld(), attempts, apart, others)).toBe(outcome);
  });

  test('as many as the configuration says', async () => {
    const config = demoConfig({ delivery: { undecidedAttempts: 2, undecidedMinutes: 1 } });
    expect(await keepTrying(deliveryWorld({ config }), 2, MINUTE, true)).toBe('dead-lettered: cdp-refused');
  });

  test('what succeeds after all is done, and counted anew the next time', async () => {
    const world = deliveryWorld();
    await keepTrying(world, 7, 10 * MINUTE, true);
    expect(await outcomeOf(world, memberBound([member('M-1')]))).toBe('done');
    const [record] = [...world.ledger.records.values()].filter(({ state }) => state.includes('failing'));
    expect(record).toBeUndefined();
  });

  test('a redrive has the whole patience again', async () => {
    const world = deliveryWorld();
    expect(await keepTrying(world, 8, 52 * MINUTE, true)).toBe('dead-lettered: cdp-refused');
    for (const redrive of [1, 2]) {
      world.cdp.order({ mode: 'reject' });
      expect(await outcomeOf(world, memberBound([member('M-1')]), { redrive })).toBe('waiting: cdp-undecided');
    }
  });

  test('is written down once, however often it comes', async () => {
    const world = deliveryWorld();
    await keepTrying(world, 5, MINUTE, false);
    const [item] = [...world.ledger.records.values()].filter(({ state }) => state.includes('failing'));
    expect(item?.v).toBe(1);
  });

  test('a count that the ledger does not take: later', async () => {
    const world = deliveryWorld();
    world.cdp.order({ mode: 'reject' });
    world.ledger.failNextWrites = { how: 'error', left: 1 };
    expect(await outcomeOf(world, memberBound([member('M-1')]))).toBe('waiting: ledger-conflict');
  });
});

describe('dead-lettered', () => {
  test('by a permanent pattern', async () => {
    const world = deliveryWorld();
    // Twenty pairs is the sandbox's most.
    const follower = (index: number) => ({
      kind: 'wechat-openid',
      scope: `wx00d3m000d3m${String(index).padStart(5, '0')}`,
      value: openId('oMany'),
    });
    const event = memberBound(
      Array.from({ length: 21 }, (_, index) => follower(index)),
      { id: 'many' },
    );
    const { outcome } = await world.deliver(event);
    expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason: 'cdp-refused' });
  });

  test('an event of a connection that is gone', async () => {
    const world = deliveryWorld();
    const event = memberBound([member('M-1')], { connection: 'gone', source: '/brand-events/gone' });
    expect(await outcomeOf(world, event)).toBe('dead-lettered: unknown-connection');
  });

  test('identities of which the tenant has no code', async () => {
    const world = deliveryWorld();
    const { outcome } = await world.deliver(memberBound([{ kind: 'passport', value: 'X123' }]));
    expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason: 'identity-type-not-configured' });
    expect(outcome).toHaveProperty('detail', 'cdp.identityTypes has no code for passport, or every value is too long');
  });

  test('what a person must decide', async () => {
    const world = deliveryWorld();
    expect(await outcomeOf(world, await world.sample('shopify-demo', 'shop/redact'))).toBe(
      'ignored: needs-an-operator',
    );
  });
});

describe('ignored, because', () => {
  test.each([['shopify-demo', 'customers/delete', 'event-not-handled']] as const)(
    '%s %s: %s',
    async (connection, event, reason) => {
      const world = deliveryWorld();
      expect(await outcomeOf(world, await world.sample(connection, event))).toBe(`ignored: ${reason}`);
      expect(world.cdp.calls()).toEqual([]);
      expect(world.ledger.records.size).toBe(0);
    },
  );
});
