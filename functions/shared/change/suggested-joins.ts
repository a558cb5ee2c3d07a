import type { CustomerId } from '../cdp/ids.ts';
import { customerId } from '../cdp/ids.ts';
import { type IdentityItem, isProved, isReleased } from '../identity/identity-item.ts';
import {
  agreementOf,
  type AllItems,
  claimIn,
  type Contact,
  guestAgreementOf,
  isTypedFirst,
  type Side,
} from './corroboration.ts';
import type { JoinedBecause, JoinRules } from './relation.ts';

/** By what is remembered, another customer is the event's person: the event has brought what was missing. */
export interface SuggestedJoin {
  readonly contact: Contact;
  readonly customer: CustomerId;
  readonly because: JoinedBecause;
  /** It holds only of a guest, who has no id and no other contact than these (their keys). */
  readonly ofGuest?: readonly string[];
}

/**
 * Who else may be the event's person because of contacts that the event does not prove: what agrees with them may come later than they, and
 * from either side.
 * @param person with what the event adds
 * @param time Unix ms of what the person did
 */
export function suggestedJoins(
  person: Side,
  contacts: readonly Contact[],
  items: AllItems,
  sideOfCustomer: (id: CustomerId) => Side,
  time: number,
  { typedContacts }: Pick<JoinRules, 'typedContacts'>,
): readonly SuggestedJoin[] {
  return contacts.flatMap((contact) => {
    const item = items.get(contact.key);
    const own = claimIn(item, person);
    const isProvedNow = person.provedNow.includes(contact.key);
    if (!item || (!own && !isProvedNow) || person.customers.some((id) => isReleased(item, id, time))) return [];
    return othersIn(item, person, time).flatMap((customer): SuggestedJoin[] => {
      const other = sideOfCustomer(customer);
      const isOwnProof = isProvedNow || isProved(own);
      const isOthersProof = isProved(claimIn(item, other));
      if (!isOwnProof && !isOthersProof) return [];
      const [typist, prover] = isOwnProof ? [other, person] : [person, other];
      if (!isOwnProof || !isOthersProof) {
        const now = isProvedNow ? time : Infinity;
        if (typedContacts === 'withhold' || !isTypedFirst(contact.key, typist, prover, items, now)) return [];
        if (typedContacts === 'join') return [{ contact, customer, because: 'configured' }];
      }
      const because = agreementOf(contact, typist, prover, items, time);
      if (because) return [{ contact, customer, because }];
      if (typist !== other) return [];
      const ofGuest = typist.keys;
      const asGuest = guestAgreementOf(
        ofGuest.map((key) => [key]),
        typist,
        prover,
        items,
        time,
      );
      return asGuest ? [{ contact, customer, because: asGuest, ofGuest }] : [];
    });
  });
}

/** Customers who have claimed it and are not the person; whoever has lost it counts no more. */
function othersIn(item: IdentityItem, { customers }: Side, time: number): readonly CustomerId[] {
  const ids = new Set(item.claims.map(({ customer }) => customerId(customer)));
  return [...ids].filter(
    (id): id is CustomerId => id !== undefined && !customers.includes(id) && !isReleased(item, id, time),
  );
}
