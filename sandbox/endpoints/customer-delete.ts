import * as z from 'zod/mini';
import * as field from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import { queryEndpoint } from './endpoint.ts';

/** C6. The identities are free at once; the id is never used again. */
export const deleteCustomerEndpoint = queryEndpoint(
  z.object({ customerId: field.id }),
  ({ store, now }, { customerId }) =>
    store.transact(() => {
      const located = store.customers.locate(customerId);
      if (located.kind === 'absent') return refuse('E_CUSTOMER_NOT_FOUND', 'customerId is not a customer');
      // Deleting through an alias would erase more than the caller meant.
      if (located.kind === 'merged')
        return refuse('E_CUSTOMER_MERGED', `customerId was merged into ${located.id}, which was not deleted`);
      store.identities.releaseAll(located.id);
      store.groups.leaveAll(located.id);
      store.customers.retireDeleted(located.id, now());
      return success(null);
    }),
);
