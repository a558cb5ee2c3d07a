import type { IdentityPair } from '../cdp/contract.ts';
import { type CustomerId, customerId } from '../cdp/ids.ts';
import {
  claimOf,
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  isReleased,
  lastProof,
} from '../identity/identity-item.ts';
import { kindOf } from '../identity/kinds.ts';
import { type CandidateIdentity, type Sorted, sortedByEvidence } from './candidate.ts';
import { contradictEachOther, fitTogether } from './contradiction.ts';
import { leadsOf } from './leads.ts';
import { forbiddenOf, namesOf } from './never-one.ts';
import type { ApartBecause, CustomerFacts, EventFacts, JoinRules } from './relation.ts';
import type { Apart, Facts, Joined, Resolution, ResolveRules } from './resolution.ts';

/** Decides who the person of an event is. Asks nothing and changes nothing. */
export function resolve(facts: Facts, rules: ResolveRules): Resolution {
  const sorted = sortedByEvidence(facts.candidates);
  return sorted.primary.length + sorted.proved.length > 0
    ? ofProvedEvent(sorted, facts, rules)
    : ofTypedEvent(sorted, facts, rules);
}

function ofProvedEvent(sorted: Sorted, facts: Facts, rules: ResolveRules): Resolution {
  const { primary, proved, typed } = sorted;
  const { owners, customers, subjectCustomer } = facts;
  const ownerOf = ({ key }: CandidateIdentity) => owners.get(key);
  const byIds = unique([...primary.map(ownerOf), ...(primary.length === 0 ? [subjectCustomer] : [])]);
  const known = byIds.map((id) => customers.get(id)?.item);
  const event: EventFacts = { ...facts.event, primary, proved, typed, byIds, known };
  const { joined, apart, others } = leadsOf(event, facts, rules);
  const people = whoMayBeOne(byIds, joined, primary, facts, rules);
  const isPerson = (id: CustomerId | undefined) => id !== undefined && people.customers.includes(id);
  const notTheirs = proved.filter((contact) => ownerOf(contact) !== undefined && !isPerson(ownerOf(contact)));
  const forbidden = forbiddenOf([...primary, ...proved, ...typed], people.customers, facts, rules);
  const second = secondIds([...primary, ...typed], people.customers, facts, rules);
  const ofOthers = typed.flatMap((contact) => provedByAnother(contact, people.customers, facts));
  const kept = new Set([...forbidden, ...second, ...ofOthers.map(({ contact }) => contact)]);
  const blocking = proved.filter((contact) => wouldBlockMerge(contact, people.customers, facts));
  const leading = [...primary, ...proved].filter(
    (each) => !notTheirs.includes(each) && !kept.has(each) && !blocking.includes(each),
  );
  return {
    sorted,
    customers: people.customers,
    joined: joined.filter(({ customer }) => isPerson(customer)),
    apart: [
      // Another contact may say that the customer of one that was kept apart is the event's person after all.
      ...apart.filter(({ customer }) => !isPerson(customer)),
      ...people.apart,
      ...forbidden.map(neverOne),
      ...second.map(hasAnother),
      ...ofOthers,
    ],
    others: unique(others.filter((customer) => !isPerson(customer))).toSorted(),
    contradictory: people.contradictory,
    leading,
    handles: people.customers.flatMap((customer) =>
      leading.some((candidate) => ownerOf(candidate) === customer) ? [] : handleOf(customers.get(customer), rules),
    ),
    secondary: [...blocking, ...typed].filter((candidate) => !kept.has(candidate)),
  };
}

/**
 * The CDP links before it merges: a contact that is nobody's and of a kind of which a customer has one would be given to the first of several
 * customers, and keep out the one who has another.
 */
function wouldBlockMerge(
  { key, unique, pair }: CandidateIdentity,
  people: readonly CustomerId[],
  { owners, customers }: Facts,
): boolean {
  if (!unique || people.length < 2 || owners.get(key) !== undefined) return false;
  return people.some((id) => customers.get(id)?.held.some(({ identityType }) => identityType === pair.identityType));
}

/**
 * A typed contact that nobody has in the CDP, and that somebody else has proved: the CDP could not take it beside another of theirs. To link it
 * would give it to whoever has only typed it, and the two could never become one.
 */
function provedByAnother(
  contact: CandidateIdentity,
  people: readonly CustomerId[],
  { owners, items, event: { time } }: Facts,
): readonly Apart[] {
  const item = items.get(contact.key);
  if (!item || owners.get(contact.key) !== undefined) return [];
  const prover = item.claims.find(
    ({ customer, ...claim }) =>
      isProved(claim) &&
      customer !== undefined &&
      // The CDP had it with them and has it no more.
      customer !== item.owner &&
      !people.some((id) => id === customer) &&
      !isReleased(item, customer, time),
  );
  return prover ? [{ contact, customer: customerId(prover.customer), because: 'proved-by-another' }] : [];
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
      const theirs = names(customer);
      const isDecided = [own, ...accepted.map(names)].some((held) => rules.isDecided?.(held, theirs));
      apart.push({ contact, customer, because, ...(isDecided && { isDecided }) });
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
