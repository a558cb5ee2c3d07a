import type { CustomerItem, HashedName, KnownName } from '../../functions/shared/change/customer-item.ts';
import { emptyCustomerItem } from '../../functions/shared/change/customer-item.ts';
import type { CustomerFacts, JoinRules } from '../../functions/shared/change/relation.ts';
import type { Claim, IdentityItem, Span } from '../../functions/shared/identity/identity-item.ts';
import { emptyIdentityItem } from '../../functions/shared/identity/identity-item.ts';
import { hashesOfPair } from '../../functions/shared/identity/keyed-hash.ts';
import { candidate, customer, HASH_KEY, identityConfig } from './candidates.ts';
import { DAY } from './days.ts';

// What is known when it is decided who an event is about, put together by hand. Days are counted from a beginning.

/** Unix ms of noon, so many days after the beginning. */
export const onDay = (days: number): number => Date.parse('2026-03-01T12:00:00Z') + days * DAY;

export interface Claimed {
  /** Days on which an act proved it: single days, or spans. */
  readonly proved?: readonly (number | Span)[];
  /** The day since which a record has it. */
  readonly recorded?: number;
  /** The day on which a record had it anew, after another. */
  readonly renewed?: number;
  /** The day on which it was typed. */
  readonly typed?: number;
}

/** What a customer has claimed of an identity; nobody's where there is no customer yet. */
export function claim(of: number | undefined, { proved, recorded, renewed, typed }: Claimed): Claim {
  const spans = proved?.map((each): Span => {
    const [from, to] = typeof each === 'number' ? [each, each] : each;
    return [onDay(from), onDay(to)];
  });
  return {
    ...(of !== undefined && { customer: String(of) }),
    by: [`claimant ${of}`],
    ...(spans && { proved: spans }),
    ...(recorded !== undefined && { recorded: onDay(recorded) }),
    ...(renewed !== undefined && { renewed: onDay(renewed) }),
    ...(typed !== undefined && { typed: { from: onDay(typed), to: onDay(typed), event: 'e' } }),
  };
}

export function identityItem(changes: Partial<IdentityItem>): IdentityItem {
  return { ...emptyIdentityItem, ...changes };
}

/** A name in words, as its own hash. */
export function hashedName(text: string): HashedName {
  return { hash: text, script: 'words', parts: text.split(' ') };
}

/** A name by which an event named the customer together with an id of theirs, with these contacts typed beside it. */
export function called(text: string, ...beside: readonly string[]): KnownName {
  return { ...hashedName(text), said: [beside] };
}

/** A name that stood beside no id of the customer. */
export function calledByNoId(text: string): KnownName {
  return { ...hashedName(text), said: [] };
}

/** A customer who holds these identities in the CDP. */
export function facts(id: number, held: readonly string[], item: Partial<CustomerItem> = {}): CustomerFacts {
  const holdings = held.map((text) => candidate(`verified ${text}`));
  return {
    id: customer(id),
    held: holdings.map(({ pair }) => pair),
    contactKeys: holdings
      .filter(({ contact }) => contact)
      .map(({ pair }) => hashesOfPair(pair, identityConfig, HASH_KEY)),
    item: { ...emptyCustomerItem, ...item },
  };
}

/** The defaults of the configuration: a mobile grows old in 90 days, and names tell whose a mailbox is. */
export const defaultRules: JoinRules = {
  identity: identityConfig,
  typedContacts: 'corroborated',
  ageing: (kind) => (kind === 'mobile' ? { days: 90, namesTell: false } : { days: 0, namesTell: true }),
  unknownAge: 'join',
};
