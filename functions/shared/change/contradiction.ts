import type { IdentityPair } from '../cdp/contract.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import { kindOf } from '../identity/kinds.ts';
import type { KnownIdentity } from './plan.ts';

/**
 * Does what a customer holds say that this is another person than the one the event is about? A proved phone may have been
 * somebody else's before: the openid in the same app tells them apart.
 */
export function contradicts(
  held: readonly IdentityPair[],
  known: readonly KnownIdentity[],
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

/** Do several holders of identities have different values of which a person has one in each scope? */
export function contradictEachOther(holders: readonly (readonly IdentityPair[])[], cdp: IdentityConfig): boolean {
  const onePerScope = new Map(
    Object.entries(cdp.identityTypes)
      .filter(([kind]) => kindOf(kind, cdp)?.onePerScope)
      .map(([, { code, value }]) => [code, value]),
  );
  const values = new Map<string, string>();
  for (const { identityType, identityValue } of holders.flat()) {
    const form = onePerScope.get(identityType);
    if (form === undefined) continue;
    const scope = form === 'scoped' ? identityValue.slice(0, identityValue.indexOf(':') + 1) : '';
    const place = JSON.stringify([identityType, scope]);
    if ((values.get(place) ?? identityValue) !== identityValue) return true;
    values.set(place, identityValue);
  }
  return false;
}
