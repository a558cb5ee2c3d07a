import type { CustomerId } from '../cdp/ids.ts';
import { areCalledAsTwo, shareSomething } from './customer-item.ts';
import type { CustomerFacts, EventFacts, JoinedBecause, JoinRules } from './relation.ts';
import type { Apart, Joined } from './resolution.ts';

/** The contact alone leads to whoever has it: nothing else says that they are the event's person. */
const byContactAlone: ReadonlySet<JoinedBecause> = new Set(['recent-proof', 'no-window', 'unknown-age']);

export interface ToldApart {
  readonly joined: readonly Joined[];
  readonly apart: readonly Apart[];
}

/**
 * A mailbox is a couple's, or an office's: of those whom it leads to and whose names share nothing at most one is the event's person. It is
 * whoever something else says to be: an id of the event, another contact, the name. Where nothing does, it is none of them.
 */
export function toldApartByName(
  joined: readonly Joined[],
  { byIds, name, isNameOfAddress }: EventFacts,
  customers: ReadonlyMap<CustomerId, CustomerFacts>,
  { ageing }: JoinRules,
): ToldApart {
  const isAlone = ({ contact: { identity }, because }: Joined) =>
    byContactAlone.has(because) && ageing(identity.kind, identity.value).namesTell;
  const namesOf = (id: CustomerId) => customers.get(id)?.item?.names ?? [];
  const areTwo = (one: CustomerId, other: CustomerId) => areCalledAsTwo(namesOf(one), namesOf(other));
  const withoutTwoOf = (ids: readonly CustomerId[], known: readonly CustomerId[]) =>
    ids.filter((id) => known.includes(id) || !known.some((one) => areTwo(one, id)));

  const known = [...byIds, ...joined.filter((join) => !isAlone(join)).map(({ customer }) => customer)];
  const all = [...new Set(joined.map(({ customer }) => customer))];
  const possible = withoutTwoOf(all, known);
  const isNamed = (id: CustomerId) => !isNameOfAddress && shareSomething(name, namesOf(id));
  const left = withoutTwoOf(possible, possible.filter(isNamed));
  const people = left.filter((id) => known.includes(id) || !left.some((other) => areTwo(other, id)));
  const isPerson = ({ customer }: Joined) => people.includes(customer);
  return {
    joined: joined.filter(isPerson),
    apart: joined
      .filter((join) => !isPerson(join))
      .map(({ contact, customer }): Apart => ({ contact, customer, because: 'may-have-moved' })),
  };
}
