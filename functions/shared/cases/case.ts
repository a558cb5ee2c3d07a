/** What a person should look at. Never a log line alone: cases are counted, with examples. */
export type CaseType =
  | 'shared-value' // too many people have claimed one phone or address
  | 'contact-owned-by-another' // a typed contact belongs to another customer; it was not sent
  | 'contact-not-added' // a typed contact is nobody's, and its customer already has another of the kind
  | 'typed-contact-joined' // somebody has proved what another customer had only typed; they are one customer now
  | 'typed-contact-withheld' // the same, and by configuration they stay two
  | 'merge-skipped' // two customers are proved to be one person and could not be made one
  | 'ids-contradict' // an event names two of which a person has one, or a new one of somebody who has another
  | 'contact-changed' // a person has another proved phone or address than before; the CDP cannot unlink the old one
  | 'contact-released' // a phone or an address no longer belongs to the person who has it in the CDP
  | 'contact-may-have-moved' // the customer who has a contact proved it too long ago to be taken for whoever proves it now
  | 'contact-age-unknown' // a contact of unknown age has joined; counted for the connection
  | 'contact-joined' // a proved contact has led to a customer whom the event's ids were new to
  | 'names-differ' // the same, and the two are called by different names
  | 'never-one' // an event would have joined two whom the configuration keeps apart
  | 'wrong-merge' // a person has found that a customer is two people
  | 'blocked-by-erase' // events of people who must be forgotten; counted for the connection
  | 'erased-identity-returns' // the tenant keeps the identities of deleted customers: nothing is made of them again
  | 'enrichment-failed' // a platform's API did not answer, and events went on without what it would have told
  | 'erase-needs-decision' // one channel asks to forget a customer whom other channels know too
  | 'privacy-request'; // data requests and requests that name no single customer

/** One observation; observations of the same type, connection and key are one case. */
export interface CaseObservation {
  readonly type: CaseType;
  readonly connection: string;
  /** Digest of what the case is about: the value, the customer, the request. */
  readonly key: string;
  /** Masked, for the operator's eye. */
  readonly example: string;
  /** The event that showed it. */
  readonly event: string;
  /** Unix ms. */
  readonly time: number;
}

export interface Case {
  /** How a person has decided it; absent while it is open. */
  readonly decided?: Decided;
  readonly type: CaseType;
  readonly connection: string;
  readonly key: string;
  readonly count: number;
  /** Unix ms. */
  readonly first: number;
  readonly last: number;
  /** The newest, at most five, no two alike. */
  readonly examples: readonly { readonly example: string; readonly event: string }[];
}

/** By what a case is known. */
export type CaseName = Pick<Case, 'type' | 'connection' | 'key'>;

/** What a person may decide about a case. */
export type CaseDecision =
  | 'join' // the two are one person
  | 'never-one' // they are two people, and no event may make them one
  | 'not-theirs' // the contact is not this customer's
  | 'separate' // the customer is two people, and some of the identities are the other's
  | 'dismiss' // nothing is to be done
  | 'carry-out' // of a privacy request: it is done, or is to be done now
  | 'refuse'; // of a privacy request: it is not done, for the reason in the note

/** How a case was decided. */
export interface Decided {
  readonly decision: CaseDecision;
  readonly by: string;
  /** Without personal data. */
  readonly note: string;
  /** Unix ms. */
  readonly at: number;
  /** The event that the decision was. */
  readonly event: { readonly source: string; readonly id: string };
}
