import { describe, expect, test } from 'vitest';
import { decisionIn, isDecision } from '../../../functions/deliver/decide.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import type { DecisionData } from '../../../functions/shared/cases/decision.ts';
import { decisionEvent } from '../../../operations/decision-event.ts';
import { type CustomerItem, emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { parseJson } from '../../../functions/shared/json/lossless.ts';
import { candidate } from '../../kit/candidates.ts';
import { SECOND } from '../../kit/clock.ts';
import { DAY } from '../../kit/days.ts';
import { memberBound } from '../../kit/delivery.ts';
import { directDelivery } from '../../kit/direct-delivery.ts';
import { hashedName } from '../../kit/facts.ts';

// What each decision of a person does to what is remembered, and what it says where it cannot be carried out.

const ANN = '101';
const BOB = '102';
const PHONE = candidate('verified mobile 15931000411');
type Direct = ReturnType<typeof directDelivery>;

const dataOf = (more: Partial<DecisionData>): DecisionData => ({
  case: { type: 'contact-may-have-moved', connection: 'brand-demo', key: PHONE.key },
  decision: 'dismiss',
  customers: [ANN, BOB],
  by: 'ada',
  note: '',
  ...more,
});

async function decide({ deliver, world }: Direct, more: Partial<DecisionData>) {
  const [delivery] = await deliver(decisionEvent(dataOf(more), { now: world.start + 9 * DAY }));
  return delivery;
}

const customerItems = ({ customerItem }: Direct) => [ANN, BOB].map((id) => customerItem(id));

async function sessionOf({ world: { ledger, clock } }: Direct, ids: readonly string[]) {
  const session = openLedgerSession({ ledger, clock: clock.read, holder: 'a test', until: clock.now + 60 * SECOND });
  await session.load({ customers: ids });
  return session;
}

describe('an event is a decision', () => {
  const event = decisionEvent(dataOf({}), { now: 0 });
  test.each([
    ['by its source and its type', event, true],
    ['not by the type alone: somebody else has written it', { ...event, source: '/brand-events/brand-demo' }, false],
    ['not by the source alone', { ...event, type: 'member.bound' }, false],
    ['not as an ordinary event', memberBound([]), false],
  ])('%s', (_how, one, is) => {
    expect(isDecision(one)).toBe(is);
  });
});

describe('a decision is read', () => {
  const eventWith = (data: object) => ({ ...memberBound([]), data: parseJson(JSON.stringify(data)) });

  test.each<readonly [string, object, boolean]>([
    ['as it is written', dataOf({}), true],
    ['not where something is missing', { ...dataOf({}), by: 7 }, false],
    ['not where nobody knows such a case', dataOf({ case: { type: 'no-case', connection: 'c', key: 'k' } }), false],
    ['not where a customer’s id is none', dataOf({ customers: [ANN, 'nobody'] }), false],
  ])('%s', (_how, data, isRead) => {
    expect(decisionIn(eventWith(data)) !== undefined).toBe(isRead);
  });

  test('with no identities where it names none', () => {
    expect(decisionIn(eventWith(dataOf({})))?.identities).toEqual([]);
  });
});

describe('never one', () => {
  test('is remembered of both, each once, beside whoever they were kept apart from before', async () => {
    const direct = directDelivery();
    const session = await sessionOf(direct, [ANN]);
    await session.customers.update(ANN, (item) => ({ ...item, neverOne: ['77', BOB] }));
    const delivery = await decide(direct, { decision: 'never-one' });
    expect(delivery.outcome).toEqual({ outcome: 'done' });
    expect(delivery.customers).toEqual([ANN, BOB]);
    expect(customerItems(direct).map((item) => item?.neverOne)).toEqual([['77', BOB], [ANN]]);
  });

  test('cannot be of two who are one customer by now', async () => {
    const direct = directDelivery();
    const session = await sessionOf(direct, [BOB]);
    await session.customers.update(BOB, (item) => ({ ...item, alias: ANN }));
    expect((await decide(direct, { decision: 'never-one' })).outcome).toEqual({
      outcome: 'dead-lettered',
      reason: 'decision-impossible',
      detail: 'the two are one customer by now: undo the merge first',
    });
  });

  test.each([
    ['one', []],
    ['two', [ANN, BOB, '103']],
  ])('takes two customers: not fewer than %s, nor more', async (_what, customers) => {
    const direct = directDelivery();
    expect((await decide(direct, { decision: 'never-one', customers })).outcome).toMatchObject({
      outcome: 'dead-lettered',
      detail: 'it takes two customers',
    });
    expect(customerItems(direct)).toEqual([undefined, undefined]);
  });

  test.each([ANN, BOB])('waits while another event holds one of them (%s)', async (id) => {
    const direct = directDelivery();
    const another = await sessionOf(direct, [id]);
    await another.customers.hold([id]);
    expect((await decide(direct, { decision: 'never-one' })).outcome).toMatchObject({ reason: 'hold-conflict' });
    await another.release();
    expect((await decide(direct, { decision: 'never-one' })).outcome).toEqual({ outcome: 'done' });
  });
});

test('to join two who are one customer by now changes nothing', async () => {
  const direct = directDelivery();
  const session = await sessionOf(direct, [BOB]);
  await session.customers.update(BOB, (item) => ({ ...item, alias: ANN }));
  expect((await decide(direct, { decision: 'join' })).outcome).toEqual({ outcome: 'done' });
  expect(direct.world.cdp.calls()).toEqual([]);
});

describe('not theirs', () => {
  test('is remembered of the contact: it has left the customer', async () => {
    const direct = directDelivery();
    const delivery = await decide(direct, { decision: 'not-theirs', customers: [ANN] });
    expect(delivery.outcome).toEqual({ outcome: 'done' });
    expect(direct.itemOf('verified mobile 15931000411')?.released).toEqual([
      { customer: ANN, at: direct.world.start + 9 * DAY },
    ]);
  });

  test('names a customer', async () => {
    const direct = directDelivery();
    expect((await decide(direct, { decision: 'not-theirs', customers: [] })).outcome).toMatchObject({
      outcome: 'dead-lettered',
      detail: 'it names no customer',
    });
  });
});

test.each(['dismiss', 'refuse', 'carry-out'] as const)(
  '%s changes nothing of what is remembered of people',
  async (decision) => {
    const direct = directDelivery();
    expect((await decide(direct, { decision })).outcome).toEqual({ outcome: 'done' });
    expect(customerItems(direct)).toEqual([undefined, undefined]);
    expect(direct.itemOf('verified mobile 15931000411')).toBeUndefined();
    expect(direct.world.cdp.calls()).toEqual([]);
  },
);

describe('separate', () => {
  const ID = candidate('verified wechat-openid app1/oBob').key;
  const identities = [
    { key: ID, isContact: false },
    { key: PHONE.key, isContact: true },
  ];
  const MAIL = 'the key of an address';
  const separating = { decision: 'separate', identities } as const;

  /** Ann's item as it is when Bob has been part of her. */
  const ANN_BEFORE = {
    fields: { city: { t: 1, e: 'e', h: 'h' } },
    groups: { Buyers: { t: 1, e: 'e', in: true, sent: 5 } },
    seen: 7,
    name: 'hash of a name',
    names: [{ ...hashedName('Bob Reed'), said: [[]] }],
    contacts: { mobile: { key: PHONE.key, at: 1 }, email: { key: MAIL, at: 1 } },
    claimed: { mobile: [PHONE.key, 'another phone'], email: [MAIL] },
  } satisfies CustomerItem;

  async function separated(more: Partial<DecisionData>, before: Readonly<Record<string, CustomerItem>> = {}) {
    const direct = directDelivery();
    const session = await sessionOf(direct, [ANN, BOB]);
    for (const [id, item] of Object.entries({ [ANN]: ANN_BEFORE, ...before })) await session.customers.put(id, item);
    const { outcome } = await decide(direct, { ...separating, ...more });
    return { direct, outcome, items: customerItems(direct) };
  }

  test('leaves the customer what is not the other’s, and trusts no more what the CDP was sent', async () => {
    const { outcome, items } = await separated({});
    expect(outcome).toEqual({ outcome: 'done' });
    expect(items[0]).toMatchObject({
      fields: { city: { t: 1, e: 'e' } },
      groups: { Buyers: { t: 1, e: 'e', in: true } },
      names: [],
      contacts: { email: { key: MAIL, at: 1 } },
      claimed: { mobile: ['another phone'], email: [MAIL] },
      neverOne: [BOB],
      neverTheirs: [ID],
    });
    expect(items[0]?.contacts).toEqual({ email: { key: MAIL, at: 1 } });
    for (const gone of ['seen', 'name']) expect(items[0]).not.toHaveProperty(gone);
    expect(items[0]?.fields['city']).not.toHaveProperty('h');
  });

  test('lets the other’s contacts go, and no id', async () => {
    const { direct } = await separated({});
    expect(direct.itemOf('verified mobile 15931000411')?.released).toEqual([
      { customer: ANN, at: direct.world.clock.now },
    ]);
    expect(direct.itemOf('verified wechat-openid app1/oBob')).toBeUndefined();
  });

  test('makes whoever had become part of them somebody again, of whom nothing else is known', async () => {
    const former = { ...emptyCustomerItem, alias: ANN, names: ANN_BEFORE.names, neverOne: ['77'] };
    const data = { customers: [ANN, BOB] };
    const direct = directDelivery();
    const session = await sessionOf(direct, [ANN, BOB]);
    await session.customers.put(ANN, ANN_BEFORE);
    await session.customers.put(BOB, { ...former, alias: '999' });
    // By their id of today the second is whoever they have become: nobody, here.
    expect((await decide(direct, { ...separating, ...data })).outcome).toEqual({ outcome: 'done' });
    expect(direct.customerItem(BOB)).toEqual({ ...emptyCustomerItem, neverOne: [ANN] });
  });

  test('keeps what is known of a second who is somebody', async () => {
    const { items } = await separated({}, { [BOB]: { ...ANN_BEFORE, neverOne: ['77', ANN] } });
    expect(items[1]).toEqual({ ...ANN_BEFORE, neverOne: ['77', ANN] });
  });

  test('keeps from whom and from which ids the customer was kept apart before', async () => {
    const before = { ...ANN_BEFORE, neverOne: ['77'], neverTheirs: ['an id'] };
    const { items } = await separated({}, { [ANN]: before });
    expect(items[0]).toMatchObject({ neverOne: ['77', BOB], neverTheirs: ['an id', ID] });
  });

  test('names nobody to be kept apart from, where the other was no customer', async () => {
    const { items } = await separated({ customers: [ANN] }, { [ANN]: emptyCustomerItem });
    expect(items).toEqual([{ ...emptyCustomerItem, neverTheirs: [ID] }, undefined]);
  });

  test.each<readonly [string, Partial<DecisionData>, string]>([
    ['no customer', { customers: [] }, 'it names no customer, or more than two'],
    ['more than two', { customers: [ANN, BOB, '103'] }, 'it names no customer, or more than two'],
    ['no identity', { identities: [] }, 'it names no identity of the other person'],
  ])('cannot be of %s', async (_what, more, detail) => {
    const { outcome, items } = await separated(more);
    expect(outcome).toEqual({ outcome: 'dead-lettered', reason: 'decision-impossible', detail });
    expect(items[0]).toEqual(ANN_BEFORE);
  });

  test.each([ANN, BOB])('waits while another event holds one of them (%s)', async (id) => {
    const direct = directDelivery();
    await (await sessionOf(direct, [id])).customers.hold([id]);
    expect((await decide(direct, separating)).outcome).toMatchObject({ reason: 'hold-conflict' });
  });

  test.each([
    ['wrong-merge', 1],
    ['contact-may-have-moved', 0],
  ] as const)('makes a case of what a person has found (%s)', async (type, cases) => {
    const about = { type, connection: 'brand-demo', key: 'a case' };
    const { direct } = await separated({ case: about, note: 'two people' });
    const decided = await direct.world.cases.list(10, 'decided');
    expect(decided).toHaveLength(cases);
    for (const one of decided) expect(one).toMatchObject({ type, examples: [{ example: 'two people' }] });
  });
});

test('a decision is done once, as any event is', async () => {
  const { deliver } = directDelivery();
  const event = decisionEvent(dataOf({}), { now: 0 });
  expect((await deliver(event))[0].outcome).toEqual({ outcome: 'done' });
  expect((await deliver(event))[0].outcome).toMatchObject({ reason: 'already-done' });
});
