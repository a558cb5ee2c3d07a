import { describe, expect, test } from 'vitest';
import type { ProfileFields } from '../../../../functions/shared/change/customer-change.ts';
import { type CustomerItem, emptyCustomerItem, type Stamp } from '../../../../functions/shared/change/customer-item.ts';
import {
  type KnownFields,
  type PlanInput,
  type PlannedCustomer,
  planUpsert,
  type Statement,
} from '../../../../functions/shared/change/plan.ts';
import type { IdentityConfig } from '../../../../functions/shared/identity/identity-config.ts';
import { candidates, customer, identityConfig } from '../../../kit/candidates.ts';

const ACCOUNT = 'verified shopify-customer shop/1';
const MAIL = 'verified email ann@post.example';
const PHONE = 'verified mobile 15931000401';
const CARD = 'verified loyalty-card 7';
/** A kind of the tenant's own, by which no two customers become one. */
const withCards: IdentityConfig = {
  ...identityConfig,
  identityTypes: { ...identityConfig.identityTypes, 'loyalty-card': { code: 'loyalty-card', value: 'bare' } },
  identityKinds: { 'loyalty-card': { scope: 'brand', rank: 30, unique: true } },
};

const NOW = 5000;
const TRUSTED_MS = 1000;
const at = (t: number, e = 'm'): Stamp => ({ t, e });
const item = (changes: Partial<CustomerItem>): CustomerItem => ({ ...emptyCustomerItem, ...changes });
const known = (id: number, more: Partial<CustomerItem> = {}, fields: KnownFields = {}): PlannedCustomer => ({
  id: customer(id),
  item: item(more),
  fields,
});

interface Given extends Partial<Omit<PlanInput, 'leading' | 'ownerOf' | 'statements'> & Statement> {
  readonly leading?: readonly string[];
  /** Whom the leading identities belong to, by their kind. */
  readonly owners?: Readonly<Record<string, number>>;
}
const noMoves = { join: [], leave: [] };
const plan = ({
  leading = [ACCOUNT],
  owners = {},
  profile = {},
  moves = noMoves,
  stamp = at(1000),
  ...more
}: Given = {}) =>
  planUpsert({
    leading: candidates(leading, withCards),
    handles: [],
    customers: [],
    ownerOf: ({ identity }) => {
      const owner = owners[identity.kind];
      return owner === undefined ? undefined : customer(owner);
    },
    contradictory: false,
    statements: [{ profile, moves, stamp }],
    merge: 'verified',
    now: NOW,
    groupsTrustedMs: TRUSTED_MS,
    hashName: (name) => `hash of ${name}`,
    hashField: (field, value) => `hash of ${field} ${value}`,
    ...more,
  });
const request = (given?: Given) => plan(given).find.request;
const typesOf = ({ identityList }: { readonly identityList: readonly { readonly identityType: string }[] }) =>
  identityList.map(({ identityType }) => identityType);

describe('the call that says who it is', () => {
  test('has all three strategies and the three required fields, though nothing is known (Q02, Q10)', () => {
    expect(plan().find).toEqual({
      call: 'createCustomerByIdentity',
      request: {
        email: '',
        emailVerified: 0,
        gender: 0,
        identityList: [{ identityType: 'shopify-customer', identityValue: 'shop:1' }],
        identityPriorityStrategy: 'custom',
        targetCustomerStrategy: 'identityFirst',
        autoMerge: false,
      },
    });
  });

  test('makes somebody new where nobody is known', () => {
    expect(plan()).toMatchObject({ target: undefined, merged: [], item: emptyCustomerItem });
  });

  test('is expected to reach the customer who is kept', () => {
    expect(plan({ customers: [known(1), known(2)], owners: { 'shopify-customer': 1 } }).target).toBe('1');
  });

  test('lists the identities in their order', () => {
    expect(typesOf(request({ leading: [PHONE, MAIL, ACCOUNT] }))).toEqual(['shopify-customer', 'mobile', 'email']);
  });

  test('begins with the identities of customers who are known by memory alone', () => {
    const handles = [{ identityType: 'member-no', identityValue: 'A-1' }];
    expect(typesOf(request({ leading: [PHONE], handles }))).toEqual(['member-no', 'mobile']);
  });
});

describe('the call that links what was only said', () => {
  test('has it behind the identities that lead, with the same fields, and never merges', () => {
    const made = plan({ leading: [ACCOUNT, MAIL], profile: { city: '杭州' }, merge: 'always' });
    const { request: linked } = made.link(candidates(['claimed mobile 15931000402']));
    expect(made.find.request.autoMerge).toBe(true);
    expect(linked).toMatchObject({ autoMerge: false, city: '杭州' });
    expect(typesOf(linked)).toEqual(['shopify-customer', 'email', 'mobile']);
  });

  test('begins with the identities of customers who are known by memory alone', () => {
    const handles = [{ identityType: 'member-no', identityValue: 'A-1' }];
    const { request: linked } = plan({ leading: [PHONE], handles }).link(candidates(['claimed email a@post.example']));
    expect(typesOf(linked)).toEqual(['member-no', 'mobile', 'email']);
  });
});

describe('whether a call may make two customers one', () => {
  const two = [known(1), known(2)];
  const both = { 'shopify-customer': 1, email: 2 };
  test.each<[string, Given, boolean]>([
    ['nobody is known', { leading: [ACCOUNT, MAIL] }, false],
    [
      'one customer has everything',
      { leading: [ACCOUNT, MAIL], customers: [known(1)], owners: { 'shopify-customer': 1, email: 1 } },
      false,
    ],
    ['the event proves what two customers have', { leading: [ACCOUNT, MAIL], customers: two, owners: both }, true],
    [
      'it does, and what they hold says that they are two people',
      { leading: [ACCOUNT, MAIL], customers: two, owners: both, contradictory: true },
      false,
    ],
    [
      'it does, by a kind that may not',
      { leading: [ACCOUNT, CARD], customers: two, owners: { 'shopify-customer': 1, 'loyalty-card': 2 } },
      false,
    ],
    [
      'it does, by such a kind and another',
      { leading: [ACCOUNT, MAIL, CARD], customers: two, owners: { ...both, 'loyalty-card': 1 } },
      false,
    ],
    ['such a kind is nobody’s', { leading: [ACCOUNT, MAIL, CARD], customers: two, owners: both }, true],
    [
      'one of them is known by memory alone',
      {
        leading: [ACCOUNT],
        customers: two,
        owners: { 'shopify-customer': 1 },
        handles: [{ identityType: 'member-no', identityValue: 'A-1' }],
      },
      true,
    ],
    ['merge: never', { leading: [ACCOUNT, MAIL], customers: two, owners: both, merge: 'never' }, false],
    ['merge: always, whatever is known', { leading: [ACCOUNT, MAIL], merge: 'always' }, true],
    [
      'merge: always, though what they hold says that they are two people',
      { leading: [ACCOUNT, MAIL], customers: two, owners: both, contradictory: true, merge: 'always' },
      true,
    ],
    ['merge: always, with one identity', { leading: [ACCOUNT], merge: 'always' }, false],
    [
      'merge: always, with one identity and another known by memory',
      { leading: [ACCOUNT], handles: [{ identityType: 'member-no', identityValue: 'A-1' }], merge: 'always' },
      true,
    ],
  ])('%s: %j', (_when, given, autoMerge) => {
    const made = plan(given);
    expect(made.find.request.autoMerge).toBe(autoMerge);
    const others = (given.customers ?? []).slice(1).map(({ id }) => id);
    expect(made.merged).toEqual(autoMerge ? others : []);
  });
});

describe('who of two is kept: the CDP keeps the survivor’s name, and tells nobody a name', () => {
  const owners = { 'shopify-customer': 1, email: 2 };
  const named = (t: number | undefined, e = 'm') => (t === undefined ? {} : { fields: { name: at(t, e) } });
  const keptOf = (first: number | undefined, second: number | undefined, more: Given = {}) => {
    const made = plan({
      leading: [ACCOUNT, MAIL],
      customers: [known(1, named(first)), known(2, named(second))],
      owners,
      ...more,
    });
    return [made.target, ...typesOf(made.find.request)];
  };
  const FIRST = ['1', 'shopify-customer', 'email'];
  const SECOND = ['2', 'email', 'shopify-customer'];

  test.each<[string, number | undefined, number | undefined, Given, readonly string[]]>([
    ['neither has a name: whoever the event’s ids lead to', undefined, undefined, {}, FIRST],
    ['the first has the later name', 20, 10, {}, FIRST],
    ['the second has the later name', 10, 20, {}, SECOND],
    ['the second alone has a name', undefined, 10, {}, SECOND],
    ['the first alone has a name', 10, undefined, {}, FIRST],
    ['both at one time', 10, 10, {}, FIRST],
    ['the event has a later name than both', 10, 20, { profile: { name: 'Ann Marsh' } }, FIRST],
    ['the event’s name is older than the second one’s', 10, 2000, { profile: { name: 'Ann Marsh' } }, SECOND],
    ['they do not become one', 10, 20, { merge: 'never' }, FIRST],
  ])('%s', (_when, first, second, more, expected) => {
    expect(keptOf(first, second, more)).toEqual(expected);
  });

  test('of three the one with the latest name, and the others become part of it', () => {
    const made = plan({
      leading: [ACCOUNT, MAIL, PHONE],
      customers: [known(1, named(10)), known(2, named(30)), known(3, named(20))],
      owners: { ...owners, mobile: 3 },
    });
    expect([made.target, made.merged]).toEqual(['2', ['1', '3']]);
    expect(typesOf(made.find.request)[0]).toBe('email');
  });

  test('of two names of one time the one of the greater event', () => {
    const made = plan({
      leading: [ACCOUNT, MAIL],
      customers: [known(1, named(10, 'a')), known(2, named(10, 'b'))],
      owners,
    });
    expect(made.target).toBe('2');
  });

  test('where the first is kept, the order stays, nobody’s identities and all', () => {
    const leading = ['verified member-no A-1', ACCOUNT, MAIL];
    expect(keptOf(20, 10, { leading })).toEqual(['1', 'member-no', 'shopify-customer', 'email']);
    expect(keptOf(10, 20, { leading })).toEqual(['2', 'email', 'member-no', 'shopify-customer']);
  });

  test('whoever is known by memory alone leads in the list, so that the order stays', () => {
    const handles = [{ identityType: 'email', identityValue: 'ann@post.example' }];
    expect(keptOf(10, 20, { leading: [ACCOUNT], handles })).toEqual(['1', 'email', 'shopify-customer']);
  });
});

describe('an older event never overwrites a newer one, field by field', () => {
  const fields = { nickName: at(2000), city: at(500), email: at(2000) };
  const customers = [known(1, { fields })];
  const sent = (profile: ProfileFields, more: Given = {}) => request({ customers, profile, ...more });

  test('newer fields go, older ones stay', () => {
    const { request: made } = plan({ customers, profile: { nickName: 'n', city: 'c', province: 'p' } }).find;
    expect(made).toMatchObject({ city: 'c', province: 'p' });
    expect(made).not.toHaveProperty('nickName');
  });

  test.each([
    ['of one time the greater event’s', at(2000, 'z'), 'n'],
    ['of one time not the lesser event’s', at(2000, 'a'), undefined],
    ['of the very event again', at(2000), 'n'],
  ])('%s', (_rule, stamp, expected) => {
    expect(sent({ nickName: 'n' }, { stamp })).toHaveProperty('identityList');
    expect(Reflect.get(sent({ nickName: 'n' }, { stamp }), 'nickName')).toBe(expected);
  });

  test('what goes is remembered with its time, and what stays with the time that it had', () => {
    const made = plan({ customers, profile: { nickName: 'n', city: 'c', province: 'p' } });
    expect(made.item.fields).toMatchObject({ ...fields, city: at(1000), province: at(1000) });
  });

  test('the proof of an address stays away with its address', () => {
    const profile = { email: 'old@post.example', emailVerified: 1 } as const;
    expect(sent(profile)).toMatchObject({ email: '', emailVerified: 0 });
    expect(plan({ customers, profile }).item.fields).toEqual(fields);
    expect(sent(profile, { stamp: at(2000) })).toMatchObject({ email: 'old@post.example', emailVerified: 1 });
  });

  test('the proof without an address is no field', () => {
    expect(sent({ emailVerified: 1 }, { stamp: at(9000) })).toMatchObject({ email: '', emailVerified: 0 });
  });

  test('identities are added however old the event is', () => {
    expect(typesOf(sent({ nickName: 'n' }, { leading: [ACCOUNT, MAIL], stamp: at(1) }))).toHaveLength(2);
  });
});

describe('the fields that the documents require are never a zero over a known value (Q10)', () => {
  const ANN = { email: 'ann@post.example', emailVerified: 1, gender: 2 };
  test.each<[string, readonly PlannedCustomer[], ProfileFields, object]>([
    ['nothing is known', [known(1)], {}, { email: '', emailVerified: 0, gender: 0 }],
    ['what the CDP has', [known(1, {}, ANN)], {}, ANN],
    ['what the event says', [known(1, {}, ANN)], { gender: 1 }, { ...ANN, gender: 1 }],
    [
      'another address starts unproved',
      [known(1, {}, ANN)],
      { email: 'new@post.example' },
      { email: 'new@post.example', emailVerified: 0 },
    ],
    ['the same address keeps its proof', [known(1, {}, ANN)], { email: ANN.email }, ANN],
    [
      'an address that the event has proved',
      [known(1, {}, ANN)],
      { email: 'new@post.example', emailVerified: 1 },
      { emailVerified: 1 },
    ],
    [
      'an address of which nobody knows whether it is proved',
      [known(1, {}, { email: 'ann@post.example' })],
      {},
      { email: ANN.email, emailVerified: 0 },
    ],
    [
      'the empty address of a customer is none',
      [known(1, {}, { email: '', emailVerified: 1 }), known(2, {}, ANN)],
      {},
      ANN,
    ],
    ['what either of two has', [known(1), known(2, {}, ANN)], {}, ANN],
    [
      'of two addresses the survivor’s, where no time is known',
      [known(1, {}, ANN), known(2, {}, { email: 'b@post.example' })],
      {},
      ANN,
    ],
    [
      'of two addresses the survivor’s, where nothing is remembered of either',
      [
        { ...known(1, {}, ANN), item: undefined },
        { ...known(2, {}, { email: 'b@post.example' }), item: undefined },
      ],
      {},
      ANN,
    ],
    [
      'of two addresses the later',
      [
        known(1, { fields: { email: at(10) } }, { email: 'a@post.example' }),
        known(2, { fields: { email: at(20) } }, ANN),
      ],
      {},
      ANN,
    ],
    [
      'of two addresses the later, the first one’s',
      [
        known(1, { fields: { email: at(20) } }, ANN),
        known(2, { fields: { email: at(10) } }, { email: 'b@post.example' }),
      ],
      {},
      ANN,
    ],
    [
      'of two addresses of one event the survivor’s',
      [
        known(1, { fields: { email: at(10) } }, ANN),
        known(2, { fields: { email: at(10) } }, { email: 'b@post.example' }),
      ],
      {},
      ANN,
    ],
    [
      'of two addresses the one whose time is known',
      [known(1, {}, { email: 'a@post.example' }), known(2, { fields: { email: at(10) } }, ANN)],
      {},
      ANN,
    ],
    ['of two genders the survivor’s', [known(1, {}, { gender: 1 }), known(2, {}, { gender: 2 })], {}, { gender: 1 }],
    ['no gender is none', [known(1, {}, { gender: 0 }), known(2, {}, { gender: 2 })], {}, { gender: 2 }],
  ])('%s', (_rule, customers, profile, expected) => {
    expect(request({ customers, profile, contradictory: true })).toMatchObject(expected);
  });
});

describe('the name (Q11)', () => {
  const NAME = { call: 'updateCustomerAttr', attrName: 'name', attrValue: 'Ann Marsh' };
  const profile = { name: 'Ann Marsh' };

  test('is written after the customer is known, and never in that call', () => {
    const made = plan({ profile });
    expect(made.find.request).not.toHaveProperty('name');
    expect(made.after).toEqual([NAME]);
    expect(made.trusted).toEqual([]);
  });

  test('is remembered as a keyed hash alone', () => {
    const made = plan({ profile });
    expect(made.item).toMatchObject({ name: 'hash of Ann Marsh', fields: { name: at(1000) } });
    expect(JSON.stringify(made.item.fields)).not.toContain('Ann');
  });

  test('is not written again while it is the same; that it was said again is remembered', () => {
    const customers = [known(1, { name: 'hash of Ann Marsh', fields: { name: at(500) } })];
    const made = plan({ profile, customers });
    expect(made.after).toEqual([]);
    expect(made.item.fields['name']).toEqual(at(1000));
    expect(made.trusted).toEqual([NAME]);
  });

  test('stands by for a customer who turns out to be another than was expected', () => {
    const customers = [known(1, { name: 'hash of Ann Marsh', fields: { name: at(500) } })];
    expect(plan({ profile, customers }).trusted).toEqual([NAME]);
    expect(plan({ customers }).trusted).toEqual([]);
  });

  test('another one is written', () => {
    expect(
      plan({ profile, customers: [known(1, { name: 'hash of Bob Reed', fields: { name: at(500) } })] }).after,
    ).toEqual([NAME]);
  });

  test('an older one is not', () => {
    const made = plan({ profile, customers: [known(1, { name: 'hash of Bob Reed', fields: { name: at(2000) } })] });
    expect(made.after).toEqual([]);
    expect(made.trusted).toEqual([]);
    expect(made.item.name).toBe('hash of Bob Reed');
  });

  test('is written again after a merge, since the CDP may have kept another', () => {
    const customers = [known(1, { name: 'hash of Ann Marsh', fields: { name: at(500) } }), known(2)];
    const owners = { 'shopify-customer': 1, email: 2 };
    expect(plan({ profile, customers, owners, leading: [ACCOUNT, MAIL] }).after).toEqual([NAME]);
  });
});

describe('groups', () => {
  test('are joined and left after the customer is known and has a name', () => {
    const made = plan({ profile: { name: 'n' }, moves: { join: ['A', 'B'], leave: ['C'] } });
    expect(made.after.map(({ call }) => call)).toEqual([
      'updateCustomerAttr',
      'customerAddGroups',
      'customerDeleteGroups',
    ]);
    expect(made.after.slice(1)).toEqual([
      { call: 'customerAddGroups', groups: ['A', 'B'] },
      { call: 'customerDeleteGroups', groups: ['C'] },
    ]);
    expect(made.item.groups).toEqual({
      A: { ...at(1000), in: true, sent: NOW },
      B: { ...at(1000), in: true, sent: NOW },
      C: { ...at(1000), in: false, sent: NOW },
    });
  });

  test('each by its own time: a follow from before the unfollow does not bring anybody back', () => {
    const groups = { A: { ...at(2000), in: false }, B: { ...at(500), in: false } };
    const made = plan({ customers: [known(1, { groups })], moves: { join: ['A', 'B'], leave: [] } });
    expect(made.after).toEqual([{ call: 'customerAddGroups', groups: ['B'] }]);
    expect(made.item.groups).toEqual({ A: groups.A, B: { ...at(1000), in: true, sent: NOW } });
  });

  test('nor does an unfollow from before the follow drive anybody out', () => {
    const groups = { A: { ...at(2000), in: true } };
    const made = plan({ customers: [known(1, { groups })], moves: { join: [], leave: ['A'] } });
    expect(made.after).toEqual([]);
    expect(made.item.groups).toEqual(groups);
  });
});

describe('what the CDP would lose by making two customers one', () => {
  const owners = { 'shopify-customer': 1, email: 2 };
  const merging = (one: PlannedCustomer, other: PlannedCustomer, more: Given = {}) =>
    plan({ leading: [ACCOUNT, MAIL], owners, customers: [one, other], ...more });

  test('a field whose later value was the lost customer’s is written to the one who is kept', () => {
    const made = merging(
      known(1, { fields: { city: at(10), province: at(20) } }, { city: 'old', province: 'new' }),
      known(2, { fields: { city: at(20), province: at(10) } }, { city: 'new', province: 'old' }),
    );
    expect(made.find.request).toMatchObject({ city: 'new' });
    expect(made.find.request).not.toHaveProperty('province');
    expect(made.item.fields).toEqual({ city: at(20), province: at(20) });
  });

  test.each([
    ['empty', { city: '' }],
    ['not there', {}],
  ])('a lost value that is %s is not', (_what, fields) => {
    const made = merging(
      known(1, { fields: { city: at(10) } }, { city: 'old' }),
      known(2, { fields: { city: at(20) } }, fields),
    );
    expect(made.find.request).not.toHaveProperty('city');
  });

  test('what the event itself says later goes before both', () => {
    const made = merging(
      known(1, { fields: { city: at(10) } }, { city: 'old' }),
      known(2, { fields: { city: at(20) } }, { city: 'new' }),
      { profile: { city: 'newest' } },
    );
    expect(made.find.request).toMatchObject({ city: 'newest' });
    expect(made.item.fields['city']).toMatchObject(at(1000));
  });

  test('an event that is older than the lost customer’s value does not go before it', () => {
    const made = merging(
      known(1, { fields: { city: at(10) } }, { city: 'old' }),
      known(2, { fields: { city: at(2000) } }, { city: 'new' }),
      { profile: { city: 'late' } },
    );
    expect(made.find.request).toMatchObject({ city: 'new' });
  });

  test('a group that either was in, and whose later word is to leave, is left', () => {
    const made = merging(
      known(1, { groups: { A: { ...at(10), in: true }, B: { ...at(20), in: true } } }),
      known(2, { groups: { A: { ...at(20), in: false }, B: { ...at(10), in: false } } }),
    );
    expect(made.after).toEqual([{ call: 'customerDeleteGroups', groups: ['A'] }]);
    expect(made.item.groups).toEqual({ A: { ...at(20), in: false, sent: NOW }, B: { ...at(20), in: true } });
  });

  test('unless the event joins it; and it is left once, though the event leaves it too', () => {
    const one = known(1, { groups: { A: { ...at(10), in: true }, B: { ...at(10), in: true } } });
    const other = known(2, { groups: { A: { ...at(20), in: false }, B: { ...at(20), in: false } } });
    expect(merging(one, other, { moves: { join: ['A'], leave: ['B'] } }).after).toEqual([
      { call: 'customerAddGroups', groups: ['A'] },
      { call: 'customerDeleteGroups', groups: ['B'] },
    ]);
  });

  test('of three the latest of all', () => {
    const made = plan({
      leading: [ACCOUNT, MAIL, PHONE],
      owners: { ...owners, mobile: 3 },
      customers: [
        known(1, { fields: { city: at(10) } }, { city: 'old' }),
        known(2, { fields: { city: at(30) } }, { city: 'new' }),
        known(3, { fields: { city: at(20) } }, { city: 'middle' }),
      ],
    });
    expect(made.find.request).toMatchObject({ city: 'new' });
    expect(made.merged).toEqual(['2', '3']);
  });

  test('nothing, where they stay two', () => {
    const one = known(1, { fields: { city: at(10) }, groups: { A: { ...at(10), in: true } } }, { city: 'old' });
    const other = known(2, { fields: { city: at(20) }, groups: { A: { ...at(20), in: false } } }, { city: 'new' });
    const made = merging(one, other, { merge: 'never' });
    expect(made.find.request).not.toHaveProperty('city');
    expect(made.after).toEqual([]);
    expect(made.item).toEqual(one.item);
  });

  test('a customer of whom nothing is remembered loses nothing', () => {
    const one: PlannedCustomer = { id: customer(1), item: undefined, fields: {} };
    const other: PlannedCustomer = { id: customer(2), item: undefined, fields: {} };
    expect(merging(one, other).item).toEqual(emptyCustomerItem);
  });

  test('that a customer was part of another is not remembered of whoever is kept', () => {
    expect(plan({ customers: [known(1, { alias: '9' })] }).item).not.toHaveProperty('alias');
  });
});
