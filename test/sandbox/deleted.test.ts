import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WatchedDatabase } from './database-dump.ts';
import { liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

/* After a logical delete: what stays, for how long, and what the same identities mean afterwards. */

let cdp: TestSandbox;
let database: WatchedDatabase;
beforeEach(() => {
  database = new WatchedDatabase();
  cdp = new TestSandbox({ file: database.file });
});
afterEach(() => {
  cdp.close();
  database.close();
});

const remove = (customerId: string) => cdp.get('singleDelete', { customerId });
const set = (switches: object) => cdp.own('POST', '/sandbox/switches', switches);

describe('the identities of a deleted customer', () => {
  it('are released at once, and only their types are told', () => {
    const id = cdp.customer(['mobile=15931000001', 'email=lan@mail.test']);
    expect(remove(id).headers['x-sandbox-released']).toBe('mobile, email');
    expect(database.dump()).not.toMatch(/15931000001|lan@mail\.test/);
  });

  it('bring the customer back where the tenant revives: the same id, its fields, the identities that were named', () => {
    set({ deletedIdentities: 'revive' });
    const id = cdp.customer(['mobile=15931000001', 'email=lan@mail.test'], { nickName: 'Lan' });
    remove(id);
    const reply = cdp.post('createCustomerByIdentity', { ...unknown, identityList: [pairOf('email=lan@mail.test')] });
    expect([reply.data, reply.headers['x-sandbox-revived'], reply.headers['x-sandbox-target']]).toEqual([
      id,
      id,
      'found-by:email',
    ]);
    expect(liveCustomers(cdp.sandbox)).toMatchObject([
      { id, profile: { nickName: 'Lan' }, identities: [pairOf('email=lan@mail.test')] },
    ]);
    // The rest is nobody's now.
    expect(cdp.customer(['mobile=15931000001'])).not.toBe(id);
  });

  it('are refused where the tenant retains them, until somebody else had them before', () => {
    const first = cdp.customer(['mobile=15931000001']);
    remove(first);
    const second = cdp.customer(['mobile=15931000001']);
    set({ deletedIdentities: 'retain' });
    expect(cdp.customer(['mobile=15931000001'])).toBe(second);
    remove(second);
    const ask = () =>
      cdp.post('createCustomerByIdentity', { ...unknown, identityList: [pairOf('mobile=15931000001')] });
    expect(ask().msg).toBe("E_IDENTITY_DELETED: an identity of type mobile is a deleted customer's");
    expect(cdp.post('customerAdd', { ...unknown, name: 'X', mobile: '15931000001', mobileVerified: 0 }).code).toBe(-1);
    expect(cdp.post('getCustomerIdByIdentityList', pairOf('mobile=15931000001')).data).toBeNull();
  });

  it('do not bring anybody back when the call is refused', () => {
    set({ deletedIdentities: 'revive', maxIdentitiesPerType: 1 });
    remove(cdp.customer(['email=lan@mail.test']));
    const before = database.dump();
    const identityList = ['email=lan@mail.test', 'email=lan@other.test'].map(pairOf);
    expect(cdp.post('createCustomerByIdentity', { ...unknown, identityList }).msg).toMatch(/^E_CAP_IDENTITIES/);
    expect(database.dump()).toBe(before);
  });
});

describe('the fields of a deleted customer', () => {
  it('stay until the purge: a logical delete is no erasure', () => {
    const id = cdp.customer(['mobile=15931000001'], { nickName: '林晓岚' });
    remove(id);
    expect(database.dump()).toContain('林晓岚');
    expect(cdp.own('POST', '/sandbox/purge').data).toEqual({ customers: 1 });
    expect(database.dump()).not.toContain('林晓岚');
    expect(cdp.own('POST', '/sandbox/purge').data).toEqual({ customers: 0 });
    set({ deletedIdentities: 'revive' });
    expect(cdp.customer(['mobile=15931000001'])).toBe(id);
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ id, profile: unknown }]);
  });

  it('are purged from the merge ledger too, of everybody who became part of the customer; others stay', () => {
    for (const n of [1, 2]) {
      cdp.customer([`mobile=1593100000${n}`]);
      cdp.customer([`wechat=wx1:${n}`], { nickName: `晓岚${n}` });
      cdp.customer([`mobile=1593100000${n}`, `wechat=wx1:${n}`], { autoMerge: true });
    }
    const [first] = liveCustomers(cdp.sandbox);
    // The second step of a chain: Lan is part of Mei, who becomes part of M1, who is deleted.
    const last = cdp.customer(['member-no=M1']);
    cdp.customer(['member-no=M1', 'mobile=15931000001'], { autoMerge: true, identityPriorityStrategy: 'custom' });
    remove(last);
    cdp.own('POST', '/sandbox/purge');
    expect(first?.id).not.toBe(last);
    expect(database.dump()).not.toContain('晓岚1');
    expect(database.dump()).not.toContain('wx1:1');
    expect(database.dump()).toContain('晓岚2');
  });
});
