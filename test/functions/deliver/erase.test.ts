import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

const BOB = 'shopify-customer=shopify-demo:7214500000001';
const EMAIL = 'email=buyer.1@mail.example';

const redact = (world: DeliveryWorld) => world.sample('shopify-demo', 'customers/redact');
async function outcomeOf(world: DeliveryWorld, redrive?: number, receiveCount = 1) {
  const sent = { receiveCount, ...(redrive !== undefined && { redrive }) };
  const { outcome } = await world.deliver(await redact(world), sent);
  return 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
}
const deletions = (world: DeliveryWorld) => world.cdp.calls().filter((call) => call === 'singleDelete').length;

describe('a request to forget a person', () => {
  test('deletes the customer of the verified id, contacts and all', async () => {
    const world = deliveryWorld();
    await world.deliver(await world.sample('shopify-demo', 'orders/paid'));
    world.cdp.customer('member-no=somebody-else');
    expect(await outcomeOf(world)).toBe('done');
    expect(world.cdp.customers().map(({ identities }) => identities)).toEqual([['member-no=somebody-else']]);
  });

  test('and nobody who merely has the same contact', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB);
    world.cdp.customer(EMAIL, 'member-no=namesake');
    expect(await outcomeOf(world)).toBe('done');
    expect(world.cdp.customers().map(({ identities }) => identities)).toEqual([[EMAIL, 'member-no=namesake']]);
  });

  test('of whom nobody has heard is done', async () => {
    const world = deliveryWorld();
    world.cdp.customer(EMAIL);
    expect(await outcomeOf(world)).toBe('done');
    expect(deletions(world)).toBe(0);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('twice is done once', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB);
    expect(await outcomeOf(world)).toBe('done');
    expect(await outcomeOf(world)).toBe('ignored: already-done');
    expect(await outcomeOf(world, 1)).toBe('done');
    expect(deletions(world)).toBe(1);
  });

  test('who has other channels too is left alone, for a person to decide', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB, EMAIL, 'wechat-unionid=u-1');
    const before = world.cdp.customers();
    const { outcome } = await world.deliver(await redact(world));
    expect(outcome).toEqual({
      outcome: 'ignored',
      reason: 'erase-touches-other-channels',
      detail: 'the customer also has identities of type wechat-unionid',
    });
    expect(deletions(world)).toBe(0);
    expect(world.cdp.customers()).toEqual(before);
  });

  test('another shop is another channel', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB, 'shopify-customer=other-shop:7');
    expect(await outcomeOf(world)).toBe('ignored: erase-touches-other-channels');
    expect(deletions(world)).toBe(0);
  });

  test('a second id in the same shop is the same channel', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB, 'shopify-customer=shopify-demo:7');
    expect(await outcomeOf(world)).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
  });

  test('a shop whose name begins alike is another channel', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB, 'shopify-customer=shopify-demo2:7');
    expect(await outcomeOf(world)).toBe('ignored: erase-touches-other-channels');
  });

  test('of the official account: both ids of the revocation lead to the customer', async () => {
    const world = deliveryWorld();
    await world.deliver(await world.sample('wechat-demo', 'user_get_card'));
    const { outcome } = await world.deliver(await world.sample('wechat-demo', 'user_authorization_cancellation'));
    expect(outcome.outcome).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
  });

  test('by an id of which the tenant has no code is refused, and no contact leads to anybody in its place', async () => {
    const { 'shopify-customer': _shop, ...identityTypes } = demoConfig().cdp.identityTypes;
    const world = deliveryWorld({ config: demoConfig({}, { identityTypes }) });
    world.cdp.customer(EMAIL);
    expect(await outcomeOf(world)).toBe('dead-lettered: identity-type-not-configured');
    expect(deletions(world)).toBe(0);
    expect(world.deadLetters.letters).toHaveLength(1);
  });

  test('that names no more than a contact deletes its owner', async () => {
    const world = deliveryWorld();
    world.cdp.customer(EMAIL);
    const event = await world.sample('shopify-demo', 'customers/redact', {
      change: (payload) => {
        payload['customer'] = { email: 'buyer.1@mail.example' };
      },
    });
    expect((await world.deliver(event)).outcome).toEqual({ outcome: 'done' });
    expect(world.cdp.customers()).toEqual([]);
  });
});

describe('a deletion whose answer was lost (Q07)', () => {
  test('is confirmed by a look, and not sent again', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB);
    world.cdp.order({ mode: 'drop-after-commit', endpoint: 'singleDelete' });
    expect(await outcomeOf(world)).toBe('done');
    expect(deletions(world)).toBe(1);
    expect(world.deliveries.at(-1)?.delivery.calls.at(-1)).toMatchObject({ answer: 'confirmed by customerInfo' });
  });

  test('and that was not carried out is tried with the next delivery', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB);
    world.cdp.order({ mode: 'http-500', endpoint: 'singleDelete' });
    expect(await outcomeOf(world)).toBe('waiting: cdp-unavailable');
    expect(deletions(world)).toBe(1);
    expect(await outcomeOf(world)).toBe('done');
    expect(world.cdp.customers()).toEqual([]);
  });

  test('and the look fails too: later, then done', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB);
    let looks = 0;
    const lossy = deliveryWorld({
      wrap: (transport) => (request) => {
        if (request.endpoint === 'customerInfo' && ++looks === 2)
          return Promise.resolve({ status: 500, retryAfter: null, text: '' });
        return transport(request);
      },
    });
    lossy.cdp.customer(BOB);
    lossy.cdp.order({ mode: 'drop-after-commit', endpoint: 'singleDelete' });
    expect(await outcomeOf(lossy)).toBe('waiting: cdp-unavailable');
    expect(await outcomeOf(lossy)).toBe('done');
    expect(deletions(lossy)).toBe(1);
  });

  test('a crash before the ledger is written', async () => {
    const world = deliveryWorld();
    world.cdp.customer(BOB);
    world.ledger.failNextWrites = { how: 'error', left: 1 };
    expect(await outcomeOf(world)).toBe('waiting: store-unavailable');
    expect(await outcomeOf(world)).toBe('done');
    expect(deletions(world)).toBe(1);
  });
});

describe('a CDP that refuses to delete', () => {
  const refusing = (msg: string) =>
    deliveryWorld({
      wrap: (transport) => (request) =>
        request.endpoint === 'singleDelete'
          ? Promise.resolve({ status: 200, retryAfter: null, text: JSON.stringify({ code: -1, msg, data: null }) })
          : transport(request),
    });

  test('for good: the group is held, as an error in the log', async () => {
    const world = refusing('E_PERMISSION: the token lacks the permission');
    world.cdp.customer(BOB);
    expect(await outcomeOf(world)).toBe('waiting: erase-refused');
    expect(world.log.lines().at(-1)).toMatchObject({ level: 'error', message: 'waiting', reason: 'erase-refused' });
    expect(world.deadLetters.letters).toEqual([]);
  });

  test('for a reason that nobody can interpret: the group waits, and is never given up', async () => {
    const world = refusing('busy');
    world.cdp.customer(BOB);
    const seen = new Set<string>();
    for (let attempt = 0; attempt < 12; attempt++) {
      seen.add(await outcomeOf(world, undefined, attempt + 1));
      world.clock.pass(52 * MINUTE);
      world.health.lastSuccess = world.clock.now;
    }
    expect([...seen]).toEqual(['waiting: cdp-undecided', 'waiting: erase-refused']);
    world.clock.pass(HOUR);
    expect(world.deadLetters.letters).toEqual([]);
  });

  test('later events of the person wait behind it', async () => {
    const world = refusing('E_PERMISSION: no');
    world.cdp.customer(BOB);
    const records = [
      await world.recordOf(await redact(world)),
      await world.recordOf(await world.sample('shopify-demo', 'orders/paid')),
    ];
    expect(await world.deliverRecords(records)).toEqual(records.map(({ messageId }) => messageId));
    expect(world.deliveries).toHaveLength(1);
  });
});
