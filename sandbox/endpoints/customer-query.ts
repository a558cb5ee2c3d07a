import * as z from 'zod/mini';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { success } from '../protocol/message.ts';
import { parseShanghaiTime } from '../protocol/time.ts';
import { decline } from '../declined.ts';
import { customerRecords } from './customer-view.ts';
import { lenientEndpoint } from './endpoint.ts';
import { byPageSize, sliceOf } from './paging.ts';

const LAST_MS_OF_SECOND = 999;

/** C7. Q26: the window is required, counts in +08:00 and includes both its seconds. */
export const customerQueryEndpoint = lenientEndpoint(
  'customerSimpleQuery',
  byPageSize((size) => z.extend(contract.customerSimpleQuery.request, { size })),
  (tenant, { groupId, searchKey, startTime, endTime, ...page }) => {
    const { search, groups } = tenant.store;
    if (groupId && groups.get(groupId) === undefined)
      return decline('E_GROUP_UNKNOWN', 'groupId is not a customer group');
    const { total, customers } = search.find({
      created: { from: parseShanghaiTime(startTime) ?? 0, to: (parseShanghaiTime(endTime) ?? 0) + LAST_MS_OF_SECOND },
      text: searchKey || undefined,
      groupId: groupId ?? undefined,
      ...sliceOf(page),
    });
    return success({ ...page, total, records: customerRecords(tenant, customers) });
  },
);

/** G12 */
export const customersOfGroupEndpoint = lenientEndpoint(
  'getCustomerPageByGroupId',
  byPageSize((size) => z.extend(contract.getCustomerPageByGroupId.request, { size })),
  (tenant, { customerGroupId, ...page }) => {
    if (tenant.store.groups.get(customerGroupId) === undefined)
      return decline('E_GROUP_UNKNOWN', 'customerGroupId is not a customer group');
    const { total, customers } = tenant.store.search.find({ groupId: customerGroupId, ...sliceOf(page) });
    return success({ ...page, total, records: customerRecords(tenant, customers) });
  },
);
