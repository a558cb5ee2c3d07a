import type { IdentityPair } from '../cdp/contract.ts';
import type { CustomerId } from '../cdp/ids.ts';
import type { CandidateIdentity, Sorted } from './candidate.ts';
import type { AllItems } from './corroboration.ts';
import type { NeverOneRules } from './never-one.ts';
import type { ApartBecause, CustomerFacts, EventFacts, JoinedBecause, JoinRules } from './relation.ts';
import type { SuggestedJoin } from './suggested-joins.ts';

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
   * person has another value of an id of which a person has one. `proved-by-another`: it is typed, nobody has it, and somebody else has proved it.
   */
  readonly because: ApartBecause | 'conflict' | 'has-another' | 'never-one' | 'proved-by-another';
  /** A person has decided it: there is nothing to ask. */
  readonly isDecided?: true;
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
  /** All customers who have or had a proved contact, and who are not the event's person. */
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
