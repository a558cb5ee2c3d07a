import type { Grade, Identity } from './identity.ts';
import { type ConfiguredKinds, kindOf } from './kinds.ts';

const grades: Readonly<Record<Grade, number>> = { verified: 0, claimed: 1, weak: 2 };

/** A phone or a mail address changes hands; the id that a platform gives does not. */
export function isContact({ kind }: Pick<Identity, 'kind'>, config?: ConfiguredKinds): boolean {
  return kindOf(kind, config)?.contact ?? false;
}

/**
 * The order of an identity list: evidence before kind. Verified platform ids by rank, verified contacts, claimed contacts;
 * contacts as the source listed them, because it knows which one the platform is surest of. Of repeats the best evidence
 * stays.
 */
export function inOrder(identities: readonly Identity[], config?: ConfiguredKinds): Identity[] {
  return identities
    .toSorted(
      (a, b) =>
        grades[a.evidence.grade] - grades[b.evidence.grade] ||
        Number(isContact(a, config)) - Number(isContact(b, config)) ||
        rankOf(a, config) - rankOf(b, config),
    )
    .filter((identity, index, all) => all.findIndex((other) => isSame(other, identity)) === index);
}

/** As `identityKey` has it, without a text to be made for each of a few. */
function isSame(one: Identity, other: Identity): boolean {
  return one.value === other.value && one.kind === other.kind && one.scope === other.scope;
}

/** The identities that say who the event is about: all verified ones, else the first of what was only claimed. */
export function primaryIdentities(ordered: readonly Identity[]): readonly Identity[] {
  const verified = ordered.filter((identity) => identity.evidence.grade === 'verified');
  return verified.length > 0 ? verified : ordered.slice(0, 1);
}

/** Unknown kinds are last; contacts have none. */
function rankOf({ kind }: Identity, config: ConfiguredKinds | undefined): number {
  const definition = kindOf(kind, config);
  if (!definition) return Number.MAX_SAFE_INTEGER;
  return definition.contact ? 0 : definition.rank;
}
