import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { idIn, liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

const smartGroup = (order: object): string => {
  const { data } = cdp.own('POST', '/sandbox/smart-groups', order);
  return z.object({ id: z.string() }).parse(data).id;
};
const groupsOf = (customer: string) =>
  liveCustomers(cdp.sandbox)
    .find(({ id }) => id === customer)
    ?.groups.map(({ name }) => name);

describe('addSingleGroup', () => {
  it.each([
    [{ type: 1 }, 'E_FIELD: name is required'],
    [{ name: ' ', type: 1 }, 'E_FIELD: name must not be empty'],
    [{ name: 'Tea' }, 'E_FIELD: type is required'],
    [{ name: 'Tea', type: 2 }, 'E_FIELD: type must be 1, a static group'],
    [{ name: 'Tea', type: 1, groupId: '5' }, 'E_FOLDER_UNKNOWN: groupId is not a group folder'],
  ])('refuses %j', (body, message) => expect(cdp.post('addSingleGroup', body).msg).toBe(message));

  it('takes a group’s id for no folder (Q19)', () => {
    const groupId = cdp.group('Tea');
    expect(cdp.post('addSingleGroup', { name: 'Rice', type: 1, groupId }).msg).toMatch(/^E_FOLDER_UNKNOWN/);
  });

  it('ignores the tag fields (Q30)', () => {
    const reply = cdp.post('addSingleGroup', { name: 'Tea', type: 1, tagName: 'x', tagNameList: ['y'], groupId: '' });
    expect([reply.code, reply.headers['x-sandbox-ignored-fields']]).toEqual([0, undefined]);
  });
});

describe('customer-group/simpleQuery', () => {
  const ask = (query: Record<string, string>) => cdp.get('customerGroupSimpleQuery', query);

  it('needs current and size', () => {
    expect(ask({ size: '5' }).msg).toBe('E_FIELD: current is required');
    expect(ask({ current: '1' }).msg).toBe('E_FIELD: size is required');
    expect(ask({ current: '1', size: '5', groupId: '3' }).msg).toMatch(/^E_FOLDER_UNKNOWN/);
  });

  it('finds a part of the name, pages exactly and counts the members', () => {
    const ids = ['Green tea', 'Rice', 'Black TEA', 'White tea'].map((name) => cdp.group(name));
    cdp.customer(['mobile=13800001111'], { groupId: ids[2] });
    cdp.customer(['mobile=13800002222'], { groupId: ids[2] });
    const record = (index: number, name: string, customerTotal: number) => ({
      id: ids[index],
      name,
      description: '',
      type: 1,
      customerTotal,
    });
    expect(ask({ searchKey: 'tea', current: '1', size: '2' }).data).toEqual({
      current: 1,
      size: 2,
      total: 3,
      records: [record(0, 'Green tea', 0), record(2, 'Black TEA', 2)],
    });
    expect(ask({ searchKey: 'tea', current: '2', size: '2' }).data).toMatchObject({
      total: 3,
      records: [record(3, 'White tea', 0)],
    });
    expect(ask({ current: '1', size: '500' }).data).toMatchObject({ total: 4 });
  });
});

describe('deleteCustomerGroup', () => {
  it('deletes a group, static or smart, and its memberships', () => {
    const [tea, rice] = [cdp.group('Tea'), cdp.group('Rice')];
    const id = cdp.customer(['mobile=13800001111'], { groupId: tea });
    cdp.post('customerAddGroups', { customerId: id, customerGroupIdList: [rice] });
    const loyal = smartGroup({ name: 'Loyal', members: [id] });
    for (const customerGroupId of [tea, loyal])
      expect(cdp.get('deleteCustomerGroup', { customerGroupId })).toMatchObject({
        code: 0,
        data: null,
        headers: { 'x-sandbox-members': '1' },
      });
    expect(groupsOf(id)).toEqual(['Rice']);
    expect(cdp.get('deleteCustomerGroup', { customerGroupId: tea }).msg).toMatch(/^E_GROUP_UNKNOWN/);
  });
});

describe('updateCustomerGroup', () => {
  const groups = () => cdp.get('customerGroupSimpleQuery', { current: '1', size: '10' }).data;

  it('changes what is sent and keeps what is left out', () => {
    const tea = idIn(cdp.post('addSingleGroup', { name: 'Tea', type: 1, description: 'drinkers' }));
    cdp.post('updateCustomerGroup', { customerGroupId: tea, type: 1, name: '茶' });
    expect(groups()).toMatchObject({ records: [{ name: '茶', description: 'drinkers' }] });
    cdp.post('updateCustomerGroup', { customerGroupId: tea, type: 1, description: '' });
    expect(groups()).toMatchObject({ records: [{ name: '茶', description: '' }] });
  });

  it('renames a smart group under its own type, which cannot be changed (Q32)', () => {
    const loyal = smartGroup({ name: 'Loyal' });
    expect(cdp.post('updateCustomerGroup', { customerGroupId: loyal, type: 1, name: 'Best' }).msg).toBe(
      'E_GROUP_TYPE: type is 2 and cannot be changed',
    );
    expect(cdp.post('updateCustomerGroup', { customerGroupId: loyal, type: 2, name: 'Best' }).code).toBe(0);
    expect(groups()).toMatchObject({ records: [{ name: 'Best', type: 2 }] });
  });
});

describe('customerUpdateGroups', () => {
  it('makes these the only static groups; the empty list leaves all, and smart groups stay (Q39)', () => {
    const [tea, rice, salt] = [cdp.group('Tea'), cdp.group('Rice'), cdp.group('Salt')];
    const id = cdp.customer(['mobile=13800001111'], { groupId: tea });
    smartGroup({ name: 'Loyal', members: [id] });
    const replace = (...customerGroupIdList: string[]) =>
      cdp.post('customerUpdateGroups', { customerId: id, customerGroupIdList });
    const { headers } = replace(rice, salt, rice);
    expect([headers['x-sandbox-joined'], headers['x-sandbox-left']]).toEqual([`${rice}, ${salt}`, tea]);
    expect(groupsOf(id)).toEqual(['Rice', 'Salt', 'Loyal']);
    expect(replace().code).toBe(0);
    expect(groupsOf(id)).toEqual(['Loyal']);
  });
});

describe('smart groups', () => {
  it('are made by the rules of the platform, here by an order, and no call changes who is in them', () => {
    const id = cdp.customer(['mobile=13800001111']);
    const loyal = smartGroup({ name: 'Loyal', members: [id, pairOf('wechat=wx1:new')] });
    expect(
      cdp.get('getCustomerPageByGroupId', { customerGroupId: loyal, current: '1', size: '10' }).data,
    ).toMatchObject({
      total: 2,
    });
    const other = cdp.customer(['mobile=13800002222']);
    for (const name of ['customerAddGroups', 'customerDeleteGroups', 'customerUpdateGroups'] as const)
      expect(cdp.post(name, { customerId: other, customerGroupIdList: [loyal] }).msg).toBe(
        'E_GROUP_SMART: customerGroupIdList[0] is a smart group, whose members no call changes',
      );
    expect(
      cdp.post('createCustomerByIdentity', { ...unknown, identityList: [pairOf('mobile=13800003333')], groupId: loyal })
        .msg,
    ).toBe('E_GROUP_SMART: groupId is a smart group, which no call can join');
  });

  it('get a new result, and say while it is being computed', () => {
    const [one, two] = [cdp.customer(['mobile=13800001111']), cdp.customer(['mobile=13800002222'])];
    const loyal = smartGroup({ name: 'Loyal', members: [one] });
    smartGroup({ customerGroupId: loyal, members: [two], computing: true });
    expect(cdp.get('getGroupsByCustomerId', { customerId: one, type: '2' }).data).toEqual([]);
    const shown = { code: loyal, id: loyal, name: 'Loyal', groupId: '', type: '2' };
    const ask = () => cdp.get('getGroupsByCustomerId', { customerId: two, type: '2' }).data;
    expect(ask()).toEqual([{ ...shown, status: '0' }]);
    smartGroup({ customerGroupId: loyal, computing: false });
    expect(ask()).toEqual([{ ...shown, status: '1' }]);
    expect(cdp.get('getGroupsByCustomerId', { customerId: two, type: '1' }).data).toEqual([]);
  });

  it('are seeded by an option, once', () => {
    const smartGroups = [{ name: 'Loyal', members: [pairOf('mobile=13800001111')] }];
    const seeded = new TestSandbox({ smartGroups });
    const [customer] = liveCustomers(seeded.sandbox);
    expect(customer).toMatchObject({ identities: [pairOf('mobile=13800001111')], groups: [{ name: 'Loyal' }] });
    seeded.own('POST', '/sandbox/reset');
    expect(liveCustomers(seeded.sandbox)).toMatchObject([{ groups: [{ name: 'Loyal' }] }]);
    seeded.close();
  });

  it.each([
    [{}, 'E_FIELD: name is required'],
    [{ name: 'Loyal', members: ['77'] }, 'E_CUSTOMER_NOT_FOUND: members[0]: customerId is not a customer'],
    [{ name: 'Loyal', members: [pairOf('passport=1')] }, /^E_IDENTITY_TYPE: members\[0\]: /],
    [{ name: 'Loyal', folderId: '77' }, 'E_FOLDER_UNKNOWN: folderId is not a group folder'],
    [{ customerGroupId: '77' }, 'E_GROUP_UNKNOWN: customerGroupId is not a smart group'],
  ])('are not made of %j, and then nothing is', (order, message) => {
    expect(cdp.own('POST', '/sandbox/smart-groups', order).msg).toMatch(message);
    expect(cdp.get('customerGroupSimpleQuery', { current: '1', size: '10' }).data).toMatchObject({ total: 0 });
  });
});

describe('getCustomerPageByGroupId', () => {
  it('pages through the members in the order they were created, without identities', () => {
    const tea = cdp.group('Tea');
    const ids = [1, 2, 3, 4].map((n) => cdp.customer([`wechat=wx:${n}`], { nickName: `N${n}` }));
    for (const id of [ids[3], ids[0], ids[2]])
      cdp.post('customerAddGroups', { customerId: id, customerGroupIdList: [tea] });
    const page = (current: string) =>
      cdp.get('getCustomerPageByGroupId', { customerGroupId: tea, current, size: '2' }).data;
    const record = (n: number) => ({ ...unknown, nickName: `N${n}`, extendAttrList: [] });
    expect(page('1')).toEqual({ current: 1, size: 2, total: 3, records: [record(1), record(3)] });
    expect(page('2')).toEqual({ current: 2, size: 2, total: 3, records: [record(4)] });
    expect(page('3')).toMatchObject({ records: [] });
  });
});

describe.each(['customerAddGroups', 'customerDeleteGroups'] as const)('%s', (name) => {
  const change = (customerId: unknown, customerGroupIdList: unknown) =>
    cdp.post(name, { customerId, customerGroupIdList });

  it('refuses what it cannot do, and then does nothing (Q39)', () => {
    const [tea, rice] = [cdp.group('Tea'), cdp.group('Rice')];
    const id = cdp.customer(['mobile=13800001111'], { groupId: tea });
    expect(change(undefined, [tea]).msg).toBe('E_FIELD: customerId is required');
    expect(change(id, undefined).msg).toBe('E_FIELD: customerGroupIdList is required');
    expect(change(id, []).msg).toBe('E_FIELD: customerGroupIdList must not be empty');
    expect(change(id, [tea, rice, 'x']).msg).toBe('E_FIELD: customerGroupIdList[2] must be an id of at most 19 digits');
    expect(change('1', [tea]).msg).toBe('E_CUSTOMER_NOT_FOUND: customerId is not a customer');
    expect(change(id, [tea, rice, '4']).msg).toBe('E_GROUP_UNKNOWN: customerGroupIdList[2] is not a customer group');
    expect(groupsOf(id)).toEqual(['Tea']);
  });
});

describe('memberships', () => {
  it('are joined and left, twice as well as once', () => {
    const [tea, rice] = [cdp.group('Tea'), cdp.group('Rice')];
    const id = cdp.customer(['mobile=13800001111']);
    for (let time = 0; time < 2; time += 1) {
      expect(cdp.post('customerAddGroups', { customerId: id, customerGroupIdList: [tea, rice] }).data).toBeNull();
      expect(groupsOf(id)).toEqual(['Tea', 'Rice']);
    }
    for (let time = 0; time < 2; time += 1) {
      expect(cdp.post('customerDeleteGroups', { customerId: id, customerGroupIdList: [tea] }).code).toBe(0);
      expect(groupsOf(id)).toEqual(['Rice']);
    }
  });

  it('of a merged id are the survivor’s', () => {
    const tea = cdp.group('Tea');
    const survivor = cdp.customer(['mobile=13800001111']);
    const merged = cdp.customer(['wechat=wx1:a']);
    cdp.customer(['mobile=13800001111', 'wechat=wx1:a'], { autoMerge: true });
    const reply = cdp.post('customerAddGroups', { customerId: merged, customerGroupIdList: [tea] });
    expect(reply.headers['x-sandbox-resolved-customer-id']).toBe(survivor);
    expect(groupsOf(survivor)).toEqual(['Tea']);
    expect(cdp.get('getGroupsByCustomerId', { customerId: merged, type: '1' }).data).toMatchObject([{ id: tea }]);
  });
});

describe('getGroupsByCustomerId', () => {
  const ask = (query: Record<string, string>) => cdp.get('getGroupsByCustomerId', query);

  it('needs both parameters', () => {
    expect(ask({ type: '1' }).msg).toBe('E_FIELD: customerId is required');
    expect(ask({ customerId: '1' }).msg).toBe('E_FIELD: type is required');
    expect(ask({ customerId: '1', type: '3' }).msg).toBe('E_FIELD: type must be 1 or 2');
  });

  it('gives type, status and folder as strings (Q38), and no smart groups', () => {
    const tea = cdp.group('Tea');
    const id = cdp.customer(['mobile=13800001111'], { groupId: tea });
    expect(ask({ customerId: id, type: '1' }).data).toEqual([
      { code: tea, id: tea, name: 'Tea', groupId: '', status: '1', type: '1' },
    ]);
    expect(ask({ customerId: id, type: '1' }).text).toContain(`"id":${tea},`);
    expect(ask({ customerId: id, type: '2' }).data).toEqual([]);
    expect(ask({ customerId: '1', type: '1' }).data).toBeNull();
  });
});
