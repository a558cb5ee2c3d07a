import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import type { CdpClient, CdpClientOptions } from '../../../../../functions/shared/cdp/client/client.ts';
import { type EndpointName, endpoints } from '../../../../../functions/shared/cdp/contract.ts';
import { contract } from '../../../../../functions/shared/cdp/contract/contract.ts';
import { parseJson } from '../../../../../functions/shared/json/lossless.ts';
import { against, customer, folder, group, LONG, LONGEST, ok } from './fake.ts';

const pair = { identityType: 'member-no', identityValue: 'M-1' };
const unknown = { email: '', emailVerified: 0, gender: 0 };
const window = { startTime: '2026-01-01 00:00:00', endTime: '2026-01-31 23:59:59' };

/** What each method sends: the body, or the query. Ids are bare numbers in a body, however long (Q06). */
const requests: Readonly<
  Record<EndpointName, readonly [call: (client: CdpClient) => Promise<unknown>, sent: string, answer?: string]>
> = {
  customerAdd: [
    (client) =>
      client.customerAdd({ name: '林晓岚', mobile: '15931000001', mobileVerified: 1, groupId: group(LONGEST) }),
    `{"email":"","emailVerified":0,"gender":0,"name":"林晓岚","mobile":"15931000001","mobileVerified":1,"groupId":${LONGEST}}`,
    '7',
  ],
  createCustomerByIdentity: [
    (client) => client.createCustomerByIdentity({ identityList: [pair], userIdList: [LONG], groupId: group('7') }),
    `{"email":"","emailVerified":0,"gender":0,"identityList":[{"identityType":"member-no","identityValue":"M-1"}],"userIdList":[${LONG}],"groupId":7}`,
    '7',
  ],
  customerInfo: [(client) => client.customerInfo({ customerId: customer(LONG) }), `customerId=${LONG}`],
  getCustomerIdByIdentityList: [
    (client) => client.getCustomerIdByIdentityList({ identityList: [pair] }),
    '{"identityList":[{"identityType":"member-no","identityValue":"M-1"}]}',
  ],
  getCustomerIdByCustomerIdentity: [
    (client) => client.getCustomerIdByCustomerIdentity(pair),
    '{"identityType":"member-no","identityValue":"M-1"}',
  ],
  singleDelete: [(client) => client.singleDelete({ customerId: customer('7') }), 'customerId=7'],
  customerSimpleQuery: [
    (client) => client.customerSimpleQuery({ ...window, searchKey: '林 &', groupId: group('8'), current: 2, size: 50 }),
    'searchKey=%E6%9E%97+%26&groupId=8&current=2&size=50&startTime=2026-01-01+00%3A00%3A00&endTime=2026-01-31+23%3A59%3A59',
  ],
  updateCustomerAttr: [
    (client) =>
      client.updateCustomerAttr({ customerId: customer(LONG), attrName: 'a', attrValue: '', isExtendAttr: true }),
    `{"customerId":${LONG},"attrName":"a","attrValue":"","isExtendAttr":true}`,
  ],
  queryAttrValuesByCustomerId: [
    (client) => client.queryAttrValuesByCustomerId({ customerId: customer(LONG), attrKeyList: ['name'] }),
    `{"customerId":${LONG},"attrKeyList":["name"]}`,
  ],
  addSingleGroup: [
    (client) => client.addSingleGroup({ name: 'VIP', description: 'd', groupId: folder(LONG) }),
    `{"name":"VIP","description":"d","groupId":${LONG},"type":1}`,
    '7',
  ],
  deleteCustomerGroup: [
    (client) => client.deleteCustomerGroup({ customerGroupId: group(LONG) }),
    `customerGroupId=${LONG}`,
  ],
  updateCustomerGroup: [
    (client) => client.updateCustomerGroup({ customerGroupId: group(LONG), type: 2, name: 'n', groupId: folder('8') }),
    `{"customerGroupId":${LONG},"type":2,"name":"n","groupId":8}`,
  ],
  customerGroupSimpleQuery: [
    (client) => client.customerGroupSimpleQuery({ searchKey: 'VIP', groupId: folder(LONG), current: 1, size: 10 }),
    `searchKey=VIP&groupId=${LONG}&current=1&size=10`,
  ],
  groupAdd: [
    (client) => client.groupAdd({ name: '会员', parentCode: 'F1' }),
    '{"businessType":"customer_group","name":"会员","parentCode":"F1"}',
    '7',
  ],
  groupDelete: [
    (client) => client.groupDelete({ commonGroupId: folder(LONG) }),
    `{"businessType":"customer_label","commonGroupId":${LONG}}`,
  ],
  groupUpdate: [
    (client) => client.groupUpdate({ commonGroupId: folder(LONG), name: 'n' }),
    `{"businessType":"customer_group","commonGroupId":${LONG},"name":"n"}`,
  ],
  queryTreeFormList: [(client) => client.queryTreeFormList(), 'businessType=customer_group'],
  customerAddGroups: [
    (client) => client.customerAddGroups({ customerId: customer(LONG), customerGroupIdList: [group(LONGEST)] }),
    `{"customerId":${LONG},"customerGroupIdList":[${LONGEST}]}`,
  ],
  customerDeleteGroups: [
    (client) => client.customerDeleteGroups({ customerId: customer('7'), customerGroupIdList: [group('8')] }),
    '{"customerId":7,"customerGroupIdList":[8]}',
  ],
  customerUpdateGroups: [
    (client) => client.customerUpdateGroups({ customerId: customer('7'), customerGroupIdList: [] }),
    '{"customerId":7,"customerGroupIdList":[]}',
  ],
  getCustomerPageByGroupId: [
    (client) => client.getCustomerPageByGroupId({ customerGroupId: group(LONG), current: 3, size: 10 }),
    `customerGroupId=${LONG}&current=3&size=10`,
  ],
  getGroupsByCustomerId: [
    (client) => client.getGroupsByCustomerId({ customerId: customer(LONG), type: 2 }),
    `customerId=${LONG}&type=2`,
  ],
};
const names = Object.keys(requests) as EndpointName[];

describe('every endpoint is a method of its own name', () => {
  test('there are 22', () => {
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(
      Object.keys(endpoints).toSorted((a, b) => a.localeCompare(b)),
    );
  });

  test.each(names)('%s', async (name) => {
    const [call, input, answer = 'null'] = requests[name];
    const { client, sent } = against([ok(answer)], { strategyPlacement: 'body' });
    await call(client);
    const { method, path } = endpoints[name];
    expect(sent).toEqual([
      {
        endpoint: name,
        method,
        path: method === 'GET' ? `${path}?${input}` : path,
        // Q08: on GET too.
        headers: { 'content-type': 'application/json', token: 'token 0' },
        ...(method === 'POST' && { body: input }),
      },
    ]);
    const fields = method === 'GET' ? Object.fromEntries(new URLSearchParams(input)) : parseJson(input);
    expect(z.safeParse(contract[name].request, fields).error).toBeUndefined();
  });
});

async function sentBy(
  call: (client: CdpClient) => Promise<unknown>,
  options: Partial<CdpClientOptions> = {},
): Promise<{ query: Record<string, string>; body: unknown }> {
  const { client, sent } = against([ok('7')], options);
  await call(client);
  const { path = '', body = '{}' } = sent[0] ?? {};
  return {
    query: Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? '')),
    body: JSON.parse(body) as unknown,
  };
}

describe('either side of a doubt', () => {
  const strategies = {
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'customerFirst',
    autoMerge: true,
  } as const;
  const create = (client: CdpClient) => client.createCustomerByIdentity({ identityList: [pair], ...strategies });

  test.each([
    ['body', {}, { identityList: [pair], ...unknown, ...strategies }],
    ['query', { ...strategies, autoMerge: 'true' }, { identityList: [pair], ...unknown }],
    ['both', { ...strategies, autoMerge: 'true' }, { identityList: [pair], ...unknown, ...strategies }],
  ] as const)('strategies in %s (Q02)', async (strategyPlacement, query, body) => {
    expect(await sentBy(create, { strategyPlacement })).toEqual({ query, body });
  });

  test('a strategy that is not given is not sent (Q02)', async () => {
    const sent = await sentBy((client) => client.createCustomerByIdentity({ identityList: [pair], autoMerge: false }));
    expect(sent).toEqual({
      query: { autoMerge: 'false' },
      body: { identityList: [pair], ...unknown, autoMerge: false },
    });
  });

  test.each([
    ['empty', { email: 'lin@example.test', emailVerified: 0, gender: 0 }],
    ['omit', { email: 'lin@example.test' }],
  ] as const)('what is required and unknown: %s (Q10)', async (unknownRequired, fields) => {
    const { body } = await sentBy(
      (client) => client.createCustomerByIdentity({ identityList: [pair], email: 'lin@example.test' }),
      { unknownRequired },
    );
    expect(body).toEqual({ identityList: [pair], ...fields });
  });

  test('what is given is sent, whatever the option (Q10)', async () => {
    const request = { name: 'n', mobile: '15931000001', mobileVerified: 0, email: '', emailVerified: 1, gender: 2 };
    expect((await sentBy((client) => client.customerAdd(request), { unknownRequired: 'omit' })).body).toEqual(request);
  });

  test('the first pair beside the list (Q23)', async () => {
    const second = { identityType: 'mobile', identityValue: '15931000001' };
    const { body } = await sentBy((client) => client.getCustomerIdByIdentityList({ identityList: [pair, second] }), {
      pairBesideList: true,
    });
    expect(body).toEqual({ identityList: [pair, second], ...pair });
  });

  test.each([
    [undefined, '2026-01-01 08:00:00', '2026-01-02 07:59:59'],
    ['+08:00', '2026-01-01 08:00:00', '2026-01-02 07:59:59'],
    ['+00:00', '2026-01-01 00:00:00', '2026-01-01 23:59:59'],
    ['-03:30', '2025-12-31 20:30:00', '2026-01-01 20:29:59'],
  ] as const)('times at %s (Q26)', async (utcOffset, startTime, endTime) => {
    const { query } = await sentBy(
      (client) =>
        client.customerSimpleQuery({
          startTime: new Date('2026-01-01T00:00:00Z'),
          endTime: new Date('2026-01-01T23:59:59.999Z'),
          current: 1,
          size: 10,
        }),
      utcOffset && { utcOffset },
    );
    expect(query).toMatchObject({ startTime, endTime });
  });
});

describe('refused here, before anything is sent', () => {
  const incomplete = [
    { identityType: 'mobile', identityValue: '' },
    { identityType: '', identityValue: '15931000001' },
  ];

  test('pairs with an empty part are dropped (Q13)', async () => {
    const { body } = await sentBy((client) => client.createCustomerByIdentity({ identityList: [...incomplete, pair] }));
    expect(body).toMatchObject({ identityList: [pair] });
  });

  test.each<readonly [string, (client: CdpClient) => Promise<unknown>]>([
    ['C2 with no pair', (client) => client.createCustomerByIdentity({ identityList: [] })],
    ['C2 with no whole pair', (client) => client.createCustomerByIdentity({ identityList: incomplete })],
    ['C4 with no whole pair', (client) => client.getCustomerIdByIdentityList({ identityList: incomplete })],
    ['C5 without a value', (client) => client.getCustomerIdByCustomerIdentity({ ...pair, identityValue: '' })],
    ...[2 ** 31, -(2 ** 31), 1.5, NaN, Infinity].flatMap((number) =>
      (['annualRevenue', 'employeeNumber', 'campaignId'] as const).map(
        (name): readonly [string, (client: CdpClient) => Promise<unknown>] => [
          `${name} ${number} (Q16)`,
          (client) => client.createCustomerByIdentity({ identityList: [pair], [name]: number }),
        ],
      ),
    ),
    [
      'gender 2^40 in C1 (Q16)',
      (client) => client.customerAdd({ name: 'n', mobile: '15931000001', mobileVerified: 0, gender: 2 ** 40 }),
    ],
  ])('%s', async (_name, call) => {
    const { client, sent } = against([ok('7')]);
    await expect(call(client)).rejects.toMatchObject({ kind: 'unsendable', retryable: false, sent: false });
    expect(sent).toEqual([]);
  });

  test.each([2 ** 31 - 1, -(2 ** 31 - 1), 0])('annualRevenue %i is sent (Q16)', async (annualRevenue) => {
    const { body } = await sentBy((client) => client.createCustomerByIdentity({ identityList: [pair], annualRevenue }));
    expect(body).toMatchObject({ annualRevenue });
  });
});

describe('memberships go in portions of 50 (Q39)', () => {
  const ids = Array.from({ length: 120 }, (_, index) => group(String(index + 1)));
  const portions = (sent: readonly { readonly body?: string }[]) =>
    sent.map(({ body = '{}' }) => (JSON.parse(body) as { customerGroupIdList: number[] }).customerGroupIdList.length);

  test.each(['customerAddGroups', 'customerDeleteGroups'] as const)('%s', async (name) => {
    const { client, sent } = against([ok('null')]);
    await client[name]({ customerId: customer('7'), customerGroupIdList: ids });
    expect(portions(sent)).toEqual([50, 50, 20]);
  });

  test('a portion that fails ends the call', async () => {
    const { client, sent } = against([ok('null'), '{"code":-1,"msg":"no"}']);
    const call = client.customerAddGroups({ customerId: customer('7'), customerGroupIdList: ids });
    await expect(call).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toHaveLength(2);
  });

  test('no group, no request', async () => {
    const { client, sent } = against([ok('null')]);
    await client.customerDeleteGroups({ customerId: customer('7'), customerGroupIdList: [] });
    expect(sent).toEqual([]);
  });

  test('what replaces goes as a whole', async () => {
    const { client, sent } = against([ok('null')]);
    await client.customerUpdateGroups({ customerId: customer('7'), customerGroupIdList: ids });
    expect(portions(sent)).toEqual([120]);
  });
});
