import type { Moment } from '../shared/change/customer-change.ts';
import type { IdentityPair } from '../shared/cdp/contract.ts';
import { type KnownIdentity, sides } from '../shared/change/plan.ts';
import { keyedHash } from '../shared/identity/keyed-hash.ts';
import type { Marks } from '../shared/ports/ports.ts';

/** What a person does to come back: everything else, a late order above all, does not undo an erase. */
const returning: ReadonlySet<Moment> = new Set(['follow', 'member-bound', 'email-consent-given', 'sms-consent-given']);

export interface Suppressing {
  readonly suppressions: Marks;
  /** The key of the keyed hashes. */
  readonly hashKey: () => Promise<string>;
}

/** Marks identities as those of somebody who must be forgotten; before any call to the CDP. */
export async function suppress(pairs: readonly IdentityPair[], since: number, ports: Suppressing): Promise<void> {
  const hashKey = await ports.hashKey();
  await ports.suppressions.add(
    pairs.map((pair) => keyedHash(pair, hashKey)),
    since,
  );
}

/** Are all of them marked? */
export async function areSuppressed(pairs: readonly IdentityPair[], ports: Suppressing): Promise<boolean> {
  const hashKey = await ports.hashKey();
  const keys = pairs.map((pair) => keyedHash(pair, hashKey));
  const marks = await ports.suppressions.find(keys);
  return keys.every((key) => marks.has(key));
}

export type Allowed =
  | {
      readonly outcome: 'allowed';
      readonly allowed: readonly KnownIdentity[];
      readonly refused: readonly KnownIdentity[];
    }
  | { readonly outcome: 'suppressed'; readonly refused: readonly KnownIdentity[] };

/**
 * Takes out the identities of people who must be forgotten. If the event is about such a person it is dropped whole, unless
 * it shows that they have come back since: then the mark is lifted.
 */
export async function withoutSuppressed(
  known: readonly KnownIdentity[],
  event: { readonly time: number; readonly moments: readonly Moment[] },
  ports: Suppressing,
): Promise<Allowed> {
  const hashKey = await ports.hashKey();
  const keys = new Map(known.map((identity) => [identity, keyedHash(identity.pair, hashKey)]));
  const marks = await ports.suppressions.find([...keys.values()]);
  if (marks.size === 0) return { outcome: 'allowed', allowed: known, refused: [] };

  const refused = known.filter((identity) => marks.has(keys.get(identity) ?? ''));
  const since = Math.max(...marks.values());
  if (event.time > since && event.moments.some((moment) => returning.has(moment))) {
    // Only what this event proves comes back with the person.
    const back = refused.filter(({ identity }) => identity.evidence.grade === 'verified');
    await ports.suppressions.lift(back.map((identity) => keys.get(identity) ?? ''));
    const still = refused.filter((identity) => !back.includes(identity));
    return { outcome: 'allowed', allowed: known.filter((identity) => !still.includes(identity)), refused: still };
  }
  const { anchors } = sides(known);
  const ids = anchors.filter(({ contact }) => !contact);
  // A contact alone may be suppressed, because its consent was withdrawn: then the person is not.
  const about = ids.length > 0 ? ids : anchors;
  if (refused.some((identity) => about.includes(identity))) return { outcome: 'suppressed', refused };
  return { outcome: 'allowed', allowed: known.filter((identity) => !refused.includes(identity)), refused };
}

const withdrawn: ReadonlyMap<Moment, string> = new Map([
  ['email-consent-withdrawn', 'email'],
  ['sms-consent-withdrawn', 'mobile'],
]);

/** The contacts whose consent an event withdraws. */
export function withdrawnContacts(
  known: readonly KnownIdentity[],
  moments: readonly Moment[],
): readonly KnownIdentity[] {
  const kinds = new Set(moments.map((moment) => withdrawn.get(moment)));
  return known.filter(({ identity }) => kinds.has(identity.kind));
}
