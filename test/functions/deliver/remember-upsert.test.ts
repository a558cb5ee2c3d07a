import { describe, expect, test } from 'vitest';
import type { Called } from '../../../functions/deliver/call-upsert.ts';
import { noCompat, type Shown } from '../../../functions/deliver/compat.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import type { Reconciled } from '../../../functions/deliver/reconcile-upsert.ts';
import { claimsIn, rememberUpsert, subjectAfter, withNames } from '../../../functions/deliver/remember-upsert.ts';
import type { ResolvedUpsert } from '../../../functions/deliver/resolve-upsert.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import { type CandidateIdentity, sortedByEvidence } from '../../../functions/shared/change/candidate.ts';
import type { Upsert } from '../../../functions/shared/change/customer-change.ts';
import { type CustomerItem, emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import type { UpsertPlan } from '../../../functions/shared/change/plan.ts';
import { emptySubjectItem, type SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import type { IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate, customer, HASH_KEY, identityOf } from '../../kit/candidates.ts';
import { SECOND, TestClock } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { claim, hashedName, identityItem, onDay } from '../../kit/facts.ts';
import { MemoryLedger } from '../../kit/ports.ts';

// What is written down of an upsert once its calls are made: of each of its identities, of its customer, of its subject.

const ANN = customer(1);
const BOB = customer(2);
const OPENID = candidate('verified wechat-openid app1/oAnn');
const MEMBER = candidate('verified member-no A-1');
const PHONE = candidate('verified mobile 15931000401');
const OTHER_PHONE = candidate('verified mobile 15931000402');
const TYPED_PHONE = candidate('claimed mobile 15931000401');
const MAIL = candidate('record email ann@post.example');
const TODAY = 100;

interface Given {
  readonly change?: Partial<Upsert>;
  /** All of the event that was asked after. */
  readonly candidates?: readonly CandidateIdentity[];
  readonly leading?: readonly CandidateIdentity[];
  readonly linked?: readonly CandidateIdentity[];
  /** What the ledger has of an identity. */
  readonly items?: readonly (readonly [CandidateIdentity, IdentityItem])[];
  /** What the event was decided by, where that is more than the ledger's items of today: a former version's. */
  readonly gathered?: readonly (readonly [CandidateIdentity, IdentityItem])[];
  /** Who has it in the CDP now; Ann where nothing is said. */
  readonly owners?: readonly (readonly [CandidateIdentity, CustomerId | undefined])[];
  readonly merged?: readonly CustomerId[];
  /** Customers who have become another before. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly planned?: Partial<CustomerItem>;
  readonly subject?: Partial<SubjectItem>;
  readonly name?: string;
  readonly config?: GuiyiConfig;
  readonly claimants?: ResolvedUpsert['claimants'];
}

async function remembered(given: Given) {
  const { leading = [OPENID], linked = [], candidates = [...leading, ...linked], config = demoConfig() } = given;
  const clock = new TestClock();
  const ledger = new MemoryLedger(clock.read);
  const open = async (holder: string, keys: readonly string[]) => {
    const session = openLedgerSession({ ledger, clock: clock.read, holder, until: clock.now + 60 * SECOND });
    await session.load({ identities: keys });
    return session;
  };
  for (const [{ key }, item] of given.items ?? []) await (await open('before', [key])).identities.put(key, item);
  const session = await open(
    'this',
    candidates.map(({ key }) => key),
  );
  // Whoever may become part of another is held before the calls.
  await session.load({ customers: given.merged ?? [] });
  const shown: Shown[] = [];
  const owners = new Map(candidates.map(({ key }): [string, CustomerId | undefined] => [key, ANN]));
  for (const [{ key }, owner] of given.owners ?? []) owners.set(key, owner);
  const idToday = (id: string) => given.aliases?.[id] ?? id;
  const plan: UpsertPlan = {
    target: ANN,
    find: undefined as never,
    link: () => undefined as never,
    after: [],
    trusted: [],
    fields: {},
    newFields: [],
    item: { ...emptyCustomerItem, ...given.planned },
    merged: given.merged ?? [],
  };
  const resolved: ResolvedUpsert = {
    outcome: 'resolved',
    candidates,
    gathered: {
      owners,
      unasked: new Set(),
      items: new Map((given.gathered ?? given.items ?? []).map(([{ key }, item]) => [key, item])),
      customers: new Map(),
      suggested: [],
      idToday,
    },
    resolution: {
      sorted: sortedByEvidence(candidates),
      customers: [ANN],
      joined: [],
      apart: [],
      others: [],
      contradictory: false,
      leading,
      handles: [],
      secondary: linked,
    },
    claimants: given.claimants ?? new Map(candidates.map(({ key }) => [key, { by: [`claimant of ${key}`] }])),
    discarded: [],
    observations: [],
    actTime: onDay(TODAY),
    name: given.name === undefined ? undefined : hashedName(given.name),
  };
  const called: Called = {
    outcome: 'called',
    plan,
    planFor: () => plan,
    customer: ANN,
    leading,
    linked,
    ofOthers: [],
    mayWrite: true,
  };
  const reconciled: Reconciled = {
    customer: ANN,
    owners,
    merged: given.merged ?? [],
    plan,
    withheld: [],
    observations: [],
  };
  const change: Upsert = { kind: 'upsert', identities: [], profile: {}, triggers: [], ...given.change };
  const subject = await rememberUpsert(
    { change, resolved, called, reconciled },
    {
      subject: { ...emptySubjectItem, ...given.subject },
      former: undefined,
      compat: { ...noCompat, remember: async (one) => void shown.push(one) },
      time: onDay(TODAY),
      digest: 'an event',
      config,
      hashKey: HASH_KEY,
      session,
      clock: clock.read,
    },
  );
  const after = openLedgerSession({ ledger, clock: clock.read, holder: 'after', until: clock.now });
  await after.load({
    identities: [...candidates, PHONE, OTHER_PHONE].map(({ key }) => key),
    customers: [ANN, BOB],
  });
  return {
    subject,
    shown: shown[0],
    now: clock.now,
    itemOf: ({ key }: CandidateIdentity) => after.identities.get(key),
    customerOf: (id: CustomerId) => after.customers.get(id),
  };
}

const proofOf = (of: number | undefined, ...days: readonly number[]) => claim(of, { proved: days });

describe('of an identity of the event', () => {
  test('its owner is written down', async () => {
    expect((await remembered({})).itemOf(OPENID)).toEqual(identityItem({ owner: '1' }));
  });

  test('nothing is where it is nobody’s', async () => {
    expect((await remembered({ owners: [[OPENID, undefined]] })).itemOf(OPENID)).toBeUndefined();
  });

  test('the owner is named by the id of today', async () => {
    const { itemOf } = await remembered({
      leading: [OPENID, MEMBER],
      owners: [[MEMBER, customer(7)]],
      aliases: { 7: '8' },
    });
    expect(itemOf(MEMBER)).toEqual(identityItem({ owner: '8' }));
  });

  test('claims of whoever has become part of the customer are theirs, and no others', async () => {
    const items = [[PHONE, identityItem({ owner: '2', claims: [proofOf(2, 1), proofOf(3, 2)] })]] as const;
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], items, merged: [BOB] });
    expect(itemOf(PHONE)).toMatchObject({ owner: '1', claims: [{ customer: '3' }, { customer: '1' }] });
    expect(itemOf(PHONE)?.claims[1]?.proved?.map(([from]) => from)).toEqual([onDay(1), onDay(TODAY)]);
  });

  test('what a former version knew of it is written down with what is new', async () => {
    const gathered = [[PHONE, identityItem({ claims: [proofOf(1, 1)] })]] as const;
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], gathered });
    expect(itemOf(PHONE)?.claims.flatMap(({ proved = [] }) => proved.flat())).toContain(onDay(1));
  });

  test('what the ledger has of it is not written over with what the event was decided by', async () => {
    const { itemOf } = await remembered({
      items: [[OPENID, identityItem({ owner: '1', marks: { returned: 5 } })]],
      gathered: [[OPENID, identityItem({ owner: '1' })]],
    });
    expect(itemOf(OPENID)).toEqual(identityItem({ owner: '1', marks: { returned: 5 } }));
  });

  test.each<readonly [string, GuiyiConfig, number]>([
    ['of an id no claim is kept', demoConfig(), 0],
    [
      'of an id with a limit one is',
      demoConfig({ guards: { kinds: { 'wechat-openid': { customersPerValue: 3 } } } }),
      1,
    ],
  ])('%s', async (_what, config, claims) => {
    expect((await remembered({ config })).itemOf(OPENID)?.claims).toHaveLength(claims);
  });

  test('of a contact the proof is kept as the customer’s, with the day of the event', async () => {
    const { itemOf } = await remembered({ leading: [OPENID, PHONE] });
    expect(itemOf(PHONE)?.claims).toEqual([
      { customer: '1', by: [`claimant of ${PHONE.key}`], proved: [[onDay(TODAY), onDay(TODAY)]] },
    ]);
  });

  test('of whom nobody claims it, no claim is', async () => {
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], claimants: new Map() });
    expect(itemOf(PHONE)).toEqual(identityItem({ owner: '1' }));
  });

  test('a record that has it in place of another says so', async () => {
    const before = { email: { key: 'another address', since: onDay(1), until: onDay(1) } };
    const anew = await remembered({ leading: [OPENID, MAIL], subject: { recorded: before } });
    expect(anew.itemOf(MAIL)?.claims).toMatchObject([{ recorded: onDay(TODAY), renewed: onDay(TODAY) }]);
    const first = await remembered({ leading: [OPENID, MAIL] });
    expect(first.itemOf(MAIL)?.claims[0]).not.toHaveProperty('renewed');
  });
});

describe('whoever had it in the CDP and has it no more', () => {
  const items = [
    [
      PHONE,
      identityItem({
        owner: '2',
        claims: [proofOf(2, 1), proofOf(3, 2)],
        released: [
          { customer: '2', at: 5 },
          { customer: '4', at: 6 },
        ],
      }),
    ],
  ] as const;

  test('is known by it no more: it is over, and so is that it has left them', async () => {
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], items });
    expect(itemOf(PHONE)?.claims.map((one) => one.customer)).toEqual(['3', '1']);
    expect(itemOf(PHONE)?.released).toEqual([{ customer: '4', at: 6 }]);
  });

  test('is known by it no more where it is nobody’s now', async () => {
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], items, owners: [[PHONE, undefined]] });
    expect(itemOf(PHONE)).not.toHaveProperty('owner');
    expect(itemOf(PHONE)?.claims.map((one) => one.customer)).toEqual(['3', '1']);
  });

  test('is known by it as before where they still have it', async () => {
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], items, owners: [[PHONE, BOB]] });
    expect(itemOf(PHONE)).toMatchObject({ owner: '2', released: [{ customer: '2' }, { customer: '4' }] });
    expect(itemOf(PHONE)?.claims.map((one) => one.customer)).toEqual(['2', '3', '1']);
  });

  test('says nothing of claims that are nobody’s yet, where nobody was known to have it', async () => {
    const unnamed = [[PHONE, identityItem({ claims: [proofOf(undefined, 1)] })]] as const;
    const { itemOf } = await remembered({ leading: [OPENID, PHONE], items: unnamed });
    expect(itemOf(PHONE)?.claims.map((one) => one.customer)).toEqual([undefined, '1']);
  });
});

describe('a contact that has left the customer', () => {
  const released = [{ customer: '1', at: onDay(TODAY) }];

  test('because they have proved another of the kind: so it is written down, and what is theirs now', async () => {
    const contacts = { mobile: { key: OTHER_PHONE.key, at: onDay(1) } };
    const { itemOf, customerOf, shown } = await remembered({ leading: [OPENID, PHONE], planned: { contacts } });
    expect(itemOf(OTHER_PHONE)).toEqual(identityItem({ released }));
    expect(itemOf(PHONE)).not.toMatchObject({ released });
    expect(customerOf(ANN)?.contacts).toEqual({ mobile: { key: PHONE.key, at: onDay(TODAY) } });
    expect(shown?.left.map(({ key }) => key)).toEqual([OTHER_PHONE.key]);
  });

  test('because the platform’s record has another in its place', async () => {
    const recorded = { email: { key: OTHER_PHONE.key, since: onDay(1), until: onDay(1) } };
    const { itemOf, subject } = await remembered({ leading: [OPENID, MAIL], subject: { recorded } });
    expect(itemOf(OTHER_PHONE)).toEqual(identityItem({ released }));
    expect(subject.recorded).toEqual({ email: { key: MAIL.key, since: onDay(TODAY), until: onDay(TODAY) } });
  });

  test.each([
    ['has proved it: a release that was proved ends it', 'verified', [1], true],
    ['has proved it: one that was only typed says nothing against it', 'claimed', [1], false],
    ['has only typed it: either ends it', 'claimed', [], true],
  ] as const)('because the event says so. The customer %s', async (_what, grade, proved, isReleased) => {
    const items = [[PHONE, identityItem({ owner: '1', claims: [claim(1, { proved, typed: 1 })] })]] as const;
    const { itemOf, shown } = await remembered({
      items,
      change: { released: [identityOf(`${grade} mobile 15931000401`)] },
    });
    expect(itemOf(PHONE)?.released).toEqual(isReleased ? released : []);
    expect(shown?.released.map(({ key }) => key)).toEqual([PHONE.key]);
  });
});

describe('of the customer', () => {
  test('it is written down what was planned, what they have claimed, and when they were seen', async () => {
    const planned = { fields: { city: { t: 1, e: 'e' } } };
    const { customerOf, now } = await remembered({ leading: [OPENID, PHONE], planned });
    expect(customerOf(ANN)).toEqual({
      ...emptyCustomerItem,
      ...planned,
      seen: now,
      claimed: { mobile: [PHONE.key] },
      contacts: { mobile: { key: PHONE.key, at: onDay(TODAY) } },
    });
  });

  test('whoever has become part of them is known as one of them', async () => {
    const { customerOf } = await remembered({ merged: [BOB] });
    expect(customerOf(BOB)).toEqual({ ...emptyCustomerItem, alias: '1' });
  });

  test('the name is, with what was typed beside it', async () => {
    const { customerOf } = await remembered({ leading: [OPENID], linked: [TYPED_PHONE], name: 'Ann Lee' });
    expect(customerOf(ANN)?.names).toEqual([{ ...hashedName('Ann Lee'), said: [[TYPED_PHONE.key]] }]);
  });
});

describe('a name is said by the person', () => {
  const typedId = candidate('claimed member-no A-1');
  test.each<readonly [string, Pick<Upsert, 'nameFrom'>, readonly CandidateIdentity[], readonly (readonly string[])[]]>([
    ['where an id of theirs names them', {}, [OPENID], [[]]],
    ['and the contacts are noted that were typed beside it', {}, [OPENID, TYPED_PHONE], [[TYPED_PHONE.key]]],
    ['but no id that was', {}, [OPENID, typedId], [[]]],
    ['nor a contact that was proved', {}, [OPENID, PHONE], [[]]],
    ['not where a contact alone names them', {}, [PHONE], []],
    ['not where it is the name on an address', { nameFrom: 'beside-contact' }, [OPENID], []],
    ['and is where it is the name of their account', { nameFrom: 'account' }, [OPENID], [[]]],
  ])('%s', (_what, change, candidates, said) => {
    const { names } = withNames(emptyCustomerItem, change, hashedName('Ann Lee'), candidates);
    expect(names).toEqual([{ ...hashedName('Ann Lee'), said }]);
  });

  test('and nothing is where there is none', () => {
    expect(withNames(emptyCustomerItem, {}, undefined, [OPENID])).toBe(emptyCustomerItem);
  });
});

test('claims are of contacts, proved or typed, and of no id', () => {
  expect(claimsIn([OPENID, PHONE, MAIL])).toEqual([
    ['mobile', PHONE.key],
    ['email', MAIL.key],
  ]);
});

describe('of the subject', () => {
  const upsert: Upsert = { kind: 'upsert', identities: [], profile: {}, triggers: [] };
  const delivered = { customer: ANN, sent: [OPENID, PHONE], recorded: {}, mayWrite: true, time: onDay(TODAY) };

  test('its customer is remembered, and the kinds that were sent, each once', () => {
    const before = { ...emptySubjectItem, kinds: ['mobile'], done: ['an event'] };
    expect(subjectAfter(before, upsert, delivered)).toEqual({
      ...before,
      customer: ANN,
      kinds: ['mobile', 'wechat-openid'],
    });
  });

  test.each<readonly [string, Partial<Upsert>, number | undefined, number | undefined]>([
    ['an act of theirs', { triggers: ['follow'] }, undefined, onDay(TODAY)],
    ['an act of theirs after an older one', { triggers: ['follow'] }, onDay(1), onDay(TODAY)],
    ['an act of theirs that comes after a newer one', { triggers: ['follow'] }, onDay(200), onDay(200)],
    ['no act of theirs', {}, undefined, undefined],
    ['no act of theirs, after one', {}, onDay(1), onDay(1)],
  ])('%s says when they came back', (_what, change, before, after) => {
    const known: SubjectItem = { ...emptySubjectItem, ...(before !== undefined && { returned: before }) };
    expect(subjectAfter(known, { ...upsert, ...change }, delivered).returned).toBe(after);
  });

  test.each<readonly [string, true | undefined, SubjectItem['record'], SubjectItem['record']]>([
    ['the first state of a platform’s record', true, undefined, { made: true, time: onDay(TODAY) }],
    ['a newer state', true, { made: false, time: onDay(1) }, { made: true, time: onDay(TODAY) }],
    ['an older state that comes late', true, { made: true, time: onDay(200) }, { made: true, time: onDay(200) }],
    ['no record', undefined, undefined, undefined],
    ['no record, after one', undefined, { made: true, time: onDay(1) }, { made: true, time: onDay(1) }],
  ])('%s: when its newest was', (_what, record, before, after) => {
    const known: SubjectItem = { ...emptySubjectItem, ...(before && { record: before }) };
    const change: Upsert = { ...upsert, ...(record && { record }) };
    expect(subjectAfter(known, change, delivered).record).toEqual(after);
  });

  test('it is remembered whether its record has made the customer', () => {
    const change: Upsert = { ...upsert, record: true };
    expect(subjectAfter(emptySubjectItem, change, { ...delivered, mayWrite: false }).record?.made).toBe(false);
  });

  test('kinds are counted that the customer has in the CDP, and no kind that another has', async () => {
    const { subject } = await remembered({ leading: [OPENID], linked: [TYPED_PHONE], owners: [[TYPED_PHONE, BOB]] });
    expect(subject).toMatchObject({ customer: '1', kinds: ['wechat-openid'] });
  });
});
