import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../functions/deliver/delivery.ts';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { spokenOf } from '../../../functions/deliver/keep-event.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { DAY } from '../../kit/days.ts';
import { changesOf, directDelivery, identitiesOf, upsertOf } from '../../kit/direct-delivery.ts';

// Events of one subject that come together are delivered together as far as nothing is to be decided about them: by the calls of their sum.

const ANN = ['verified member-no AN-1'];
const PAIR = 'member-no=AN-1';
type Direct = ReturnType<typeof directDelivery>;

/** Ann is known, and was seen by the CDP. */
async function known(options: Parameters<typeof directDelivery>[0] = {}): Promise<Direct> {
  const direct = directDelivery(options);
  await direct.deliver(direct.says('first', ANN, { profile: { city: 'Xiamen' } }, 0));
  direct.world.cdp.sent.length = 0;
  return direct;
}

const outcomes = (deliveries: readonly Delivery[]): readonly string[] =>
  deliveries.map(({ outcome }) => (outcome.outcome === 'ignored' ? outcome.reason : outcome.outcome));

const lives = ({ says }: Direct, id: string, city: string, day: number): Envelope =>
  says(id, ANN, { profile: { city } }, day);

const cityOf = ({ world }: Direct): unknown => world.cdp.customers()[0]?.profile['city'];

describe('events about which nothing is to be decided', () => {
  test('are delivered together: one look and one call for all, and of a field the latest', async () => {
    const direct = await known();
    const following = [lives(direct, 'b', 'Fuzhou', 3), lives(direct, 'c', 'Putian', 2)];
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), following);
    expect(outcomes(deliveries)).toEqual(['done', 'done', 'done']);
    expect(cityOf(direct)).toBe('Fuzhou');
    expect(direct.world.cdp.calls()).toEqual(['customerInfo', 'createCustomerByIdentity']);
  });

  test('are told of one by one: who each has named, and whom it has reached', async () => {
    const direct = await known();
    const other = direct.says('b', [...ANN, 'verified wechat-openid app1/oAnn']);
    await direct.deliver(other);
    const [first, second] = await direct.deliver(lives(direct, 'c', 'Fuzhou', 2), [
      direct.says('d', ['verified wechat-openid app1/oAnn'], { profile: { name: '司徒北辰' } }, 3),
    ]);
    const customer = direct.ownerOf(PAIR);
    expect(first).toMatchObject({ identities: [{ kind: 'member-no' }], customers: [customer], isNamed: false });
    expect(first.identities).toHaveLength(1);
    expect(second).toMatchObject({ identities: [{ kind: 'wechat-openid' }], customers: [customer], isNamed: true });
    expect(second?.identities).toHaveLength(1);
    expect(second?.calls).toEqual([]);
  });

  test('are each done: none is delivered again', async () => {
    const direct = await known();
    const events = [
      lives(direct, 'a', 'Quanzhou', 1),
      lives(direct, 'b', 'Fuzhou', 2),
      lives(direct, 'c', 'Putian', 3),
    ];
    const [first = lives(direct, 'x', '', 0), ...following] = events;
    await direct.deliver(first, following);
    for (const event of events) {
      expect(outcomes(await direct.deliver(event)), event.id).toEqual(['already-done']);
    }
  });
});

describe('one that follows and is done already', () => {
  test.each<readonly [string, (direct: Direct) => Promise<void>, readonly ('a' | 'b')[]]>([
    [
      'because it has come before',
      async (direct) => void (await direct.deliver(lives(direct, 'b', 'Fuzhou', 9))),
      ['b'],
    ],
    ['because it is the first once more', async () => undefined, ['a']],
    ['because it is another of them once more', async () => undefined, ['b', 'b']],
  ])('%s, says nothing and holds nobody up', async (_why, before, ids) => {
    const direct = await known();
    await before(direct);
    const event = { a: lives(direct, 'a', 'Quanzhou', 1), b: lives(direct, 'b', 'Fuzhou', 2) };
    const last = lives(direct, 'c', 'Putian', 10);
    const deliveries = await direct.deliver(event.a, [...ids.map((id) => event[id]), last]);
    const repeated = outcomes(deliveries).slice(1, -1);
    expect(repeated.at(-1)).toBe('already-done');
    expect(deliveries.at(-1)?.outcome).toEqual({ outcome: 'done' });
    expect(deliveries).toHaveLength(ids.length + 2);
    expect(cityOf(direct)).toBe('Putian');
  });
});

describe('one that follows and', () => {
  const nothing = { outcome: 'ignored', reason: 'event-without-customer', detail: 'of nobody' } as const;

  test('is about nobody is ignored, and those behind it go on', async () => {
    const direct = await known();
    const following = [direct.eventOf('b', nothing), lives(direct, 'c', 'Putian', 3)];
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), following);
    expect(outcomes(deliveries)).toEqual(['done', 'event-without-customer', 'done']);
    expect(cityOf(direct)).toBe('Putian');
  });

  test.each<readonly [string, (direct: Direct) => Envelope]>([
    ['names a contact that is new', ({ says }) => says('b', [...ANN, 'verified mobile 15931000801'])],
    ['names somebody else', ({ says }) => says('b', ['verified member-no AN-2'])],
    [
      'asks to forget them',
      ({ eventOf }) => eventOf('b', changesOf({ kind: 'erase', identities: identitiesOf(...ANN) })),
    ],
    ['asks for two things', ({ eventOf }) => eventOf('b', changesOf(upsertOf(ANN), upsertOf(ANN)))],
    ['asks for nothing', ({ eventOf }) => eventOf('b', changesOf())],
    [
      'is to be mended by somebody',
      ({ eventOf }) => eventOf('b', { outcome: 'ignored', reason: 'event-type-unknown', detail: '' }),
    ],
    ['cannot be read now', () => ({ ...directDelivery().eventOf('unread', nothing) })],
  ])('%s is left for its own turn, and all behind it', async (_what, followingOf) => {
    const direct = await known({
      direct: {
        enrich: async (event, identified) => {
          if (event.id === 'unread') throw new Error('the platform does not answer');
          return { outcome: 'goes-on', identified, asked: [] };
        },
      },
    });
    direct.eventOf('unread', nothing);
    const following = [followingOf(direct), lives(direct, 'c', 'Putian', 3)];
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), following);
    expect(outcomes(deliveries)).toEqual(['done']);
    expect(cityOf(direct)).toBe('Quanzhou');
  });

  test.each([
    [5_000, ['done', 'done', 'done']],
    [5_001, ['done', 'done']],
  ])('would be read %i ms after the first: %j', async (ms, expected) => {
    const clock = { pass: (_ms: number): void => undefined };
    const direct = await known({
      direct: {
        enrich: async (event, identified) => {
          if (event.id === 'b') clock.pass(ms);
          return { outcome: 'goes-on', identified, asked: [] };
        },
      },
    });
    clock.pass = (passed) => direct.world.clock.pass(passed);
    const following = [lives(direct, 'b', 'Fuzhou', 2), lives(direct, 'c', 'Putian', 3)];
    expect(outcomes(await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), following))).toEqual(expected);
  });
});

test('the journal is told of whom all of them speak, and keeps them under one salt', async () => {
  const paired: string[] = [];
  const store = {
    write: async () => undefined,
    pair: async (_partition: string, who: readonly string[]) => void paired.push(...who),
    forget: async () => [],
  };
  const direct = await known({ direct: { journal: { store } } });
  await direct.deliver(direct.says('b', [...ANN, 'verified wechat-openid app1/oAnn']));
  paired.length = 0;
  // In another quarter of a year all are written down again.
  direct.world.clock.pass(91 * DAY);
  const [first, second] = await direct.deliver(lives(direct, 'c', 'Fuzhou', 2), [
    direct.says('d', ['verified wechat-openid app1/oAnn'], {}, 3),
  ]);
  const spoken = [first, ...(second ? [second] : [])].flatMap((one) =>
    spokenOf(one, direct.world.config, direct.world.hashKey),
  );
  expect(new Set(paired)).toEqual(new Set(spoken));
  expect(new Set(spoken).size).toBe(3);
  expect(first.salt).toBeTypeOf('string');
  expect(second?.salt).toBe(first.salt);
});

describe('the first, where something is to be decided about it', () => {
  test('goes the long way alone', async () => {
    const direct = await known();
    const first = direct.says('a', [...ANN, 'verified mobile 15931000801']);
    expect(outcomes(await direct.deliver(first, [lives(direct, 'b', 'Fuzhou', 2)]))).toEqual(['done']);
    expect(cityOf(direct)).toBe('Xiamen');
    expect(direct.ownerOf('mobile=15931000801')).toBe(direct.ownerOf(PAIR));
  });

  test('and its customer is gone in the CDP: all is asked anew, and they are made again', async () => {
    const direct = await known();
    const before = direct.ownerOf(PAIR) ?? '';
    await direct.ports.cdp.client.singleDelete(customerId(before) ?? expect.fail());
    const [delivery] = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1));
    expect(delivery.outcome).toEqual({ outcome: 'done' });
    expect(delivery.identities).toHaveLength(1);
    expect(direct.world.cdp.calls().filter((call) => call === 'customerInfo')).toHaveLength(2);
    expect(direct.ownerOf(PAIR)).not.toBe(before);
    expect(cityOf(direct)).toBe('Quanzhou');
  });
});

describe('the sum', () => {
  const three = (direct: Direct) => [lives(direct, 'b', 'Fuzhou', 2), lives(direct, 'c', 'Putian', 3)];

  test('is declined: the first is tried alone, and those that follow wait for their turn', async () => {
    const direct = await known();
    direct.world.cdp.order({ mode: 'reject', endpoint: 'createCustomerByIdentity', count: 1 });
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), three(direct));
    expect(outcomes(deliveries)).toEqual(['done']);
    expect(cityOf(direct)).toBe('Quanzhou');
  });

  test('cannot be sent as it is, for one of them: the first is tried alone', async () => {
    const direct = await known();
    const tooLarge: object = { gender: 2 ** 40 };
    const following = direct.says('b', ANN, { profile: { city: 'Fuzhou', ...tooLarge } }, 2);
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), [following]);
    expect(outcomes(deliveries)).toEqual(['done']);
    expect(cityOf(direct)).toBe('Quanzhou');
  });

  test('of one event is declined: it is not tried twice', async () => {
    const direct = await known();
    direct.world.cdp.order({ mode: 'reject', endpoint: 'createCustomerByIdentity', count: 1 });
    const [delivery] = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1));
    expect(delivery.outcome.outcome).not.toBe('done');
    expect(direct.world.cdp.calls().filter((call) => call === 'createCustomerByIdentity')).toHaveLength(1);
  });

  test('gets no answer: it is not known to be declined, and the first is not tried alone', async () => {
    const creates = async (followingOf: (direct: Direct) => readonly Envelope[]) => {
      const direct = await known();
      direct.world.cdp.order({ mode: 'http-500', endpoint: 'createCustomerByIdentity', count: 99 });
      const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), followingOf(direct));
      expect(deliveries).toMatchObject([{ outcome: { outcome: 'waiting' } }]);
      return direct.world.cdp.calls().filter((call) => call === 'createCustomerByIdentity').length;
    };
    expect(await creates(three)).toBe(await creates(() => []));
  });

  test('is carried out and cannot be written down: the first is told of once, and waits', async () => {
    const direct = await known();
    direct.world.ledger.failNextWrites = { how: 'conflict', left: 1, of: 's2:' };
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), three(direct));
    expect(outcomes(deliveries)).toEqual(['waiting']);
    expect(deliveries[0].identities).toHaveLength(1);
  });

  test('meets a CDP that is down: the first waits and is told of, nothing else is tried', async () => {
    const direct = await known();
    direct.world.cdp.order({ mode: 'http-500', count: 9 });
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), three(direct));
    expect(deliveries).toMatchObject([{ outcome: { outcome: 'waiting' }, customers: [direct.ownerOf(PAIR)] }]);
    expect(deliveries[0].identities).toHaveLength(1);
    expect(direct.world.cdp.calls()).toHaveLength(1);
  });

  test('meets another event about the customer: the first waits and is told of', async () => {
    const direct = await known();
    const { ledger, clock } = direct.world;
    const customer = direct.ownerOf(PAIR) ?? '';
    const another = openLedgerSession({ ledger, clock: clock.read, holder: 'another', until: clock.now + 60_000 });
    await another.load({ customers: [customer] });
    await another.customers.hold([customer]);
    const deliveries = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), three(direct));
    expect(deliveries).toMatchObject([
      { outcome: { outcome: 'waiting', reason: 'hold-conflict' }, customers: [customer] },
    ]);
    expect(deliveries[0].identities).toHaveLength(1);
    await another.release();
    const again = await direct.deliver(lives(direct, 'a', 'Quanzhou', 1), three(direct));
    expect(outcomes(again)).toEqual(['done', 'done', 'done']);
  });
});
