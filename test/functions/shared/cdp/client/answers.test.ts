import { describe, expect, test } from 'vitest';
import type { CdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { against, customer, folder, group, LONG, LONGEST, notFound, ok, refused } from './fake.ts';

const pair = { identityType: 'member-no', identityValue: 'M-1' };
const window = { startTime: '2026-01-01 00:00:00', endTime: '2026-01-31 23:59:59' };
const page = { current: 1, size: 10 };
const answered = async <T>(text: string, call: (client: CdpClient) => Promise<T>): Promise<T> =>
  call(against([text]).client);

type Method = readonly [string, (client: CdpClient) => Promise<unknown>];

const findsCustomer: readonly Method[] = [
  ['C3', (client) => client.customerInfo({ customerId: customer('7') })],
  ['C4', (client) => client.getCustomerIdByIdentityList({ identityList: [pair] })],
  ['C5', (client) => client.getCustomerIdByCustomerIdentity(pair)],
  ['C9', (client) => client.queryAttrValuesByCustomerId({ customerId: customer('7'), attrKeyList: ['name'] })],
];

describe('nothing found is a value (Q05)', () => {
  const nothing = [
    ['null', ok('null')],
    ['no data', '{"code":0}'],
    ['0', ok('0')],
    ['a refusal', notFound],
  ] as const;
  test.each(findsCustomer.flatMap(([name, call]) => nothing.map(([how, text]) => [name, how, text, call] as const)))(
    '%s: %s',
    async (_name, _how, text, call) => {
      expect(await answered(text, call)).toBeUndefined();
    },
  );

  test.each(findsCustomer)('%s: another refusal is an error', async (_name, call) => {
    await expect(answered(refused, call)).rejects.toMatchObject({ kind: 'rejected' });
  });

  test('C9: an empty list', async () => {
    expect(
      await answered(ok('[]'), (client) =>
        client.queryAttrValuesByCustomerId({ customerId: customer('7'), attrKeyList: [] }),
      ),
    ).toBeUndefined();
  });

  test.each<Method>([
    ['C6', (client) => client.singleDelete({ customerId: customer('7') })],
    ['G2', (client) => client.deleteCustomerGroup({ customerGroupId: group('7') })],
  ])('%s says whether there was something to delete', async (_name, call) => {
    expect(await answered(ok('null'), call)).toBe(true);
    expect(await answered(notFound, call)).toBe(false);
    await expect(answered(refused, call)).rejects.toMatchObject({ kind: 'rejected' });
  });

  test('G13 has no groups', async () => {
    const call = (client: CdpClient) => client.getGroupsByCustomerId({ customerId: customer('7'), type: 1 });
    for (const text of [ok('null'), ok('[]'), notFound]) expect(await answered(text, call)).toEqual([]);
  });

  const memberships = { customerId: customer('7'), customerGroupIdList: [group('8')] };
  test.each<Method>([
    ['C2', (client) => client.createCustomerByIdentity({ identityList: [pair] })],
    ['C7', (client) => client.customerSimpleQuery({ ...window, ...page })],
    [
      'C8',
      (client) =>
        client.updateCustomerAttr({ customerId: customer('7'), attrName: 'a', attrValue: '', isExtendAttr: true }),
    ],
    ['G1', (client) => client.addSingleGroup({ name: 'VIP' })],
    ['G3', (client) => client.updateCustomerGroup({ customerGroupId: group('7'), type: 1 })],
    ['G5', (client) => client.groupAdd({ name: 'n' })],
    ['G6', (client) => client.groupDelete({ commonGroupId: folder('7') })],
    ['G7', (client) => client.groupUpdate({ commonGroupId: folder('7'), name: 'n' })],
    ['G9', (client) => client.customerAddGroups(memberships)],
    ['G10', (client) => client.customerDeleteGroups(memberships)],
    ['G11', (client) => client.customerUpdateGroups(memberships)],
    ['G12', (client) => client.getCustomerPageByGroupId({ customerGroupId: group('7'), ...page })],
  ])('%s that finds nothing has done nothing, and says so', async (_name, call) => {
    await expect(answered(notFound, call)).rejects.toMatchObject({ kind: 'rejected', msg: '客户不存在', code: '-1' });
  });
});

describe('an id that was promised', () => {
  const creating: readonly Method[] = [
    ['C1', (client) => client.customerAdd({ name: 'n', mobile: '15931000001', mobileVerified: 0 })],
    ['C2', (client) => client.createCustomerByIdentity({ identityList: [pair] })],
    ['G1', (client) => client.addSingleGroup({ name: 'VIP' })],
    ['G5', (client) => client.groupAdd({ name: 'n' })],
  ];

  test.each(creating)('%s: a long number or a text, digit by digit (Q06)', async (_name, call) => {
    for (const data of [LONG, `"${LONG}"`]) expect(await answered(ok(data), call)).toBe(LONG);
  });

  test.each(creating)('%s without one has not succeeded', async (_name, call) => {
    for (const data of ['null', '0', '{}', 'true', '"abc"'])
      await expect(answered(ok(data), call)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('a customer', () => {
  const info = (text: string) => answered(text, (client) => client.customerInfo({ customerId: customer('7') }));

  test('has every field that the CDP has', async () => {
    const fields = {
      nickName: '晓岚',
      birthday: '1990-05-01',
      email: '',
      emailVerified: 0,
      gender: 2,
      editable: 0,
      annualRevenue: 2147483647,
      source8: 'x',
    };
    const extendAttrList = [{ attrKey: 'level', attrName: '等级', attrValue: 'gold' }];
    const customer = { ...fields, extendAttrList, identityList: [pair] };
    expect(await info(ok(JSON.stringify(customer)))).toEqual(customer);
    const byIdentity = await answered(ok(JSON.stringify(customer)), (client) =>
      client.getCustomerIdByCustomerIdentity(pair),
    );
    expect(byIdentity).toEqual(customer);
  });

  test.each([
    ['nothing at all', '{}', { extendAttrList: [], identityList: [] }],
    ['null lists', '{"extendAttrList":null,"identityList":null}', { extendAttrList: [], identityList: [] }],
    [
      'null fields and fields nobody knows',
      '{"city":null,"gender":null,"level":7}',
      { extendAttrList: [], identityList: [] },
    ],
    [
      'numbers as texts and texts as numbers',
      '{"gender":"2","openId":7,"annualRevenue":"much"}',
      { gender: 2, openId: '7', extendAttrList: [], identityList: [] },
    ],
    ['an id (Q22)', `{"id":${LONG}}`, { id: LONG, extendAttrList: [], identityList: [] }],
    ['an id by its long name (Q22)', `{"customerId":"${LONG}"}`, { id: LONG, extendAttrList: [], identityList: [] }],
    [
      'lists with rubbish in them',
      `{"identityList":[null,7,{"identityType":"a"},{"identityType":"a","identityValue":${LONG}}],"extendAttrList":["x",{"attrName":"n"},{"attrKey":"k"}]}`,
      {
        extendAttrList: [{ attrKey: 'k', attrValue: '' }],
        identityList: [{ identityType: 'a', identityValue: LONG }],
      },
    ],
  ])('%s', async (_name, data, expected) => {
    expect(await info(ok(data))).toEqual(expected);
  });
});

describe('the attributes of a customer (Q28)', () => {
  const attributes = '[{"attrKey":"name","attrName":"客户名称","attrValue":"林晓岚"}]';
  const attrList = [{ attrKey: 'name', attrName: '客户名称', attrValue: '林晓岚' }];

  test.each([
    ['a list of one', `[{"attrList":${attributes},"customerId":${LONG}}]`, { customerId: LONG, attrList }],
    ['a bare object', `{"attrList":${attributes},"customerId":"${LONG}"}`, { customerId: LONG, attrList }],
    ['no list in it', `[{"customerId":7}]`, { customerId: '7', attrList: [] }],
    ['an id that is a list', `[{"attrList":${attributes},"customerId":[]}]`, { attrList }],
  ])('%s', async (_name, data, expected) => {
    const call = (client: CdpClient) =>
      client.queryAttrValuesByCustomerId({ customerId: customer('7'), attrKeyList: ['name'] });
    expect(await answered(ok(data), call)).toEqual(expected);
  });
});

describe('groups', () => {
  const groups = (data: string) =>
    answered(ok(data), (client) => client.customerGroupSimpleQuery({ searchKey: 'VIP', ...page }));

  test('static and smart, with all that is known of them', async () => {
    const text = `{"current":1,"size":10,"total":2,"records":[{"id":${LONG},"name":"VIP","description":"d","groupId":${LONGEST},"type":1,"customerTotal":3},{"id":8,"name":"VIP 2","type":2,"customerTotal":0}]}`;
    expect(await groups(text)).toEqual({
      records: [
        { id: LONG, name: 'VIP', description: 'd', groupId: LONGEST, type: 1, customerTotal: 3 },
        { id: '8', name: 'VIP 2', type: 2, customerTotal: 0 },
      ],
      total: 2,
      size: 10,
    });
  });

  test('numbers as texts, no folder, and what has no id', async () => {
    const text = '{"total":"2","records":[{"id":"8","name":9,"type":"1","groupId":""},{"name":"?"},null]}';
    expect(await groups(text)).toEqual({ records: [{ id: '8', name: '9', type: 1 }], total: 2, size: 10 });
  });

  test.each(['null', '[]', '7'])('no page: %s', async (data) => {
    expect(await groups(data)).toEqual({ records: [], total: 0, size: 10 });
  });

  test('of a customer, with texts for numbers (Q38)', async () => {
    const text = `[{"code":"G7","id":${LONG},"name":"VIP","groupId":"${LONGEST}","status":"1","type":"1"},{"id":8,"name":7,"groupId":"","type":2}]`;
    const call = (client: CdpClient) => client.getGroupsByCustomerId({ customerId: customer('7'), type: 1 });
    expect(await answered(ok(text), call)).toEqual([
      { id: LONG, code: 'G7', name: 'VIP', groupId: LONGEST, status: '1', type: 1 },
      { id: '8', name: '7', type: 2 },
    ]);
  });
});

describe('folders', () => {
  const tree = (data: string) => answered(ok(data), (client) => client.queryTreeFormList());

  test('as a tree; a root has no parent, however that is said (Q37)', async () => {
    const leaf = `{"code":"C","id":3,"name":7,"parentCode":"B"}`;
    const text = `[{"code":"A","id":${LONG},"name":"会员","parentCode":"","subList":[{"code":"B","id":2,"name":"b","parentCode":"A","subList":[${leaf}]}]},{"code":"D","id":4,"name":"d","parentCode":null,"subList":null},{"code":"E","id":5,"name":"e"}]`;
    expect(await tree(text)).toEqual([
      {
        code: 'A',
        id: LONG,
        name: '会员',
        subList: [
          {
            code: 'B',
            id: '2',
            name: 'b',
            parentCode: 'A',
            subList: [{ code: 'C', id: '3', name: '7', parentCode: 'B', subList: [] }],
          },
        ],
      },
      { code: 'D', id: '4', name: 'd', subList: [] },
      { code: 'E', id: '5', name: 'e', subList: [] },
    ]);
  });

  test.each(['null', '{}', '[null,{"name":"no id"}]'])('no tree: %s', async (data) => {
    expect(await tree(data)).toEqual([]);
  });
});

describe('the type of business that the tenant wants (Q33, Q35)', () => {
  const bodies = (sent: readonly { readonly body?: string }[]) =>
    sent.map(({ body = '{}' }) => (JSON.parse(body) as { businessType: string }).businessType);
  const remove = (client: CdpClient) => client.groupDelete({ commonGroupId: folder('7') });
  const rename = (client: CdpClient) => client.groupUpdate({ commonGroupId: folder('7'), name: 'n' });

  test.each<readonly [string, (client: CdpClient) => Promise<void>, string, string]>([
    ['G6', remove, 'customer_label', 'customer_group'],
    ['G7', rename, 'customer_group', 'customer_label'],
  ])('%s: the documented one, then the other, and what worked is remembered', async (_name, call, first, other) => {
    const { client, sent } = against(['{"code":-1,"msg":"businessType"}', ok('null')]);
    await call(client);
    await call(client);
    expect(bodies(sent)).toEqual([first, other, other]);
  });

  test('the documented one is remembered too', async () => {
    const { client, sent } = against([ok('null'), '{"code":-1,"msg":"not empty"}']);
    await remove(client);
    await expect(remove(client)).rejects.toMatchObject({ kind: 'rejected', msg: 'not empty' });
    expect(bodies(sent)).toEqual(['customer_label', 'customer_label']);
  });

  test('both rejected: what the CDP said to either', async () => {
    const { client, sent } = against(['{"code":-1,"msg":"not empty"}', '{"code":-1,"msg":"businessType"}']);
    await expect(remove(client)).rejects.toMatchObject({
      kind: 'rejected',
      msg: 'not empty',
      message: 'groupDelete: rejected: not empty (with businessType customer_group: businessType)',
    });
    expect(sent).toHaveLength(2);
  });

  test('a failure on the way is no answer to the question', async () => {
    const { client, sent } = against([{ status: 500 }]);
    await expect(remove(client)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(sent).toHaveLength(1);
  });

  test('the second one fails on the way', async () => {
    const { client } = against(['{"code":-1,"msg":"businessType"}', { status: 502 }]);
    await expect(remove(client)).rejects.toMatchObject({ kind: 'unavailable', status: 502 });
  });
});
