import type { ProductResult } from '../products/product.ts';
import { keyOf } from '../statement.ts';

/** In how far two results of one history, which came in two orders, are the same. */
export interface Agreement {
  /** The same events are one customer's. */
  readonly customers: boolean;
  /** The same identities are one customer's. */
  readonly identities: boolean;
  readonly fields: boolean;
}

export function agreementOf(one: ProductResult, other: ProductResult): Agreement {
  const same = (name: keyof ReturnType<typeof formOf>) => formOf(one)[name] === formOf(other)[name];
  return { customers: same('customers'), identities: same('identities'), fields: same('fields') };
}

/** Without the ids of customers, which every run chooses anew. */
function formOf({ customers, placements }: ProductResult) {
  const identitiesOf = (identities: ProductResult['customers'][number]['identities']) =>
    identities.map(keyOf).toSorted().join(' ');
  // Whether an event came to a customer who is gone, or to none, is the same.
  const live = new Set(customers.map(({ id }) => id));
  const eventsBy = Map.groupBy(
    [...placements].filter(([, customer]) => live.has(customer)),
    ([, customer]) => customer,
  );
  const list = (texts: readonly string[]) => texts.toSorted().join('\n');
  return {
    customers: list([...eventsBy.values()].map((events) => list(events.map(([event]) => event)))),
    identities: list(customers.map(({ identities }) => identitiesOf(identities))),
    fields: list(
      customers.map(
        ({ identities, fields }) => `${identitiesOf(identities)} ${fields.name ?? ''} ${fields.city ?? ''}`,
      ),
    ),
  };
}
