import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveCustomers, pairOf, TestSandbox } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => {
  cdp = new TestSandbox();
});
afterEach(() => cdp.close());

const release = (customerId: string, ...identityList: object[]) =>
  cdp.own('POST', '/sandbox/identities/release', { customerId, identityList });
const mobile = { identityType: 'mobile', identityValue: '15931000001' };
const openid = { identityType: 'wechat', identityValue: 'wx1:lan' };

describe('an identity that is released by hand', () => {
  it('is nobody’s, and the next call may give it to somebody', () => {
    const lan = cdp.customer(['mobile=15931000001', 'wechat=wx1:lan']);
    expect(release(lan, openid).data).toEqual({ released: 1 });
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ id: lan, identities: [mobile] }]);
    expect(cdp.post('getCustomerIdByIdentityList', pairOf('wechat=wx1:lan')).data).toBeNull();
    expect(cdp.customer(['wechat=wx1:lan'])).not.toBe(lan);
  });

  it('cannot come back by an undone merge', () => {
    const lan = cdp.customer(['mobile=15931000001']);
    cdp.customer(['wechat=wx1:lan']);
    cdp.customer(['mobile=15931000001', 'wechat=wx1:lan'], { autoMerge: true });
    release(lan, openid);
    expect(cdp.own('POST', '/sandbox/merges/undo', { sequence: 1 }).msg).toMatch(/^E_MERGE_STANDS/);
  });

  it.each([
    ['of somebody else', mobile, /^E_IDENTITY_LIST: .*identityList\[0\]/],
    ['of nobody', { identityType: 'mobile', identityValue: '15931000009' }, /^E_IDENTITY_LIST/],
    ['of an unknown type', { identityType: 'fax', identityValue: '1' }, /^E_IDENTITY_LIST/],
  ])('is the customer’s own: one %s is declined, and nothing changes', (_whose, identity, message) => {
    const lan = cdp.customer(['wechat=wx1:lan']);
    cdp.customer(['mobile=15931000001']);
    const before = liveCustomers(cdp.sandbox);
    expect(release(lan, identity).msg).toMatch(message);
    expect(liveCustomers(cdp.sandbox)).toEqual(before);
  });

  it('has a customer: an id of nobody is declined', () => {
    expect(release('404', mobile).msg).toMatch(/^E_CUSTOMER_NOT_FOUND/);
  });
});
