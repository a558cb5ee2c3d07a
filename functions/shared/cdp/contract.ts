/**
 * The CDP's open API as data: what can be called, with which permission, and whether a call may be sent twice.
 * Client and sandbox are both written against this table.
 */

export type Permission = 'customer-read' | 'customer-write' | 'group-read' | 'group-write';

export interface Endpoint {
  /** Number in the API's documents: C = customers, G = customer groups. */
  readonly id: `${'C' | 'G'}${number}`;
  readonly method: 'GET' | 'POST';
  readonly path: `/openapi/${string}`;
  readonly permission: Permission;
  /** True when sending the call again, after it may already have been applied, changes nothing more. */
  readonly repeatable: boolean;
}

export const endpoints = {
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
  // Nothing makes a group's name unique: a repeat may create a second group.
  addSingleGroup: {
    id: 'G1',
    method: 'POST',
    path: '/openapi/customer-group/addSingleGroup',
    permission: 'group-write',
    repeatable: false,
  },
  // Q31: the documents name the tag permission here and describe groups.
  customerGroupSimpleQuery: {
    id: 'G4',
    method: 'GET',
    path: '/openapi/customer-group/simpleQuery',
    permission: 'group-read',
    repeatable: true,
  },
  // Memberships are a set: joining or leaving twice is joining or leaving once.
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
  getGroupsByCustomerId: {
    id: 'G13',
    method: 'GET',
    path: '/openapi/customer-group-ref/getGroupsByCustomerId',
    permission: 'group-read',
    repeatable: true,
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;

export const profileStringFields = [
  'appId',
  'birthday',
  'chargeId',
  'province',
  'city',
  'district',
  'company',
  'createMethod',
  'email',
  'hobby',
  'img',
  'industry',
  'language',
  'location',
  'nickName',
  'openId',
  'position',
  'referrer',
  'referrerName',
  'remark',
  'source',
  'source1',
  'source2',
  'source3',
  'source4',
  'source5',
  'source6',
  'source7',
  'source8',
  'subscribeSource',
  'unionId',
  'website',
] as const;

/** 32-bit integers (Q16). Q15: `editable` and `isEmployee` are inverted, 0 = yes; `emailVerified` is not. */
export const profileIntegerFields = [
  'annualRevenue',
  'campaignId',
  'editable',
  'employeeNumber',
  'emailVerified',
  'gender',
  'isEmployee',
] as const;

export type ProfileStringField = (typeof profileStringFields)[number];
export type ProfileIntegerField = (typeof profileIntegerFields)[number];
export type ProfileField = ProfileStringField | ProfileIntegerField;

export type Profile = { [field in ProfileStringField]?: string } & { [field in ProfileIntegerField]?: number };

export interface IdentityPair {
  /** At most 32 characters; a code of the tenant's configuration (Q14). */
  readonly identityType: string;
  /** At most 128 characters. */
  readonly identityValue: string;
}

export interface ExtendedAttribute {
  readonly attrKey: string;
  readonly attrName?: string;
  readonly attrValue: string;
}

/** `system` = by the tenant's rank of the identity types; `custom` = in the order of the request's list. */
export type IdentityPriorityStrategy = 'system' | 'custom';
/** `identityFirst` passes over an owner that conflicts with an identity of higher priority; `customerFirst` does not. */
export type TargetCustomerStrategy = 'identityFirst' | 'customerFirst';

/** Q02: the documents place these three neither in the body nor in the query. */
export interface ResolutionStrategy {
  readonly identityPriorityStrategy: IdentityPriorityStrategy;
  readonly targetCustomerStrategy: TargetCustomerStrategy;
  readonly autoMerge: boolean;
}

/** Body of C2. Ids are digit strings here and bare JSON numbers on the wire (Q06). */
export type CreateCustomerByIdentity = Readonly<Profile> &
  Partial<ResolutionStrategy> & {
    readonly email: string;
    readonly emailVerified: number;
    readonly gender: number;
    /** A static customer group to join, not a folder (Q19). */
    readonly groupId?: string;
    readonly deptCodeList?: readonly string[];
    readonly userIdList?: readonly string[];
    readonly extendAttrList?: readonly ExtendedAttribute[];
    readonly identityList: readonly IdentityPair[];
  };
