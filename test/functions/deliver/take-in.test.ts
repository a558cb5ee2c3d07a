import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../functions/deliver/delivery.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import type { Upsert } from '../../../functions/shared/change/customer-change.ts';
import type { CustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { type SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import type { IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate } from '../../kit/candidates.ts';
import { SECOND } from '../../kit/clock.ts';
import { DAY } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { changesOf, directDelivery, identitiesOf, upsertOf } from '../../kit/direct-delivery.ts';
import { typed } from '../../kit/former-version.ts';

// An event is taken in with the one before it where nothing is to be decided about it. Here Ann's event is delivered, with one behind it.

const MEMBER = 'verified member-no AN-1';
const OPENID = 'verified wechat-openid app1/oAnn';
const MAIL = 'verified email ann@post.example';
const TYPED_MAIL = 'claimed email ann@post.example';
const BOBS_MAIL = 'claimed email bob@post.example';
const BOB = 'verified member-no BO-1';
const SUBJECT = digest('subject', 'brand-demo', 'ann');
type Direct = ReturnType<typeof directDelivery>;

async function known(options: Parameters<typeof directDelivery>[0] = {}): Promise<Direct> {
  const direct = directDelivery(options);
  await direct.deliver(direct.says('first', [MEMBER, OPENID, TYPED_MAIL], { profile: { city: 'Xiamen' } }, 0));
  await direct.deliver(direct.eventOf('bob', changesOf(upsertOf([BOB])), 0, { subject: 'bob' }));
  return direct;
}

/** Is it taken in behind an event of Ann's? */
async function isTakenIn(
  direct: Direct,
  identities: readonly string[],
  more: Partial<Upsert> = {},
  day = 2,
): Promise<boolean> {
  const id = `${day} ${JSON.stringify(more)}`;
  // With nothing new of its own it costs no look: by memory alone it is decided whether the two are about one.
  const first = direct.says(`before ${id}`, [MEMBER], {}, 1);
  const deliveries = await direct.deliver(first, [direct.says(`behind ${id}`, identities, more, day)]);
  expect(deliveries[0].outcome).toEqual({ outcome: 'done' });
  return deliveries.length === 2;
}

/** Writes into the ledger what it is to remember. */
async function remember(
  { world, ownerOf }: Direct,
  changes: {
    readonly identity?: readonly [text: string, change: (item: IdentityItem) => Partial<IdentityItem>];
    readonly customer?: Partial<CustomerItem>;
    readonly subject?: Partial<SubjectItem>;
  },
): Promise<void> {
  const ann = ownerOf('member-no=AN-1') ?? '';
  const { ledger, clock } = world;
  const session = openLedgerSession({
    ledger,
    clock: clock.read,
    holder: 'a test',
    until: clock.now + 60 * SECOND,
  });
  const key = candidate(changes.identity?.[0] ?? MEMBER).key;
  await session.load({ identities: [key], customers: [ann], subjects: [SUBJECT] });
  await session.identities.update(key, (item) => ({ ...item, ...changes.identity?.[1](item) }));
  await session.customers.update(ann, (item) => ({ ...item, ...changes.customer }));
  await session.subjects.update(SUBJECT, (item) => ({ ...item, ...changes.subject }));
}

describe('an event behind another is taken in', () => {
  test.each<readonly [string, readonly string[], Partial<Upsert>]>([
    ['where an id of theirs names it', [MEMBER], {}],
    ['where another id of theirs does', [OPENID], {}],
    ['with a contact that they have typed', [MEMBER, TYPED_MAIL], {}],
    ['with a trigger that is no consent', [MEMBER], { triggers: ['follow'] }],
    ['with a consent, where that changes nothing', [MEMBER], { triggers: ['email-consent-given'] }],
  ])('%s', async (_what, identities, more) => {
    expect(await isTakenIn(await known(), identities, more)).toBe(true);
  });

  test('with what happened before, where consents decide and it tells of none', async () => {
    const config = demoConfig({ privacy: { onConsentWithdrawn: 'suppress-contact' } });
    expect(await isTakenIn(await known({ config }), [MEMBER], { triggers: ['follow'] })).toBe(true);
  });
});

describe('it has a turn of its own', () => {
  test.each<readonly [string, readonly string[], Partial<Upsert>]>([
    ['where a contact alone names somebody', [TYPED_MAIL], {}],
    ['where it names somebody else, who is known', [BOB], {}],
    ['where it names two who are known', [MEMBER, BOB], {}],
    ['where the platform has made two accounts one', [MEMBER], { mergedIds: true }],
    ['where it says that a contact has left them', [MEMBER], { released: identitiesOf(TYPED_MAIL) }],
    ['where its ids contradict each other', [OPENID, 'verified wechat-openid app1/oOther'], {}],
    ['where it names an id that is new', [MEMBER, 'verified wechat-openid app2/oAnn'], {}],
  ])('%s', async (_what, identities, more) => {
    expect(await isTakenIn(await known(), identities, more)).toBe(false);
  });

  test.each(['email-consent-given', 'sms-consent-given', 'email-consent-withdrawn', 'sms-consent-withdrawn'] as const)(
    'where consents decide, and it tells of one among others: %s',
    async (consent) => {
      const config = demoConfig({ privacy: { onConsentWithdrawn: 'suppress-contact' } });
      expect(await isTakenIn(await known({ config }), [MEMBER], { triggers: ['follow', consent] })).toBe(false);
    },
  );

  test('where a former version knows more of one of its identities', async () => {
    const direct = await known();
    const mail = { kind: 'email', value: 'ann@post.example' };
    await direct.world.formerItems.mark([typed(mail)], direct.world.start);
    expect(await isTakenIn(direct, [MEMBER, TYPED_MAIL])).toBe(false);
  });

  test('where its ids contradict each other, whosever they are by memory', async () => {
    const direct = await known();
    const owner = direct.ownerOf('member-no=AN-1') ?? '';
    await remember(direct, { identity: ['verified wechat-openid app1/oOther', () => ({ owner })] });
    expect(await isTakenIn(direct, [OPENID, 'verified wechat-openid app1/oOther'])).toBe(false);
  });

  test('where its customer has become part of another', async () => {
    const direct = await known();
    const bob = direct.ownerOf('member-no=BO-1') ?? '';
    const alias = direct.eventOf('a', changesOf(upsertOf([BOB])), 1, { subject: 'bob' });
    await remember(direct, { customer: { alias: bob } });
    // Alone it is decided who that is: the CDP is asked.
    direct.world.cdp.sent.length = 0;
    await direct.deliver(direct.says('one', [MEMBER], { profile: { city: 'Xiamen' } }, 1), [alias]);
    expect(direct.world.cdp.calls()).not.toEqual([]);
  });

  test('where the record has given a contact of theirs up since: what was proved before was theirs then', async () => {
    const direct = await known();
    const owner = direct.ownerOf('member-no=AN-1') ?? '';
    const record = 'record email ann@post.example';
    await direct.deliver(direct.says('record', [MEMBER, record], {}, 0.5));
    expect(await isTakenIn(direct, [MEMBER, record])).toBe(true);
    const other = { key: 'another', since: direct.world.start + 5 * DAY, until: direct.world.start + 5 * DAY };
    await remember(direct, {
      identity: [record, () => ({ owner, released: [] })],
      subject: { recorded: { email: other } },
    });
    expect(await isTakenIn(direct, [MEMBER, record], {}, 3)).toBe(false);
  });

  test('where the record has another contact in place of one', async () => {
    const direct = await known();
    const record = 'record email ann@post.example';
    await direct.deliver(direct.says('record', [MEMBER, record], {}, 0.5));
    const other = { key: 'another', since: 0, until: 0 };
    await remember(direct, { subject: { recorded: { email: other } } });
    expect(await isTakenIn(direct, [MEMBER, record])).toBe(false);
  });

  test('where they have proved another number since than the one that it proves', async () => {
    const direct = await known();
    const phone = 'verified mobile 15931000901';
    await direct.deliver(direct.says('phone', [MEMBER, phone], {}, 0.5));
    expect(await isTakenIn(direct, [MEMBER, phone])).toBe(true);
    await remember(direct, { customer: { contacts: { mobile: { key: 'another', at: direct.world.start + DAY } } } });
    expect(await isTakenIn(direct, [MEMBER, phone], {}, 3)).toBe(false);
  });

  test('where it brings what was missing for somebody else to be its person', async () => {
    const name = '司徒北辰';
    const direct = directDelivery();
    const phone = 'mobile 15931000902';
    const bobs = (id: string, identities: readonly string[], day: number) =>
      direct.eventOf(id, changesOf(upsertOf(identities, { profile: { name } })), day, { subject: 'bob' });
    await direct.deliver(direct.says('typed', [MEMBER, `claimed ${phone}`], {}, 0));
    await direct.deliver(bobs('proved', ['verified wechat-openid app1/oBob', `verified ${phone}`], 0.5));
    expect(direct.world.cdp.countCustomers()).toBe(2);
    expect(await isTakenIn(direct, [MEMBER])).toBe(true);
    const again = direct.says('named', [MEMBER], { profile: { name } }, 3);
    const before = direct.says('again', [MEMBER], {}, 2.5);
    expect(await direct.deliver(before, [again])).toHaveLength(1);
    await direct.deliver(again);
    expect(direct.world.cdp.countCustomers()).toBe(1);
  });
});

describe('an event that is taken in', () => {
  /** Bob has the address, which Ann has typed within the day. */
  async function withBobsMail(): Promise<Direct> {
    const direct = await known();
    const bobs = changesOf(upsertOf([BOB, 'verified email bob@post.example']));
    await direct.deliver(direct.eventOf('proves', bobs, 0.1, { subject: 'bob' }));
    await direct.deliver(direct.says('types', [MEMBER, BOBS_MAIL], {}, 0.2));
    return direct;
  }

  test('does not write an address as theirs that is somebody else’s', async () => {
    const direct = await withBobsMail();
    const first = direct.says('a', [MEMBER], { profile: { city: 'Fuzhou' } }, 0.3);
    const behind = direct.says('b', [MEMBER, BOBS_MAIL], { profile: { email: 'bob@post.example' } }, 0.4);
    const deliveries = await direct.deliver(first, [behind]);
    expect(deliveries).toHaveLength(2);
    const ann = direct.world.cdp.customers().find(({ identities }) => identities.includes('member-no=AN-1'));
    expect(ann?.profile['email']).not.toBe('bob@post.example');
    expect(deliveries[1]).toMatchObject({ withheld: [{ value: 'bob@post.example', because: 'owned-by-another' }] });
  });

  test('says of an address that is nobody’s that the customer keeps the one they have', async () => {
    const direct = await withBobsMail();
    const key = candidate(BOBS_MAIL).key;
    const session = openLedgerSession({
      ledger: direct.world.ledger,
      clock: direct.world.clock.read,
      holder: 'a test',
      until: direct.world.clock.now + SECOND,
    });
    await session.load({ identities: [key] });
    // As if the CDP had not taken it although it is nobody's.
    await session.identities.update(key, ({ owner: _owner, ...item }) => item);
    const [delivery] = await direct.deliver(
      direct.says('b', [MEMBER, BOBS_MAIL], { profile: { city: 'Fuzhou' } }, 0.4),
    );
    expect(delivery.withheld.map(({ because }) => because)).toEqual(['customer-has-another']);
  });

  test('tells what it has discarded', async () => {
    const direct = await known();
    const discarded = [{ kind: 'mobile', field: 'phone', reason: 'masked', masked: '***' }] as const;
    const profile = { city: 'Fuzhou', name: '司徒北辰' };
    // As digits it would be a mainland number.
    const foreign = 'claimed mobile +13105552368';
    const [delivery] = await direct.deliver(direct.says('a', [MEMBER, foreign], { discarded, profile }));
    expect(delivery.discarded.map(({ reason }) => reason)).toEqual(['masked', 'ambiguous']);
    expect(delivery.isNamed).toBe(true);
    const [plain] = await direct.deliver(direct.says('b', [MEMBER], { profile: { city: 'Putian' } }, 2));
    expect(plain).toMatchObject({ discarded: [], isNamed: false });
    expect(delivery.customers).toEqual([direct.ownerOf('member-no=AN-1')]);
  });

  test('remembers of a platform’s record that it has made the customer', async () => {
    const direct = await known();
    await direct.deliver(direct.says('a', [MEMBER], { record: true, profile: { city: 'Fuzhou' } }));
    const state = JSON.parse(direct.world.ledger.records.get(`s2:${SUBJECT}`)?.state ?? '{}') as SubjectItem;
    expect(state.record).toEqual({ made: true, time: direct.world.start + DAY });
  });
});

describe('an event with nothing new', () => {
  const MINUTE = 60_000;
  const placed = (direct: Direct, minutes: number) => ({
    act: { kind: 'order', created: new Date(direct.world.start + DAY - minutes * MINUTE).toISOString() } as const,
  });

  test.each<readonly [string, readonly string[], (direct: Direct) => Partial<Upsert>, boolean]>([
    ['costs no look', [MEMBER], () => ({}), false],
    ['is worth one where it joins a group', [MEMBER], () => ({ triggers: ['follow'] }), true],
    ['is worth one where it is an order placed just now', [MEMBER], (direct) => placed(direct, 10), true],
    ['is worth none where it is an order placed long ago', [MEMBER], (direct) => placed(direct, 11), false],
    ['is worth none where it is an order that will be placed', [MEMBER], (direct) => placed(direct, -11), false],
    ['is worth none where it is a record', [MEMBER], () => ({ act: { kind: 'record' } }), false],
    ['is worth one where it proves a contact', [MEMBER, MAIL], () => ({}), true],
    ['is worth none where a record repeats one', [MEMBER, 'record email ann@post.example'], () => ({}), false],
  ])('%s', async (_what, identities, moreOf, isLooked) => {
    const direct = directDelivery();
    const profile = { city: 'Xiamen' };
    await direct.deliver(direct.says('first', identities, { profile }, 0.9));
    // Once more, so that what it has brought is old.
    await direct.deliver(direct.says('second', identities, { profile, ...moreOf(direct) }, 0.95));
    direct.world.cdp.sent.length = 0;
    const event = direct.says('third', identities, { profile, ...moreOf(direct) });
    const [delivery] = await direct.deliver(event);
    expect(delivery.outcome).toEqual({ outcome: 'done' });
    expect(direct.world.cdp.calls().includes('customerInfo')).toBe(isLooked);
  });

  test('is looked for with another that is worth it, in whichever order they come', async () => {
    for (const isFirst of [true, false]) {
      const direct = await known();
      const [worth, plain] = [
        direct.says('worth', [MEMBER], {
          act: { kind: 'order', created: new Date(direct.world.start + DAY).toISOString() },
        }),
        direct.says('plain', [MEMBER], {}),
      ];
      direct.world.cdp.sent.length = 0;
      await direct.deliver(isFirst ? worth : plain, [isFirst ? plain : worth]);
      expect(direct.world.cdp.calls(), String(isFirst)).toContain('customerInfo');
    }
  });
});

test('what several say of one is told once for each', async () => {
  const direct = await known();
  const deliveries: readonly Delivery[] = await direct.deliver(
    direct.says('a', [MEMBER, OPENID], { profile: { city: 'Fuzhou' } }),
    [direct.says('b', [OPENID, MEMBER, TYPED_MAIL], {}, 2)],
  );
  expect(deliveries.map(({ identities }) => identities.length)).toEqual([2, 3]);
  const creates = direct.world.cdp.sent.filter(({ endpoint }) => endpoint === 'createCustomerByIdentity');
  const sent = JSON.parse(creates.at(-1)?.body ?? '{}') as { identityList?: readonly { identityType: string }[] };
  expect(sent.identityList?.map(({ identityType }) => identityType)).toEqual(['member-no', 'wechat', 'email']);
});
