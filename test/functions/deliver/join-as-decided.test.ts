import { describe, expect, test } from 'vitest';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import { type CustomerItem, emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { decisionEvent } from '../../../operations/decision-event.ts';
import { candidate } from '../../kit/candidates.ts';
import { SECOND } from '../../kit/clock.ts';
import { DAY } from '../../kit/days.ts';
import { changesOf, directDelivery, upsertOf } from '../../kit/direct-delivery.ts';
import { hashedName } from '../../kit/facts.ts';

// A person has decided that two customers are one: what the CDP is told, and what is remembered of both.

type Direct = ReturnType<typeof directDelivery>;
const ANN = 'verified member-no AN-1';
const BOB = 'verified wechat-openid app1/oBob';

interface Two {
  readonly direct: Direct;
  readonly ann: string;
  readonly bob: string;
}

/** Ann and Bob, each named on a day; undefined: never. */
async function two({
  anns = [ANN],
  bobs = [BOB],
  named = [0, 1],
}: {
  readonly anns?: readonly string[];
  readonly bobs?: readonly string[];
  readonly named?: readonly [number | undefined, number | undefined];
} = {}): Promise<Two> {
  const direct = directDelivery();
  const [annNamed, bobNamed] = named;
  const made = async (id: string, identities: readonly string[], name: string, day: number | undefined) => {
    const upsert = upsertOf(identities, day === undefined ? {} : { profile: { name } });
    const [{ customers }] = await direct.deliver(direct.eventOf(id, changesOf(upsert), day ?? 0, { subject: id }));
    return customers[0] ?? '';
  };
  const ann = await made('ann', anns, 'Ann Early', annNamed);
  const bob = await made('bob', bobs, 'Ann Late', bobNamed);
  direct.world.cdp.sent.length = 0;
  return { direct, ann, bob };
}

async function sessionOf({ world }: Direct, customers: readonly string[]) {
  const { ledger, clock } = world;
  const session = openLedgerSession({ ledger, clock: clock.read, holder: 'a test', until: clock.now + 60 * SECOND });
  await session.load({ customers });
  return session;
}

async function remember(direct: Direct, id: string, change: Partial<CustomerItem>): Promise<void> {
  const session = await sessionOf(direct, [id]);
  await session.customers.update(id, (item) => ({ ...item, ...change }));
}

async function join({ direct }: Two, customers: readonly string[]) {
  const data = {
    case: { type: 'contact-may-have-moved' as const, connection: 'brand-demo', key: 'a case' },
    decision: 'join' as const,
    customers: [...customers],
    by: 'ada',
    note: '',
  };
  const [delivery] = await direct.deliver(decisionEvent(data, { now: direct.world.start + 9 * DAY }));
  return delivery;
}

/** The values of the identities by which the CDP was told. */
function toldBy({ direct }: Two): readonly string[] {
  const call = direct.world.cdp.sent.find(({ endpoint }) => endpoint === 'createCustomerByIdentity');
  const body = JSON.parse(call?.body ?? '{}') as { identityList?: readonly { identityValue: string }[] };
  return (body.identityList ?? []).map(({ identityValue }) => identityValue);
}

describe('the CDP is told by one identity of each', () => {
  test.each<readonly [string, Parameters<typeof two>[0], readonly string[]]>([
    ['an id before a contact', { anns: ['verified mobile 15931000411', ANN], named: [1, 0] }, ['AN-1', 'app1:oBob']],
    [
      'a contact of whom nothing else is known',
      { anns: ['verified email ann@post.example'], named: [1, 0] },
      ['ann@post.example', 'app1:oBob'],
    ],
    [
      'whoever was named later comes first, for the CDP keeps the first one’s name',
      { named: [0, 1] },
      ['app1:oBob', 'AN-1'],
    ],
    ['the first stays first where they were named later', { named: [1, 0] }, ['AN-1', 'app1:oBob']],
    ['or where nobody was named', { named: [undefined, undefined] }, ['AN-1', 'app1:oBob']],
    ['or where the other was not', { named: [0, undefined] }, ['AN-1', 'app1:oBob']],
    ['whoever was named at all comes first', { named: [undefined, 0] }, ['app1:oBob', 'AN-1']],
  ])('%s', async (_what, given, told) => {
    const both = await two(given);
    expect((await join(both, [both.ann, both.bob])).outcome).toEqual({ outcome: 'done' });
    const values = toldBy(both).map((value) => (value.includes('guiyi') ? 'subject' : value));
    expect(values).toEqual(told);
    expect(both.direct.world.cdp.customers()).toHaveLength(1);
  });

  test('two who were named at one time by one event stay in their order', async () => {
    const both = await two({ named: [1, 0] });
    const stamp = { t: 5, e: 'an event' };
    for (const id of [both.ann, both.bob]) await remember(both.direct, id, { fields: { name: stamp } });
    await join(both, [both.ann, both.bob]);
    expect(toldBy(both)).toEqual(['AN-1', 'app1:oBob']);
  });
});

describe('it is remembered', () => {
  test('of one that they are the other by now, and of the other what was known of both', async () => {
    const both = await two();
    await remember(both.direct, both.ann, { names: [{ ...hashedName('Ann Early'), said: [[]] }] });
    await join(both, [both.ann, both.bob]);
    const kept = both.direct.ownerOf('member-no=AN-1') ?? '';
    const lost = [both.ann, both.bob].find((id) => id !== kept) ?? '';
    expect(both.direct.customerItem(lost)).toMatchObject({ alias: kept });
    expect(both.direct.customerItem(kept)).not.toHaveProperty('alias');
    expect(both.direct.customerItem(kept)?.names.map(({ hash }) => hash)).toContain('Ann Early');
  });

  test('that each was kept apart from others, and no longer from the other', async () => {
    const both = await two();
    await remember(both.direct, both.ann, { neverOne: [both.bob, '77'] });
    await remember(both.direct, both.bob, { neverOne: [both.ann, '78'] });
    await join(both, [both.ann, both.bob]);
    const kept = both.direct.ownerOf('member-no=AN-1') ?? '';
    expect(both.direct.customerItem(kept)?.neverOne?.toSorted()).toEqual(['77', '78']);
  });

  test('which ids are never theirs, but for those that are now', async () => {
    const both = await two();
    const [theirs, others] = [candidate(BOB).key, candidate('verified wechat-openid app1/oThird').key];
    await remember(both.direct, both.ann, { neverTheirs: [theirs, others], neverOne: [both.bob] });
    await join(both, [both.ann, both.bob]);
    const kept = both.direct.ownerOf('member-no=AN-1') ?? '';
    expect(both.direct.customerItem(kept)?.neverTheirs).toEqual([others]);
    expect(both.direct.customerItem(kept)).not.toHaveProperty('neverOne');
  });

  test('nothing of what keeps them apart, where nothing else does', async () => {
    const both = await two();
    await remember(both.direct, both.ann, { neverTheirs: [candidate(BOB).key], neverOne: [both.bob] });
    await join(both, [both.ann, both.bob]);
    const kept = both.direct.customerItem(both.direct.ownerOf('member-no=AN-1') ?? '');
    expect(kept).not.toHaveProperty('neverOne');
    expect(kept).not.toHaveProperty('neverTheirs');
  });

  test('what was known of a third, of whom another system has made both a part', async () => {
    const both = await two();
    const { direct } = both;
    const third = direct.world.cdp.customer('email=third@post.example');
    const contacts = { mobile: { key: 'a phone', at: 1 } };
    await remember(direct, third, { contacts });
    // Ids as they were stay with those who had them: the tenant answers for them with the third.
    const pairs = ['email=third@post.example', 'member-no=AN-1', 'wechat=app1:oBob'];
    direct.world.cdp.sandbox.createCustomerByIdentity({
      email: '',
      emailVerified: 0,
      gender: 0,
      identityList: pairs.map((pair) => {
        const [identityType = '', identityValue = ''] = pair.split('=');
        return { identityType, identityValue };
      }),
      autoMerge: true,
      identityPriorityStrategy: 'custom',
      targetCustomerStrategy: 'identityFirst',
    });
    expect(direct.world.cdp.customers().map(({ id }) => id)).toEqual([third]);
    expect((await join(both, [both.ann, both.bob])).outcome).toEqual({ outcome: 'done' });
    expect(direct.customerItem(third)).toMatchObject({ contacts, fields: { name: { t: direct.world.start + DAY } } });
    for (const id of [both.ann, both.bob]) expect(direct.customerItem(id)).toMatchObject({ alias: third });
  });
});

test('a group that the later word of the two had left is left', async () => {
  const both = await two();
  const { direct, ann, bob } = both;
  const { client, groups } = direct.ports.cdp;
  const group = 'Buyers';
  await client.customerAddGroups(customerId(ann) ?? expect.fail(), [await groups.idOf(group)]);
  await remember(direct, ann, { groups: { [group]: { t: 1, e: 'a', in: true } } });
  await remember(direct, bob, { groups: { [group]: { t: 2, e: 'b', in: false } } });
  await join(both, [ann, bob]);
  expect(direct.world.cdp.customers()).toMatchObject([{ groups: [] }]);
});

describe('it is not carried out', () => {
  test('while another event holds one of them', async () => {
    const both = await two();
    for (const id of [both.ann, both.bob]) {
      const another = await sessionOf(both.direct, [id]);
      await another.customers.hold([id]);
      const { outcome } = await join(both, [both.ann, both.bob]);
      expect(outcome).toMatchObject({ outcome: 'waiting', reason: 'hold-conflict' });
      await another.release();
    }
    expect((await join(both, [both.ann, both.bob])).outcome).toEqual({ outcome: 'done' });
  });

  test.each(['ann', 'bob'] as const)('where the CDP does not show %s', async (gone) => {
    const both = await two();
    await both.direct.ports.cdp.client.singleDelete(customerId(both[gone]) ?? expect.fail());
    expect((await join(both, [both.ann, both.bob])).outcome).toEqual({
      outcome: 'dead-lettered',
      reason: 'decision-impossible',
      detail: `the CDP does not show customer ${both[gone]}, or no identity of theirs`,
    });
  });

  test('where the CDP keeps them two, for an identity of which a customer has one; nothing is remembered then', async () => {
    const both = await two({ bobs: ['verified member-no BO-1'] });
    const items = [both.ann, both.bob].map((id) => both.direct.customerItem(id));
    expect((await join(both, [both.ann, both.bob])).outcome).toMatchObject({
      outcome: 'dead-lettered',
      detail: 'the CDP did not make them one: they differ in an identity of which a customer has one',
    });
    expect([both.ann, both.bob].map((id) => both.direct.customerItem(id))).toEqual(items);
    expect(items).not.toContainEqual(emptyCustomerItem);
  });
});
