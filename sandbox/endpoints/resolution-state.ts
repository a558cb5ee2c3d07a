import type { Lookups } from '../resolution/resolve.ts';
import type { Tenant } from '../tenant.ts';

/** What a decision asks, answered from the database. */
export function lookupsOf({ store }: Tenant): Lookups {
  return {
    owner: (identity) => store.identities.owner(identity),
    identities: (customerId) => store.identities.ofCustomer(customerId),
  };
}
