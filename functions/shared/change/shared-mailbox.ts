import type { CustomerId } from '../cdp/ids.ts';
import { areCalledAsTwo, type KnownName, shareSomething } from './customer-item.ts';
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
  event: EventFacts,
  customers: ReadonlyMap<CustomerId, CustomerFacts>,
  rules: JoinRules,
): ToldApart {
  if (joined.length === 0) return { joined, apart: [] };
  const others = othersAmong(joined, event, namesIn(event, customers), rules);
  return {
    joined: joined.filter(({ customer }) => !others.has(customer)),
    apart: joined
      .filter(({ customer }) => others.has(customer))
      .map(({ contact, customer }): Apart => ({ contact, customer, because: 'may-have-moved' })),
  };
}

/** What names say of customers. */
interface Names {
  readonly areTwo: (one: CustomerId, other: CustomerId) => boolean;
  /** Does the event call its person so? */
  readonly isNamed: (id: CustomerId) => boolean;
}

function namesIn(
  { name, isNameOfAddress = false, byIds }: Pick<EventFacts, 'name' | 'isNameOfAddress' | 'byIds'>,
  customers: ReadonlyMap<CustomerId, CustomerFacts>,
): Names {
  const namesOf = (id: CustomerId): readonly KnownName[] => {
    const known = customers.get(id)?.item?.names ?? [];
    return name && !isNameOfAddress && byIds.includes(id) ? [...known, { ...name, said: [[]] }] : known;
  };
  return {
    areTwo: (one, other) => areCalledAsTwo(namesOf(one), namesOf(other)),
    isNamed: (id) => !isNameOfAddress && shareSomething(name, namesOf(id)),
  };
}

/** Customers who by their names can only be somebody else. */
function othersAmong(
  joined: readonly Joined[],
  { byIds }: Pick<EventFacts, 'byIds'>,
  { areTwo, isNamed }: Names,
  { ageing }: Pick<JoinRules, 'ageing'>,
): ReadonlySet<CustomerId> {
  const isByContact = ({ because }: Joined) => byContactAlone.has(because);
  const isByMailbox = (join: Joined) =>
    isByContact(join) && ageing(join.contact.identity.kind, join.contact.identity.value).namesTell;
  const all = [...byIds, ...joined.map(({ customer }) => customer)];
  const onlyBy = (isBy: (join: Joined) => boolean) =>
    all.filter((id) => !byIds.includes(id) && joined.every((join) => join.customer !== id || isBy(join)));
  const isNoneOf = (id: CustomerId, people: readonly CustomerId[]) =>
    !people.includes(id) && people.some((one) => areTwo(one, id));

  const byContact = onlyBy(isByContact);
  const byMailbox = onlyBy(isByMailbox);
  const certain = all.filter((id) => !byContact.includes(id));
  const named = byContact.filter((id) => isNamed(id) && !isNoneOf(id, certain));
  const unnamed = byContact.filter((id) => isNoneOf(id, named));
  const known = all.filter((id) => named.includes(id) || !(byMailbox.includes(id) || unnamed.includes(id)));
  const beside = byMailbox.filter((id) => isNoneOf(id, known));
  const doubtful = byMailbox.filter((id) => !known.includes(id) && !unnamed.includes(id) && !beside.includes(id));
  const notOne = doubtful.filter((id) => doubtful.some((one) => areTwo(one, id)));
  return new Set([...unnamed, ...beside, ...notOne]);
}
