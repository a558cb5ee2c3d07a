import type { Identity } from '../identity/identity.ts';
import type { DiscardedValue } from '../identity/discarded-value.ts';

/** Something that happened to a customer by which groups are joined and left. */
export type Trigger =
  | 'follow'
  | 'unfollow'
  | 'employee-added'
  | 'employee-removed'
  | 'paid-order'
  | 'member-bound'
  | 'member-left'
  | 'email-consent-given'
  | 'email-consent-withdrawn'
  | 'sms-consent-given'
  | 'sms-consent-withdrawn';

export const triggers: readonly Trigger[] = [
  'follow',
  'unfollow',
  'employee-added',
  'employee-removed',
  'paid-order',
  'member-bound',
  'member-left',
  'email-consent-given',
  'email-consent-withdrawn',
  'sms-consent-given',
  'sms-consent-withdrawn',
];

/** Profile fields of the CDP that a source may fill; a field that an event does not know is absent, never empty. */
export interface ProfileFields {
  readonly name?: string;
  readonly nickName?: string;
  readonly gender?: 1 | 2;
  readonly birthday?: string;
  readonly province?: string;
  readonly city?: string;
  readonly district?: string;
  readonly email?: string;
  readonly emailVerified?: 0 | 1;
  readonly language?: string;
  readonly source?: string;
  readonly subscribeSource?: string;
  readonly openId?: string;
  readonly unionId?: string;
  readonly appId?: string;
}

/**
 * What the person did, where the event is not itself what they did. `order`: they placed it at `created`, whatever has become of it
 * since. `record`: the platform tells a new state of something that it keeps of them, since `created` where it says so. Times are RFC
 * 3339 with offset.
 */
export type Act =
  | { readonly kind: 'order'; readonly created: string }
  | { readonly kind: 'record'; readonly created?: string };

/**
 * Where a name comes from. `account`: the person's own account or member record. `beside-contact`: it stood beside a contact in what
 * was typed to buy something (billing, receipt, check-out), and was typed with it.
 */
export type NameFrom = 'account' | 'beside-contact';

/** This person exists, is known by these identities, and these fields are so. */
export interface Upsert {
  readonly kind: 'upsert';
  readonly identities: readonly Identity[];
  readonly profile: ProfileFields;
  readonly triggers: readonly Trigger[];
  /** Absent: the event is what the person did, at its own time. Age of evidence and erasure go by it. */
  readonly act?: Act;
  /**
   * The platform has made one of several accounts of its own: ids of one kind and scope are one person's here, of which a person otherwise
   * has one.
   */
  readonly mergedIds?: true;
  /** Where `profile.name` comes from; absent where the event has no name. */
  readonly nameFrom?: NameFrom;
  /** Values that the event offered and that are no identity. */
  readonly discarded?: readonly DiscardedValue[];
  /**
   * It is the platform's own record of whoever has the contact: what it says replaces what it said before of a customer whom it
   * has made, as long as nobody has proved the contact.
   */
  readonly record?: true;
  /** Contacts that were this person's and are no longer: they are not sent, and a person should look at what is left. */
  readonly released?: readonly Identity[];
}

/** The platform says that this person must be forgotten. */
export interface Erase {
  readonly kind: 'erase';
  readonly identities: readonly Identity[];
  /** The person asks, not one channel: what other channels know of them goes too. */
  readonly everywhere?: true;
  /** By which ids the channel that asks knows people: they are its own, whatever else the customer has. */
  readonly channel?: readonly { readonly kind: string; readonly scope: string }[];
  /** The person has withdrawn from the platform altogether, without asking us anything. */
  readonly cancelled?: true;
  /** It is the end of the platform's own record of the person: where a newer state of it has been seen, a person decides. */
  readonly record?: true;
}

/** Nothing about this person may be used until an operator lifts it; what the CDP has of them stays. */
export interface Suppress {
  readonly kind: 'suppress';
  readonly identities: readonly Identity[];
}

/** What was blocked of this person before the event is free again: their erase, their suppression, a consent that was withdrawn. */
export interface LiftSuppression {
  readonly kind: 'lift-suppression';
  readonly identities: readonly Identity[];
}

/** What an event asks the CDP to do. */
export type CustomerChange = Upsert | Erase | Suppress | LiftSuppression;
