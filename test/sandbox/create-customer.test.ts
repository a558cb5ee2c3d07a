import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileIntegerFields, profileStringFields } from '../../functions/shared/cdp/contract.ts';
import { isJsonObject } from '../../functions/shared/json/lossless.ts';
import { idIn, liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => {
  cdp = new TestSandbox({
    extendedAttributes: [
      { key: 'tier', label: 'Tier', type: 'string' },
      { key: 'points', type: 'integer' },
    ],
  });
});
afterEach(() => cdp.close());

const create = (body: Record<string, unknown>, query: Record<string, string> = {}) =>
  cdp.post('createCustomerByIdentity', { ...unknown, identityList: [pairOf('mobile=13800001111')], ...body }, query);

const profileOf = (customerId: string) => {
  const { data } = cdp.get('customerInfo', { customerId });
  if (!isJsonObject(data)) throw new Error('no customer');
  return data;
};

describe('the body', () => {
  it.each([
    ['email', undefined, 'email is required'],
    ['emailVerified', undefined, 'emailVerified is required'],
    ['gender', undefined, 'gender is required'],
    ['identityList', undefined, 'identityList is required'],
    ['email', null, 'email must be a string'],
    ['emailVerified', true, 'emailVerified must be 0 or 1'],
    ['gender', 3, 'gender must be 0, 1 or 2'],
    ['isEmployee', 2, 'isEmployee must be 0 or 1'],
    ['annualRevenue', 2 ** 31, 'annualRevenue must be a 32-bit integer'],
    ['annualRevenue', 1.5, 'annualRevenue must be a 32-bit integer'],
    ['employeeNumber', '12', 'employeeNumber must be an integer'],
    ['nickName', 7, 'nickName must be a string'],
    ['birthday', '2026-02-30', 'birthday must be a date yyyy-MM-dd'],
    ['groupId', 'tea', 'groupId must be an id of at most 19 digits'],
    ['deptCodeList', 'x', 'deptCodeList must be a list'],
    ['userIdList', ['x'], 'userIdList[0] must be an id of at most 19 digits'],
    ['extendAttrList', [{ attrKey: 'tier' }], 'extendAttrList[0].attrValue is required'],
    ['identityList', [{ identityType: 'mobile', identityValue: 1 }], 'identityList[0].identityValue must be a string'],
    ['identityPriorityStrategy', 'age', 'identityPriorityStrategy must be system or custom'],
    ['targetCustomerStrategy', 'age', 'targetCustomerStrategy must be identityFirst or customerFirst'],
    ['autoMerge', 'yes', 'autoMerge must be true or false'],
  ])('is refused with %s = %j', (field, value, message) => {
    expect(create({ [field]: value }).msg).toBe(`E_FIELD: ${message}`);
    expect(liveCustomers(cdp.sandbox)).toEqual([]);
  });

  it('may name every documented profile field, and gives it back', () => {
    const strings = Object.fromEntries(profileStringFields.map((name) => [name, `a ${name}`]));
    const integers = Object.fromEntries(profileIntegerFields.map((name) => [name, 1]));
    const profile = { ...strings, ...integers, birthday: '2000-02-29' };
    const reply = create({ ...profile, userIdList: [JSON.rawJSON('7000000000000000001')], deptCodeList: ['D1'] });
    expect([reply.code, reply.headers['x-sandbox-ignored-fields']]).toEqual([0, undefined]);
    expect(profileOf(idIn(reply))).toMatchObject(profile);
  });
});

describe('identities', () => {
  it.each([
    [[], 'E_IDENTITY_LIST: identityList holds no identity'],
    [[{}, { identityType: '', identityValue: null }], 'E_IDENTITY_LIST: identityList holds no identity'],
    [[{ identityType: 'mobile' }], 'E_IDENTITY_PAIR: identityList[0].identityValue is missing beside its identityType'],
    [[{ identityValue: '1' }], 'E_IDENTITY_PAIR: identityList[0].identityType is missing beside its identityValue'],
    [[pairOf('passport=1')], 'E_IDENTITY_TYPE: identityList[0].identityType is not a configured identity type'],
    [
      [pairOf(`mobile=${'1'.repeat(129)}`)],
      'E_IDENTITY_LENGTH: identityList[0].identityValue is longer than 128 characters',
    ],
    [[pairOf(`${'m'.repeat(33)}=1`)], 'E_IDENTITY_LENGTH: identityList[0].identityType is longer than 32 characters'],
    [
      Array.from({ length: 21 }, (_, i) => pairOf(`wechat=wx:${i}`)),
      'E_IDENTITY_COUNT: identityList holds more than 20 pairs',
    ],
    [[pairOf('wechat=\ud800')], 'E_IDENTITY_PAIR: identityList[0].identityValue is not well-formed text'],
  ])('are refused: $1', (identityList, message) => expect(create({ identityList }).msg).toBe(message));

  it('are compared without surrounding blanks, mail addresses without case, everything else with', () => {
    const id = cdp.customer(['email=Mei@Example.com', 'wechat=wx1:oAbC']);
    expect(cdp.customer([' email = mei@example.COM '])).toBe(id);
    expect(cdp.customer(['wechat=wx1:oABC'])).not.toBe(id);
  });

  it('may be 20, and repeated ones count once', () => {
    const id = cdp.customer([...Array.from({ length: 19 }, (_, i) => `wechat=wx:${i}`), 'wechat=wx:0']);
    expect(liveCustomers(cdp.sandbox).find((customer) => customer.id === id)?.identities).toHaveLength(19);
  });
});

describe('the strategies (Q02)', () => {
  /** The first owner conflicts with the mobile above it: identityFirst creates, customerFirst finds. */
  const request = { identityList: [pairOf('mobile=13800002222'), pairOf('wechat-unionid=u1')] };
  beforeEach(() => void cdp.customer(['wechat-unionid=u1', 'mobile=13800001111']));

  it('default to system priority, identityFirst and no merge', () => {
    expect(create(request).headers['x-sandbox-target']).toBe('created');
    const turned = { identityList: [pairOf('wechat-unionid=u1'), pairOf('mobile=13800003333')] };
    expect(create(turned).headers['x-sandbox-target']).toBe('created');
  });

  it.each([
    ['body', { targetCustomerStrategy: 'customerFirst' }, {}],
    ['query', {}, { targetCustomerStrategy: 'customerFirst' }],
    ['both', { targetCustomerStrategy: 'customerFirst' }, { targetCustomerStrategy: 'customerFirst' }],
  ])('are taken from the %s', (_, body, query: Record<string, string>) => {
    const { headers } = create({ ...request, ...body }, query);
    expect(headers['x-sandbox-target']).toBe('found-by:wechat-unionid');
    expect(headers['x-sandbox-dropped']).toBe('mobile (target-holds-other-value)');
  });

  it('must not differ between body and query', () => {
    expect(create({ autoMerge: true }, { autoMerge: 'false' }).msg).toBe(
      'E_STRATEGY: autoMerge differs between body and query',
    );
    expect(create({ autoMerge: true }, { autoMerge: 'true' }).code).toBe(0);
    expect(create({}, { autoMerge: 'perhaps' }).msg).toBe('E_FIELD: query parameter autoMerge must be true or false');
  });
});

describe('fields', () => {
  const known = { email: 'mei@example.com', emailVerified: 1, gender: 2, nickName: 'Mei', annualRevenue: 5 };

  it('are never overwritten by empty text (Q29), and by the zeros that the documents require (Q10)', () => {
    const id = cdp.customer(['mobile=13800001111'], known);
    cdp.customer(['mobile=13800001111'], { nickName: '', city: null });
    expect(profileOf(id)).toMatchObject({ ...known, emailVerified: 0, gender: 0 });
  });

  it('keep what is known against zeros that say nothing when the tenant is said to be lenient (Q10)', () => {
    expect(cdp.own('POST', '/sandbox/switches', { zeroOverwrites: false }).data).toMatchObject({
      zeroOverwrites: false,
    });
    const id = cdp.customer(['mobile=13800001111'], known);
    cdp.customer(['mobile=13800001111'], { nickName: '', city: null });
    expect(profileOf(id)).toMatchObject(known);
    cdp.customer(['mobile=13800001111'], { email: 'lan@example.com', annualRevenue: 0 });
    expect(profileOf(id)).toMatchObject({ email: 'lan@example.com', emailVerified: 0, gender: 2, annualRevenue: 0 });
    expect(cdp.own('POST', '/sandbox/switches').data).toMatchObject({ zeroOverwrites: false });
    expect(cdp.own('POST', '/sandbox/switches', { zeroOverwrites: 0 }).msg).toBe(
      'E_FIELD: zeroOverwrites must be true or false',
    );
  });

  it('are lenient from the start when the sandbox is opened so', () => {
    const lenient = new TestSandbox({ switches: { zeroOverwrites: false } });
    const id = lenient.customer(['mobile=13800001111'], { gender: 1 });
    lenient.customer(['mobile=13800001111']);
    expect(liveCustomers(lenient.sandbox)).toMatchObject([{ id, profile: { gender: 1 } }]);
    lenient.close();
  });

  it('of a new customer who is unknown read as blanks', () => {
    const id = cdp.customer(['mobile=13800001111']);
    expect(profileOf(id)).toEqual({ ...unknown, extendAttrList: [], identityList: [pairOf('mobile=13800001111')] });
  });

  it('may be declared extended attributes, and no others (Q21)', () => {
    const id = cdp.customer(['mobile=13800001111'], { extendAttrList: [{ attrKey: 'tier', attrValue: 'gold' }] });
    cdp.customer(['mobile=13800001111'], {
      extendAttrList: [
        { attrKey: 'tier', attrValue: '' },
        { attrKey: 'points', attrName: 'any', attrValue: '12' },
      ],
    });
    expect(profileOf(id)['extendAttrList']).toEqual([
      { attrKey: 'tier', attrName: 'Tier', attrValue: 'gold' },
      { attrKey: 'points', attrName: 'points', attrValue: '12' },
    ]);
    expect(create({ extendAttrList: [{ attrKey: 'shoe', attrValue: '9' }] }).msg).toBe(
      'E_ATTRIBUTE_UNKNOWN: extendAttrList[0].attrKey names no extended attribute',
    );
    expect(create({ extendAttrList: [{ attrKey: 'points', attrValue: 'many' }] }).msg).toBe(
      "E_ATTRIBUTE_VALUE: extendAttrList[0].attrValue does not fit the attribute's type",
    );
  });

  it('may name a group to join, and nothing happens when it is none (Q19)', () => {
    const groupId = cdp.group('Tea');
    const id = cdp.customer(['mobile=13800001111'], { groupId });
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ id, groups: [{ id: groupId, name: 'Tea' }] }]);
    expect(create({ groupId: '5', identityList: [pairOf('mobile=13800002222')] }).msg).toBe(
      'E_GROUP_UNKNOWN: groupId is not a customer group',
    );
    expect(liveCustomers(cdp.sandbox)).toHaveLength(1);
  });
});

describe('a merge', () => {
  const merge = { autoMerge: true, identityList: [pairOf('mobile=13800001111'), pairOf('wechat=wx1:a')] };

  it('writes the zeros of the call over what it has just filled in (Q10)', () => {
    const survivor = cdp.customer(['mobile=13800001111'], { gender: 1 });
    cdp.customer(['wechat=wx1:a'], { email: 'lan@example.com', emailVerified: 1 });
    create(merge);
    expect(profileOf(survivor)).toMatchObject({ email: 'lan@example.com', emailVerified: 0, gender: 0 });
  });

  it('moves identities and groups, fills blanks, and leaves a ledger row', () => {
    cdp.own('POST', '/sandbox/switches', { zeroOverwrites: false });
    const [tea, rice] = [cdp.group('Tea'), cdp.group('Rice')];
    const survivor = cdp.customer(['mobile=13800001111'], { groupId: tea, city: 'Dali' });
    const loser = cdp.customer(['wechat=wx1:a', 'wechat=wx2:b'], {
      groupId: rice,
      city: 'Lijiang',
      nickName: 'Lan',
      email: 'lan@example.com',
      emailVerified: 1,
      gender: 2,
    });
    cdp.post('updateCustomerAttr', { customerId: loser, attrName: 'name', attrValue: 'Lan Mu', isExtendAttr: false });

    const reply = create({ ...merge, district: 'Xizhou' });

    expect([reply.data, reply.headers['x-sandbox-merged']]).toEqual([survivor, loser]);
    expect(liveCustomers(cdp.sandbox)).toEqual([
      {
        id: survivor,
        createdAt: new Date(cdp.now).toISOString(),
        name: 'Lan Mu',
        profile: {
          city: 'Dali',
          district: 'Xizhou',
          nickName: 'Lan',
          email: 'lan@example.com',
          emailVerified: 1,
          gender: 2,
          extendAttrList: [],
        },
        identities: ['mobile=13800001111', 'wechat=wx1:a', 'wechat=wx2:b'].map(pairOf),
        groups: [
          { id: tea, name: 'Tea' },
          { id: rice, name: 'Rice' },
        ],
        mergedIds: [loser],
      },
    ]);
    expect(cdp.own('GET', '/sandbox/merges').data).toMatchObject({
      merges: [
        {
          loser,
          survivor,
          movedIdentities: ['wechat=wx1:a', 'wechat=wx2:b'].map(pairOf),
          loserName: 'Lan Mu',
          loserProfile: { city: 'Lijiang', nickName: 'Lan' },
        },
      ],
      next: null,
    });
  });

  it('never lends one customer’s verified flag to another one’s mail address', () => {
    const survivor = cdp.customer(['mobile=13800001111'], { email: 'mei@example.com' });
    cdp.customer(['wechat=wx1:a'], { email: 'lan@example.com', emailVerified: 1 });
    create(merge);
    expect(profileOf(survivor)).toMatchObject({ email: 'mei@example.com', emailVerified: 0 });
  });

  it('does not happen over a conflict, which the headers name', () => {
    cdp.customer(['mobile=13800001111']);
    const other = cdp.customer(['wechat=wx1:a', 'mobile=13800002222']);
    const { headers } = create(merge);
    expect(headers['x-sandbox-skipped-merges']).toBe(`${other} (mobile)`);
    expect(headers['x-sandbox-dropped']).toBe('wechat (owned-by-other-customer)');
    expect(headers['x-sandbox-merged']).toBeUndefined();
  });
});
