import type { Grade, Identity } from './identity.ts';
import { identityKey } from './identity.ts';

const grades: Readonly<Record<Grade, number>> = { verified: 0, claimed: 1, weak: 2 };
const contacts: ReadonlySet<string> = new Set(['mobile', 'email']);

/** A phone or a mail address changes hands; the id that a platform gives does not. */
export function isContact(identity: Pick<Identity, 'kind'>): boolean {
  return contacts.has(identity.kind);
}

/**
 * The order of an identity list: evidence before kind. Verified platform ids, verified contacts, claimed contacts; within
 * each, as the source listed them. Of repeats the best evidence stays.
 */
export function inOrder(identities: readonly Identity[]): Identity[] {
  const seen = new Set<string>();
  return identities
    .toSorted(
      (a, b) => grades[a.evidence.grade] - grades[b.evidence.grade] || Number(isContact(a)) - Number(isContact(b)),
    )
    .filter((identity) => {
      const key = identityKey(identity);
      return !seen.has(key) && seen.add(key);
    });
}

/** The identities that say who the event is about: all verified ones, else the first of what was only claimed. */
export function anchors(ordered: readonly Identity[]): readonly Identity[] {
  const verified = ordered.filter((identity) => identity.evidence.grade === 'verified');
  return verified.length > 0 ? verified : ordered.slice(0, 1);
}
