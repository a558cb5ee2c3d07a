import type { Normalized } from '../identity/normalized.ts';
import { email } from '../identity/email.ts';
import { mobile } from '../identity/mobile.ts';
import type { PhonePlace } from '../identity/phone-reading.ts';
import type { Grade, Identity } from '../identity/identity.ts';
import { describeDiscarded } from '../identity/describe-discarded.ts';
import type { DiscardedValue } from '../identity/discarded-value.ts';

export type ContactKind = 'email' | 'mobile';

/** A contact that an event holds somewhere, judged by its form. Whose it is, the place says. */
export interface ContactCandidate {
  readonly kind: ContactKind;
  /** Where in the event's data it stood. */
  readonly field: string;
  readonly value: unknown;
  readonly contact: Normalized;
}

/**
 * A foreign number keeps its plus here; whether the tenant can be told it is decided at delivery.
 * @param place of a phone: what says of which country it is
 */
export function contactCandidate(
  kind: ContactKind,
  field: string,
  value: unknown,
  place: PhonePlace = {},
): ContactCandidate {
  const contact = kind === 'email' ? email(value) : mobile(value, { ...place, foreignMobile: 'plus' });
  return { kind, field, value, contact };
}

/** Nothing stands there. */
export function isEmpty({ contact }: ContactCandidate): boolean {
  return !contact.ok && contact.reason === 'empty';
}

export function identityOf({ kind, field, contact }: ContactCandidate, grade: Grade): Identity | undefined {
  return contact.ok ? { kind, scope: '', value: contact.value, evidence: { grade, field } } : undefined;
}

/** Why the form of the value makes it no contact; undefined where it is one, or where nothing stands. */
export function discardedCandidate({ kind, field, value, contact }: ContactCandidate): DiscardedValue | undefined {
  return contact.ok ? undefined : describeDiscarded(kind, field, contact, value);
}
