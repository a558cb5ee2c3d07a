import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WatchedDatabase } from './database-dump.ts';
import { liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

let cdp: TestSandbox;
let database: WatchedDatabase;
beforeEach(() => {
  database = new WatchedDatabase();
  cdp = new TestSandbox({
    file: database.file,
    switches: { zeroOverwrites: false },
    extendedAttributes: [{ key: 'tier', type: 'string' }],
  });
});
afterEach(() => {
  cdp.close();
  database.close();
});

const undo = (sequence: number) => cdp.own('POST', '/sandbox/merges/undo', { sequence });
const setAttribute = (customerId: string, attrName: string, attrValue: string) =>
  cdp.post('updateCustomerAttr', { customerId, attrName, attrValue, isExtendAttr: false });

/** Mei owns a mobile, Lan an openid and an older id; both are in the group of tea, Lan in that of rice. */
function meiAndLan() {
  const [tea, rice] = [cdp.group('Tea'), cdp.group('Rice')];
  const mei = cdp.customer(['mobile=15931000001'], { groupId: tea, nickName: 'Mei', deptCodeList: ['D1'] });
  const lan = cdp.customer(['wechat=wx1:lan'], {
    groupId: rice,
    city: '大理',
    email: 'lan@mail.test',
    emailVerified: 1,
    deptCodeList: ['D2'],
    extendAttrList: [{ attrKey: 'tier', attrValue: 'gold' }],
  });
  cdp.post('customerAddGroups', { customerId: lan, customerGroupIdList: [tea] });
  const older = cdp.customer(['email=lan@mail.test'], { remark: 'old' });
  cdp.customer(['wechat=wx1:lan', 'email=lan@mail.test'], { autoMerge: true, identityPriorityStrategy: 'custom' });
  return { mei, lan, older, tea, rice };
}

const mergeBoth = (fields: Record<string, unknown> = {}) =>
  cdp.customer(['mobile=15931000001', 'wechat=wx1:lan'], { autoMerge: true, ...fields });

describe('an undone merge', () => {
  it('leaves both sides as they were: identities, fields, groups, older ids', () => {
    const { mei, lan, older } = meiAndLan();
    const before = liveCustomers(cdp.sandbox);
    mergeBoth();
    expect(liveCustomers(cdp.sandbox)).toHaveLength(1);

    expect(undo(2).data).toEqual({ sequence: 2, loser: lan, survivor: mei });

    expect(liveCustomers(cdp.sandbox)).toEqual(before);
    expect(cdp.get('customerInfo', { customerId: lan }).headers['x-sandbox-resolved-customer-id']).toBeUndefined();
    expect(cdp.get('customerInfo', { customerId: older }).headers['x-sandbox-resolved-customer-id']).toBe(lan);
    expect(cdp.post('getCustomerIdByIdentityList', pairOf('wechat=wx1:lan')).data).toBe(lan);
    expect(cdp.own('GET', '/sandbox/merges').data).toMatchObject({
      merges: [{ undoneAt: null }, { undoneAt: new Date(cdp.now).toISOString(), loser: lan }],
    });
  });

  it('keeps what the merging call itself wrote', () => {
    const { mei } = meiAndLan();
    mergeBoth({ city: '昆明', district: '五华' });
    expect(undo(2).code).toBe(0);
    const [survivor, loser] = liveCustomers(cdp.sandbox);
    expect(survivor).toMatchObject({ id: mei, profile: { city: '昆明', district: '五华', email: '' } });
    expect(loser).toMatchObject({ profile: { city: '大理' } });
  });

  it('keeps what was written since to fields that the merge left alone, and groups joined since', () => {
    const { mei } = meiAndLan();
    mergeBoth();
    setAttribute(mei, 'remark', 'new');
    setAttribute(mei, 'nickName', 'Meimei');
    cdp.post('customerAddGroups', { customerId: mei, customerGroupIdList: [cdp.group('Salt')] });
    expect(undo(2).msg).toBe('E_MERGE_STANDS: profile.remark was filled by the merge and written since');
    setAttribute(mei, 'remark', 'old');
    expect(undo(2).code).toBe(0);
    expect(liveCustomers(cdp.sandbox)[0]).toMatchObject({
      profile: { nickName: 'Meimei' },
      groups: [{ name: 'Tea' }, { name: 'Salt' }],
    });
  });

  it('of several in one call are undone from the last one on', () => {
    const mei = cdp.customer(['mobile=15931000001']);
    const lan = cdp.customer(['wechat-unionid=u1'], { city: '大理', hobby: 'tea' });
    const lin = cdp.customer(['wechat=wx1:lin'], { city: '昆明', remark: 'x' });
    const before = liveCustomers(cdp.sandbox);
    cdp.customer(['mobile=15931000001', 'wechat-unionid=u1', 'wechat=wx1:lin'], { autoMerge: true });
    expect(undo(1).msg).toBe('E_MERGE_STANDS: merge 2 into the same survivor came later: undo it first');
    expect(undo(2).data).toEqual({ sequence: 2, loser: lin, survivor: mei });
    expect(liveCustomers(cdp.sandbox)).toMatchObject([
      { id: mei, profile: { city: '大理', hobby: 'tea' } },
      { id: lin },
    ]);
    expect(undo(1).data).toEqual({ sequence: 1, loser: lan, survivor: mei });
    expect(liveCustomers(cdp.sandbox)).toEqual(before);
  });

  it('is tried before: a dry run says the same and changes nothing', () => {
    meiAndLan();
    mergeBoth();
    const dry = () => cdp.own('POST', '/sandbox/merges/undo', { sequence: 2, dryRun: true });
    const before = database.dump();
    expect(dry()).toMatchObject({ data: { sequence: 2 } });
    expect(database.dump()).toBe(before);
    cdp.customer(['wechat=wx1:lan', 'member-no=M1']);
    expect(dry().msg).toBe('E_MERGE_STANDS: 1 of type member-no were linked to the survivor since');
  });

  it('can be merged again, and undone again', () => {
    meiAndLan();
    const before = liveCustomers(cdp.sandbox);
    for (const sequence of [2, 3]) {
      mergeBoth();
      expect(undo(sequence).code).toBe(0);
      expect(liveCustomers(cdp.sandbox)).toEqual(before);
    }
  });

  it('takes a group that was deleted since for left by both', () => {
    const { rice } = meiAndLan();
    mergeBoth();
    cdp.get('deleteCustomerGroup', { customerGroupId: rice });
    expect(undo(2).code).toBe(0);
    expect(liveCustomers(cdp.sandbox).map(({ groups }) => groups.map(({ name }) => name))).toEqual([['Tea'], ['Tea']]);
  });
});

describe('a merge stands, and nothing changes, when', () => {
  const stands = (sequence: number): unknown => {
    const before = database.dump();
    const reply = undo(sequence);
    expect(database.dump()).toBe(before);
    return reply.msg;
  };

  it('an identity was linked to the survivor since: whose it is, nobody can say', () => {
    meiAndLan();
    mergeBoth();
    cdp.customer(['wechat=wx1:lan', 'wechat=wx2:lan', 'member-no=M1']);
    expect(stands(2)).toBe(
      'E_MERGE_STANDS: 1 of type member-no were linked to the survivor since; 1 of type wechat were linked to the survivor since',
    );
  });

  it('the survivor was deleted', () => {
    const { mei } = meiAndLan();
    mergeBoth();
    cdp.get('singleDelete', { customerId: mei });
    expect(stands(2)).toBe(`E_MERGE_STANDS: the survivor ${mei} was deleted since`);
  });

  it('the survivor was merged itself: that merge comes first', () => {
    const { mei } = meiAndLan();
    mergeBoth();
    cdp.customer(['member-no=M1']);
    cdp.customer(['member-no=M1', 'mobile=15931000001'], { autoMerge: true, identityPriorityStrategy: 'custom' });
    expect(stands(2)).toBe(`E_MERGE_STANDS: the survivor ${mei} was merged itself by merge 3: undo that first`);
    expect(undo(3).code).toBe(0);
    expect(undo(2).code).toBe(0);
    expect(undo(1).code).toBe(0);
    expect(liveCustomers(cdp.sandbox)).toHaveLength(4);
  });

  it('the survivor left a group of the loser', () => {
    const { mei, rice } = meiAndLan();
    mergeBoth();
    cdp.post('customerDeleteGroups', { customerId: mei, customerGroupIdList: [rice] });
    expect(stands(2)).toBe(`E_MERGE_STANDS: the survivor left group ${rice} since`);
  });

  it('the survivor was deleted and revived: others may have had its identities in between', () => {
    const { mei } = meiAndLan();
    mergeBoth();
    cdp.own('POST', '/sandbox/switches', { deletedIdentities: 'revive' });
    cdp.get('singleDelete', { customerId: mei });
    expect(cdp.customer(['mobile=15931000001'])).toBe(mei);
    expect(stands(2)).toBe(
      'E_MERGE_STANDS: merge 2 has nothing to undo it with: its survivor was deleted, its data purged, or it was made by an older sandbox',
    );
  });

  it('it was undone, or never was', () => {
    meiAndLan();
    mergeBoth();
    undo(2);
    expect(stands(2)).toBe('E_MERGE_STANDS: merge 2 was undone already');
    expect(stands(9)).toBe('E_MERGE_UNKNOWN: sequence is no merge of the ledger');
    expect(undo(0).msg).toBe('E_FIELD: sequence must be a positive integer');
  });
});

describe('the ledger', () => {
  it('names the request that merged', () => {
    cdp.customer(['mobile=15931000001']);
    cdp.customer(['wechat=wx1:lan']);
    const identityList = ['mobile=15931000001', 'wechat=wx1:lan'].map(pairOf);
    cdp.sandbox.handle({
      method: 'POST',
      path: '/openapi/customer/createCustomerByIdentity',
      query: new URLSearchParams({ autoMerge: 'true' }),
      headers: { 'content-type': 'application/json', token: cdp.token, 'x-request-id': 'call-7' },
      body: JSON.stringify({ ...unknown, identityList }),
    });
    expect(cdp.own('GET', '/sandbox/merges').data).toMatchObject({ merges: [{ requestId: 'call-7' }] });
  });
});
