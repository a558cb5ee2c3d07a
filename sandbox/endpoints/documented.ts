import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { addCustomerEndpoint } from './add-customer.ts';
import { createCustomerEndpoint } from './create-customer.ts';
import { attributeValuesEndpoint, updateAttributeEndpoint } from './customer-attribute.ts';
import { deleteCustomerEndpoint } from './customer-delete.ts';
import { customerByIdentityEndpoint, customerIdEndpoint, customerInfoEndpoint } from './customer-lookup.ts';
import { customerQueryEndpoint, customersOfGroupEndpoint } from './customer-query.ts';
import type { EndpointHandler } from './endpoint.ts';
import { addFolderEndpoint, deleteFolderEndpoint, folderTreeEndpoint, renameFolderEndpoint } from './folders.ts';
import {
  groupsOfCustomerEndpoint,
  joinGroupsEndpoint,
  leaveGroupsEndpoint,
  replaceGroupsEndpoint,
} from './group-members.ts';
import { addGroupEndpoint, deleteGroupEndpoint, queryGroupsEndpoint, updateGroupEndpoint } from './groups.ts';

/** What each endpoint of the contract does here. */
export const documentedEndpoints: Readonly<Record<EndpointName, EndpointHandler>> = {
  customerAdd: addCustomerEndpoint,
  createCustomerByIdentity: createCustomerEndpoint,
  customerInfo: customerInfoEndpoint,
  getCustomerIdByIdentityList: customerIdEndpoint,
  getCustomerIdByCustomerIdentity: customerByIdentityEndpoint,
  singleDelete: deleteCustomerEndpoint,
  customerSimpleQuery: customerQueryEndpoint,
  updateCustomerAttr: updateAttributeEndpoint,
  queryAttrValuesByCustomerId: attributeValuesEndpoint,
  addSingleGroup: addGroupEndpoint,
  deleteCustomerGroup: deleteGroupEndpoint,
  updateCustomerGroup: updateGroupEndpoint,
  customerGroupSimpleQuery: queryGroupsEndpoint,
  groupAdd: addFolderEndpoint,
  groupDelete: deleteFolderEndpoint,
  groupUpdate: renameFolderEndpoint,
  queryTreeFormList: folderTreeEndpoint,
  customerAddGroups: joinGroupsEndpoint,
  customerDeleteGroups: leaveGroupsEndpoint,
  customerUpdateGroups: replaceGroupsEndpoint,
  getCustomerPageByGroupId: customersOfGroupEndpoint,
  getGroupsByCustomerId: groupsOfCustomerEndpoint,
};
