import { computation, groupType } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { success, type Answer } from '../protocol/message.ts';
import { decline, type Declined } from '../declined.ts';
import type { Tenant } from '../tenant.ts';
import { locateCustomer, nobody } from './customer-id.ts';
import { documentedEndpoint } from './endpoint.ts';
import { typeOf } from './groups.ts';

interface MembershipChange {
  readonly customerId: string;
  readonly customerGroupIdList: readonly string[];
}

/** G9 */
export const joinGroupsEndpoint = documentedEndpoint('customerAddGroups', (tenant, change) => {
  if (change.customerGroupIdList.length === 0) return noGroups;
  return changeMemberships(tenant, change, (listed, current) => [...current, ...listed]);
});

/** G10 */
export const leaveGroupsEndpoint = documentedEndpoint('customerDeleteGroups', (tenant, change) => {
  if (change.customerGroupIdList.length === 0) return noGroups;
  return changeMemberships(tenant, change, (listed, current) => current.filter((id) => !listed.includes(id)));
});

/** G11: the empty list leaves all static groups (Q39). */
export const replaceGroupsEndpoint = documentedEndpoint('customerUpdateGroups', (tenant, change) =>
  changeMemberships(tenant, change, (listed) => listed),
);

const noGroups = decline('E_FIELD', 'customerGroupIdList must not be empty');

/** Q39: all of it or nothing. @param wanted ids of the static groups afterwards */
function changeMemberships(
  tenant: Tenant,
  { customerId, customerGroupIdList }: MembershipChange,
  wanted: (listed: readonly string[], current: readonly string[]) => readonly string[],
): Answer {
  const { groups, transact } = tenant.store;
  return transact(() => {
    const located = locateCustomer(tenant, customerId);
    if (!located.ok) return located;
    const declined = declineGroups(tenant, customerGroupIdList);
    if (declined !== undefined) return declined;
    const current = groups
      .ofCustomer(located.id)
      .filter(({ smart }) => !smart)
      .map(({ id }) => id);
    const after = new Set(wanted(customerGroupIdList.map(withoutZeros), current));
    const joined = [...after].filter((id) => !current.includes(id));
    const left = current.filter((id) => !after.has(id));
    for (const id of joined) groups.join(id, located.id);
    for (const id of left) groups.leave(id, located.id);
    return success(null, {
      ...located.headers,
      ...(joined.length > 0 && { 'x-sandbox-joined': joined.join(', ') }),
      ...(left.length > 0 && { 'x-sandbox-left': left.join(', ') }),
    });
  });
}

function declineGroups({ store }: Tenant, ids: readonly string[]): Declined | undefined {
  for (const [index, id] of ids.entries()) {
    const group = store.groups.get(id);
    if (group === undefined) return decline('E_GROUP_UNKNOWN', `customerGroupIdList[${index}] is not a customer group`);
    if (group.smart)
      return decline('E_GROUP_SMART', `customerGroupIdList[${index}] is a smart group, whose members no call changes`);
  }
  return undefined;
}

/** `007` and `7` are one id. */
function withoutZeros(id: string): string {
  return id.replace(/^0+(?=\d)/, '');
}

/** G13. Q38: the type, the folder and the state are strings here, numbers elsewhere. */
export const groupsOfCustomerEndpoint = documentedEndpoint('getGroupsByCustomerId', (tenant, { customerId, type }) => {
  const located = locateCustomer(tenant, customerId);
  if (!located.ok) return nobody(tenant, located);
  const groups = tenant.store.groups.ofCustomer(located.id).filter((group) => String(typeOf(group)) === type);
  const data = groups.map((group) => ({
    code: group.id,
    id: rawInteger(group.id),
    name: group.name,
    groupId: group.folder ?? '',
    status: group.computing && typeOf(group) === groupType.smart ? computation.running : computation.done,
    type,
  }));
  return success(data, located.headers);
});
