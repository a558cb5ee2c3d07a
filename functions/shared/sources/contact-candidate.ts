import type { Contact } from '../identity/normalized.ts';
import { email } from '../identity/email.ts';
import { mobile } from '../identity/mobile.ts';
import type { PhonePlace } from '../identity/phone-reading.ts';
import type { Grade, Identity } from '../identity/identity.ts';
import { refusalOf } from '../identity/describe-discarded.ts';
import type { Refusal } from '../identity/discarded-value.ts';

export type ContactKind = 'email' | 'mobile';

/** A contact that an event holds somewhere, judged by its form. Whose it is, the place says. */
export interface ContactOffer {
  readonly kind: ContactKind;
  /** Where in the event's data it stood. */
  readonly field: string;
  readonly value: unknown;
  readonly contact: Contact;
}

/**
 * A foreign number keeps its plus here; whether the tenant can be told it is decided at delivery.
 * @param place of a phone: what says of which country it is
 */
export function offered(kind: ContactKind, field: string, value: unknown, place: PhonePlace = {}): ContactOffer {
  const contact = kind === 'email' ? email(value) : mobile(value, { ...place, foreignMobile: 'plus' });
  return { kind, field, value, contact };
}

/** Nothing stands there. */
export function isEmpty({ contact }: ContactOffer): boolean {
  return !contact.ok && contact.reason === 'empty';
}

export function identityOf({ kind, field, contact }: ContactOffer, grade: Grade): Identity | undefined {
  return contact.ok ? { kind, scope: '', value: contact.value, evidence: { grade, field } } : undefined;
}

/** Why the form of the value makes it no contact; undefined where it is one, or where nothing stands. */
export function refusalOfOffer({ kind, field, value, contact }: ContactOffer): Refusal | undefined {
  return contact.ok ? undefined : refusalOf(kind, field, contact, value);
}
