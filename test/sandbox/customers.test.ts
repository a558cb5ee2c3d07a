import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { liveCustomers, pairOf, START, TestSandbox, unknown } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => {
  cdp = new TestSandbox({
    extendedAttributes: [
      { key: 'tier', label: '等级', type: 'string' },
      { key: 'points', type: 'integer' },
      { key: 'spent', type: 'decimal' },
      { key: 'since', type: 'date' },
    ],
  });
});
afterEach(() => cdp.close());

/** Two customers of which the second was merged into the first. */
function mergedPair(): { survivor: string; merged: string } {
  const survivor = cdp.customer(['mobile=13800001111'], { nickName: 'Mei' });
  const merged = cdp.customer(['wechat=wx1:a']);
  cdp.customer(['mobile=13800001111', 'wechat=wx1:a'], { autoMerge: true });
  return { survivor, merged };
}

const setAttribute = (customerId: string, attrName: string, attrValue: string, isExtendAttr = false) =>
  cdp.post('updateCustomerAttr', { customerId, attrName, attrValue, isExtendAttr });

describe('customerInfo', () => {
  it('needs a customerId', () => {
    expect(cdp.get('customerInfo').msg).toBe('E_FIELD: customerId is required');
  });

  it('answers unknown ids with code 0 and no data (Q05)', () => {
    for (const customerId of ['1', '9999999999999999999'])
      expect(cdp.get('customerInfo', { customerId }).text).toBe('{"code":0,"msg":"success","data":null}');
  });

  it('shows the documented fields only: no id, no name, no time (Q22)', () => {
    const id = cdp.customer(['mobile=13800001111'], { nickName: 'Mei' });
    setAttribute(id, 'name', 'Mei Lin');
    expect(cdp.get('customerInfo', { customerId: id }).data).toEqual({
      ...unknown,
      nickName: 'Mei',
      extendAttrList: [],
      identityList: [pairOf('mobile=13800001111')],
    });
  });

  it('answers a merged id with the survivor', () => {
    const { survivor, merged } = mergedPair();
    const reply = cdp.get('customerInfo', { customerId: merged });
    expect(reply.data).toMatchObject({ nickName: 'Mei' });
    expect(reply.headers['x-sandbox-resolved-customer-id']).toBe(survivor);
    expect(cdp.get('customerInfo', { customerId: survivor }).headers).not.toHaveProperty(
      'x-sandbox-resolved-customer-id',
    );
  });

  it('reaches the last survivor of several merges in one hop', () => {
    const { survivor, merged } = mergedPair();
    const last = cdp.customer(['wechat-unionid=u9']);
    cdp.customer(['wechat-unionid=u9', 'mobile=13800001111'], {
      autoMerge: true,
      identityPriorityStrategy: 'custom',
    });
    for (const customerId of [survivor, merged])
      expect(cdp.get('customerInfo', { customerId }).headers['x-sandbox-resolved-customer-id']).toBe(last);
  });
});

describe('getCustomerIdByIdentityList', () => {
  const ask = (body: unknown) => cdp.post('getCustomerIdByIdentityList', body);

  it('finds the owner, or nobody (Q05)', () => {
    const id = cdp.customer(['wechat=wx1:a']);
    expect(ask({ identityList: [pairOf('mobile=13800009999'), pairOf('wechat=wx1:a')] }).data).toBe(id);
    expect(ask({ identityList: [pairOf('mobile=13800009999')] }).text).toBe('{"code":0,"msg":"success","data":null}');
    expect(liveCustomers(cdp.sandbox)).toHaveLength(1);
  });

  it('takes a lone pair at the top level, or both forms when they agree (Q23)', () => {
    const id = cdp.customer(['wechat=wx1:a']);
    const pair = pairOf('wechat=wx1:a');
    expect(ask(pair).data).toBe(id);
    expect(ask({ ...pair, identityList: [pairOf('mobile=13800009999'), pair] }).data).toBe(id);
    expect(ask({ ...pair, identityList: [pairOf('mobile=13800009999')] }).msg).toBe(
      'E_IDENTITY_LIST: identityType and identityValue contradict identityList',
    );
    expect(ask({ identityList: [pair], identityType: 'mobile' }).msg).toMatch(/^E_IDENTITY_PAIR: /);
    expect(ask({}).msg).toBe('E_FIELD: identityList is required');
  });

  it('names whom createCustomerByIdentity would choose among several (Q24)', () => {
    cdp.customer(['wechat=wx1:a', 'mobile=13800002222']);
    const byEmail = cdp.customer(['email=mei@example.com']);
    const pairs = ['email=mei@example.com', 'wechat=wx1:a', 'mobile=13800001111'].map(pairOf);
    expect(ask({ identityList: pairs }).data).toBe(byEmail);
  });
});

describe('updateCustomerAttr', () => {
  it.each(['attrName', 'attrValue', 'customerId', 'isExtendAttr'])('needs %s', (missing) => {
    const body = { attrName: 'name', attrValue: 'Mei', customerId: '1', isExtendAttr: false, [missing]: undefined };
    expect(cdp.post('updateCustomerAttr', body).msg).toBe(`E_FIELD: ${missing} is required`);
  });

  it('refuses an unknown customer: code 0 would look like a write', () => {
    expect(setAttribute('1', 'name', 'Mei').msg).toBe('E_CUSTOMER_NOT_FOUND: customerId is not a customer');
  });

  it('sets the name, which no other call can (Q11)', () => {
    const id = cdp.customer(['mobile=13800001111'], { name: 'ignored' });
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ name: '' }]);
    expect(setAttribute(id, 'name', 'Mei Lin').data).toBeNull();
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ name: 'Mei Lin' }]);
  });

  it('writes to the survivor of a merged id', () => {
    const { survivor, merged } = mergedPair();
    expect(setAttribute(merged, 'city', 'Dali').headers['x-sandbox-resolved-customer-id']).toBe(survivor);
    expect(cdp.get('customerInfo', { customerId: survivor }).data).toMatchObject({ city: 'Dali' });
  });

  it('clears with the empty value, as createCustomerByIdentity never does (Q29)', () => {
    const id = cdp.customer(['mobile=13800001111'], { city: 'Dali', gender: 2, isEmployee: 1 });
    setAttribute(id, 'name', 'Mei');
    setAttribute(id, 'tier', 'gold', true);
    for (const name of ['name', 'city', 'gender', 'isEmployee']) expect(setAttribute(id, name, '').code).toBe(0);
    expect(setAttribute(id, 'tier', '', true).code).toBe(0);
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ name: '', profile: { ...unknown, extendAttrList: [] } }]);
    expect(liveCustomers(cdp.sandbox)[0]?.profile).not.toHaveProperty('city');
  });

  it.each([
    ['gender', '2', 2],
    ['employeeNumber', '-7', -7],
    ['birthday', '2000-02-29', '2000-02-29'],
  ])('converts %s to its type (Q27)', (name, sent, stored) => {
    const id = cdp.customer(['mobile=13800001111']);
    expect(setAttribute(id, name, sent).code).toBe(0);
    expect(cdp.get('customerInfo', { customerId: id }).data).toMatchObject({ [name]: stored });
  });

  it.each([
    ['gender', '3', false],
    ['gender', 'male', false],
    ['annualRevenue', '2147483648', false],
    ['annualRevenue', '1e3', false],
    ['birthday', '2001-02-29', false],
    ['points', '1.5', true],
    ['spent', 'much', true],
    ['since', 'yesterday', true],
  ])('refuses %s = %s', (name, value, isExtended) => {
    const id = cdp.customer(['mobile=13800001111']);
    expect(setAttribute(id, name, value, isExtended).msg).toBe(
      `E_ATTRIBUTE_VALUE: attrValue does not fit the type of ${name}`,
    );
  });

  it('finds extended attributes by key, then by label (Q27)', () => {
    const id = cdp.customer(['mobile=13800001111']);
    setAttribute(id, '等级', 'gold', true);
    setAttribute(id, 'spent', '12.50', true);
    expect(cdp.get('customerInfo', { customerId: id }).data).toMatchObject({
      extendAttrList: [
        { attrKey: 'tier', attrName: '等级', attrValue: 'gold' },
        { attrKey: 'spent', attrName: 'spent', attrValue: '12.50' },
      ],
    });
  });

  it.each([
    ['mobile', false],
    ['tier', false],
    ['city', true],
    ['__proto__', false],
    ['__proto__', true],
  ])('knows no %s when isExtendAttr is %s', (name, isExtended) => {
    const id = cdp.customer(['mobile=13800001111']);
    expect(setAttribute(id, name, 'x', isExtended).msg).toMatch(/^E_ATTRIBUTE_UNKNOWN: attrName names no /);
  });
});

describe('singleDelete', () => {
  const remove = (customerId: string) => cdp.get('singleDelete', { customerId });

  it('frees the identities at once; the same identity then makes a new customer', () => {
    const groupId = cdp.group('Tea');
    const id = cdp.customer(['mobile=13800001111', 'wechat=wx1:a'], { groupId });
    expect(remove(id).text).toBe('{"code":0,"msg":"success","data":null}');
    expect(cdp.get('customerInfo', { customerId: id }).data).toBeNull();
    expect(cdp.post('getCustomerIdByIdentityList', { identityList: [pairOf('wechat=wx1:a')] }).data).toBeNull();
    expect(cdp.get('customerGroupSimpleQuery', { current: '1', size: '10' }).data).toMatchObject({
      records: [{ customerTotal: 0 }],
    });
    expect(setAttribute(id, 'name', 'Mei').msg).toMatch(/^E_CUSTOMER_NOT_FOUND/);
    expect(cdp.customer(['mobile=13800001111'])).not.toBe(id);
  });

  it('refuses a second time, an unknown id, and a merged id', () => {
    const { survivor, merged } = mergedPair();
    expect(remove(merged).msg).toBe(`E_CUSTOMER_MERGED: customerId was merged into ${survivor}, which was not deleted`);
    expect(remove(survivor).code).toBe(0);
    for (const gone of [survivor, merged, '1'])
      expect(remove(gone).msg).toBe('E_CUSTOMER_NOT_FOUND: customerId is not a customer');
    expect(cdp.get('customerInfo', { customerId: merged }).data).toBeNull();
    expect(cdp.get('singleDelete').msg).toBe('E_FIELD: customerId is required');
  });
});

describe('simpleQuery', () => {
  const window = { startTime: '2026-03-01 12:00:00', endTime: '2026-03-01 12:00:09' };
  const page = z.object({ current: z.int(), size: z.int(), total: z.int(), records: z.array(z.looseObject({})) });
  const ask = (query: Record<string, string>) =>
    page.parse(cdp.get('customerSimpleQuery', { ...window, current: '1', size: '10', ...query }).data);
  const nicknames = (query: Record<string, string>) => ask(query).records.map((record) => record['nickName']);

  it.each(['startTime', 'endTime', 'current', 'size'])('needs %s', (missing) => {
    const query = Object.entries({ ...window, current: '1', size: '10' }).filter(([name]) => name !== missing);
    expect(cdp.get('customerSimpleQuery', Object.fromEntries(query)).msg).toBe(`E_FIELD: ${missing} is required`);
  });

  it.each([
    ['size', '501', 'an integer from 1 to 500'],
    ['current', '0', 'an integer from 1 to 2147483647'],
    ['current', '1.0', 'an integer from 1 to 2147483647'],
    ['startTime', '2026-03-01', 'a time yyyy-MM-dd HH:mm:ss'],
    ['endTime', '2026-02-29 00:00:00', 'a time yyyy-MM-dd HH:mm:ss'],
  ])('refuses %s = %s', (name, value, wanted) => {
    const query = { ...window, current: '1', size: '10', [name]: value };
    expect(cdp.get('customerSimpleQuery', query).msg).toBe(`E_FIELD: ${name} must be ${wanted}`);
  });

  it('counts the window in +08:00 and includes both seconds (Q26)', () => {
    for (const at of [-1, 0, 9_999, 10_000]) {
      cdp.now = START + at;
      cdp.customer([`wechat=wx:${at}`], { nickName: String(at) });
    }
    expect(nicknames({})).toEqual(['0', '9999']);
  });

  it('pages by creation time, without repeating or missing anybody', () => {
    for (let i = 0; i < 7; i += 1) {
      if (i % 3 === 0) cdp.now += 1;
      cdp.customer([`wechat=wx:${i}`], { nickName: `N${i}` });
    }
    const pages = ['1', '2', '3', '4'].map((current) => nicknames({ current, size: '3' }));
    expect(pages).toEqual([['N0', 'N1', 'N2'], ['N3', 'N4', 'N5'], ['N6'], []]);
    expect(ask({ current: '2', size: '3' })).toMatchObject({ current: 2, size: 3, total: 7 });
  });

  it('searches mobile, nickname and name for a part of the text', () => {
    const mei = cdp.customer(['mobile=13800001111'], { nickName: 'Mei_100%' });
    cdp.customer(['mobile=13900002222'], { nickName: 'Lan', email: 'mei@example.com' });
    setAttribute(mei, 'name', 'Zhao Lin');
    expect(nicknames({ searchKey: '138' })).toEqual(['Mei_100%']);
    expect(nicknames({ searchKey: 'mei' })).toEqual(['Mei_100%']);
    expect(nicknames({ searchKey: 'hao l' })).toEqual(['Mei_100%']);
    expect(nicknames({ searchKey: '0%' })).toEqual(['Mei_100%']);
    expect(nicknames({ searchKey: '_2' })).toEqual([]);
    expect(nicknames({ searchKey: '' })).toEqual(['Mei_100%', 'Lan']);
  });

  it('can be limited to a group', () => {
    const groupId = cdp.group('Tea');
    cdp.customer(['mobile=13800001111'], { nickName: 'Mei', groupId });
    cdp.customer(['mobile=13800002222'], { nickName: 'Lan' });
    expect(nicknames({ groupId })).toEqual(['Mei']);
    expect(nicknames({ groupId: '' })).toEqual(['Mei', 'Lan']);
    const unknownGroup = { ...window, current: '1', size: '10', groupId: '7' };
    expect(cdp.get('customerSimpleQuery', unknownGroup).msg).toBe('E_GROUP_UNKNOWN: groupId is not a customer group');
  });

  it('lists live customers only, without identities', () => {
    const { survivor } = mergedPair();
    expect(ask({})).toEqual({
      current: 1,
      size: 10,
      total: 1,
      records: [{ ...unknown, nickName: 'Mei', extendAttrList: [] }],
    });
    cdp.get('singleDelete', { customerId: survivor });
    expect(ask({}).total).toBe(0);
  });
});
