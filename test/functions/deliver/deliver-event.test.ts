import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../functions/deliver/delivery.ts';
import { spokenOf } from '../../../functions/deliver/keep-event.ts';
import { CdpError } from '../../../functions/shared/cdp/cdp-error.ts';
import type { SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { demoConfig } from '../../kit/demo.ts';
import { changesOf, directDelivery, identitiesOf, upsertOf } from '../../kit/direct-delivery.ts';

// One try of one event: what is delivered once, what is decided anew, what is remembered of a try that fails, and what is kept to mend.

const ANN = ['verified member-no AN-1'];
const PAIR = 'member-no=AN-1';
const SUBJECT = `s2:${digest('subject', 'brand-demo', 'ann')}`;
type Direct = ReturnType<typeof directDelivery>;

const journal = {
  store: { write: async () => undefined, pair: async () => undefined, forget: async () => [] },
};

async function known(options: Parameters<typeof directDelivery>[0] = {}): Promise<Direct> {
  const direct = directDelivery(options);
  await direct.deliver(direct.says('first', ANN, { profile: { city: 'Xiamen' } }, 0));
  direct.world.cdp.sent.length = 0;
  return direct;
}

const told = ({ outcome }: Delivery): string =>
  outcome.outcome === 'done' ? 'done' : `${outcome.outcome}: ${outcome.reason}`;

const subjectOf = ({ world }: Direct): Partial<SubjectItem> =>
  JSON.parse(world.ledger.records.get(SUBJECT)?.state ?? '{}') as Partial<SubjectItem>;

const cityOf = ({ world }: Direct): unknown => world.cdp.customers()[0]?.profile['city'];

/** The items of the ledger that an event holds. */
const held = ({ world }: Direct): readonly string[] =>
  [...world.ledger.records].flatMap(([key, { state }]) => ('hold' in (JSON.parse(state) as object) ? [key] : []));

const lives = ({ says }: Direct, id: string, city: string, day: number): Envelope =>
  says(id, ANN, { profile: { city } }, day);

describe('an event that is done', () => {
  test('is not delivered again, and is where an operator sends it again', async () => {
    const direct = await known();
    const event = lives(direct, 'a', 'Fuzhou', 1);
    expect(told((await direct.deliver(event))[0])).toBe('done');
    direct.world.cdp.sent.length = 0;
    expect(told((await direct.deliver(event))[0])).toBe('ignored: already-done');
    expect(direct.world.cdp.calls()).toEqual([]);
    expect(told((await direct.deliver(event, [], { redrive: '-r1' }))[0])).toBe('done');
    expect(direct.world.cdp.calls()).toContain('customerInfo');
  });

  test.each(['a', 'b'])(
    'by what a former version remembers (%s) is not delivered again, alone or behind another',
    async (id) => {
      const direct = directDelivery();
      const [a, b] = [lives(direct, 'a', 'Fuzhou', 1), lives(direct, 'b', 'Putian', 2)];
      await direct.deliver(direct.says('first', ANN, { profile: { city: 'Xiamen' } }, 0));
      const done = digest('event', a.source, id);
      const former = { fields: {}, groups: {}, done: [done], identities: [] };
      direct.world.ledger.records.set(SUBJECT.slice('s2:'.length), { v: 3, state: JSON.stringify(former) });
      const deliveries = await direct.deliver(a, [b]);
      expect(deliveries.map(told)).toEqual(id === 'a' ? ['ignored: already-done'] : ['done', 'ignored: already-done']);
    },
  );
});

describe('an event with nothing new costs no call', () => {
  const again = (direct: Direct, more: Partial<Envelope> = {}) =>
    direct.eventOf('again', changesOf(upsertOf(ANN, { profile: { city: 'Xiamen' } })), 1, more);

  test('where its subject is known', async () => {
    const direct = await known();
    expect(told((await direct.deliver(again(direct)))[0])).toBe('done');
    expect(direct.world.cdp.calls()).toEqual([]);
  });

  test.each<readonly [string, Parameters<typeof directDelivery>[0], Partial<Envelope>, string | undefined]>([
    ['but one of a subject that is new is decided', {}, { subject: 'another' }, undefined],
    ['but one that an operator sends again is decided anew', {}, {}, '-r1'],
    [
      'but it is decided where a former version runs beside',
      { config: demoConfig({ ledger: { compat: true } }) },
      {},
      undefined,
    ],
  ])('%s', async (_what, options, more, redrive) => {
    const direct = await known(options);
    if (options?.config) {
      const { formerItems: items, leases } = direct.world;
      Object.assign(direct.ports, { compat: { items, leases } });
    }
    expect(told((await direct.deliver(again(direct, more), [], { redrive }))[0])).toBe('done');
    expect(direct.world.cdp.calls()).toContain('customerInfo');
  });

  test('and says nothing of the CDP’s health; one that was answered does', async () => {
    const direct = await known();
    direct.world.health.lastSuccess = 0;
    await direct.deliver(again(direct));
    expect(direct.world.health.lastSuccess).toBe(0);
    await direct.deliver(lives(direct, 'news', 'Fuzhou', 2));
    expect(direct.world.health.lastSuccess).toBe(direct.world.clock.now);
  });

  test('an event that is decided and answered speaks for the CDP’s health', async () => {
    const direct = directDelivery();
    direct.world.health.lastSuccess = 0;
    await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(direct.world.health.lastSuccess).toBe(direct.world.clock.now);
  });
});

test('an unfollow that the brand takes for an erase is one behind another event too', async () => {
  const config = demoConfig({ privacy: { onUnfollow: 'erase' } });
  const direct = await known({ config });
  const unfollow = direct.says('leaves', ANN, { triggers: ['unfollow'] }, 2);
  expect((await direct.deliver(lives(direct, 'a', 'Fuzhou', 1), [unfollow])).map(told)).toEqual(['done']);
  const [delivery] = await direct.deliver(unfollow);
  expect(delivery).toMatchObject({ outcome: { outcome: 'done' }, isErasing: true });
  expect(direct.world.cdp.customers()).toEqual([]);
});

test('an event from the future counts as of when it came', async () => {
  const direct = directDelivery();
  const event = lives(direct, 'a', 'Fuzhou', 2);
  const received = new Date(Date.parse(event.time) - 60_000).toISOString();
  await direct.deliver({ ...event, receivedtime: received });
  const customer = direct.ownerOf(PAIR) ?? '';
  expect(direct.customerItem(customer)?.fields['city']).toMatchObject({ t: Date.parse(received) });
});

test('an event that came late counts as of when it happened', async () => {
  const direct = directDelivery();
  const event = lives(direct, 'a', 'Fuzhou', 2);
  await direct.deliver({ ...event, receivedtime: new Date(Date.parse(event.time) + 60_000).toISOString() });
  const customer = direct.ownerOf(PAIR) ?? '';
  expect(direct.customerItem(customer)?.fields['city']).toMatchObject({ t: Date.parse(event.time) });
});

describe('an event of several changes', () => {
  test('ends with the one that ends it, and none behind it is carried out', async () => {
    const direct = directDelivery();
    const unknown = [
      { kind: 'nobody-knows', scope: '', value: 'x', evidence: { grade: 'verified', field: 'f' } },
    ] as const;
    const event = direct.eventOf(
      'a',
      changesOf(upsertOf(ANN), { ...upsertOf([]), identities: unknown }, upsertOf(['verified member-no AN-2'])),
    );
    expect(told((await direct.deliver(event))[0])).toBe('dead-lettered: identity-type-not-configured');
    expect(direct.ownerOf(PAIR)).toBeDefined();
    expect(direct.ownerOf('member-no=AN-2')).toBeUndefined();
    expect(subjectOf(direct).done ?? []).toEqual([]);
  });

  test('each goes on with what those before it have shown of the subject', async () => {
    const direct = directDelivery();
    await direct.deliver(direct.eventOf('a', changesOf(upsertOf(ANN), upsertOf(['verified wechat-openid app1/oAnn']))));
    expect(subjectOf(direct).kinds).toEqual(['member-no', 'wechat-openid']);
  });
});

describe('of a try that fails', () => {
  const declined = { mode: 'reject', endpoint: 'createCustomerByIdentity', count: 99 } as const;

  test.each([
    [undefined, ''],
    ['-r1', '-r1'],
  ])('it is counted by event and by an operator’s sending (%s)', async (redrive, suffix) => {
    const direct = await known();
    const event = lives(direct, 'a', 'Fuzhou', 1);
    direct.world.cdp.order(declined);
    expect(told((await direct.deliver(event, [], { redrive }))[0])).toBe('waiting: cdp-undecided');
    expect(subjectOf(direct).failing?.event).toBe(digest('event', event.source, 'a') + suffix);
  });

  test('it is remembered what it has changed, so that the next does not do it again', async () => {
    const direct = directDelivery();
    const event = direct.says('a', ANN, { profile: { name: '司徒北辰' } });
    direct.world.cdp.order({ ...declined, endpoint: 'updateCustomerAttr' });
    await direct.deliver(event);
    expect(subjectOf(direct).begun).toEqual({
      event: digest('event', event.source, 'a'),
      made: [expect.stringMatching(/^.{16}$/)],
    });
  });

  test('nothing is where it has changed nothing', async () => {
    const direct = await known();
    direct.world.cdp.order(declined);
    await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(subjectOf(direct)).not.toHaveProperty('begun');
  });

  test.each([
    ['without an answer: its holds stay, for a call may be under way', 'drop-after-commit', true],
    ['with an answer: its holds are given back', 'http-500', false],
    ['with a no: its holds are given back', 'reject', false],
  ] as const)('%s', async (_how, mode, isHeld) => {
    const direct = directDelivery();
    direct.world.cdp.order({ ...declined, mode });
    await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(held(direct).length > 0).toBe(isHeld);
  });

  test.each([
    ['a call times out', 'timeout', true],
    ['the connection breaks', 'network', true],
    ['an answer is too large to be read', 'too-large', false],
  ] as const)('because %s', async (_what, kind, isHeld) => {
    const direct = directDelivery({
      wrap: (transport) => async (request) => {
        if (request.endpoint === 'createCustomerByIdentity') {
          throw new CdpError(kind, { endpoint: request.endpoint, message: kind });
        }
        return transport(request);
      },
    });
    await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(held(direct).length > 0).toBe(isHeld);
  });

  test('before anything is read of the ledger nothing is remembered, and it waits', async () => {
    const direct = await known();
    direct.world.ledger.failingReads = true;
    expect(told((await direct.deliver(lives(direct, 'a', 'Fuzhou', 1)))[0])).toBe('waiting: store-unavailable');
  });

  test('an erase that is declined for good holds what is behind it', async () => {
    const direct = await known({ config: demoConfig({}, { messages: { permanent: ['.'] } }) });
    const event = direct.eventOf('a', changesOf({ kind: 'erase', identities: identitiesOf(...ANN) }));
    direct.world.cdp.order({ mode: 'reject', endpoint: 'singleDelete', count: 99 });
    expect(told((await direct.deliver(event))[0])).toBe('waiting: erase-refused');
    expect(told((await direct.deliver(lives(direct, 'b', 'Fuzhou', 2)))[0])).not.toBe('waiting: erase-refused');
  });

  test('an erase that gets no answer waits as any event does', async () => {
    const direct = await known();
    direct.world.cdp.order({ mode: 'http-500', count: 99 });
    const event = direct.eventOf('a', changesOf({ kind: 'erase', identities: identitiesOf(...ANN) }));
    expect(told((await direct.deliver(event))[0])).toBe('waiting: cdp-unavailable');
  });

  test('an upsert that is declined for good is a dead letter', async () => {
    const direct = await known({ config: demoConfig({}, { messages: { permanent: ['.'] } }) });
    direct.world.cdp.order(declined);
    expect(told((await direct.deliver(lives(direct, 'a', 'Fuzhou', 1)))[0])).toBe('dead-lettered: cdp-refused');
  });
});

test('an event that ends without being carried out holds nothing afterwards', async () => {
  const direct = directDelivery();
  await direct.deliver(direct.says('first', [...ANN, 'verified wechat-openid app1/oAnn']));
  const erase = direct.eventOf('a', changesOf({ kind: 'erase', identities: identitiesOf(...ANN) }));
  expect(told((await direct.deliver(erase))[0])).toBe('ignored: erase-touches-other-channels');
  expect(held(direct)).toEqual([]);
});

test('the journal is told of whom an event speaks, before it is done', async () => {
  const paired: (readonly string[])[] = [];
  const store = { ...journal.store, pair: async (_key: string, who: readonly string[]) => void paired.push(who) };
  const direct = directDelivery({ direct: { journal: { store } } });
  const [delivery] = await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
  expect(paired).toEqual([spokenOf(delivery, direct.world.config, direct.world.hashKey)]);
});

describe('kept to mend, under a salt of the subject,', () => {
  const ignored = { outcome: 'ignored', detail: '' } as const;

  test.each<readonly [string, (direct: Direct) => Envelope, boolean]>([
    ['is what waits', (direct) => lives(direct, 'a', 'Fuzhou', 1), true],
    ['is what is dead', ({ eventOf }) => eventOf('a', { ...ignored, reason: 'event-type-unknown' }), true],
    [
      'is nothing of what is ignored',
      ({ eventOf }) => eventOf('a', { ...ignored, reason: 'event-without-customer' }),
      false,
    ],
  ])('%s', async (_what, eventOf, isKept) => {
    const direct = directDelivery({ direct: { journal } });
    direct.world.cdp.order({ mode: 'http-500', count: 99 });
    const [delivery] = await direct.deliver(eventOf(direct));
    expect(delivery.salt !== undefined).toBe(isKept);
    expect(subjectOf(direct).salt).toBe(delivery.salt);
  });

  test('is nothing without a journal', async () => {
    const direct = directDelivery();
    direct.world.cdp.order({ mode: 'http-500', count: 99 });
    expect((await direct.deliver(lives(direct, 'a', 'Fuzhou', 1)))[0].salt).toBeUndefined();
  });

  test('is an event by the salt that the subject has', async () => {
    const direct = await known({ direct: { journal } });
    const { salt } = subjectOf(direct);
    direct.world.cdp.order({ mode: 'http-500', count: 99 });
    const [delivery] = await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(salt).toBeTypeOf('string');
    expect(delivery.salt).toBe(salt);
    expect(subjectOf(direct).salt).toBe(salt);
  });

  test('is nothing in this try where the ledger does not take the salt', async () => {
    const direct = directDelivery({ direct: { journal } });
    direct.world.cdp.order({ mode: 'http-500', count: 99 });
    direct.world.ledger.failNextWrites = { how: 'conflict', left: 1, of: 's2:' };
    const [delivery] = await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(delivery).toMatchObject({ outcome: { outcome: 'waiting' } });
    expect(delivery.salt).toBeUndefined();
  });

  test('is what was remembered of the failure, too', async () => {
    const direct = directDelivery({ direct: { journal } });
    direct.world.cdp.order({ mode: 'reject', endpoint: 'createCustomerByIdentity', count: 99 });
    await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
    expect(subjectOf(direct)).toMatchObject({ failing: { receives: 1 }, salt: expect.any(String) });
  });
});

test('the city of the last of two events is what the CDP has, one by one as together', async () => {
  const direct = await known();
  await direct.deliver(lives(direct, 'b', 'Putian', 2));
  await direct.deliver(lives(direct, 'a', 'Fuzhou', 1));
  expect(cityOf(direct)).toBe('Putian');
});
