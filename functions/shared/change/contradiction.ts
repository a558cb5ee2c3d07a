import type { IdentityPair } from '../cdp/contract.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import { kindOf } from '../identity/kinds.ts';
import type { CandidateIdentity } from './candidate.ts';

/**
 * Does what a customer holds say that this is another person than the one the event is about? A proved phone may have been
 * somebody else's before: the openid in the same app tells them apart.
 */
export function contradicts(
  held: readonly IdentityPair[],
  known: readonly Pick<CandidateIdentity, 'identity' | 'pair'>[],
  cdp: IdentityConfig,
): boolean {
  return known.some(({ identity, pair }) => {
    if (!kindOf(identity.kind, cdp)?.onePerScope || identity.evidence.grade !== 'verified') return false;
    const scope =
      cdp.identityTypes[identity.kind]?.value === 'scoped' && identity.scope !== '' ? `${identity.scope}:` : '';
    const theirs = held.filter(
      ({ identityType, identityValue }) => identityType === pair.identityType && identityValue.startsWith(scope),
    );
    return theirs.length > 0 && theirs.every(({ identityValue }) => identityValue !== pair.identityValue);
  });
}

/** Can the CDP make one customer of several? Not of two who have different values of a kind of which a customer has one. */
export function fitTogether(holders: readonly (readonly IdentityPair[])[], cdp: IdentityConfig): boolean {
  const codes = Object.entries(cdp.identityTypes).flatMap(([kind, { code }]) =>
    kindOf(kind, cdp)?.unique ? [code] : [],
  );
  return codes.every((code) => {
    const values = holders.flat().filter(({ identityType }) => identityType === code);
    return new Set(values.map(({ identityValue }) => identityValue)).size <= 1;
  });
}

/**
 * Do two of several holders have values of which a person has one in each scope, and none in common? What one customer holds is taken
 * for one person's, whoever has said so.
 * @param merged ids of one kind and scope among them are one person's
 */
export function contradictEachOther(
  holders: readonly (readonly IdentityPair[])[],
  cdp: IdentityConfig,
  merged: readonly IdentityPair[] = [],
): boolean {
  const onePerScope = new Map(
    Object.entries(cdp.identityTypes)
      .filter(([kind]) => kindOf(kind, cdp)?.onePerScope)
      .map(([, { code, value }]) => [code, value]),
  );
  const placeOf = ({ identityType, identityValue }: IdentityPair): string | undefined => {
    const form = onePerScope.get(identityType);
    if (form === undefined) return undefined;
    const scope = form === 'scoped' ? identityValue.slice(0, identityValue.indexOf(':') + 1) : '';
    return JSON.stringify([identityType, scope]);
  };
  /** Of merged ids the first stands for all. */
  const personOf = (pair: IdentityPair, place: string): string => {
    const ofPlace = merged.filter((one) => placeOf(one) === place).map(({ identityValue }) => identityValue);
    const [first] = ofPlace;
    return first !== undefined && ofPlace.includes(pair.identityValue) ? first : pair.identityValue;
  };
  const before = new Map<string, ReadonlySet<string>[]>();
  for (const holder of holders) {
    const own = new Map<string, Set<string>>();
    for (const pair of holder) {
      const place = placeOf(pair);
      if (place !== undefined) own.set(place, (own.get(place) ?? new Set()).add(personOf(pair, place)));
    }
    for (const [place, people] of own) {
      const others = before.get(place) ?? [];
      if (others.some((other) => other.isDisjointFrom(people))) return true;
      before.set(place, [...others, people]);
    }
  }
  return false;
}
