import { pairsOf, sandboxCustomers } from '../../local/host/sandbox-customers.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

export interface Customer {
  readonly id: string;
  readonly city: unknown;
  /** `type=value`, sorted. */
  readonly identities: readonly string[];
  readonly groups: readonly string[];
}

/** Everybody whom the CDP knows, without asking by its API. */
export function customersIn(sandbox: Sandbox): readonly Customer[] {
  return sandboxCustomers(sandbox).map((customer) => ({
    id: customer.id,
    city: customer.profile['city'],
    identities: pairsOf(customer),
    groups: customer.groups.map(({ name }) => name).toSorted(),
  }));
}
