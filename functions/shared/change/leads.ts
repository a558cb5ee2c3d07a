import { type CustomerId, customerId } from '../cdp/ids.ts';
import {
  claimOf,
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  isReleased,
  payersOf,
} from '../identity/identity-item.ts';
import { type CandidateIdentity, isPaidWith } from './candidate.ts';
import { contradicts } from './contradiction.ts';
import { isTypedFirst } from './corroboration.ts';
import {
  type CustomerFacts,
  type EventFacts,
  hasPaidWith,
  hasPrimaryIds,
  type JoinRules,
  proversIn,
  relationOf,
} from './relation.ts';
import type { Apart, Facts, Joined } from './resolution.ts';
import { toldApartByName } from './shared-mailbox.ts';

/** Where the contacts of an event lead. */
export interface Leads {
  readonly joined: readonly Joined[];
  readonly apart: readonly Apart[];
  /** Customers who have or had a proved contact, and who are not the event's person by it. */
  readonly others: readonly CustomerId[];
}

/** Whom the contacts of an event lead to: those that it proves, those that were paid with, and those that are remembered. */
export function leadsOf(event: EventFacts, facts: Facts, rules: JoinRules): Leads {
  const { proved, typed = [] } = event;
  const leadsWith = (known: EventFacts) => proved.map((contact) => leadOfProved(contact, known, facts, rules));
  const found = leadsWith(event);
  // Whoever typed a contact after one of these had proved it typed it after the event's person, by whatever channel they come now.
  const provers = found.flatMap(({ joined }) => joined.filter((one) => hasProved(one, facts)));
  const byProof =
    provers.length > 0 ? leadsWith({ ...event, byProof: provers.map(({ customer }) => customer) }) : found;
  const byPayment = typed.filter(isPaidWith).flatMap((contact) => leadsOfPaid(contact, event, facts, rules));
  const all = [...byProof.flatMap(({ joined }) => joined), ...byPayment, ...suggestedOf(event, facts, rules)];
  const { joined, apart } = toldApartByName(all, event, facts.customers, rules);
  return {
    joined,
    // Of a contact that the CDP does not have with them there is nothing to say.
    apart: [
      ...byProof.flatMap((lead) => lead.apart),
      ...apart.filter(({ contact, customer }) => facts.owners.get(contact.key) === customer),
    ],
    others: [...byProof.flatMap(({ others }) => others), ...apart.flatMap(({ customer }) => customer ?? [])],
  };
}

function hasProved({ contact, customer }: Joined, { items }: Facts): boolean {
  return isProved(claimOf(items.get(contact.key) ?? emptyIdentityItem, customer));
}

function leadOfProved(contact: CandidateIdentity, event: EventFacts, facts: Facts, rules: JoinRules): Leads {
  const { owners, items, customers } = facts;
  const item = items.get(contact.key) ?? emptyIdentityItem;
  const owner = owners.get(contact.key);
  const isOwn = owner !== undefined && event.byIds.includes(owner);
  const joined: Joined[] = [];
  const apart: Apart[] = [];
  const others: CustomerId[] = [];
  const holder = owner === undefined || isOwn ? undefined : customers.get(owner);
  if (holder) {
    const relation = relationOf(contact, item, holder, event, items, rules);
    if (relation.relation === 'join') {
      joined.push({ contact, customer: holder.id, because: relation.because, byMemory: false });
    } else {
      apart.push({ contact, customer: holder.id, because: relation.because });
      others.push(holder.id);
    }
  }
  for (const customer of claimants(contact, item, { owner, isOwn }, event, facts, rules)) {
    const remembered = relationOf(contact, item, customer, event, items, rules);
    if (remembered.relation === 'join') {
      joined.push({ contact, customer: customer.id, because: remembered.because, byMemory: true });
    } else if (!isOwn && isProved(claimOf(item, customer.id))) {
      others.push(customer.id);
    }
  }
  return { joined, apart, others: [...others, ...formerOwners(item, event)] };
}

/** Whom it has left: whoever has it next is none of them. */
function formerOwners(item: IdentityItem, { byIds, time }: EventFacts): readonly CustomerId[] {
  const ids = item.released.map(({ customer }) => customerId(customer)).filter((id) => id !== undefined);
  return ids.filter((id) => !byIds.includes(id) && isReleased(item, id, time));
}

/** Whoever has paid with it too: its owner in the CDP, or who was told of before that one had paid and could not have it. */
function leadsOfPaid(
  contact: CandidateIdentity,
  event: EventFacts,
  { owners, items, customers }: Facts,
  rules: JoinRules,
): readonly Joined[] {
  const owner = owners.get(contact.key);
  const payers = payersOf(items.get(contact.key) ?? emptyIdentityItem).map((id) => customerId(id));
  return [...new Set([owner, ...payers])].flatMap((id): readonly Joined[] => {
    const customer = id === undefined || event.byIds.includes(id) ? undefined : customers.get(id);
    if (!customer || !hasPaidWith(contact, customer, event, items, rules)) return [];
    return [{ contact, customer: customer.id, because: 'paid-with', byMemory: customer.id !== owner }];
  });
}

/**
 * Whoever has proved the contact and is not its owner in the CDP, because the CDP could not take it or another has it; and whoever had typed
 * it before the event's person first proved it.
 */
function claimants(
  { key, identity }: CandidateIdentity,
  item: IdentityItem,
  { owner, isOwn }: { readonly owner: CustomerId | undefined; readonly isOwn: boolean },
  event: EventFacts,
  { customers, items }: Facts,
  rules: JoinRules,
): readonly CustomerFacts[] {
  const { byIds, time } = event;
  // What does not grow old has joined whoever proved it, unless they were told apart.
  const isSettled = isOwn && rules.ageing(identity.kind, identity.value).days === 0;
  return item.claims.flatMap((claim) => {
    const customer = [...customers.values()].find(({ id }) => id === claim.customer);
    if (!customer || customer.id === owner || byIds.includes(customer.id)) return [];
    // The CDP had it with them and has it no more: somebody has taken it from them there.
    if (item.owner === customer.id || isReleased(item, customer.id, time)) return [];
    const mayBe = isProved(claim)
      ? !isSettled || !isProved(owner && claimOf(item, owner))
      : isTypedFirst(key, { customers: [customer.id] }, { customers: proversIn(event) }, items, time);
    return mayBe ? [customer] : [];
  });
}

function isGuest(facts: CustomerFacts, contacts: readonly string[], identity: JoinRules['identity']): boolean {
  return (
    !hasPrimaryIds(facts, identity) && facts.contactKeys.every((keys) => keys.some((key) => contacts.includes(key)))
  );
}

/** The suggestions that nothing in the CDP speaks against. */
function suggestedOf(
  { primary, proved, byIds }: EventFacts,
  { suggested = [], customers }: Facts,
  { identity }: JoinRules,
): readonly Joined[] {
  const [leader] = primary;
  return suggested.flatMap(({ contact, customer, because, ofGuest }): Joined[] => {
    const facts = customers.get(customer);
    if (!leader || !facts || byIds.includes(customer) || contradicts(facts.held, primary, identity)) return [];
    // What the event proves is decided with it.
    if (proved.some(({ key }) => key === contact.key)) return [];
    if (ofGuest && !isGuest(facts, ofGuest, identity)) return [];
    // Of the contact nothing is known but its key: the case shows the id of whoever it belongs to.
    return [{ contact: { ...leader, key: contact.key }, customer, because, byMemory: true }];
  });
}
