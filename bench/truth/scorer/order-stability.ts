import type { ProductCustomer, ProductResult } from '../products/product.ts';
import { isContact, keyOf } from '../statement.ts';

/** In how far two results of one history, which came in two orders, are the same. */
export interface Agreement {
  /** The same events are one customer's. */
  readonly customers: boolean;
  /** The same ids of platforms are one customer's. */
  readonly ids: boolean;
  /** The same contacts stand with the same customers. */
  readonly contacts: boolean;
  /** The same fields stand with the same customers. */
  readonly fields: boolean;
}

export const agreed = ['customers', 'ids', 'contacts', 'fields'] as const satisfies readonly (keyof Agreement)[];

export function agreementOf(one: ProductResult, other: ProductResult): Agreement {
  const [a, b] = [formOf(one), formOf(other)];
  return {
    customers: a.customers === b.customers,
    ids: a.ids === b.ids,
    contacts: a.contacts === b.contacts,
    fields: a.fields === b.fields,
  };
}

/** A name that a product makes of its own ids of customers. */
const MADE_ANEW = 'guiyi-subject';

/** Without the ids of customers, which every run chooses anew: a customer is told by the events that came to it. */
function formOf({ customers, placements }: ProductResult) {
  // Whether an event came to a customer who is gone, or to none, is the same.
  const live = new Set(customers.map(({ id }) => id));
  const eventsBy = Map.groupBy(
    [...placements].filter(([, customer]) => live.has(customer)),
    ([, customer]) => customer,
  );
  const eventsOf = (id: string) => list((eventsBy.get(id) ?? []).map(([event]) => event));
  const each = (form: (customer: ProductCustomer) => string) => list(customers.map(form));
  const holding = ({ identities }: ProductCustomer, contacts: boolean) =>
    list(identities.filter((one) => one.kind !== MADE_ANEW && isContact(one) === contacts).map(keyOf));
  return {
    customers: list([...eventsBy.keys()].map(eventsOf)),
    ids: each((customer) => holding(customer, false)),
    contacts: each((customer) => `${eventsOf(customer.id)}\n${holding(customer, true)}`),
    fields: each(({ id, fields }) => `${eventsOf(id)}\n${fields.name ?? ''} ${fields.city ?? ''}`),
  };
}

function list(texts: readonly string[]): string {
  return JSON.stringify(texts.toSorted());
}
