import { describe, expect, test } from 'vitest';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { type ByOwner, sortByOwner } from '../../../functions/deliver/sort-by-owner.ts';
import type { Settled } from '../../../functions/deliver/settled.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import type { Upsert } from '../../../functions/shared/change/customer-change.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { emptySubjectItem } from '../../../functions/shared/change/subject-item.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import type { Claim, IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate, customer, HASH_KEY } from '../../kit/candidates.ts';
import { SECOND, TestClock } from '../../kit/clock.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { claim, type Claimed, identityItem, onDay } from '../../kit/facts.ts';
import { MemoryLedger } from '../../kit/ports.ts';

// An event is delivered the short way, with one look at the customer, where nothing is to be decided about any of its identities.

const ANN = customer(1);
const OPENID = candidate('verified wechat-openid app1/oAnn');
const PHONE = candidate('verified mobile 15931000401');
const TYPED_PHONE = candidate('claimed mobile 15931000401');
const PAID_PHONE: CandidateIdentity = {
  ...TYPED_PHONE,
  identity: { ...TYPED_PHONE.identity, evidence: { ...TYPED_PHONE.identity.evidence, paid: true } },
};
const TYPED_ID = candidate('claimed member-no A-1');
const TODAY = 100;

interface Given {
  readonly items: readonly (readonly [CandidateIdentity, IdentityItem])[];
  readonly config?: GuiyiConfig;
  readonly act?: Upsert['act'];
  readonly before?: Settled['observed'];
  /** Of these another event decides. */
  readonly held?: readonly CandidateIdentity[];
}

/** An event of today that names these, about Ann. */
async function sorted(
  named: readonly CandidateIdentity[],
  { items, config = demoConfig(), act, before, held = [] }: Given,
): Promise<ByOwner | undefined> {
  const clock = new TestClock();
  const ledger = new MemoryLedger(clock.read);
  const open = async (holder: string) => {
    const session = openLedgerSession({ ledger, clock: clock.read, holder, until: clock.now + 60 * SECOND });
    await session.load({ identities: named.map(({ key }) => key) });
    return session;
  };
  for (const [{ key }, item] of items) await (await open('before')).identities.put(key, item);
  await (await open('another')).identities.hold(held.map(({ key }) => key));
  const change: Upsert = { kind: 'upsert', identities: [], profile: {}, triggers: [], ...(act && { act }) };
  const settled: Settled | undefined = before && {
    customer: ANN,
    subject: emptySubjectItem,
    item: emptyCustomerItem,
    observed: before,
    statements: [],
    theirs: [],
    notTheirs: [],
    isWorthALook: false,
  };
  const context = {
    config,
    digest: 'an event',
    event: memberBound([]),
    hashKey: HASH_KEY,
    session: await open('this'),
    subjectId: 'oAnn',
    time: onDay(TODAY),
  };
  return sortByOwner(change, named, { customer: ANN, before: settled }, context);
}

type Where = 'theirs' | 'not theirs' | 'to be decided';

/** Where an event of Ann's that names her id, and this, is to have it. */
async function whereIs(one: CandidateIdentity, item: IdentityItem, config?: GuiyiConfig): Promise<Where> {
  const found = await sorted([OPENID, one], {
    items: [
      [OPENID, identityItem({ owner: '1' })],
      [one, item],
    ],
    ...(config && { config }),
  });
  if (!found) return 'to be decided';
  return found.theirs.includes(one) ? 'theirs' : found.notTheirs.includes(one) ? 'not theirs' : 'to be decided';
}

/** A claim of a customer beside the event's own id, so that the event's claim is one of the same. */
const asNow = (of: number, claimed: Claimed): Claim => ({ ...claim(of, claimed), by: [OPENID.key] });
const today = { proved: [TODAY] };

describe('an identity that memory has with the customer', () => {
  test.each([
    ['an id', candidate('verified member-no A-1'), { owner: '1' }, 'theirs'],
    ['an id that another has claimed to have proved', TYPED_ID, { owner: '1', claims: [claim(2, today)] }, 'theirs'],
    ['a contact that they have proved', PHONE, { owner: '1', claims: [asNow(1, today)] }, 'theirs'],
    [
      'a contact that another has typed',
      PHONE,
      { owner: '1', claims: [asNow(1, today), claim(2, { typed: TODAY })] },
      'theirs',
    ],
    [
      'a contact that another has proved',
      PHONE,
      { owner: '1', claims: [asNow(1, today), claim(2, { proved: [1] })] },
      'to be decided',
    ],
    ['a contact that has left them', PHONE, { owner: '1', released: [{ customer: '1', at: 1 }] }, 'to be decided'],
    ['a contact that has left another', PHONE, { owner: '1', released: [{ customer: '2', at: 1 }] }, 'theirs'],
  ] as const)('%s', async (_what, one, item, where) => {
    expect(await whereIs(one, identityItem(item))).toBe(where);
  });

  test.each([
    ['erased', { erased: 1 }, 'to be decided'],
    ['suppressed', { suppressed: 1 }, 'to be decided'],
    ['withdrawn', { withdrawn: 1 }, 'to be decided'],
    ['one that is over because the person has come back', { returned: 1 }, 'theirs'],
    ['one that an operator has lifted', { lifted: 1 }, 'theirs'],
  ] as const)('with a mark: %s', async (_what, marks, where) => {
    expect(await whereIs(candidate('verified member-no A-1'), identityItem({ owner: '1', marks }))).toBe(where);
  });

  test('is to be decided where nothing is remembered of it', async () => {
    expect(await sorted([OPENID, PHONE], { items: [[OPENID, identityItem({ owner: '1' })]] })).toBeUndefined();
  });

  test('is to be decided while another event decides about it', async () => {
    const items = [[OPENID, identityItem({ owner: '1' })]] as const;
    expect(await sorted([OPENID], { items, held: [OPENID] })).toBeUndefined();
    expect(await sorted([OPENID], { items })).toMatchObject({ theirs: [OPENID], notTheirs: [] });
  });
});

describe('an identity that memory does not have with the customer', () => {
  const typed = asNow(1, { typed: TODAY });

  test.each([
    ['a contact that they typed today, and is another’s', TYPED_PHONE, { owner: '2', claims: [typed] }, 'not theirs'],
    ['a contact that they typed today, and is nobody’s', TYPED_PHONE, { claims: [typed] }, 'not theirs'],
    [
      'a contact that they typed more than a day ago',
      TYPED_PHONE,
      { owner: '2', claims: [asNow(1, { typed: TODAY - 1 })] },
      'to be decided',
    ],
    [
      'a contact that only another typed',
      TYPED_PHONE,
      { owner: '2', claims: [claim(2, { typed: TODAY })] },
      'to be decided',
    ],
    [
      'a contact that they have proved, and not typed',
      TYPED_PHONE,
      { owner: '2', claims: [asNow(1, today)] },
      'to be decided',
    ],
    ['a contact that the event proves', PHONE, { owner: '2', claims: [typed] }, 'to be decided'],
    [
      'a contact that they have paid with',
      PAID_PHONE,
      { owner: '2', claims: [{ ...typed, paid: onDay(TODAY) }] },
      'to be decided',
    ],
    ['an id that they have only typed', TYPED_ID, { owner: '2', claims: [typed] }, 'to be decided'],
  ] as const)('%s', async (_what, one, item, where) => {
    expect(await whereIs(one, identityItem(item))).toBe(where);
  });

  test.each([
    ['cdp.merge: always', demoConfig({}, { merge: 'always' }), 'to be decided', 'to be decided'],
    ['cdp.merge: never', demoConfig({}, { merge: 'never' }), 'not theirs', 'not theirs'],
    [
      'pairs in guards.neverOne',
      demoConfig({ guards: { neverOne: [['customer:1', 'mobile:15931000401']] } }),
      'not theirs',
      'to be decided',
    ],
    ['an empty guards.neverOne', demoConfig({ guards: { neverOne: [] } }), 'not theirs', 'not theirs'],
  ] as const)('a typed contact under %s', async (_what, config, ofAnother, ofNobody) => {
    expect(await whereIs(TYPED_PHONE, identityItem({ owner: '2', claims: [typed] }), config)).toBe(ofAnother);
    expect(await whereIs(TYPED_PHONE, identityItem({ claims: [typed] }), config)).toBe(ofNobody);
  });
});

describe('an identity that too many claim', () => {
  const others = (count: number, claimed: Claimed) =>
    Array.from({ length: count }, (_, index) => claim(index + 10, claimed));
  const mail = candidate('claimed email desk@post.example');

  test.each([
    ['four others', 4, { typed: TODAY }, 'theirs'],
    ['five others', 5, { typed: TODAY }, 'to be decided'],
    ['five others, longer ago than the window', 5, { typed: TODAY - 31 }, 'theirs'],
  ] as const)('typed by %s', async (_what, count, claimed, where) => {
    expect(await whereIs(mail, identityItem({ owner: '1', claims: others(count, claimed) }))).toBe(where);
  });

  test('is theirs all the same where it is known that they claim it', async () => {
    const claims = [...others(5, { typed: TODAY }), asNow(1, { typed: TODAY })];
    expect(await whereIs(mail, identityItem({ owner: '1', claims }))).toBe('theirs');
  });

  test('counts once what the customer themselves has claimed by other events', async () => {
    const claims = [...others(4, { typed: TODAY }), { ...claim(1, { typed: TODAY }), by: ['by another event'] }];
    expect(await whereIs(mail, identityItem({ owner: '1', claims }))).toBe('theirs');
  });

  test('an id has no limit but one of its own', async () => {
    const id = candidate('verified stripe-customer acct/cus_1');
    const item = identityItem({ owner: '1', claims: others(2, { proved: [TODAY] }) });
    const limited = demoConfig({ guards: { kinds: { 'stripe-customer': { customersPerValue: 2 } } } });
    expect(await whereIs(id, item)).toBe('theirs');
    expect(await whereIs(id, item, limited)).toBe('to be decided');
  });

  test('the window is counted from what the person did, not from the event that says it', async () => {
    const items = [
      [OPENID, identityItem({ owner: '1' })],
      [mail, identityItem({ owner: '1', claims: others(5, { typed: TODAY - 31 }) })],
    ] as const;
    const act = { kind: 'order', created: new Date(onDay(TODAY - 2)).toISOString() } as const;
    expect(await sorted([OPENID, mail], { items })).toBeDefined();
    expect(await sorted([OPENID, mail], { items, act })).toBeUndefined();
  });
});

describe('what an event shows of an identity', () => {
  const known = identityItem({ owner: '1', claims: [asNow(1, today)] });
  const ofToday = (item: IdentityItem, before?: Settled['observed']) =>
    sorted([OPENID, PHONE], {
      items: [
        [OPENID, identityItem({ owner: '1' })],
        [PHONE, item],
      ],
      ...(before && { before }),
    });
  const after = (found: ByOwner | undefined, item: IdentityItem) =>
    (found?.observed.get(PHONE.key) ?? []).reduce((one, step) => step(one), item);

  test('is noted for a contact, with the event’s customer and time', async () => {
    const unproved = identityItem({ owner: '1' });
    const found = await ofToday(unproved);
    expect([...(found?.observed.keys() ?? [])]).toEqual([PHONE.key]);
    expect(after(found, unproved).claims).toEqual([
      { customer: '1', by: [OPENID.key], proved: [[onDay(TODAY), onDay(TODAY)]] },
    ]);
  });

  test('is not noted where the ledger says it already', async () => {
    expect((await ofToday(known))?.observed.size).toBe(0);
  });

  test('is added to what the events before it have shown, and not noted twice', async () => {
    const unproved = identityItem({ owner: '1' });
    const first = (await ofToday(unproved))?.observed;
    const second = await ofToday(unproved, first);
    expect(second?.observed.get(PHONE.key)).toHaveLength(1);
    const typed = (item: IdentityItem) => ({ ...item, claims: [asNow(1, { typed: 1 })] });
    const third = await ofToday(unproved, new Map([[PHONE.key, [typed]]]));
    expect(third?.observed.get(PHONE.key)).toHaveLength(2);
    expect(after(third, unproved).claims).toMatchObject([
      { typed: { from: onDay(1) }, proved: [[onDay(TODAY), onDay(TODAY)]] },
    ]);
  });

  test('is not noted for an id, but where the configuration limits it', async () => {
    const id = candidate('verified stripe-customer acct/cus_1');
    const items = [[id, identityItem({ owner: '1' })]] as const;
    const limited = demoConfig({ guards: { kinds: { 'stripe-customer': { customersPerValue: 2 } } } });
    expect((await sorted([id], { items }))?.observed.size).toBe(0);
    expect((await sorted([id], { items, config: limited }))?.observed.size).toBe(1);
  });
});
