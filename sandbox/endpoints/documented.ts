import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { createCustomerEndpoint } from './create-customer.ts';
import { updateAttributeEndpoint } from './customer-attribute.ts';
import { deleteCustomerEndpoint } from './customer-delete.ts';
import { customerIdEndpoint, customerInfoEndpoint } from './customer-lookup.ts';
import { customerQueryEndpoint } from './customer-query.ts';
import type { EndpointHandler } from './endpoint.ts';
import { groupsOfCustomerEndpoint, joinGroupsEndpoint, leaveGroupsEndpoint } from './group-members.ts';
import { addGroupEndpoint, queryGroupsEndpoint } from './groups.ts';

/** What each endpoint of the contract does here. */
export const documentedEndpoints: Readonly<Record<EndpointName, EndpointHandler>> = {
  createCustomerByIdentity: createCustomerEndpoint,
  customerInfo: customerInfoEndpoint,
  getCustomerIdByIdentityList: customerIdEndpoint,
  singleDelete: deleteCustomerEndpoint,
  customerSimpleQuery: customerQueryEndpoint,
  updateCustomerAttr: updateAttributeEndpoint,
  addSingleGroup: addGroupEndpoint,
  customerGroupSimpleQuery: queryGroupsEndpoint,
  customerAddGroups: joinGroupsEndpoint,
  customerDeleteGroups: leaveGroupsEndpoint,
  getGroupsByCustomerId: groupsOfCustomerEndpoint,
};
