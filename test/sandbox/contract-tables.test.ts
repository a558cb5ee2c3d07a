import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { withMeanings } from '../../functions/shared/cdp/contract/field.ts';
import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { WatchedDatabase } from './database-dump.ts';
import { documentedFields, type DocumentedType } from './document-tables.ts';
import { idIn, pairOf, TestSandbox, unknown, type Reply } from './harness.ts';

/*
 * The documents' tables as tests: what an endpoint needs, of what type its fields are, and which ids they name. Whatever
 * is wrong is refused with code -1 and a reason that stays the same, and nothing in the database changes.
 */

const database = new WatchedDatabase();
let cdp: TestSandbox;
const ids = { customer: '', deleted: '', merged: '', group: '', smart: '', folder: '', leaf: '', leafGroup: '' };

beforeAll(() => {
  cdp = new TestSandbox({
    file: database.file,
    extendedAttributes: [{ key: 'tier', type: 'string' }],
  });
  ids.folder = idIn(cdp.post('groupAdd', { businessType: 'customer_group', name: 'Campaigns' }));
  ids.leaf = idIn(cdp.post('groupAdd', { businessType: 'customer_group', name: 'Empty' }));
  ids.group = idIn(cdp.post('addSingleGroup', { name: 'Tea', type: 1, groupId: ids.folder }));
  ids.customer = cdp.customer(['mobile=15931000001', 'email=lan@mail.test'], { groupId: ids.group, nickName: 'Lan' });
  ids.merged = cdp.customer(['wechat=wx1:a']);
  cdp.customer(['mobile=15931000001', 'wechat=wx1:a'], { autoMerge: true });
  ids.deleted = cdp.customer(['mobile=15931000002']);
  cdp.get('singleDelete', { customerId: ids.deleted });
  const smart = cdp.own('POST', '/sandbox/smart-groups', { name: 'Loyal', members: [ids.customer] }).data;
  ids.smart = (smart as { id: string }).id;
});
afterAll(() => {
  cdp.close();
  database.close();
});

/** A call of each endpoint that succeeds; a change of one field makes each case. */
const good: Record<EndpointName, () => Record<string, unknown>> = {
  customerAdd: () => ({ ...unknown, name: 'Mei', mobile: '15931000003', mobileVerified: 0, groupId: ids.group }),
  createCustomerByIdentity: () => ({ ...unknown, identityList: [pairOf('mobile=15931000001')], groupId: ids.group }),
  customerInfo: () => ({ customerId: ids.customer }),
  getCustomerIdByIdentityList: () => ({ identityList: [pairOf('mobile=15931000001')] }),
  getCustomerIdByCustomerIdentity: () => pairOf('mobile=15931000001'),
  singleDelete: () => ({ customerId: ids.customer }),
  customerSimpleQuery: () => ({
    startTime: '2026-01-01 00:00:00',
    endTime: '2027-01-01 00:00:00',
    current: 1,
    size: 10,
  }),
  updateCustomerAttr: () => ({ customerId: ids.customer, attrName: 'name', attrValue: 'Lan', isExtendAttr: false }),
  queryAttrValuesByCustomerId: () => ({ customerId: ids.customer, attrKeyList: ['nickName', 'tier'] }),
  addSingleGroup: () => ({ name: 'Rice', type: 1, groupId: ids.folder }),
  deleteCustomerGroup: () => ({ customerGroupId: ids.group }),
  updateCustomerGroup: () => ({ customerGroupId: ids.group, type: 1, groupId: ids.folder }),
  customerGroupSimpleQuery: () => ({ current: 1, size: 10 }),
  groupAdd: () => ({ businessType: 'customer_group', name: 'New' }),
  groupDelete: () => ({ businessType: 'customer_label', commonGroupId: ids.leaf }),
  groupUpdate: () => ({ businessType: 'customer_group', commonGroupId: ids.folder, name: 'Renamed' }),
  queryTreeFormList: () => ({ businessType: 'customer_group' }),
  customerAddGroups: () => ({ customerId: ids.customer, customerGroupIdList: [ids.group] }),
  customerDeleteGroups: () => ({ customerId: ids.customer, customerGroupIdList: [ids.group] }),
  customerUpdateGroups: () => ({ customerId: ids.customer, customerGroupIdList: [ids.group] }),
  getCustomerPageByGroupId: () => ({ customerGroupId: ids.group, current: 1, size: 10 }),
  getGroupsByCustomerId: () => ({ customerId: ids.customer, type: 1 }),
};

const names = Object.keys(good) as EndpointName[];

function call(name: EndpointName, input: Record<string, unknown>): Reply {
  if (contract[name].input === 'body') return cdp.post(name, input);
  const texts = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  return cdp.get(name, Object.fromEntries(texts.map(([field, value]) => [field, String(value)])));
}

function refused(name: EndpointName, input: Record<string, unknown>): string {
  const before = database.dump();
  const reply = call(name, input);
  expect([reply.status, reply.code, reply.data]).toEqual([200, -1, null]);
  expect(database.dump()).toBe(before);
  const message = z.string().parse(reply.msg);
  expect(reply.headers['x-sandbox-refusal']).toBe(message.split(':')[0]);
  return message;
}

describe('the hand-written tables', () => {
  it('have the fields of the contract, and mark as required what it does', () => {
    for (const name of names) {
      const inTables = documentedFields.filter(({ endpoint }) => endpoint === name);
      const inContract = Object.entries(contract[name].request.shape).flatMap(([field, schema]) => {
        const documented = withMeanings.get(schema)?.documented;
        return documented === 'prose' ? [] : [documented === 'required' && !isEither(name) ? `${field}!` : field];
      });
      expect(inTables.map(({ field, isRequired }) => (isRequired ? `${field}!` : field)).toSorted(), name).toEqual(
        inContract.toSorted(),
      );
    }
  });
});

/** Q23 */
const isEither = (name: EndpointName) => name === 'getCustomerIdByIdentityList';

describe('each required field', () => {
  const required = documentedFields.filter(({ isRequired }) => isRequired);

  it('is 50 fields of the 22 endpoints', () => expect(required).toHaveLength(50));

  it.each(required)('$endpoint is refused without $field, or with null', ({ endpoint, field }) => {
    const input = good[endpoint]();
    expect(refused(endpoint, { ...input, [field]: undefined })).toBe(`E_FIELD: ${field} is required`);
    if (contract[endpoint].input === 'body')
      expect(refused(endpoint, { ...input, [field]: null })).toMatch(`E_FIELD: ${field} must be `);
  });
});

const wrongValues: Record<DocumentedType, readonly unknown[]> = {
  string: [7, true, ['x'], {}],
  int: ['x', '1', true, 1.5, 2 ** 31, [], {}],
  long: ['x', '-1', -1, 1.5, true, [], {}, '12345678901234567890'],
  boolean: ['true', 1, [], {}],
  'string[]': ['x', 7, {}, [7], [['x']]],
  'int[]': [],
  'long[]': ['1', 1, {}, ['x'], [1.5], [-1]],
  'object[]': ['x', 7, {}, ['x'], [7], [[]]],
  time: [],
};

/** In a query everything is text. */
const wrongTexts: Partial<Record<DocumentedType, readonly string[]>> = {
  int: ['x', '1.5', '-1', '0', '', '1e3', '２'],
  long: ['x', '-1', '1.5', '12345678901234567890', '0x1', '1 OR 1=1'],
  time: ['', '2026-03-01', '2026-03-01T00:00:00', '2026-02-30 00:00:00', '2026-03-01 24:00:00', '1772294400000'],
};

describe('each wrong type', () => {
  const cases = documentedFields.flatMap(({ endpoint, field, type }) => {
    const values = contract[endpoint].input === 'body' ? wrongValues[type] : (wrongTexts[type] ?? []);
    return values.map((value) => ({ endpoint, field, type, value }));
  });

  it('is hundreds of cases', () => expect(cases.length).toBeGreaterThan(400));

  it.each(cases)('$endpoint is refused with $field = $value, which is no $type', ({ endpoint, field, value }) => {
    const message = refused(endpoint, { ...good[endpoint](), [field]: value });
    expect(message.startsWith(`E_FIELD: ${field}`)).toBe(true);
    expect(message).toMatch(/ must be /);
  });
});

describe('each member of a list', () => {
  const cases: [field: string, member: unknown, message: string][] = [
    ['extendAttrList', {}, 'E_FIELD: extendAttrList[0].attrKey is required'],
    ['extendAttrList', { attrKey: 'tier' }, 'E_FIELD: extendAttrList[0].attrValue is required'],
    ['extendAttrList', { attrKey: '', attrValue: 'x' }, 'E_FIELD: extendAttrList[0].attrKey must not be empty'],
    ['extendAttrList', { attrKey: 1, attrValue: 'x' }, 'E_FIELD: extendAttrList[0].attrKey must be a string'],
    ['extendAttrList', { attrKey: 'tier', attrValue: 1 }, 'E_FIELD: extendAttrList[0].attrValue must be a string'],
    [
      'extendAttrList',
      { attrKey: 'tier', attrValue: 'x', attrName: 1 },
      'E_FIELD: extendAttrList[0].attrName must be a string',
    ],
    ['identityList', {}, 'E_IDENTITY_LIST: identityList holds no identity'],
    [
      'identityList',
      { identityType: 'mobile' },
      'E_IDENTITY_PAIR: identityList[0].identityValue is missing beside its identityType',
    ],
    [
      'identityList',
      { identityValue: '1' },
      'E_IDENTITY_PAIR: identityList[0].identityType is missing beside its identityValue',
    ],
    ['identityList', { identityType: 1, identityValue: '1' }, 'E_FIELD: identityList[0].identityType must be a string'],
    [
      'identityList',
      { identityType: 'mobile', identityValue: 1 },
      'E_FIELD: identityList[0].identityValue must be a string',
    ],
  ];

  it.each(cases)('%s is refused with %j', (field, member, message) => {
    const input = { ...good.createCustomerByIdentity(), [field]: [member] };
    expect(refused('createCustomerByIdentity', input)).toBe(message);
  });
});

describe('each id that names nothing', () => {
  const never = '1234567890123456789';
  const notFound = 'E_CUSTOMER_NOT_FOUND: ';
  const noGroup = 'E_GROUP_UNKNOWN: ';
  const noFolder = 'E_FOLDER_UNKNOWN: ';
  const smart = 'E_GROUP_SMART: ';
  type Wrong = [endpoint: EndpointName, field: string, value: () => unknown, reason: string];

  const cases: Wrong[] = [
    ...(['customerAdd', 'createCustomerByIdentity'] as const).flatMap((name): Wrong[] => [
      [name, 'groupId', () => never, noGroup],
      [name, 'groupId', () => ids.folder, noGroup],
      [name, 'groupId', () => ids.smart, smart],
    ]),
    [
      'createCustomerByIdentity',
      'extendAttrList',
      () => [{ attrKey: 'shoe', attrValue: '9' }],
      'E_ATTRIBUTE_UNKNOWN: ',
    ],
    ['createCustomerByIdentity', 'identityList', () => [pairOf('passport=1')], 'E_IDENTITY_TYPE: '],
    ['getCustomerIdByIdentityList', 'identityList', () => [pairOf('passport=1')], 'E_IDENTITY_TYPE: '],
    ['getCustomerIdByCustomerIdentity', 'identityType', () => 'passport', 'E_IDENTITY_TYPE: '],
    ['customerSimpleQuery', 'groupId', () => never, noGroup],
    ['customerSimpleQuery', 'groupId', () => ids.folder, noGroup],
    ...(
      [
        'singleDelete',
        'updateCustomerAttr',
        'customerAddGroups',
        'customerDeleteGroups',
        'customerUpdateGroups',
      ] as const
    ).flatMap((name): Wrong[] => [
      [name, 'customerId', () => never, notFound],
      [name, 'customerId', () => ids.deleted, notFound],
      [name, 'customerId', () => ids.group, notFound],
    ]),
    ['singleDelete', 'customerId', () => ids.merged, 'E_CUSTOMER_MERGED: '],
    ['updateCustomerAttr', 'attrName', () => 'shoe', 'E_ATTRIBUTE_UNKNOWN: '],
    ['queryAttrValuesByCustomerId', 'attrKeyList', () => ['nickName', 'shoe'], 'E_ATTRIBUTE_UNKNOWN: '],
    ...(['addSingleGroup', 'updateCustomerGroup', 'customerGroupSimpleQuery'] as const).flatMap((name): Wrong[] => [
      [name, 'groupId', () => never, noFolder],
      [name, 'groupId', () => ids.group, noFolder],
    ]),
    ...(['deleteCustomerGroup', 'updateCustomerGroup', 'getCustomerPageByGroupId'] as const).flatMap(
      (name): Wrong[] => [
        [name, 'customerGroupId', () => never, noGroup],
        [name, 'customerGroupId', () => ids.folder, noGroup],
      ],
    ),
    ['groupAdd', 'parentCode', () => 'F0', noFolder],
    ['groupAdd', 'parentCode', () => ids.folder, noFolder],
    ...(['groupDelete', 'groupUpdate'] as const).flatMap((name): Wrong[] => [
      [name, 'commonGroupId', () => never, noFolder],
      [name, 'commonGroupId', () => ids.group, noFolder],
    ]),
    ['groupDelete', 'commonGroupId', () => ids.folder, 'E_FOLDER_NOT_EMPTY: '],
    ...(['customerAddGroups', 'customerDeleteGroups', 'customerUpdateGroups'] as const).flatMap((name): Wrong[] => [
      [name, 'customerGroupIdList', () => [ids.group, never], noGroup],
      [name, 'customerGroupIdList', () => [ids.folder], noGroup],
      [name, 'customerGroupIdList', () => [ids.group, ids.smart], smart],
    ]),
    ['updateCustomerGroup', 'type', () => 2, 'E_GROUP_TYPE: '],
  ];

  it.each(cases)('%s is refused with such a %s: %s → %s', (endpoint, field, value, reason) => {
    expect(refused(endpoint, { ...good[endpoint](), [field]: value() }).startsWith(reason)).toBe(true);
  });

  const reads: [EndpointName, string][] = [
    ['customerInfo', 'customerId'],
    ['queryAttrValuesByCustomerId', 'customerId'],
    ['getGroupsByCustomerId', 'customerId'],
  ];
  it.each(reads)('%s reads nobody under such a %s, or refuses to (Q05)', (endpoint, field) => {
    for (const id of [never, ids.deleted, ids.group]) {
      const before = database.dump();
      expect(call(endpoint, { ...good[endpoint](), [field]: id }).text).toBe('{"code":0,"msg":"success","data":null}');
      expect(database.dump()).toBe(before);
      cdp.own('POST', '/sandbox/switches', { notFound: 'refuse' });
      expect(refused(endpoint, { ...good[endpoint](), [field]: id })).toBe(`${notFound}customerId is not a customer`);
      cdp.own('POST', '/sandbox/switches', { notFound: 'null' });
    }
  });
});

describe('what is read', () => {
  const reads = names.filter((name) => contract[name].permission.endsWith('-read'));

  it('is 9 endpoints', () => expect(reads).toHaveLength(9));

  it.each(reads)('%s changes nothing', (name) => {
    const before = database.dump();
    const reply = call(name, good[name]());
    expect([reply.code, database.dump()]).toEqual([0, before]);
  });
});

describe('the calls that the cases are made of', () => {
  it.each(names)('%s succeeds, and answers as the contract says', (name) => {
    const snapshot = cdp.own('POST', '/sandbox/snapshot').data as { id: number };
    const reply = call(name, good[name]());
    expect(reply.code).toBe(0);
    const { data } = contract[name];
    expect(z.safeParse(data, reply.data).error?.issues ?? []).toEqual([]);
    cdp.own('POST', '/sandbox/reset', { snapshot: snapshot.id });
  });
});
