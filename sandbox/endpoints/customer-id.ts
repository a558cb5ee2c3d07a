import { success, type Answer } from '../protocol/message.ts';
import { decline, type Declined } from '../declined.ts';
import type { Tenant } from '../tenant.ts';

export interface LocatedCustomer {
  readonly ok: true;
  readonly id: string;
  /** Says so where the id was that of a merged customer. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Who an id in a call is: the customer, or the survivor of its merges where the tenant redirects. */
export function locateCustomer({ store, switches }: Tenant, customerId: string): LocatedCustomer | Declined {
  const located = store.customers.locate(customerId);
  switch (located.kind) {
    case 'live':
      return { ok: true, id: customerId, headers: {} };
    case 'absent':
      return decline('E_CUSTOMER_NOT_FOUND', 'customerId is not a customer');
    case 'merged':
      return switches.mergedId === 'redirect'
        ? { ok: true, id: located.id, headers: { 'x-sandbox-resolved-customer-id': located.id } }
        : decline('E_CUSTOMER_MERGED', `customerId was merged into ${located.id}`);
  }
}

/** Q05: a read about nobody. */
export function nobody({ switches }: Tenant, declined: Declined): Answer {
  return switches.notFound === 'null' && declined.code === 'E_CUSTOMER_NOT_FOUND' ? success(null) : declined;
}
