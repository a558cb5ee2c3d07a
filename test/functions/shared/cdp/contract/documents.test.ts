import { describe, expect, test } from 'vitest';
import { type EndpointName, endpoints } from '../../../../../functions/shared/cdp/contract.ts';
import { contract } from '../../../../../functions/shared/cdp/contract/contract.ts';
import { schemaFields } from './schema-fields.ts';

/** What the two documents print, row by row. `?` marks a field that their table does not require. */
const profile =
  'annualRevenue? appId? birthday? campaignId? chargeId? province? city? district? company? createMethod? editable? employeeNumber? email emailVerified gender hobby? img? industry? isEmployee? language? location? nickName? openId? position? referrer? referrerName? remark? source? source1? source2? source3? source4? source5? source6? source7? source8? subscribeSource? unionId? website?';
const attributes = 'extendAttrList? extendAttrList[].attrKey extendAttrList[].attrName? extendAttrList[].attrValue';
const identities = 'identityList identityList[].identityType identityList[].identityValue';
const page = 'current size total records';
const inRecords = (fields: string) => fields.replaceAll(/(^| )/g, '$1records[].');
const memberships = 'customerId customerGroupIdList';

interface Printed {
  readonly request: string;
  readonly data: string;
  /** Rows of the request's table, and of the answer's with code, msg and data. */
  readonly rows: readonly [request: number, response: number];
  /** Q02, Q23: in the contract and in no row of its own. */
  readonly beside?: string;
}

const documents: Readonly<Record<EndpointName, Printed>> = {
  customerAdd: {
    request: 'name mobile mobileVerified province? city? district? email emailVerified gender groupId?',
    data: '',
    rows: [10, 3],
  },
  createCustomerByIdentity: {
    request: `${profile} groupId? deptCodeList? ${attributes} ${identities} userIdList?`,
    data: '',
    rows: [49, 3],
    beside: 'identityPriorityStrategy targetCustomerStrategy autoMerge',
  },
  customerInfo: { request: 'customerId', data: `${profile} ${attributes} ${identities}`, rows: [1, 49] },
  getCustomerIdByIdentityList: {
    request: 'identityList identityType identityValue',
    data: '',
    rows: [3, 3],
    beside: 'identityList[].identityType identityList[].identityValue',
  },
  getCustomerIdByCustomerIdentity: {
    request: 'identityType identityValue',
    data: `${profile} ${attributes} ${identities}`,
    rows: [2, 49],
  },
  singleDelete: { request: 'customerId', data: '', rows: [1, 3] },
  customerSimpleQuery: {
    request: 'groupId? searchKey? startTime endTime current size',
    data: `${page} ${inRecords(`${profile} ${attributes}`)}`,
    rows: [6, 50],
  },
  // Q27: isExtendAttr is printed twice.
  updateCustomerAttr: { request: 'attrName attrValue customerId isExtendAttr', data: '', rows: [4, 3] },
  queryAttrValuesByCustomerId: {
    request: 'attrKeyList customerId',
    data: 'attrList attrList[].attrKey attrList[].attrName attrList[].attrValue customerId',
    rows: [2, 8],
  },
  addSingleGroup: { request: 'description? groupId? name type tagName? tagNameList?', data: '', rows: [6, 3] },
  deleteCustomerGroup: { request: 'customerGroupId', data: '', rows: [1, 3] },
  updateCustomerGroup: { request: 'customerGroupId description? groupId? name? type', data: '', rows: [5, 3] },
  customerGroupSimpleQuery: {
    request: 'searchKey? groupId? current size',
    data: `${page} ${inRecords('id description? groupId? name? type customerTotal')}`,
    rows: [4, 13],
  },
  groupAdd: { request: 'businessType name parentCode?', data: '', rows: [3, 3] },
  groupDelete: { request: 'businessType commonGroupId', data: '', rows: [2, 3] },
  groupUpdate: { request: 'businessType commonGroupId name', data: '', rows: [3, 3] },
  queryTreeFormList: { request: 'businessType', data: 'code id name parentCode subList?', rows: [1, 8] },
  customerAddGroups: { request: memberships, data: '', rows: [2, 3] },
  customerDeleteGroups: { request: memberships, data: '', rows: [2, 3] },
  customerUpdateGroups: { request: memberships, data: '', rows: [2, 3] },
  getCustomerPageByGroupId: {
    request: 'customerGroupId current size',
    data: `${page} ${inRecords(`${profile} ${attributes}`)}`,
    rows: [3, 50],
  },
  getGroupsByCustomerId: { request: 'customerId type', data: 'code id name groupId? status? type?', rows: [2, 9] },
};

const names = Object.keys(documents) as EndpointName[];
const words = (text: string) => text.split(' ').filter((word) => word !== '');
const inContract = (fields: ReturnType<typeof schemaFields>) =>
  fields.map(({ path, meaning }) => `${path}${meaning?.documented === 'optional' ? '?' : ''}`).toSorted();

describe('the contract has what the documents print', () => {
  test('22 endpoints, numbered C1 to C9 and G1 to G13 in their order', () => {
    const numbers = Object.values(endpoints).map(({ id }) => id);
    const upTo = (letter: string, last: number) => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
    expect(numbers).toEqual([...upTo('C', 9), ...upTo('G', 13)]);
    expect(Object.keys(contract)).toEqual(Object.keys(endpoints));
    expect(new Set(Object.values(endpoints).map(({ path }) => path)).size).toBe(22);
  });

  const numbersOf = (wanted: (endpoint: (typeof endpoints)[EndpointName]) => boolean) =>
    Object.values(endpoints).flatMap((endpoint) => (wanted(endpoint) ? [endpoint.id] : []));

  // Q31, Q35: the documents name the permissions for tags at G4 and G7.
  test.each([
    ['customer-read', 'C3 C4 C5 C7 C9'],
    ['customer-write', 'C1 C2 C6 C8'],
    ['group-read', 'G4 G8 G12 G13'],
    ['group-write', 'G1 G2 G3 G5 G6 G7 G9 G10 G11'],
  ] as const)('the permission %s', (permission, numbers) => {
    expect(numbersOf((endpoint) => endpoint.permission === permission)).toEqual(words(numbers));
  });

  test('the GETs, whose fields stand in the query', () => {
    const gets = words('C3 C6 C7 G2 G4 G8 G12 G13');
    expect(numbersOf(({ method }) => method === 'GET')).toEqual(gets);
    expect(Object.values(contract).flatMap(({ id, input }) => (input === 'query' ? [id] : []))).toEqual(gets);
  });

  test.each(names)('%s: every field of the request, with what the table requires', (name) => {
    const { request, beside = '', rows } = documents[name];
    expect(words(request)).toHaveLength(rows[0]);
    const fields = schemaFields(contract[name].request);
    expect(inContract(fields)).toEqual([...words(request), ...words(beside)].toSorted());
    expect(fields).toHaveLength(rows[0] + words(beside).length);
  });

  test.each(names)('%s: every field of the data', (name) => {
    const { data, rows } = documents[name];
    expect(words(data)).toHaveLength(rows[1] - words('code msg data').length);
    expect(inContract(schemaFields(contract[name].data))).toEqual(words(data).toSorted());
  });

  test('114 rows of requests, 278 of answers, and 5 fields that have no row of their own', () => {
    const total = (of: (printed: Printed) => number) => Object.values(documents).reduce((sum, row) => sum + of(row), 0);
    expect(total(({ rows }) => rows[0])).toBe(114);
    expect(total(({ rows }) => rows[1])).toBe(278);
    expect(total(({ beside = '' }) => words(beside).length)).toBe(5);
  });

  test('every field says what it means', () => {
    const all = Object.values(contract).flatMap(({ request, data }) => [
      ...schemaFields(request),
      ...schemaFields(data),
    ]);
    for (const { path, meaning } of all) {
      expect(meaning?.description, path).toMatch(/^[A-Z01t].*\.$/);
    }
  });

  test('the fields that only prose knows are the three strategies (Q02)', () => {
    const prose = Object.values(contract).flatMap(({ request, data }) =>
      [...schemaFields(request), ...schemaFields(data)].filter(({ meaning }) => meaning?.documented === 'prose'),
    );
    expect(prose.map(({ path }) => path)).toEqual(words(documents.createCustomerByIdentity.beside ?? ''));
  });
});
