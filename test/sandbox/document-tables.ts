import type { EndpointName } from '../../functions/shared/cdp/contract.ts';

/*
 * The two documents' parameter tables, copied by hand: which fields each endpoint takes, of what type, and which it
 * needs. `!` marks a required field; Q02's three strategies stand in no table, only in the text.
 */

export type DocumentedType =
  | 'string'
  | 'int'
  | 'long'
  | 'boolean'
  | 'string[]'
  | 'int[]'
  | 'long[]'
  | 'object[]'
  | 'time';

const profileStrings = `appId birthday chargeId province city district company createMethod hobby img industry language
  location nickName openId position referrer referrerName remark source source1 source2 source3 source4 source5 source6
  source7 source8 subscribeSource unionId website`;

const tables: Record<EndpointName, Record<string, string>> = {
  customerAdd: {
    string: 'name! mobile! province city district email!',
    int: 'mobileVerified! emailVerified! gender!',
    long: 'groupId',
  },
  createCustomerByIdentity: {
    string: `${profileStrings} email!`,
    int: 'annualRevenue campaignId editable employeeNumber emailVerified! gender! isEmployee',
    long: 'groupId',
    'string[]': 'deptCodeList',
    'object[]': 'extendAttrList identityList!',
    'long[]': 'userIdList',
  },
  customerInfo: { long: 'customerId!' },
  // Q23: the list and the lone pair are each marked as required; one of the two is enough.
  getCustomerIdByIdentityList: { 'object[]': 'identityList', string: 'identityType identityValue' },
  getCustomerIdByCustomerIdentity: { string: 'identityType! identityValue!' },
  singleDelete: { long: 'customerId!' },
  customerSimpleQuery: { long: 'groupId', string: 'searchKey', time: 'startTime! endTime!', int: 'current! size!' },
  updateCustomerAttr: { string: 'attrName! attrValue!', long: 'customerId!', boolean: 'isExtendAttr!' },
  queryAttrValuesByCustomerId: { 'string[]': 'attrKeyList!', long: 'customerId!' },
  addSingleGroup: { string: 'description name! tagName', long: 'groupId', int: 'type!', 'string[]': 'tagNameList' },
  deleteCustomerGroup: { long: 'customerGroupId!' },
  updateCustomerGroup: { long: 'customerGroupId! groupId', string: 'description name', int: 'type!' },
  customerGroupSimpleQuery: { string: 'searchKey', long: 'groupId', int: 'current! size!' },
  groupAdd: { string: 'businessType! name! parentCode' },
  groupDelete: { string: 'businessType!', long: 'commonGroupId!' },
  groupUpdate: { string: 'businessType! name!', long: 'commonGroupId!' },
  queryTreeFormList: { string: 'businessType!' },
  customerAddGroups: { long: 'customerId!', 'long[]': 'customerGroupIdList!' },
  customerDeleteGroups: { long: 'customerId!', 'long[]': 'customerGroupIdList!' },
  customerUpdateGroups: { long: 'customerId!', 'long[]': 'customerGroupIdList!' },
  getCustomerPageByGroupId: { long: 'customerGroupId!', int: 'current! size!' },
  getGroupsByCustomerId: { long: 'customerId!', int: 'type!' },
};

export interface DocumentedField {
  readonly endpoint: EndpointName;
  readonly field: string;
  readonly type: DocumentedType;
  readonly isRequired: boolean;
}

export const documentedFields: readonly DocumentedField[] = Object.entries(tables).flatMap(([endpoint, byType]) =>
  Object.entries(byType).flatMap(([type, names]) =>
    names.split(/\s+/).map((name) => ({
      endpoint: endpoint as EndpointName,
      field: name.replace('!', ''),
      type: type as DocumentedType,
      isRequired: name.endsWith('!'),
    })),
  ),
);
