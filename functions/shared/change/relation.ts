import type { IdentityPair } from '../cdp/contract.ts';
import type { CustomerId } from '../cdp/ids.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import {
  type Claim,
  claimOf,
  type IdentityItem,
  emptyIdentityItem,
  isProved,
  isReleased,
  firstProof,
  proofsIn,
  proofsOf,
  provedInTurn,
} from '../identity/identity-item.ts';
import { kindOf } from '../identity/kinds.ts';
import type { CandidateIdentity } from './candidate.ts';
import { areCalledAsTwo, areOfTwo, type CustomerItem, type HashedName, shareNothing } from './customer-item.ts';
import { contradicts } from './contradiction.ts';
import {
  type AllItems,
  agreementOf,
  guestAgreementOf,
  isTypedFirst,
  type Side,
  sideOf,
  uniteSides,
} from './corroboration.ts';

const DAY_MS = 24 * 3_600_000;

/** How the rules of a tenant are set; defaults are the configuration's. */
export interface JoinRules {
  readonly identity: IdentityConfig;
  /** Somebody proves a contact that another customer has on the word of whoever typed it. */
  readonly typedContacts: 'corroborated' | 'join' | 'withhold';
  /** How the age of a proof counts. */
  readonly ageing: (kind: string, value: string) => Ageing;
  /** A contact of which nobody knows when it was proved. */
  readonly unknownAge: 'join' | 'withhold';
}

/** How a contact grows old. */
export interface Ageing {
  /** After so many days an old proof alone joins nobody; 0: it always does. */
  readonly days: number;
  /** Are two names that share nothing two people's? A mailbox belongs to a couple or to an office, where a number has one owner. */
  readonly namesTell: boolean;
}

/** A customer as an event's decision needs it. */
export interface CustomerFacts {
  readonly id: CustomerId;
  /** What the CDP says that they hold. */
  readonly held: readonly IdentityPair[];
  /** The keys that each contact of what they hold may have. */
  readonly contactKeys: readonly (readonly string[])[];
  readonly item: CustomerItem | undefined;
}

/** What an event says, as far as it bears on whose a contact is. */
export interface EventFacts {
  /** Unix ms of what the person did. */
  readonly time: number;
  /** The person's name, where it is one. */
  readonly name?: HashedName;
  /** It stood beside an address, and may be whoever lives there. */
  readonly isNameOfAddress?: boolean;
  /** Ids that the event has proved. */
  readonly primary: readonly CandidateIdentity[];
  /** Contacts that the event has proved. */
  readonly proved: readonly CandidateIdentity[];
  /** Contacts that it only types. */
  readonly typed?: readonly CandidateIdentity[];
  /** Customers to whom its ids lead. */
  readonly byIds: readonly CustomerId[];
  /** What is remembered of these. */
  readonly known?: readonly (CustomerItem | undefined)[];
  /** Customers who are the event's person by a contact that they have proved. */
  readonly byProof?: readonly CustomerId[];
}

export type Relation =
  | { readonly relation: 'join'; readonly because: JoinedBecause }
  | { readonly relation: 'apart'; readonly because: ApartBecause };

/** Why a contact says that its customer is the event's person. */
export type JoinedBecause =
  | 'recent-proof' // they have proved it within the window
  | 'no-window' // they have proved it, and for its kind age says nothing
  | 'nothing-else' // the contact is all that is known of them
  | 'unknown-age' // nobody knows how sure it is, and the configuration trusts it
  | 'identity-agrees' // another identity that the event proves is theirs too
  | 'name-agrees'
  | 'configured' // typed, and the configuration says that this is enough
  | 'paid-with'; // both have paid with it, nobody has proved it, and the configuration says that this is enough

/** Why it does not. */
export type ApartBecause =
  | 'contradiction' // by their ids they can only be another person
  | 'released' // it has left them
  | 'typed-only' // they have only typed it, and nothing independent agrees
  | 'may-have-moved' // they proved it too long ago, and nothing independent agrees
  | 'unknown-age'; // nobody knows how sure it is, and the configuration does not trust it

/** Does a contact that an event has proved say that a customer who has it is the event's person? */
export function relationOf(
  contact: CandidateIdentity,
  item: IdentityItem = emptyIdentityItem,
  customer: CustomerFacts,
  event: EventFacts,
  facts: AllItems,
  rules: JoinRules,
): Relation {
  if (contradicts(customer.held, event.primary, rules.identity)) return apart('contradiction');
  if (isReleased(item, customer.id, event.time)) return apart('released');
  const claim = claimOf(item, customer.id) ?? claimInCustomer(contact, customer);
  if (!claim || !isProved(claim)) {
    // Of a try that ended before it knew its customer.
    const isTyped = claim?.typed !== undefined || item.claims.some((one) => one.customer === undefined && one.typed);
    return isTyped
      ? ofTyped(contact, customer, event, facts, rules)
      : ofUnknownAge(contact, customer, event, facts, rules);
  }
  if (!hasPrimaryIds(customer, rules.identity)) return join('nothing-else');
  return (
    ofProofInTurn(contact, item, claim, customer, event, rules) ??
    agreement(contact, customer, event, facts) ??
    apart('may-have-moved')
  );
}

/** They have proved it, and the event's person has proved it soon before or after, as one person would; a name may say that they are two. */
function ofProofInTurn(
  { identity }: CandidateIdentity,
  item: IdentityItem,
  claim: Claim,
  customer: CustomerFacts,
  event: EventFacts,
  rules: JoinRules,
): Relation | undefined {
  const { days, namesTell } = rules.ageing(identity.kind, identity.value);
  if (namesTell && isCalledAsAnother(event, customer)) return undefined;
  const windowMs = days === 0 ? Infinity : days * DAY_MS;
  const theirs = { customers: [customer.id], spans: proofsIn(claim), first: firstProof(claim) };
  const isInTurn = provedInTurn(item, theirs, proofsOf(item, event.byIds, event.time), windowMs);
  return isInTurn ? join(days === 0 ? 'no-window' : 'recent-proof') : undefined;
}

/**
 * Is a customer who has a contact whoever pays with it now? Only where they have paid with it too, and nothing speaks against it: a proof,
 * which outranks what is typed, a release, ids of two people, or names that share nothing.
 */
export function hasPaidWith(
  { identity: { kind }, key }: CandidateIdentity,
  customer: CustomerFacts,
  { time, name, primary }: EventFacts,
  items: AllItems,
  rules: JoinRules,
): boolean {
  const item = items.get(key) ?? emptyIdentityItem;
  if (claimOf(item, customer.id)?.paid === undefined || item.claims.some(isProved)) return false;
  if (customer.item?.contacts[kind]?.key === key || isReleased(item, customer.id, time)) return false;
  if (contradicts(customer.held, primary, rules.identity)) return false;
  return !shareNothing(name, customer.item?.names ?? []);
}

/** A name of the event counts before those that are remembered of its person. */
function isCalledAsAnother({ name, isNameOfAddress, known = [] }: EventFacts, { item }: CustomerFacts): boolean {
  const names = item?.names ?? [];
  if (name) return !isNameOfAddress && areOfTwo(name, names);
  return areCalledAsTwo(
    known.flatMap((person) => person?.names ?? []),
    names,
  );
}

/** The proof of which the customer knows still when the contact's own item has expired. */
function claimInCustomer({ identity, key }: CandidateIdentity, { id, item }: CustomerFacts): Claim | undefined {
  const known = item?.contacts[identity.kind];
  return known?.key === key ? { customer: id, by: [], proved: [[known.at, known.at]] } : undefined;
}

function ofTyped(
  contact: CandidateIdentity,
  customer: CustomerFacts,
  event: EventFacts,
  facts: AllItems,
  { typedContacts, identity }: JoinRules,
): Relation {
  if (typedContacts === 'join') return join('configured');
  if (typedContacts === 'withhold') return apart('typed-only');
  if (hasPrimaryIds(customer, identity)) {
    const isFirst = isTypedFirst(
      contact.key,
      { customers: [customer.id] },
      { customers: proversIn(event) },
      facts,
      event.time,
    );
    return (isFirst && agreement(contact, customer, event, facts)) || apart('typed-only');
  }
  const because = guestAgreementOf(customer.contactKeys, sideIn(customer), personIn(event), facts, event.time);
  return because ? join(because) : apart('typed-only');
}

function ofUnknownAge(
  contact: CandidateIdentity,
  customer: CustomerFacts,
  event: EventFacts,
  facts: AllItems,
  { unknownAge, identity }: JoinRules,
): Relation {
  if (!hasPrimaryIds(customer, identity)) return join('nothing-else');
  if (unknownAge === 'join') return join('unknown-age');
  return agreement(contact, customer, event, facts) ?? apart('unknown-age');
}

function agreement(
  contact: CandidateIdentity,
  customer: CustomerFacts,
  event: EventFacts,
  items: AllItems,
): Relation | undefined {
  const between = { key: contact.key, kind: contact.identity.kind };
  const because = agreementOf(between, sideIn(customer), personIn(event), items, event.time);
  return because && join(because);
}

/** The customer with what the CDP says that they hold. */
function sideIn({ id, item, contactKeys }: CustomerFacts): Side {
  const side = sideOf(id, item);
  return { ...side, keys: [...new Set([...side.keys, ...contactKeys.flat()])] };
}

/** The event's person, as far as they have proved anything. */
export function personIn({ byIds, known = [], primary, proved, typed = [], name }: EventFacts): Side {
  const person = uniteSides(byIds.map((id, index) => sideOf(id, known[index])));
  // Whoever is known by no id has typed nothing that they would be known by.
  const typedNow = primary.length > 0 ? typed.map(({ key }) => key) : [];
  return { ...person, provedNow: proved.map(({ key }) => key), typedNow, called: name };
}

/** The customers that the event's person was so far: what they have proved, the person had proved. */
export function proversIn({ byIds, byProof = [] }: Pick<EventFacts, 'byIds' | 'byProof'>): readonly CustomerId[] {
  return [...byIds, ...byProof];
}

/** Is anything known of them but phones and addresses? Ids that only another system writes count. */
export function hasPrimaryIds({ held }: Pick<CustomerFacts, 'held'>, config: IdentityConfig): boolean {
  return held.some((pair) => !isContactKey(pair, config));
}

export function isContactKey({ identityType }: Pick<IdentityPair, 'identityType'>, config: IdentityConfig): boolean {
  return Object.entries(config.identityTypes).some(
    ([kind, { code }]) => code === identityType && kindOf(kind, config)?.contact,
  );
}

export function isSamePair(one: IdentityPair, other: IdentityPair): boolean {
  return one.identityType === other.identityType && one.identityValue === other.identityValue;
}

function join(because: JoinedBecause): Relation {
  return { relation: 'join', because };
}

function apart(because: ApartBecause): Relation {
  return { relation: 'apart', because };
}
