import { describe, expect, test } from 'vitest';
import type { Called } from '../../../functions/deliver/call-upsert.ts';
import { caseOfApart, reconcileUpsert, withheldBecause } from '../../../functions/deliver/reconcile-upsert.ts';
import type { ResolvedUpsert } from '../../../functions/deliver/resolve-upsert.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import { type CandidateIdentity, sortedByEvidence } from '../../../functions/shared/change/candidate.ts';
import { type CustomerItem, emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import type { UpsertPlan } from '../../../functions/shared/change/plan.ts';
import type { Apart, Joined, Resolution } from '../../../functions/shared/change/resolution.ts';
import type { IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate, customer } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';
import { called as calledBy, claim, facts, hashedName, identityItem, onDay } from '../../kit/facts.ts';

// The CDP answers a create with an id and not with what it has linked: what it has made of the calls is looked at where it matters.

const ANN = customer(1);
const BOB = customer(2);
const OPENID = candidate('verified wechat-openid app1/oAnn');
const OTHER_APP = candidate('verified wechat-openid app2/oAnn');
const MEMBER = candidate('verified member-no A-1');
const PHONE = candidate('verified mobile 15931000401');
const TYPED_PHONE = candidate('claimed mobile 15931000401');
const OTHER_PHONE = candidate('verified mobile 15931000402');
const MAIL = candidate('verified email ann@post.example');
const TYPED_MAIL = candidate('claimed email ann@post.example');

interface Given {
  /** Customers whom the event was about, with the owners that were known of its identities. */
  readonly people?: readonly CustomerId[];
  readonly owners?: readonly (readonly [CandidateIdentity, CustomerId | undefined])[];
  readonly unasked?: readonly CandidateIdentity[];
  readonly held?: Readonly<Record<string, readonly CandidateIdentity[]>>;
  readonly items?: readonly (readonly [CandidateIdentity, IdentityItem])[];
  readonly customerItems?: Readonly<Record<string, Partial<CustomerItem>>>;
  readonly name?: string;
  readonly isByMemory?: boolean;
  readonly joined?: readonly Joined[];
  readonly apart?: readonly Apart[];
  /** What the first call had, and what the second had beside. */
  readonly leading?: readonly CandidateIdentity[];
  readonly linked?: readonly CandidateIdentity[];
  readonly ofOthers?: readonly CandidateIdentity[];
  readonly plan?: Partial<UpsertPlan>;
  /** Whom the calls have reached. */
  readonly customer?: CustomerId;
  /** What the CDP shows of them now; undefined: they are gone. */
  readonly shown?: readonly CandidateIdentity[] | 'gone';
  /** Customers whom the ledger knows. */
  readonly remembered?: readonly CustomerId[];
  /** Whom the CDP names where it is asked after an identity. */
  readonly named?: CustomerId;
}

const item: CustomerItem = {
  ...emptyCustomerItem,
  name: 'hash of a name',
  seen: 1,
  fields: { city: { t: 1, e: 'e', h: 'h' } },
};
const planFor = (ids: readonly CustomerId[], more: Partial<UpsertPlan> = {}): UpsertPlan => ({
  target: ids[0],
  find: undefined as never,
  link: () => undefined as never,
  after: [],
  trusted: [],
  fields: {},
  newFields: [],
  item,
  merged: ids.slice(1),
  ...more,
});

/** What a try makes of it, and what it has asked the CDP. */
async function reconciled(given: Given) {
  const { people = [ANN], leading = [OPENID], linked = [], held = {}, shown = [...leading, ...linked] } = given;
  const asked: string[] = [];
  const all = [...leading, ...linked, ...(given.ofOthers ?? [])];
  const owners = new Map(given.owners?.map(([{ key }, owner]) => [key, owner]));
  const customers = new Map(
    people.map((id) => {
      const texts = (held[id] ?? []).map(
        ({ identity: { kind, scope, value } }) => `${kind} ${scope === '' ? value : `${scope}/${value}`}`,
      );
      return [id, { ...facts(Number(id), texts, given.customerItems?.[id]), fields: {} }];
    }),
  );
  const resolution: Resolution = {
    sorted: sortedByEvidence(leading),
    customers: people,
    joined: given.joined ?? [],
    apart: given.apart ?? [],
    others: [],
    contradictory: false,
    leading,
    handles: given.isByMemory === true ? [PHONE.pair] : [],
    secondary: linked,
  };
  const resolved: ResolvedUpsert = {
    outcome: 'resolved',
    candidates: all,
    gathered: {
      owners,
      unasked: new Set(given.unasked?.map(({ key }) => key)),
      items: new Map(given.items?.map(([{ key }, known]) => [key, known])),
      customers,
      suggested: [],
      idToday: (id) => id,
    },
    resolution,
    claimants: new Map(),
    discarded: [],
    observations: [],
    actTime: onDay(0),
    name: given.name === undefined ? undefined : hashedName(given.name),
  };
  const called: Called = {
    outcome: 'called',
    plan: planFor(people, given.plan),
    planFor: (ids) => planFor(ids, { newFields: ['planned anew'] }),
    customer: given.customer ?? ANN,
    leading,
    linked,
    ofOthers: given.ofOthers ?? [],
    mayWrite: true,
  };
  const context = {
    clock: () => onDay(1),
    event: memberBound([]),
    session: {
      load: async ({ customers: ids = [] }: { readonly customers?: readonly string[] }) => {
        asked.push(`ledger ${ids.join()}`);
      },
      customers: { get: (id: string) => (given.remembered?.some((one) => one === id) ? item : undefined) },
    },
    calls: {
      infoNow: async (id: CustomerId) => {
        asked.push(`info ${id}`);
        return shown === 'gone' ? undefined : { identityList: shown.map(({ pair }) => pair), fields: {} };
      },
      ownerOf: async ({ identity }: CandidateIdentity) => {
        asked.push(`owner ${identity.value}`);
        return given.named;
      },
    },
  };
  const found = await reconcileUpsert(resolved, called, context);
  return {
    ...found,
    asked,
    ownerOf: ({ key }: CandidateIdentity) => found.owners.get(key),
    kept: found.withheld.map((one) => `${one.candidate.identity.value} ${one.because}`),
    cases: found.observations.map(({ type, key }) => `${type} ${nameOf(key)}`),
  };
}

const nameOf = (key: string) =>
  key === 'every'
    ? 'every'
    : [OPENID, OTHER_APP, MEMBER, PHONE, OTHER_PHONE, MAIL].find((one) => one.key === key)?.identity.value;

describe('the customer is looked at', () => {
  test.each<readonly [string, Given, boolean]>([
    ['not where all was theirs before', { owners: [[OPENID, ANN]] }, false],
    ['where one was not', { leading: [OPENID, PHONE], owners: [[OPENID, ANN]] }, true],
    ['where one was another’s', { owners: [[OPENID, BOB]] }, true],
    ['where two were to become one, though all is theirs', { people: [ANN, BOB], owners: [[OPENID, ANN]] }, true],
    ['not where somebody new has one of each kind', { people: [], leading: [OPENID, PHONE] }, false],
    ['where somebody new has two of a kind', { people: [], leading: [OPENID, OTHER_APP] }, true],
    ['where something was linked to somebody new', { people: [], linked: [TYPED_PHONE] }, true],
    ['where somebody was found by memory alone', { people: [], isByMemory: true }, true],
  ])('%s', async (_what, given, isLooked) => {
    const { asked, ownerOf } = await reconciled(given);
    expect(asked.filter((call) => call.startsWith('info'))).toEqual(isLooked ? ['info 1'] : []);
    expect(ownerOf(OPENID)).toBe(ANN);
  });

  test('and who is gone again is tried again', async () => {
    await expect(reconciled({ shown: 'gone' })).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'customerInfo: unavailable: the customer is gone again',
    });
  });

  test('what the CDP has made theirs is theirs from now on, and the rest is whose it was', async () => {
    const { ownerOf, kept, cases } = await reconciled({
      leading: [OPENID, MEMBER],
      owners: [
        [OPENID, BOB],
        [MEMBER, BOB],
        [MAIL, BOB],
      ],
      shown: [OPENID],
    });
    expect([OPENID, MEMBER, MAIL].map(ownerOf)).toEqual([ANN, BOB, BOB]);
    expect([kept, cases]).toEqual([[], ['merge-skipped A-1']]);
  });
});

describe('an identity that the CDP did not give them', () => {
  test.each<readonly [string, Given, string]>([
    [
      'an id: two that are proved to be one could not be made one',
      { leading: [OPENID, MEMBER], shown: [OPENID] },
      'merge-skipped A-1',
    ],
    [
      'a phone of somebody without one: likewise',
      { leading: [OPENID, PHONE], shown: [OPENID] },
      'merge-skipped 15931000401',
    ],
    [
      'a phone of somebody with another: it has changed',
      { leading: [OPENID, PHONE], shown: [OPENID, OTHER_PHONE] },
      'contact-changed 15931000401',
    ],
    [
      'an address, of which one may have many: they could not be made one',
      { leading: [OPENID, MAIL], shown: [OPENID, candidate('verified email a@post.example')] },
      'merge-skipped ann@post.example',
    ],
    ['an id of which a person has one', { leading: [OPENID, OTHER_APP], shown: [OPENID] }, 'merge-skipped oAnn'],
  ])('%s', async (_what, given, found) => {
    const { cases, kept } = await reconciled(given);
    expect([cases, kept]).toEqual([[found], []]);
  });

  test.each<readonly [string, CandidateIdentity, string]>([
    ['a proved contact beside the others: it has changed', PHONE, 'contact-changed 15931000401'],
    ['a typed one: it was not added', TYPED_PHONE, 'contact-not-added 15931000401'],
  ])('%s', async (_what, linked, found) => {
    const { cases, kept, asked } = await reconciled({ linked: [linked], owners: [[OPENID, ANN]], shown: [OPENID] });
    expect(cases).toEqual([found]);
    expect(kept).toEqual(['15931000401 customer-has-another']);
    expect(asked).toEqual(['info 1']);
  });
});

describe('an identity of which nobody was asked before', () => {
  const given = { linked: [TYPED_PHONE], unasked: [TYPED_PHONE], owners: [[OPENID, ANN]] } as const;

  test('is not asked after where the customer has it', async () => {
    const { asked, ownerOf, cases } = await reconciled(given);
    expect(asked).toEqual(['info 1']);
    expect(ownerOf(TYPED_PHONE)).toBe(ANN);
    expect(cases).toEqual([]);
  });

  test('is another’s where the CDP names them, and is withheld as that', async () => {
    const { asked, ownerOf, cases, kept } = await reconciled({ ...given, shown: [OPENID], named: BOB });
    expect(asked).toEqual(['info 1', 'owner 15931000401']);
    expect(ownerOf(TYPED_PHONE)).toBe(BOB);
    expect(cases).toEqual(['contact-owned-by-another 15931000401']);
    expect(kept).toEqual(['15931000401 owned-by-another']);
  });

  test('is nobody’s where the CDP names nobody: the customer keeps another', async () => {
    const { ownerOf, cases, kept } = await reconciled({ ...given, shown: [OPENID] });
    expect(ownerOf(TYPED_PHONE)).toBeUndefined();
    expect(cases).toEqual(['contact-not-added 15931000401']);
    expect(kept).toEqual(['15931000401 customer-has-another']);
  });

  test('says nothing of another identity that was asked after', async () => {
    const { cases, kept } = await reconciled({
      ...given,
      linked: [TYPED_PHONE, TYPED_MAIL],
      owners: [
        [OPENID, ANN],
        [TYPED_MAIL, BOB],
      ],
      shown: [OPENID, TYPED_PHONE],
    });
    expect(cases).toEqual(['contact-not-added ann@post.example']);
    expect(kept).toEqual(['ann@post.example customer-has-another']);
  });
});

test('typed contacts of other customers are withheld, with a case each', async () => {
  const { cases, kept } = await reconciled({ owners: [[OPENID, ANN]], ofOthers: [TYPED_PHONE, TYPED_MAIL] });
  expect(cases).toEqual(['contact-owned-by-another 15931000401', 'contact-owned-by-another ann@post.example']);
  expect(kept).toEqual(['15931000401 owned-by-another', 'ann@post.example owned-by-another']);
});

describe('a contact that leads to somebody else', () => {
  test.each<readonly [Apart['because'], string, string]>([
    ['contradiction', 'owned-by-another', 'contact-owned-by-another'],
    ['conflict', 'owned-by-another', 'merge-skipped'],
    ['proved-by-another', 'owned-by-another', 'contact-owned-by-another'],
    ['typed-only', 'typed-by-another', 'typed-contact-withheld'],
    ['has-another', 'customer-has-another', 'ids-contradict'],
    ['released', 'released', 'contact-released'],
    ['may-have-moved', 'may-have-moved', 'contact-may-have-moved'],
    ['unknown-age', 'unknown-age', 'contact-may-have-moved'],
    ['never-one', 'never-one', 'never-one'],
  ])('%s: it is withheld as %s, with a case %s', async (because, withheld, type) => {
    const apart = [{ contact: PHONE, customer: BOB, because }];
    const { cases, kept, observations } = await reconciled({ owners: [[OPENID, ANN]], apart });
    expect([withheldBecause(because), caseOfApart(because)]).toEqual([withheld, type]);
    expect(kept).toEqual([`15931000401 ${withheld}`]);
    expect(cases).toEqual([`${type} 15931000401`]);
    expect(observations[0]).toMatchObject({ connection: 'brand-demo', time: onDay(1) });
  });

  test('has no case where a person has decided it', async () => {
    const apart = [{ contact: PHONE, customer: BOB, because: 'never-one', isDecided: true }] as const;
    const { cases, kept } = await reconciled({ owners: [[OPENID, ANN]], apart });
    expect([cases, kept]).toEqual([[], ['15931000401 never-one']]);
  });
});

describe('customers who were to become one', () => {
  const both = {
    people: [ANN, BOB],
    leading: [OPENID, MEMBER],
    owners: [
      [OPENID, ANN],
      [MEMBER, BOB],
    ],
    held: { 1: [OPENID, MAIL], 2: [MEMBER, PHONE] },
  } as const;
  const ofAll = [OPENID, MEMBER, PHONE, MAIL];

  test('are one where the kept one has what the other had', async () => {
    const { merged, plan, asked } = await reconciled({ ...both, shown: ofAll });
    expect(merged).toEqual([BOB]);
    expect(plan).toMatchObject({ newFields: [], item });
    expect(asked).toEqual(['info 1']);
  });

  test('are two where the kept one has nothing of the other, and what is sent is planned anew', async () => {
    const { merged, plan, cases, asked } = await reconciled({ ...both, shown: [OPENID, MAIL] });
    expect(merged).toEqual([]);
    expect(plan).toMatchObject({ target: ANN, merged: [], newFields: ['planned anew'] });
    expect(asked).toEqual(['info 1', 'ledger 1']);
    expect(cases).toEqual(['merge-skipped A-1']);
  });

  test('which of them is kept, the CDP decides: it is planned anew for that one', async () => {
    const { merged, plan } = await reconciled({ ...both, customer: BOB, shown: ofAll });
    expect(merged).toEqual([ANN]);
    expect(plan).toMatchObject({ target: BOB, merged: [ANN], newFields: ['planned anew'] });
  });

  test('whoever else the calls have reached is taken for them, and nothing that the CDP was sent is trusted', async () => {
    const { merged, plan } = await reconciled({ ...both, customer: customer(3), shown: [MEMBER, PHONE] });
    expect(merged).toEqual([BOB]);
    expect(plan).toMatchObject({ merged: [BOB], newFields: [], item: { fields: { city: { t: 1, e: 'e' } } } });
    expect(plan.item.seen).toBeUndefined();
  });
});

describe('what was planned', () => {
  test('stays where the calls have reached whom they were to reach', async () => {
    expect((await reconciled({})).plan.item).toEqual(item);
  });

  test('stays where they were to make somebody new', async () => {
    expect((await reconciled({ people: [], plan: { target: undefined } })).plan.item).toEqual(item);
  });

  test('where they have reached another, nothing that memory says of the former is trusted', async () => {
    const { plan } = await reconciled({ customer: BOB });
    expect(plan.item).toEqual({ ...emptyCustomerItem, fields: { city: { t: 1, e: 'e' } } });
    expect(plan.newFields).toEqual([]);
  });

  test.each<readonly [string, Given]>([
    ['in place of somebody new', { people: [], plan: { target: undefined } }],
    ['in place of another', {}],
  ])('is planned anew for a customer who was known, and was reached %s: memory of them stays', async (_what, given) => {
    const { plan, asked } = await reconciled({ ...given, customer: BOB, remembered: [BOB] });
    expect(plan).toMatchObject({ target: BOB, newFields: ['planned anew'] });
    expect(plan.item).toEqual({ ...emptyCustomerItem, fields: { city: { t: 1, e: 'e' } } });
    expect(asked).toContain('ledger 2');
  });

  test('stays where a customer is reached whom it was for, whatever is remembered of them', async () => {
    expect((await reconciled({ remembered: [ANN] })).plan.item).toEqual(item);
  });
});

describe('a contact that has joined the event with a customer', () => {
  const join = (because: Joined['because'], contact = PHONE): Joined => ({
    contact,
    customer: BOB,
    because,
    byMemory: false,
  });
  const proved = claim(2, { proved: [0] });
  const joinedBy = (because: Joined['because'], more: Given = {}) =>
    reconciled({
      people: [BOB],
      customer: BOB,
      leading: [OPENID, PHONE],
      owners: [
        [OPENID, BOB],
        [PHONE, BOB],
      ],
      items: [[PHONE, identityItem({ claims: [proved] })]],
      joined: [join(because)],
      ...more,
    });

  test.each<readonly [Joined['because'], readonly string[]]>([
    ['identity-agrees', ['contact-joined 15931000401']],
    ['name-agrees', ['contact-joined 15931000401']],
    ['recent-proof', ['contact-joined every']],
    ['no-window', ['contact-joined every']],
    ['configured', ['contact-joined every']],
    ['paid-with', ['contact-joined every']],
    ['unknown-age', ['contact-age-unknown every']],
    ['nothing-else', []],
  ])('because of %s', async (because, cases) => {
    expect((await joinedBy(because)).cases).toEqual(cases);
  });

  test('counts for the connection by the kind of contact, and names no value', async () => {
    expect((await joinedBy('recent-proof')).observations).toMatchObject([{ example: 'mobile', time: onDay(1) }]);
    expect((await joinedBy('unknown-age')).observations).toMatchObject([{ example: 'mobile', time: onDay(1) }]);
  });

  test('finds whoever is known by it alone, and joins nobody, where the event has no id', async () => {
    const alone = { leading: [PHONE], owners: [[PHONE, BOB]] } as const;
    expect((await joinedBy('recent-proof', alone)).cases).toEqual([]);
    expect((await joinedBy('unknown-age', alone)).cases).toEqual(['contact-age-unknown every']);
  });

  test.each<readonly [string, IdentityItem, readonly string[]]>([
    ['had only typed it', identityItem({ claims: [claim(2, { typed: 0 })] }), ['typed-contact-joined 15931000401']],
    [
      'has typed and proved it',
      identityItem({ claims: [claim(2, { typed: 0, proved: [0] })] }),
      ['contact-joined every'],
    ],
    [
      'is not the one who typed it',
      identityItem({ claims: [proved, claim(3, { typed: 0 })] }),
      ['contact-joined every'],
    ],
    [
      'is one of several who typed it',
      identityItem({ claims: [claim(3, { proved: [0] }), claim(2, { typed: 0 })] }),
      ['typed-contact-joined 15931000401'],
    ],
    [
      'has neither proved nor typed it by what is kept',
      identityItem({ claims: [claim(2, {})] }),
      ['contact-joined every'],
    ],
    ['has not claimed it', identityItem({}), ['contact-joined every']],
  ])('who %s', async (_who, known, cases) => {
    expect((await joinedBy('recent-proof', { items: [[PHONE, known]] })).cases).toEqual(cases);
  });

  test('whom an event called by another name goes before every other case', async () => {
    const customerItems = { 2: { names: [calledBy('Bob Brook')] } };
    const items = [[PHONE, identityItem({ claims: [claim(2, { typed: 0 })] })]] as const;
    expect((await joinedBy('recent-proof', { customerItems, items, name: 'Ann Marsh' })).cases).toEqual([
      'names-differ 15931000401',
    ]);
    expect((await joinedBy('recent-proof', { customerItems, name: 'Ann Brook' })).cases).toEqual([
      'contact-joined every',
    ]);
    expect((await joinedBy('recent-proof', { customerItems })).cases).toEqual(['contact-joined every']);
  });
});
