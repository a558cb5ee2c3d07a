import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

const add = (mobile: string, fields: Record<string, unknown> = {}) =>
  cdp.post('customerAdd', { ...unknown, name: '林晓岚', mobile, mobileVerified: 1, ...fields });

describe('customer/add', () => {
  it('creates a customer whose identity is the mobile, with name and mobile', () => {
    const groupId = cdp.group('Tea');
    const { data, headers } = add(' 15931000001 ', { city: '大理', gender: 2, groupId });
    expect(headers['x-sandbox-target']).toBe('created');
    expect(liveCustomers(cdp.sandbox)).toMatchObject([
      {
        id: data,
        name: '林晓岚',
        profile: { city: '大理', gender: 2 },
        groups: [{ name: 'Tea' }],
        identities: [pairOf('mobile=15931000001')],
      },
    ]);
    const keys = ['name', 'mobile', 'mobileVerified'];
    expect(cdp.post('queryAttrValuesByCustomerId', { customerId: data, attrKeyList: keys }).data).toMatchObject([
      { attrList: ['林晓岚', '15931000001', '1'].map((attrValue) => ({ attrValue })) },
    ]);
  });

  it('updates the owner of a mobile that is known (Q12)', () => {
    const id = cdp.customer(['mobile=15931000001', 'wechat=wx1:a'], { city: '昆明' });
    expect(add('15931000001', { province: '云南' }).data).toBe(id);
    expect(liveCustomers(cdp.sandbox)).toMatchObject([
      { id, name: '林晓岚', profile: { city: '昆明', province: '云南' } },
    ]);
  });

  it('never merges', () => {
    cdp.customer(['email=lan@mail.test']);
    add('15931000001', { email: 'lan@mail.test' });
    expect(liveCustomers(cdp.sandbox)).toHaveLength(2);
  });

  it.each([
    ['', 'E_FIELD: mobile must not be empty'],
    ['138****0000', 'E_IDENTITY_PLACEHOLDER: mobile stands for nobody'],
    ['1'.repeat(129), 'E_IDENTITY_LENGTH: mobile is longer than 128 characters'],
  ])('refuses the mobile "%s"', (mobile, message) => expect(add(mobile).msg).toBe(message));
});

describe('queryAttrValuesByCustomerId', () => {
  it('answers with texts, empty where there is no value, in the order asked (Q28)', () => {
    const customerId = cdp.customer(['mobile=15931000001'], { nickName: 'Lan', gender: 2 });
    const ask = { customerId, attrKeyList: ['gender', 'city', 'nickName'] };
    expect(cdp.post('queryAttrValuesByCustomerId', ask).text).toBe(
      `{"code":0,"msg":"success","data":[{"customerId":${customerId},"attrList":[` +
        '{"attrKey":"gender","attrName":"gender","attrValue":"2"},{"attrKey":"city","attrName":"city","attrValue":""},' +
        '{"attrKey":"nickName","attrName":"nickName","attrValue":"Lan"}]}]}',
    );
  });

  it('knows extended attributes by key, and shows their label', () => {
    const tenant = new TestSandbox({ extendedAttributes: [{ key: 'tier', label: '等级', type: 'string' }] });
    const customerId = tenant.customer(['mobile=15931000001'], {
      extendAttrList: [{ attrKey: 'tier', attrValue: 'gold' }],
    });
    expect(tenant.post('queryAttrValuesByCustomerId', { customerId, attrKeyList: ['tier'] }).data).toMatchObject([
      { attrList: [{ attrKey: 'tier', attrName: '等级', attrValue: 'gold' }] },
    ]);
    tenant.close();
  });
});

describe('getCustomerIdByCustomerIdentity', () => {
  it('answers with what customerInfo does, and no id (Q22)', () => {
    const customerId = cdp.customer(['mobile=15931000001', 'wechat=wx1:a'], { nickName: 'Lan' });
    const reply = cdp.post('getCustomerIdByCustomerIdentity', pairOf('wechat=wx1:a'));
    expect(reply.data).toEqual(cdp.get('customerInfo', { customerId }).data);
    expect(reply.headers['x-sandbox-target']).toBe('found-by:wechat');
    expect(cdp.post('getCustomerIdByCustomerIdentity', pairOf('wechat=wx1:b')).data).toBeNull();
  });
});
