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
 * whoever something else says to be: an id of the event, what agrees, the name, a phone. Where nothing does, it is none of them. A name that
 * chooses between customers whom several contacts lead to counts for a phone too; else a phone joins, whatever they are called.
 */
export function toldApartByName(
  joined: readonly Joined[],
  { byIds, name, isNameOfAddress }: EventFacts,
  customers: ReadonlyMap<CustomerId, CustomerFacts>,
  { ageing }: JoinRules,
): ToldApart {
  const namesOf = (id: CustomerId) => customers.get(id)?.item?.names ?? [];
  const areTwo = (one: CustomerId, other: CustomerId) => areCalledAsTwo(namesOf(one), namesOf(other));
  const isAlone = ({ because }: Joined) => byContactAlone.has(because);
  const isByMailbox = (join: Joined) =>
    isAlone(join) && ageing(join.contact.identity.kind, join.contact.identity.value).namesTell;
  const idsOf = (joins: readonly Joined[]) => joins.map(({ customer }) => customer);
  const onlyBy = (is: (join: Joined) => boolean) => {
    const others = idsOf(joined.filter((join) => !is(join)));
    return idsOf(joined).filter((id) => !others.includes(id) && !byIds.includes(id));
  };

  const byContact = onlyBy(isAlone);
  const byMailbox = onlyBy(isByMailbox);
  const all = [...byIds, ...idsOf(joined)];
  const certain = all.filter((id) => !byContact.includes(id));
  const named = byContact.filter(
    (id) => !isNameOfAddress && shareSomething(name, namesOf(id)) && !certain.some((one) => areTwo(one, id)),
  );
  const isOther = (id: CustomerId) => !named.includes(id) && named.some((one) => areTwo(one, id));
  const others = new Set(byContact.filter(isOther));
  const known = all.filter((id) => named.includes(id) || (!byMailbox.includes(id) && !others.has(id)));
  for (const id of byMailbox) if (!known.includes(id) && known.some((one) => areTwo(one, id))) others.add(id);
  const doubtful = byMailbox.filter((id) => !known.includes(id) && !others.has(id));
  for (const id of doubtful) if (doubtful.some((one) => areTwo(one, id))) others.add(id);
  return {
    joined: joined.filter(({ customer }) => !others.has(customer)),
    apart: joined
      .filter(({ customer }) => others.has(customer))
      .map(({ contact, customer }): Apart => ({ contact, customer, because: 'may-have-moved' })),
  };
}
