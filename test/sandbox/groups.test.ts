import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveCustomers, TestSandbox } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

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
