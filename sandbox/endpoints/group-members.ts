import * as z from 'zod/mini';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import * as field from '../protocol/fields.ts';
import { success, type Answer } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import type { Tenant } from '../tenant.ts';
import { notFound, resolvedIdHeader } from './customer-lookup.ts';
import { bodyEndpoint, queryEndpoint } from './endpoint.ts';
import { STATIC_GROUP } from './groups.ts';

const membershipChange = z.object({
  customerId: field.id,
  customerGroupIdList: z.array(field.id, field.must('a list')),
});

/** G9 */
export const joinGroupsEndpoint = bodyEndpoint(membershipChange, (tenant, change) =>
  changeMemberships(tenant, change, 'join'),
);

/** G10 */
export const leaveGroupsEndpoint = bodyEndpoint(membershipChange, (tenant, change) =>
  changeMemberships(tenant, change, 'leave'),
);

/** Q39: all of it or nothing. */
function changeMemberships(
  { store }: Tenant,
  { customerId, customerGroupIdList }: z.infer<typeof membershipChange>,
  change: 'join' | 'leave',
): Answer {
  if (customerGroupIdList.length === 0) return refuse('E_FIELD', 'customerGroupIdList must not be empty');
  return store.transact(() => {
    const located = store.customers.locate(customerId);
    if (located.kind === 'absent') return refuse('E_CUSTOMER_NOT_FOUND', 'customerId is not a customer');
    const unknown = customerGroupIdList.findIndex((groupId) => !store.groups.exists(groupId));
    if (unknown !== -1) return refuse('E_GROUP_UNKNOWN', `customerGroupIdList[${unknown}] is not a customer group`);
    for (const groupId of customerGroupIdList) store.groups[change](groupId, located.id);
    return success(null, resolvedIdHeader(located));
  });
}

/** G13. Q38: the type and the folder are strings here, numbers elsewhere. */
export const groupsOfCustomerEndpoint = queryEndpoint(
  z.object({ customerId: field.id, type: z.enum(['1', '2'], field.must('1 or 2')) }),
  ({ store }, { customerId, type }) => {
    const located = store.customers.locate(customerId);
    if (located.kind === 'absent') return notFound;
    const groups = type === String(STATIC_GROUP) ? store.groups.ofCustomer(located.id) : [];
    const data = groups.map(({ id, name }) => ({
      code: id,
      id: rawInteger(id),
      name,
      groupId: '',
      status: '1',
      type: String(STATIC_GROUP),
    }));
    return success(data, resolvedIdHeader(located));
  },
);
