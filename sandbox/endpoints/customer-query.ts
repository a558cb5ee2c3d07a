import * as z from 'zod/mini';
import * as field from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import { customerView } from './customer-view.ts';
import { queryEndpoint } from './endpoint.ts';

const LAST_MS_OF_SECOND = 999;

/** C7. Q26: the window is required, counts in +08:00 and includes both its seconds; records carry no id. */
export const customerQueryEndpoint = queryEndpoint(
  z.object({
    groupId: field.optionalId,
    searchKey: z.optional(field.text),
    startTime: field.dateTime,
    endTime: field.dateTime,
    current: field.pageNumber,
    size: field.pageSize,
  }),
  (tenant, { groupId, searchKey, startTime, endTime, current, size }) => {
    const { search, groups } = tenant.store;
    if (groupId !== undefined && !groups.exists(groupId))
      return refuse('E_GROUP_UNKNOWN', 'groupId is not a customer group');
    const { total, customers } = search.find({
      from: startTime,
      to: endTime + LAST_MS_OF_SECOND,
      text: searchKey === '' ? undefined : searchKey,
      groupId,
      offset: (current - 1) * size,
      limit: size,
    });
    return success({ current, size, total, records: customers.map(({ fields }) => customerView(tenant, fields)) });
  },
);
