import type { KnownIdentity } from '../shared/change/plan.ts';
import type { Cdp } from './cdp.ts';
import { deleteCustomer } from './delete-customer.ts';
import type { CallRecord } from './make-calls.ts';
import { areSuppressed, type Suppressing } from './suppression.ts';

/**
 * Takes back the customer whom an earlier attempt of this event made while an erase went by, where that attempt ended before
 * it could: its answer was lost, or the process. All that such a customer has is marked. One of whom a person must decide first
 * has other channels' identities, which are not. @throws CdpError
 */
export async function sweepErased(
  erased: readonly KnownIdentity[],
  { cdp, ...marks }: Suppressing & { readonly cdp: Cdp },
  calls: CallRecord[],
): Promise<void> {
  // A contact is marked as well when only its consent was withdrawn.
  for (const { pair } of erased.filter(({ contact }) => !contact)) {
    const customer = await cdp.client.getCustomerIdByIdentityList([pair]);
    const info = customer === undefined ? undefined : await cdp.client.customerInfo(customer);
    if (customer === undefined || !info || !(await areSuppressed(info.identityList, marks))) continue;
    await deleteCustomer(customer, 'an erase came in between', cdp, calls);
  }
}
