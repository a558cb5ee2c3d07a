import * as z from 'zod/mini';
import { describe, expect, test } from 'vitest';
import { type EndpointName, endpoints, type RequestOf } from '../../../../../functions/shared/cdp/contract.ts';
import { contract } from '../../../../../functions/shared/cdp/contract/contract.ts';
import { parseJson } from '../../../../../functions/shared/json/lossless.ts';

const pair = { identityType: 'member-no', identityValue: 'M-1' };
const required = { email: '', emailVerified: 0, gender: 0 };
const memberships = { customerId: '1234567890123456789', customerGroupIdList: ['9223372036854775807', 8] };

/** The least that each endpoint takes; query values are texts. */
const least: Readonly<Record<EndpointName, Readonly<Record<string, unknown>>>> = {
  customerAdd: { name: '林晓岚', mobile: '15931000001', mobileVerified: 0, ...required },
  createCustomerByIdentity: { ...required, identityList: [pair] },
  customerInfo: { customerId: '1234567890123456789' },
  getCustomerIdByIdentityList: { identityList: [pair] },
  getCustomerIdByCustomerIdentity: pair,
  singleDelete: { customerId: '7' },
  customerSimpleQuery: {
    startTime: '2026-01-01 00:00:00',
    endTime: '2026-01-31 23:59:59',
    current: '1',
    size: '500',
  },
  updateCustomerAttr: { customerId: 7, attrName: 'name', attrValue: '', isExtendAttr: false },
  queryAttrValuesByCustomerId: { customerId: 7, attrKeyList: ['name'] },
  addSingleGroup: { name: 'VIP', type: 1 },
  deleteCustomerGroup: { customerGroupId: '7' },
  updateCustomerGroup: { customerGroupId: 7, type: 2 },
  customerGroupSimpleQuery: { current: '1', size: '10' },
  groupAdd: { businessType: 'customer_group', name: '会员' },
  groupDelete: { businessType: 'customer_label', commonGroupId: 7 },
  groupUpdate: { businessType: 'customer_group', commonGroupId: 7, name: '会员' },
  queryTreeFormList: { businessType: 'customer_group' },
  customerAddGroups: memberships,
  customerDeleteGroups: memberships,
  customerUpdateGroups: memberships,
  getCustomerPageByGroupId: { customerGroupId: '7', current: '1', size: '10' },
  getGroupsByCustomerId: { customerId: '7', type: '1' },
};

const names = Object.keys(endpoints) as EndpointName[];

/** What is wrong, as the sandbox says it: the field and what it must be. */
function fault(name: EndpointName, input: unknown): string | undefined {
  const parsed = z.safeParse(contract[name].request, input);
  const [issue] = parsed.error?.issues ?? [];
  return issue && `${issue.path.join('.')} ${issue.message}`;
}

describe('a request', () => {
  test.each(names)('%s: the least that is required fits', (name) => {
    expect(fault(name, least[name])).toBeUndefined();
  });

  test.each(names.flatMap((name) => Object.keys(least[name]).map((field) => [name, field] as const)))(
    '%s without %s',
    (name, field) => {
      const { [field]: _, ...others } = least[name];
      expect(fault(name, others)).toBe(`${field} is required`);
    },
  );

  test.each(
    names.flatMap((name) =>
      Object.keys(contract[name].request.shape)
        .filter((field) => !(field in least[name]))
        .map((field) => [name, field] as const),
    ),
  )('%s with null for %s, which may be left out', (name, field) => {
    expect(fault(name, { ...least[name], [field]: null })).toBeUndefined();
  });
});

const AN_ID = 'must be an id of at most 19 digits';

describe('a field that is wrong says what it must be', () => {
  test.each<readonly [EndpointName, Readonly<Record<string, unknown>>, string]>([
    ['customerInfo', { customerId: 'x' }, `customerId ${AN_ID}`],
    ['customerInfo', { customerId: '' }, `customerId ${AN_ID}`],
    ['updateCustomerAttr', { customerId: -1 }, `customerId ${AN_ID}`],
    ['updateCustomerAttr', { customerId: 1.5 }, `customerId ${AN_ID}`],
    ['updateCustomerAttr', { customerId: null }, `customerId ${AN_ID}`],
    ['updateCustomerAttr', { customerId: '12345678901234567890' }, `customerId ${AN_ID}`],
    ['updateCustomerAttr', { attrName: ' ' }, 'attrName must not be empty'],
    ['updateCustomerAttr', { attrValue: 7 }, 'attrValue must be a string'],
    ['updateCustomerAttr', { isExtendAttr: 'false' }, 'isExtendAttr must be true or false'],
    ['queryAttrValuesByCustomerId', { attrKeyList: 'name' }, 'attrKeyList must be a list'],
    ['customerAddGroups', { customerGroupIdList: [1, 'x'] }, `customerGroupIdList.1 ${AN_ID}`],
    ['createCustomerByIdentity', { gender: 3 }, 'gender must be 0, 1 or 2'],
    ['createCustomerByIdentity', { emailVerified: true }, 'emailVerified must be 0 or 1'],
    ['createCustomerByIdentity', { editable: 2 }, 'editable must be 0 or 1'],
    ['createCustomerByIdentity', { annualRevenue: '7' }, 'annualRevenue must be an integer'],
    ['createCustomerByIdentity', { annualRevenue: 2 ** 31 }, 'annualRevenue must be a 32-bit integer'],
    ['createCustomerByIdentity', { employeeNumber: 1.5 }, 'employeeNumber must be a 32-bit integer'],
    ['createCustomerByIdentity', { birthday: '2026-02-30' }, 'birthday must be a date yyyy-MM-dd'],
    ['createCustomerByIdentity', { identityList: [7] }, 'identityList.0 must be an object'],
    ['createCustomerByIdentity', { identityList: [{}] }, 'identityList.0.identityType is required'],
    ['createCustomerByIdentity', { extendAttrList: [{ attrKey: 'a' }] }, 'extendAttrList.0.attrValue is required'],
    ['createCustomerByIdentity', { autoMerge: 'yes' }, 'autoMerge must be true or false'],
    ['createCustomerByIdentity', { identityPriorityStrategy: '' }, 'identityPriorityStrategy must be system or custom'],
    [
      'createCustomerByIdentity',
      { targetCustomerStrategy: 7 },
      'targetCustomerStrategy must be identityFirst or customerFirst',
    ],
    ['customerSimpleQuery', { startTime: '2026-01-01' }, 'startTime must be a time yyyy-MM-dd HH:mm:ss'],
    ['customerSimpleQuery', { endTime: '2026-02-30 00:00:00' }, 'endTime must be a time yyyy-MM-dd HH:mm:ss'],
    ['customerSimpleQuery', { current: '0' }, 'current must be an integer from 1 to 2147483647'],
    ['customerSimpleQuery', { size: 'all' }, 'size must be an integer from 1 to 2147483647'],
    ['addSingleGroup', { type: 2 }, 'type must be 1, a static group'],
    ['updateCustomerGroup', { type: 3 }, 'type must be 1 or 2'],
    ['getGroupsByCustomerId', { type: '3' }, 'type must be 1 or 2'],
    ['groupAdd', { businessType: 'customer_label' }, 'businessType must be customer_group'],
    ['groupDelete', { businessType: 'customer_group' }, 'businessType must be customer_label'],
  ])('%s %j', (name, wrong, message) => {
    expect(fault(name, { ...least[name], ...wrong })).toBe(message);
  });
});

describe('ids (Q06)', () => {
  test('come out as digits, whether they went in as numbers, texts or long integers of a body', () => {
    const body = parseJson('{"customerId":1234567890123456789,"customerGroupIdList":[7,"8",9223372036854775807]}');
    expect(z.parse(contract.customerAddGroups.request, body)).toEqual({
      customerId: '1234567890123456789',
      customerGroupIdList: ['7', '8', '9223372036854775807'],
    });
  });

  test.each(['', null, undefined])('a group that is %j is none', (groupId) => {
    const { groupId: read } = z.parse(contract.addSingleGroup.request, { ...least.addSingleGroup, groupId });
    expect(read ?? undefined).toBeUndefined();
  });

  test('strategies of the query are read as those of the body (Q02)', () => {
    const request = { ...least.createCustomerByIdentity, autoMerge: 'true' };
    expect(z.parse(contract.createCustomerByIdentity.request, request).autoMerge).toBe(true);
  });
});

describe('types of the client', () => {
  test('ids of customers, groups and folders are not mixed up (Q19)', () => {
    // @ts-expect-error A folder is no group.
    const wrong: RequestOf<'addSingleGroup'>['groupId'] =
      '' as RequestOf<'customerAddGroups'>['customerGroupIdList'][number];
    expect(wrong).toBe('');
  });
});
