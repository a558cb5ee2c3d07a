import type { IdentityPair } from '../cdp/contract.ts';
import type { CustomerId } from '../cdp/ids.ts';
import {
  claimOf,
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  isReleased,
  lastProof,
} from '../identity/identity-item.ts';
import { kindOf } from '../identity/kinds.ts';
import { type CandidateIdentity, isPaidWith, type Sorted, sortedByEvidence } from './candidate.ts';
import { contradictEachOther, fitTogether } from './contradiction.ts';
import { forbiddenOf, namesOf, type NeverOneRules } from './never-one.ts';
import { type AllItems, isTypedFirst } from './corroboration.ts';
import {
  type ApartBecause,
  type CustomerFacts,
  type EventFacts,
  type JoinedBecause,
  hasPaidWith,
  type JoinRules,
  hasPrimaryIds,
  relationOf,
} from './relation.ts';
import type { SuggestedJoin } from './suggested-joins.ts';
import { contradicts } from './contradiction.ts';

/** All that is known when it is decided who an event is about. */
export interface Facts {
  /** What the event says and the screens have let through, in order. */
  readonly candidates: readonly CandidateIdentity[];
  /** By the key of an identity: the customer who has it in the CDP. */
  readonly owners: ReadonlyMap<string, CustomerId | undefined>;
  /** By the key of an identity, with the customers' ids of today. */
  readonly items: AllItems;
  /** Customers that may be meant, as the CDP has them now. */
  readonly customers: ReadonlyMap<CustomerId, CustomerFacts>;
  readonly event: Omit<EventFacts, 'primary' | 'proved' | 'typed' | 'byIds' | 'known'>;
  /** Who else may be the event's person, by contacts that the event does not prove. */
  readonly suggested?: readonly SuggestedJoin[];
  /** Ids of one kind and scope that the event has proved are one person's: the platform has merged them. */
  readonly mergedIds?: boolean;
  /** Who the subject of the event is, where the subject is an id and was delivered before. */
  readonly subjectCustomer?: CustomerId;
}

export interface ResolveRules extends JoinRules, NeverOneRules {}

/** An identity of the event that leads to a customer who is not its person, or that must not become the person's. */
export interface Apart {
  readonly contact: CandidateIdentity;
  /** Undefined where it is nobody's yet. */
  readonly customer: CustomerId | undefined;
  /**
   * `conflict`: the event proves it, and what the customers hold says that they are two people. `has-another`: it is nobody's, and the
   * person has another value of an id of which a person has one.
   */
  readonly because: ApartBecause | 'conflict' | 'has-another' | 'never-one';
}

/** A customer who is the event's person because of a contact. */
export interface Joined {
  readonly contact: CandidateIdentity;
  readonly customer: CustomerId;
  readonly because: JoinedBecause;
  /** Known by what delivery remembers alone: the CDP does not have the contact with this customer. */
  readonly byMemory: boolean;
}

/** Who an event is about. */
export interface Resolution {
  readonly sorted: Sorted;
  /** The customers that the event's person is so far, the one that is kept first. Empty: somebody new. */
  readonly customers: readonly CustomerId[];
  readonly joined: readonly Joined[];
  readonly apart: readonly Apart[];
  /** All customers who a proved contact leads to, and who are not the event's person. */
  readonly others: readonly CustomerId[];
  /** The event proves them to be one person, and what they hold or the configuration says that they are not. */
  readonly contradictory: boolean;
  /** What the first call says: the identities that lead to the person. */
  readonly leading: readonly CandidateIdentity[];
  /** Identities of customers who are known by memory alone: they lead to them in the CDP. */
  readonly handles: readonly IdentityPair[];
  /** What the second call may add where it is nobody's. */
  readonly secondary: readonly CandidateIdentity[];
}

/** Decides who the person of an event is. Asks nothing and changes nothing. */
export function resolve(facts: Facts, rules: ResolveRules): Resolution {
  const sorted = sortedByEvidence(facts.candidates);
  return sorted.primary.length + sorted.proved.length > 0
    ? ofProvedEvent(sorted, facts, rules)
    : ofTypedEvent(sorted, facts, rules);
}

function ofProvedEvent(sorted: Sorted, facts: Facts, rules: ResolveRules): Resolution {
  const { primary, proved, typed } = sorted;
  const { owners, items, customers, subjectCustomer } = facts;
  const ownerOf = ({ key }: CandidateIdentity) => owners.get(key);
  const byIds = unique([...primary.map(ownerOf), ...(primary.length === 0 ? [subjectCustomer] : [])]);
  const known = byIds.map((id) => customers.get(id)?.item);
  const event: EventFacts = { ...facts.event, primary, proved, typed, byIds, known };
  const apart: Apart[] = [];
  const joined: Joined[] = [];
  const others: CustomerId[] = [];
  for (const contact of proved) {
    const item = items.get(contact.key) ?? emptyIdentityItem;
    const owner = ownerOf(contact);
    const isOwn = owner !== undefined && byIds.includes(owner);
    if (owner !== undefined && !isOwn) {
      const customer = customers.get(owner);
      const relation = customer && relationOf(contact, item, customer, event, items, rules);
      if (relation?.relation === 'join')
        joined.push({ contact, customer: owner, because: relation.because, byMemory: false });
      else if (relation) {
        apart.push({ contact, customer: owner, because: relation.because });
        others.push(owner);
      }
    }
    for (const customer of claimants(contact, item, { owner, isOwn }, event, facts, rules)) {
      const relation = relationOf(contact, item, customer, event, items, rules);
      if (relation.relation === 'join') {
        joined.push({ contact, customer: customer.id, because: relation.because, byMemory: true });
      } else if (!isOwn && isProved(claimOf(item, customer.id))) {
        others.push(customer.id);
      }
    }
  }
  for (const contact of typed.filter(isPaidWith)) {
    const owner = ownerOf(contact);
    const customer = owner === undefined || byIds.includes(owner) ? undefined : customers.get(owner);
    if (customer && hasPaidWith(contact, customer, event, items, rules))
      joined.push({ contact, customer: customer.id, because: 'paid-with', byMemory: false });
  }
  joined.push(...suggestedOf(event, facts, rules));
  const people = whoMayBeOne(byIds, joined, primary, facts, rules);
  const kept = joined.filter(({ customer }) => people.customers.includes(customer));
  const notTheirs = new Set(
    proved.filter((contact) => {
      const owner = ownerOf(contact);
      return owner !== undefined && !people.customers.includes(owner);
    }),
  );
  const forbidden = forbiddenOf([...primary, ...proved, ...typed], people.customers, facts, rules);
  const second = secondIds([...primary, ...typed], people.customers, facts, rules);
  const mayLead = (candidate: CandidateIdentity) =>
    !notTheirs.has(candidate) && !forbidden.includes(candidate) && !second.includes(candidate);
  const leading = [...primary, ...proved].filter(mayLead);
  // Another contact may say that the customer of one that was kept apart is the event's person after all.
  const isPerson = (id: CustomerId | undefined) => id !== undefined && people.customers.includes(id);
  return {
    sorted,
    customers: people.customers,
    joined: kept,
    apart: [
      ...apart.filter(({ customer }) => !isPerson(customer)),
      ...people.apart,
      ...forbidden.map(neverOne),
      ...second.map(hasAnother),
    ],
    others: unique(others.filter((customer) => !isPerson(customer))).toSorted(),
    contradictory: people.contradictory,
    leading,
    handles: people.customers.flatMap((customer) =>
      leading.some((candidate) => ownerOf(candidate) === customer) ? [] : handleOf(customers.get(customer), rules),
    ),
    secondary: typed.filter((candidate) => !forbidden.includes(candidate) && !second.includes(candidate)),
  };
}

function neverOne(contact: CandidateIdentity): Apart {
  return { contact, customer: undefined, because: 'never-one' };
}

function hasAnother(contact: CandidateIdentity): Apart {
  return { contact, customer: undefined, because: 'has-another' };
}

/** Ids that are nobody's, of somebody who has another: the CDP would take most of them for the person's too. */
function secondIds(
  candidates: readonly CandidateIdentity[],
  people: readonly CustomerId[],
  { owners, customers, mergedIds = false }: Facts,
  { identity }: JoinRules,
): readonly CandidateIdentity[] {
  if (mergedIds) return [];
  const holders = people.map((id) => customers.get(id)?.held ?? []);
  return candidates.filter(
    ({ key, pair }) =>
      owners.get(key) === undefined && holders.some((held) => contradictEachOther([[pair], held], identity)),
  );
}

/**
 * Whoever has proved the contact and is not its owner in the CDP, because the CDP could not take it or another has it; and whoever had typed
 * it before the event's person first proved it.
 */
function claimants(
  { key, identity }: CandidateIdentity,
  item: IdentityItem,
  { owner, isOwn }: { readonly owner: CustomerId | undefined; readonly isOwn: boolean },
  { byIds, time }: EventFacts,
  { customers, items }: Facts,
  rules: JoinRules,
): readonly CustomerFacts[] {
  // What does not grow old has joined whoever proved it, unless they were told apart.
  const isSettled = isOwn && rules.ageing(identity.kind, identity.value).days === 0;
  return item.claims.flatMap((claim) => {
    const customer = [...customers.values()].find(({ id }) => id === claim.customer);
    if (!customer || customer.id === owner || byIds.includes(customer.id)) return [];
    // The CDP had it with them and has it no more: somebody has taken it from them there.
    if (item.owner === customer.id || isReleased(item, customer.id, time)) return [];
    const mayBe = isProved(claim)
      ? !isSettled || !isProved(owner && claimOf(item, owner))
      : isTypedFirst(key, { customers: [customer.id] }, { customers: byIds }, items, time);
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

/** Adds one customer after the other to whom the event's ids lead to, unless what they hold says that they are two people. */
function whoMayBeOne(
  byIds: readonly CustomerId[],
  joined: readonly Joined[],
  primary: readonly CandidateIdentity[],
  { customers, mergedIds = false }: Facts,
  rules: ResolveRules,
) {
  const heldBy = (id: CustomerId) => customers.get(id)?.held ?? [];
  const names = (id: CustomerId) => namesOf(id, customers);
  const own = primary.map(({ pair }) => pair);
  const accepted: CustomerId[] = [];
  const apart: Apart[] = [];
  const isOnePerson = (ids: readonly CustomerId[]) =>
    !contradictEachOther([...own.map((pair) => [pair]), ...ids.map(heldBy)], rules.identity, mergedIds ? own : []) &&
    ids.every((id, index) => ids.slice(index + 1).every((other) => rules.mayBeOne(names(id), names(other)))) &&
    ids.every((id) => rules.mayBeOne(own, names(id)));
  const contradictory = byIds.length > 1 && !isOnePerson(byIds);
  accepted.push(...byIds);
  for (const { contact, customer, byMemory } of joined) {
    if (accepted.includes(customer)) continue;
    const together = [...accepted, customer];
    if (!contradictory && isOnePerson(together) && fitTogether(together.map(heldBy), rules.identity))
      accepted.push(customer);
    else if (!byMemory) {
      const isForbidden = accepted.some((id) => !rules.mayBeOne(names(id), names(customer)));
      const because = isForbidden || !rules.mayBeOne(own, names(customer)) ? 'never-one' : 'conflict';
      apart.push({ contact, customer, because });
    }
  }
  return { customers: accepted, apart, contradictory };
}

/** An identity by which the CDP finds a customer: an id before a contact, the highest rank first. */
function handleOf(customer: CustomerFacts | undefined, { identity }: JoinRules): readonly IdentityPair[] {
  const rankOf = ({ identityType }: IdentityPair) => {
    const kind = Object.entries(identity.identityTypes).find(([, { code }]) => code === identityType)?.[0];
    const definition = kind === undefined ? undefined : kindOf(kind, identity);
    if (!definition) return Number.MAX_SAFE_INTEGER;
    return definition.contact ? 1000 : definition.rank;
  };
  const [first] = (customer?.held ?? []).toSorted((one, other) => rankOf(one) - rankOf(other));
  return first ? [first] : [];
}

/** What was only typed matches or makes a customer, and decides nothing. */
function ofTypedEvent(sorted: Sorted, facts: Facts, rules: ResolveRules): Resolution {
  const { owners, items, event } = facts;
  const apart: Apart[] = [];
  const usable = sorted.typed.filter((candidate) => {
    const owner = owners.get(candidate.key);
    const item = items.get(candidate.key) ?? emptyIdentityItem;
    const because = owner === undefined ? undefined : doubtOf(item, owner, event.time);
    if (owner !== undefined && because) apart.push({ contact: candidate, customer: owner, because });
    return because === undefined;
  });
  const leading = usable.slice(0, 1);
  const customers = unique(leading.map(({ key }) => owners.get(key)));
  const forbidden = forbiddenOf(usable, customers, facts, rules);
  const second = secondIds(usable, customers, facts, rules);
  return {
    sorted,
    customers,
    joined: [],
    apart: [
      ...apart.filter(({ customer }) => !customers.some((id) => id === customer)),
      ...forbidden.map(neverOne),
      ...second.map(hasAnother),
    ],
    others: [],
    contradictory: false,
    leading,
    handles: [],
    secondary: usable.slice(1).filter((candidate) => !forbidden.includes(candidate) && !second.includes(candidate)),
  };
}

/** Why a typed contact does not even match its owner: it has left them, or somebody else has proved it since. */
function doubtOf(item: IdentityItem, owner: CustomerId, time: number): ApartBecause | undefined {
  if (isReleased(item, owner, time)) return 'released';
  const own = claimOf(item, owner);
  // Whoever only types it goes on with whoever has only typed it.
  if (!own || !isProved(own)) return undefined;
  const since = lastProof(own);
  const isContested = item.claims.some(
    (claim) => claim.customer !== undefined && claim.customer !== owner && isProved(claim) && lastProof(claim) > since,
  );
  return isContested ? 'may-have-moved' : undefined;
}

function unique(ids: readonly (CustomerId | undefined)[]): CustomerId[] {
  return [...new Set(ids.filter((id) => id !== undefined))];
}
