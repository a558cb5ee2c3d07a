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
  readonly normalized: Normalized;
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
  const normalized = kind === 'email' ? email(value) : mobile(value, { ...place, foreignMobile: 'plus' });
  return { kind, field, value, normalized };
}

/** Nothing stands there. */
export function isEmpty({ normalized }: ContactCandidate): boolean {
  return !normalized.ok && normalized.reason === 'empty';
}

export function identityOf({ kind, field, normalized }: ContactCandidate, grade: Grade): Identity | undefined {
  return normalized.ok ? { kind, scope: '', value: normalized.value, evidence: { grade, field } } : undefined;
}

/** Why the form of the value makes it no contact; undefined where it is one, or where nothing stands. */
export function discardedCandidate({ kind, field, value, normalized }: ContactCandidate): DiscardedValue | undefined {
  return normalized.ok ? undefined : describeDiscarded(kind, field, normalized, value);
}
