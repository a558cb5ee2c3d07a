/**
 * The 22 endpoints of the CDP's open API as data: what can be called, with which permission, and whether a call may be sent
 * twice. What travels is in the files beside this one, which the client does not need at run time.
 */

export type Permission = 'customer-read' | 'customer-write' | 'group-read' | 'group-write';

export interface Endpoint {
  /** Number in the API's documents: C = customers, G = customer groups and their folders. */
  readonly id: `${'C' | 'G'}${number}`;
  readonly method: 'GET' | 'POST';
  readonly path: `/openapi/${string}`;
  readonly permission: Permission;
  /** True when sending the call again, after it may already have been applied, changes nothing more. */
  readonly repeatable: boolean;
}

export const endpoints = {
  // Q12: nothing says that a known mobile finds its customer: the repeat may create a second one.
  customerAdd: {
    id: 'C1',
    method: 'POST',
    path: '/openapi/customer/add',
    permission: 'customer-write',
    repeatable: false,
  },
  // The target is found again through the identity list's first identity, so a repeat changes no identity, owner or merge.
  createCustomerByIdentity: {
    id: 'C2',
    method: 'POST',
    path: '/openapi/customer/createCustomerByIdentity',
    permission: 'customer-write',
    repeatable: true,
  },
  customerInfo: {
    id: 'C3',
    method: 'GET',
    path: '/openapi/customer/customerInfo',
    permission: 'customer-read',
    repeatable: true,
  },
  getCustomerIdByIdentityList: {
    id: 'C4',
    method: 'POST',
    path: '/openapi/customer/getCustomerIdByIdentityList',
    permission: 'customer-read',
    repeatable: true,
  },
  // Q22: its name promises an id; it answers with the customer's data.
  getCustomerIdByCustomerIdentity: {
    id: 'C5',
    method: 'POST',
    path: '/openapi/customer-identity-ref/getCustomerIdByCustomerIdentity',
    permission: 'customer-read',
    repeatable: true,
  },
  // Q07: a GET that deletes. The second call answers -1, which would hide that the first one succeeded.
  singleDelete: {
    id: 'C6',
    method: 'GET',
    path: '/openapi/customer/singleDelete',
    permission: 'customer-write',
    repeatable: false,
  },
  customerSimpleQuery: {
    id: 'C7',
    method: 'GET',
    path: '/openapi/customer/simpleQuery',
    permission: 'customer-read',
    repeatable: true,
  },
  // Sets one attribute to one value: the repeat writes the same value.
  updateCustomerAttr: {
    id: 'C8',
    method: 'POST',
    path: '/openapi/customer/updateCustomerAttr',
    permission: 'customer-write',
    repeatable: true,
  },
  queryAttrValuesByCustomerId: {
    id: 'C9',
    method: 'POST',
    path: '/openapi/customer/queryAttrValuesByCustomerId',
    permission: 'customer-read',
    repeatable: true,
  },
  // Nothing makes a group's name unique: a repeat may create a second group.
  addSingleGroup: {
    id: 'G1',
    method: 'POST',
    path: '/openapi/customer-group/addSingleGroup',
    permission: 'group-write',
    repeatable: false,
  },
  // Q07: a GET that deletes.
  deleteCustomerGroup: {
    id: 'G2',
    method: 'GET',
    path: '/openapi/customer-group/deleteCustomerGroup',
    permission: 'group-write',
    repeatable: false,
  },
  // Writes the values it is given: the repeat writes the same.
  updateCustomerGroup: {
    id: 'G3',
    method: 'POST',
    path: '/openapi/customer-group/updateCustomerGroup',
    permission: 'group-write',
    repeatable: true,
  },
  // Q31: the documents name the tag permission here and describe groups.
  customerGroupSimpleQuery: {
    id: 'G4',
    method: 'GET',
    path: '/openapi/customer-group/simpleQuery',
    permission: 'group-read',
    repeatable: true,
  },
  // Nothing makes a folder's name unique.
  groupAdd: {
    id: 'G5',
    method: 'POST',
    path: '/openapi/group/add',
    permission: 'group-write',
    repeatable: false,
  },
  // As C6: the second call answers -1.
  groupDelete: {
    id: 'G6',
    method: 'POST',
    path: '/openapi/group/delete',
    permission: 'group-write',
    repeatable: false,
  },
  // Q35: the documents name the tag permission here.
  groupUpdate: {
    id: 'G7',
    method: 'POST',
    path: '/openapi/group/update',
    permission: 'group-write',
    repeatable: true,
  },
  queryTreeFormList: {
    id: 'G8',
    method: 'GET',
    path: '/openapi/group/queryTreeFormList',
    permission: 'group-read',
    repeatable: true,
  },
  // Memberships are a set: joining, leaving or replacing twice is doing it once.
  customerAddGroups: {
    id: 'G9',
    method: 'POST',
    path: '/openapi/customer-group-ref/customerAddGroups',
    permission: 'group-write',
    repeatable: true,
  },
  customerDeleteGroups: {
    id: 'G10',
    method: 'POST',
    path: '/openapi/customer-group-ref/customerDeleteGroups',
    permission: 'group-write',
    repeatable: true,
  },
  customerUpdateGroups: {
    id: 'G11',
    method: 'POST',
    path: '/openapi/customer-group-ref/customerUpdateGroups',
    permission: 'group-write',
    repeatable: true,
  },
  getCustomerPageByGroupId: {
    id: 'G12',
    method: 'GET',
    path: '/openapi/customer-group/getCustomerPageByGroupId',
    permission: 'group-read',
    repeatable: true,
  },
  getGroupsByCustomerId: {
    id: 'G13',
    method: 'GET',
    path: '/openapi/customer-group-ref/getGroupsByCustomerId',
    permission: 'group-read',
    repeatable: true,
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
