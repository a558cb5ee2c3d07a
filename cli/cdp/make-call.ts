import type { CdpClient } from '../../functions/shared/cdp/client/client.ts';
import type { EndpointName, RequestOf } from '../../functions/shared/cdp/contract.ts';

type Calls = {
  readonly [Name in EndpointName]: (client: CdpClient, request: RequestOf<Name>) => Promise<unknown>;
};

const calls: Calls = {
  customerAdd: (client, request) => client.customerAdd(request),
  createCustomerByIdentity: (client, request) => client.createCustomerByIdentity(request),
  customerInfo: (client, request) => client.customerInfo(request),
  getCustomerIdByIdentityList: (client, request) => client.getCustomerIdByIdentityList(request),
  getCustomerIdByCustomerIdentity: (client, request) => client.getCustomerIdByCustomerIdentity(request),
  singleDelete: (client, request) => client.singleDelete(request),
  customerSimpleQuery: (client, request) => client.customerSimpleQuery(request),
  updateCustomerAttr: (client, request) => client.updateCustomerAttr(request),
  queryAttrValuesByCustomerId: (client, request) => client.queryAttrValuesByCustomerId(request),
  addSingleGroup: (client, request) => client.addSingleGroup(request),
  deleteCustomerGroup: (client, request) => client.deleteCustomerGroup(request),
  updateCustomerGroup: (client, request) => client.updateCustomerGroup(request),
  customerGroupSimpleQuery: (client, request) => client.customerGroupSimpleQuery(request),
  groupAdd: (client, request) => client.groupAdd(request),
  groupDelete: (client, request) => client.groupDelete(request),
  groupUpdate: (client, request) => client.groupUpdate(request),
  queryTreeFormList: (client) => client.queryTreeFormList(),
  customerAddGroups: (client, request) => client.customerAddGroups(request),
  customerDeleteGroups: (client, request) => client.customerDeleteGroups(request),
  customerUpdateGroups: (client, request) => client.customerUpdateGroups(request),
  getCustomerPageByGroupId: (client, request) => client.getCustomerPageByGroupId(request),
  getGroupsByCustomerId: (client, { customerId, type }) =>
    client.getGroupsByCustomerId({ customerId, type: type === '1' ? 1 : 2 }),
};

/** Makes one call through the client. @throws CdpError */
export function makeCall<Name extends EndpointName>(
  client: CdpClient,
  endpoint: Name,
  request: RequestOf<Name>,
): Promise<unknown> {
  return calls[endpoint](client, request);
}
