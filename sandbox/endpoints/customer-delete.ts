import { headerList, success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import { documentedEndpoint } from './endpoint.ts';

/** C6. The identities are free at once, and only their tombstones stay; the id is never used again. */
export const deleteCustomerEndpoint = documentedEndpoint('singleDelete', ({ store, switches, now }, { customerId }) =>
  store.transact(() => {
    const located = store.customers.locate(customerId);
    if (located.kind === 'absent')
      return switches.repeatedDelete === 'accept' && store.customers.isDeleted(customerId)
        ? success(null, { 'x-sandbox-deleted': 'before' })
        : decline('E_CUSTOMER_NOT_FOUND', 'customerId is not a customer');
    // Deleting through an alias would erase more than the caller meant.
    if (located.kind === 'merged')
      return decline('E_CUSTOMER_MERGED', `customerId was merged into ${located.id}, which was not deleted`);
    const released = store.identities.ofCustomer(located.id);
    store.tombstones.put(released, located.id);
    for (const identity of released) store.identities.release(identity);
    store.groups.leaveAll(located.id);
    store.merges.close(located.id);
    store.customers.retireDeleted(located.id, now());
    return success(null, { 'x-sandbox-released': headerList(released.map(({ type }) => type)) });
  }),
);
