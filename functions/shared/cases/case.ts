/** What a person should look at. Never a log line alone: cases are counted, with examples. */
export type CaseType =
  | 'shared-value' // too many people have claimed one phone or address
  | 'contact-owned-by-another' // a typed contact belongs to another customer; it was not sent
  | 'contact-not-added' // a typed contact is nobody's, and its customer already has another of the kind
  | 'typed-contact-joined' // somebody has proved what another customer had only typed; they are one customer now
  | 'typed-contact-withheld' // the same, and by configuration they stay two
  | 'merge-skipped' // two customers are proved to be one person and could not be made one
  | 'contact-changed' // a person has another proved phone or address than before; the CDP cannot unlink the old one
  | 'contact-released' // a platform says that a phone no longer belongs to the person
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
