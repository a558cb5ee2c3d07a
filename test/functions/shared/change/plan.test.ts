import { describe, expect, test } from 'vitest';
import type { Profile, Upsert } from '../../../../functions/shared/change/customer-change.ts';
import type { LedgerItem } from '../../../../functions/shared/change/ledger-item.ts';
import { knownIdentities, planUpsert, sides, type UpsertContext } from '../../../../functions/shared/change/plan.ts';
import { digest } from '../../../../functions/shared/envelope/digest.ts';
import { identityKey, type Grade, type Identity } from '../../../../functions/shared/identity/identity.ts';
import { demoConfig } from '../../../kit/demo.ts';

const types = demoConfig().cdp;
const of = (text: string): Identity => {
  const [grade = '', kind = '', value = ''] = text.split(' ');
  const scope = kind === 'shopify-customer' ? 'shop' : '';
  return { kind, scope, value, evidence: { grade: grade as Grade, field: 'f' } };
};
const known = (...identities: string[]) => knownIdentities(identities.map(of), types);
const ledgerKey = (text: string) => `${of(text).kind}:${digest(identityKey(of(text)))}`;
const upsert = (profile: Profile = {}): Upsert => ({ kind: 'upsert', identities: [], profile, moments: [] });
const itemWith = (changes: Partial<LedgerItem>): LedgerItem => ({
  v: 1,
  fields: {},
  groups: {},
  done: [],
  identities: [],
  expires: 9e9,
  ...changes,
});
const plan = (
  profile: Profile,
  context: Partial<UpsertContext> = {},
  identities = known('verified shopify-customer 1'),
) => {
  const made = planUpsert(upsert(profile), identities, {
    item: undefined,
    time: 1000,
    moves: { join: [], leave: [] },
    merge: 'verified',
    known: {},
    ...context,
  });
  return { ...made, calls: [made.find, ...made.after] };
};
const request = (...args: Parameters<typeof plan>) => {
  const [first] = plan(...args).calls;
  if (first?.call !== 'createCustomerByIdentity') throw new Error('no create');
  return first.request;
};

describe('the identities that the tenant can know', () => {
  test('in order, as pairs, without what has no code', () => {
    const pairs = known('claimed mobile 1', 'verified unheard-of 7', 'verified email a', 'verified shopify-customer 1');
    expect(pairs.map(({ pair }) => pair)).toEqual([
      { identityType: 'shopify-customer', identityValue: 'shop:1' },
      { identityType: 'email', identityValue: 'a' },
      { identityType: 'mobile', identityValue: '1' },
    ]);
  });
});

describe('who the event is about, and what is only said beside it', () => {
  test.each([
    ['all that is verified', ['verified email a', 'verified mobile 1'], [['email', 'mobile'], []]],
    [
      'a claimed contact beside what is verified',
      ['verified shopify-customer 1', 'claimed mobile 1'],
      [['shopify-customer'], ['mobile']],
    ],
    ['a claimed contact beside another', ['claimed email a', 'claimed mobile 1'], [['email'], ['mobile']]],
    ['a contact alone', ['claimed mobile 1'], [['mobile'], []]],
  ])('%s', (_name, identities, expected) => {
    const { anchors, beside } = sides(known(...identities));
    expect([anchors, beside].map((list) => list.map(({ pair }) => pair.identityType))).toEqual(expected);
  });

  test('what is linked afterwards stands behind it, and never merges', () => {
    const { link } = plan({}, {}, known('verified shopify-customer 1', 'verified email a'));
    const call = link(known('claimed mobile 1'));
    if (call.call !== 'createCustomerByIdentity') throw new Error('no create');
    expect(call.request.autoMerge).toBe(false);
    expect(call.request.identityList.map(({ identityType }) => identityType)).toEqual([
      'shopify-customer',
      'email',
      'mobile',
    ]);
  });
});

describe('the call that says who it is', () => {
  test('has all three strategies and the three required fields, though nothing is known (Q02, Q10)', () => {
    expect(request({})).toEqual({
      email: '',
      emailVerified: 0,
      gender: 0,
      identityList: [{ identityType: 'shopify-customer', identityValue: 'shop:1' }],
      identityPriorityStrategy: 'custom',
      targetCustomerStrategy: 'identityFirst',
      autoMerge: false,
    });
  });

  test('what is known stands in their place', () => {
    expect(request({ email: 'a@mail.example', emailVerified: 1, gender: 2 })).toMatchObject({
      email: 'a@mail.example',
      emailVerified: 1,
      gender: 2,
    });
  });

  test.each([
    ['never', ['verified shopify-customer 1', 'verified email a'], false],
    ['verified', ['verified shopify-customer 1', 'verified email a'], true],
    ['verified', ['verified shopify-customer 1', 'claimed email a'], false],
    ['verified', ['verified shopify-customer 1', 'verified email a', 'claimed mobile 1'], true],
    ['verified', ['verified shopify-customer 1', 'weak email a'], false],
    ['verified', ['claimed email a', 'claimed mobile 1'], false],
    ['verified', ['verified shopify-customer 1'], false],
    ['always', ['claimed email a', 'claimed mobile 1'], true],
    ['always', ['verified shopify-customer 1'], false],
  ] as const)('merge: %s, with %j: autoMerge %s', (merge, identities, autoMerge) => {
    expect(request({}, { merge }, known(...identities)).autoMerge).toBe(autoMerge);
  });

  test('merge: verified, with nothing that was not sent before: autoMerge false', () => {
    const both = ['verified shopify-customer 1', 'verified email a'];
    const item = itemWith({ identities: both.map(ledgerKey) });
    expect(request({}, { item }, known(...both)).autoMerge).toBe(false);
    expect(request({}, { item }, known(...both, 'verified mobile 1')).autoMerge).toBe(true);
  });
});

describe('an older event never overwrites a newer one, field by field', () => {
  const item = itemWith({ fields: { nickName: 2000, city: 500, email: 2000, name: 2000 } });

  test('newer fields go, older ones stay, equal times go', () => {
    const { calls, written } = plan({ nickName: 'n', city: 'c', province: 'p' }, { item });
    expect(calls[0]).toMatchObject({ request: { city: 'c', province: 'p' } });
    expect(calls[0]).not.toHaveProperty('request.nickName');
    expect(written.fields).toEqual(['city', 'province']);
    expect(plan({ nickName: 'n' }, { item, time: 2000 }).written.fields).toEqual(['nickName']);
  });

  test('the proof of an email goes with its email alone', () => {
    expect(request({ email: 'old@mail.example', emailVerified: 1 }, { item })).toMatchObject({
      email: '',
      emailVerified: 0,
    });
    expect(plan({ email: 'old@mail.example', emailVerified: 1 }, { item }).written.fields).toEqual([]);
    expect(request({ email: 'new@mail.example', emailVerified: 1 }, { item, time: 2000 })).toMatchObject({
      emailVerified: 1,
    });
  });

  test('identities are added however old the event is', () => {
    const old = plan({ nickName: 'n' }, { item, time: 1 }, known('verified shopify-customer 1', 'verified email a'));
    expect(old.calls).toHaveLength(1);
    expect(old.calls[0]).toHaveProperty('request.identityList.length', 2);
    expect(old.written.identities).toHaveLength(2);
  });

  test('an older name is not written', () => {
    expect(plan({ name: '林晓岚' }, { item }).calls).toHaveLength(1);
  });
});

describe('the name (Q11)', () => {
  test('is written after the customer is known, and never in that call', () => {
    const { calls } = plan({ name: '林晓岚' });
    expect(calls[0]).not.toHaveProperty('request.name');
    expect(calls[1]).toEqual({ call: 'updateCustomerAttr', attrName: 'name', attrValue: '林晓岚' });
  });

  test('only when it has changed', () => {
    const { written } = plan({ name: '林晓岚' });
    const item = itemWith({ fields: { name: 1000 }, name: written.name ?? '' });
    expect(plan({ name: '林晓岚' }, { item, time: 2000 }).calls).toHaveLength(1);
    expect(plan({ name: '林晓岚' }, { item, time: 2000 }).written.fields).toEqual(['name']);
    expect(plan({ name: '周子墨' }, { item, time: 2000 }).calls).toHaveLength(2);
    expect(JSON.stringify(written)).not.toContain('林晓岚');
  });
});

describe('groups', () => {
  test('joined and left after the customer is known', () => {
    const { calls, written } = plan({ name: 'n' }, { moves: { join: ['A', 'B'], leave: ['C'] } });
    expect(calls.map(({ call }) => call)).toEqual([
      'createCustomerByIdentity',
      'updateCustomerAttr',
      'customerAddGroups',
      'customerDeleteGroups',
    ]);
    expect(written.groups).toEqual(['A', 'B', 'C']);
  });

  test('each by its own time: a follow from before the unfollow does not bring anybody back', () => {
    const item = itemWith({ groups: { A: 2000, B: 500 } });
    const { calls, written } = plan({}, { item, moves: { join: ['A', 'B'], leave: [] } });
    expect(calls[1]).toEqual({ call: 'customerAddGroups', groups: ['B'] });
    expect(written.groups).toEqual(['B']);
    expect(plan({}, { item, moves: { join: ['A'], leave: [] } }).calls).toHaveLength(1);
  });
});
