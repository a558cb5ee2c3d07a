import { describe, expect, test } from 'vitest';
import { gather } from '../../../functions/deliver/gather.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { type CustomerId, customerId } from '../../../functions/shared/cdp/ids.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { emptyIdentityItem, type IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate } from '../../kit/candidates.ts';
import { directDelivery } from '../../kit/direct-delivery.ts';
import { claim, identityItem, onDay } from '../../kit/facts.ts';

// All that is asked before it is decided who an event is about, with the customers' ids of today.

const MEMBER = candidate('verified member-no AN-1');
const PHONE = candidate('verified mobile 15931000401');
const TYPED = candidate('claimed mobile 15931000401');
const MAIL = candidate('verified email ann@post.example');
const PAID: CandidateIdentity = {
  ...TYPED,
  identity: { ...TYPED.identity, evidence: { ...TYPED.identity.evidence, paid: true } },
};
type Direct = ReturnType<typeof directDelivery>;

interface Given {
  readonly candidates: readonly CandidateIdentity[];
  readonly owners?: readonly (readonly [CandidateIdentity, string | undefined])[];
  readonly items?: readonly (readonly [CandidateIdentity, Partial<IdentityItem>])[];
  readonly subjectId?: string;
  readonly remembered?: string;
}

/** Writes into the ledger what it is to know. */
async function remember(
  { world: { ledger, clock } }: Direct,
  identities: readonly (readonly [CandidateIdentity, Partial<IdentityItem>])[],
  customers: Readonly<Record<string, object>>,
): Promise<void> {
  const session = openLedgerSession({ ledger, clock: clock.read, holder: 'a test', until: clock.now + 60_000 });
  await session.load({ identities: identities.map(([{ key }]) => key), customers: Object.keys(customers) });
  for (const [{ key }, item] of identities) await session.identities.put(key, identityItem(item));
  for (const [id, item] of Object.entries(customers))
    await session.customers.put(id, { ...emptyCustomerItem, ...item });
}

async function gathered(direct: Direct, { candidates, owners = [], items = [], ...subject }: Given) {
  const context = direct.tryOf(direct.says('now', []), subject);
  await context.session.load({ identities: candidates.map(({ key }) => key) });
  const known = new Map(items.map(([{ key }, item]) => [key, identityItem(item)]));
  const found = await gather(
    candidates,
    {
      owners: new Map(
        candidates.map(({ key }): [string, CustomerId | undefined] => [
          key,
          customerId(owners.find(([one]) => one.key === key)?.[1]),
        ]),
      ),
      unasked: new Set(),
    },
    ({ key }) => known.get(key) ?? emptyIdentityItem,
    { time: onDay(0), name: undefined, isOwnName: true },
    context,
  );
  return { ...found, itemOf: ({ key }: CandidateIdentity) => found.items.get(key) };
}

const FORMER = { '7': { alias: '8' } };
const claimOf = (customer: string, claimed: Parameters<typeof claim>[1] = { proved: [0] }) => ({
  ...claim(1, claimed),
  customer,
  by: [`claimant ${customer}`],
});

describe('an identity is known with the ids that its claimants have today', () => {
  test.each<readonly [string, readonly CandidateIdentity[]]>([
    ['a contact that the event proves', [PHONE]],
    ['a contact with which they have paid, beside an id', [MEMBER, PAID]],
    ['a contact that alone is typed', [TYPED]],
  ])('%s', async (_what, candidates) => {
    const direct = directDelivery();
    await remember(direct, [], FORMER);
    const contact = candidates.at(-1) ?? expect.fail();
    const released = [{ customer: '7', at: 1 }];
    const { itemOf } = await gathered(direct, { candidates, items: [[contact, { claims: [claimOf('7')], released }]] });
    expect(itemOf(contact)).toMatchObject({ claims: [{ customer: '8' }], released: [{ customer: '8' }] });
  });

  test('and so is its owner of before', async () => {
    const direct = directDelivery();
    await remember(direct, [], FORMER);
    const { itemOf } = await gathered(direct, { candidates: [MEMBER], items: [[MEMBER, { owner: '7' }]] });
    expect(itemOf(MEMBER)?.owner).toBe('8');
  });
});

describe('the subject says who the person is', () => {
  const made = (direct: Direct) => direct.world.cdp.customer('email=ann@post.example');

  test.each<readonly [string, readonly CandidateIdentity[], { subjectId?: string; isKnown: boolean }, boolean]>([
    ['where the event has nothing but contacts', [TYPED], { subjectId: 'ann', isKnown: true }, true],
    ['not beside an id', [MEMBER, TYPED], { subjectId: 'ann', isKnown: true }, false],
    ['not where it is no id of one person', [TYPED], { isKnown: true }, false],
    ['not where it was never delivered', [TYPED], { subjectId: 'ann', isKnown: false }, false],
  ])('%s', async (_what, candidates, { subjectId, isKnown }, isSubject) => {
    const direct = directDelivery();
    const id = made(direct);
    const given = { ...(subjectId !== undefined && { subjectId }), ...(isKnown && { remembered: id }) };
    const { subjectCustomer } = await gathered(direct, { candidates, ...given });
    expect(subjectCustomer).toBe(isSubject ? id : undefined);
  });

  test('by the id that their customer has today', async () => {
    const direct = directDelivery();
    const id = made(direct);
    await remember(direct, [], { '7': { alias: id } });
    const { subjectCustomer } = await gathered(direct, { candidates: [TYPED], subjectId: 'ann', remembered: '7' });
    expect(subjectCustomer).toBe(id);
  });

  test('not where the CDP shows them no more', async () => {
    const direct = directDelivery();
    const given = { candidates: [TYPED], subjectId: 'ann', remembered: '4711' };
    const { subjectCustomer, customers } = await gathered(direct, given);
    expect(subjectCustomer).toBeUndefined();
    expect([...customers]).toEqual([]);
  });
});

describe('of a proved contact', () => {
  test('whoever has it is looked at, with what is known of the other contacts that they hold', async () => {
    const direct = directDelivery();
    const id = direct.world.cdp.customer('mobile=15931000401', 'email=ann@post.example', 'member-no=AN-1');
    await remember(
      direct,
      [
        [MAIL, { owner: id, claims: [claimOf('7')] }],
        [MEMBER, { owner: id }],
      ],
      FORMER,
    );
    const { itemOf, customers, idToday } = await gathered(direct, { candidates: [PHONE], owners: [[PHONE, id]] });
    expect(
      customers
        .get(customerId(id) ?? expect.fail())
        ?.contactKeys.flat()
        .toSorted(),
    ).toEqual([MAIL.key, PHONE.key].toSorted());
    expect(itemOf(MAIL)).toMatchObject({ owner: id, claims: [{ customer: '8' }] });
    expect(itemOf(MEMBER)).toBeUndefined();
    expect(idToday('7')).toBe('8');
  });

  test('what this try knows of it is not what the ledger has', async () => {
    const direct = directDelivery();
    const id = direct.world.cdp.customer('mobile=15931000401');
    await remember(direct, [[PHONE, { owner: '99' }]], {});
    const given = { candidates: [PHONE], owners: [[PHONE, id]], items: [[PHONE, { owner: id }]] } as const;
    expect((await gathered(direct, given)).itemOf(PHONE)?.owner).toBe(id);
  });

  test('of whom a contact is not, what they hold beside is of no interest', async () => {
    const direct = directDelivery();
    const id = direct.world.cdp.customer('member-no=AN-1', 'email=ann@post.example');
    const other = direct.world.cdp.customer('mobile=15931000401');
    await remember(
      direct,
      [
        [MAIL, { owner: id }],
        [PHONE, { owner: other }],
      ],
      {},
    );
    const { itemOf } = await gathered(direct, {
      candidates: [MEMBER, PHONE],
      owners: [
        [MEMBER, id],
        [PHONE, other],
      ],
    });
    expect(itemOf(MAIL)).toBeUndefined();
  });

  test.each<readonly [string, IdentityItem['claims'], Partial<IdentityItem>, boolean]>([
    ['whoever else has proved it is looked at', [claimOf('other')], {}, true],
    ['whoever has only typed it is not', [claimOf('other', { typed: 0 })], {}, false],
    ['whoever the CDP had it with before is not', [claimOf('other')], { owner: 'other' }, false],
  ])('%s', async (_what, claims, more, isLookedAt) => {
    const direct = directDelivery();
    const other = direct.world.cdp.customer('member-no=BO-1');
    const owner = direct.world.cdp.customer('mobile=15931000401');
    const named = (text: string | undefined) => (text === 'other' ? other : text);
    const item: Partial<IdentityItem> = {
      claims: claims.map((one) => ({ ...one, customer: named(one.customer) ?? '' })),
      ...(more.owner !== undefined && { owner: named(more.owner) ?? '' }),
    };
    const { customers } = await gathered(direct, {
      candidates: [PHONE],
      owners: [[PHONE, owner]],
      items: [[PHONE, item]],
    });
    expect([...customers.keys()]).toEqual(isLookedAt ? [owner, other] : [owner]);
  });
});

test('whom they are kept apart from is known by the id of today', async () => {
  const direct = directDelivery();
  const id = direct.world.cdp.customer('member-no=AN-1');
  await remember(direct, [], { [id]: { neverOne: ['7', '9'] }, ...FORMER });
  const { idToday } = await gathered(direct, { candidates: [MEMBER], owners: [[MEMBER, id]] });
  expect([idToday('7'), idToday('9')]).toEqual(['8', '9']);
});
