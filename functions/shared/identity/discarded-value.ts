import type { IdentityKind } from './identity.ts';

/** Why a value never becomes an identity. */
export type DiscardReason =
  | 'masked' // 138****1234
  | 'virtual' // a platform's number with an extension, or flagged as virtual
  | 'encrypted' // ciphertext in place of the value
  | 'placeholder' // 0, null, repeated or running digits, documentation numbers, no-reply
  | 'relay' // a marketplace's own address
  | 'ambiguous' // two people's numbers look alike once it is written down
  | 'malformed' // not what the kind looks like
  | 'fixed-line' // a phone that several people share, or a service number
  | 'wrong-type' // a number where text belongs, an object …
  | 'too-long' // longer than the tenant takes
  | 'unknown-member' // stands beside something that nobody reads, and may have meant another identity
  | 'receiver' // the parcel's receiver is not the buyer
  | 'staff' // an employee's
  | 'shop' // the shop's own
  | 'blocklisted' // named in the configuration
  | 'expired-alias' // an alias whose time is over
  | 'shared' // too many people have claimed it
  | 'crowded' // the person has too many values of this kind already
  | 'contradictory' // the event names another of which a person has one; nobody can tell whose it is
  | 'suppressed'; // somebody who must be forgotten

/** A value that an event offered and that was not used. Nothing of it is kept but its masked form. */
export interface DiscardedValue {
  readonly kind: IdentityKind;
  /** Where in the event's data it stood: `customer.phone`. */
  readonly field: string;
  readonly reason: DiscardReason;
  /** For the eye of an operator: `138****5678`. */
  readonly masked: string;
  /** For whoever writes the event: `did you mean "countryCode"?` */
  readonly hint?: string;
  /** What would make it usable, and nobody but an operator or the sender can give: `options.appId`. */
  readonly needs?: string;
}
