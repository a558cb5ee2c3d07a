import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { createCustomerEndpoint } from './create-customer.ts';
import { updateAttributeEndpoint } from './customer-attribute.ts';
import { deleteCustomerEndpoint } from './customer-delete.ts';
import { customerIdEndpoint, customerInfoEndpoint } from './customer-lookup.ts';
import { customerQueryEndpoint } from './customer-query.ts';
import type { EndpointHandler } from './endpoint.ts';
import { groupsOfCustomerEndpoint, joinGroupsEndpoint, leaveGroupsEndpoint } from './group-members.ts';
import { addGroupEndpoint, queryGroupsEndpoint } from './groups.ts';

/** What each endpoint of the contract does here; the others have no path yet. */
export const documentedEndpoints = {
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
} as const satisfies Partial<Record<EndpointName, EndpointHandler>>;
