import type { IdentityPair } from '../cdp/contract/identity-pair.ts';
import type { IdentityConfig, IdentityType } from './identity-config.ts';
import type { Identity } from './identity.ts';

/**
 * How the tenant knows an identity; undefined when the tenant has no code for the kind, the value is too long for it or lacks
 * its scope, or a foreign number without its plus would be a mainland one.
 */
export function toPair(
  identity: Identity,
  types: Readonly<Record<string, IdentityType>>,
  foreignMobile: IdentityConfig['foreignMobile'] = 'digits',
): IdentityPair | undefined {
  const type = Object.hasOwn(types, identity.kind) ? types[identity.kind] : undefined;
  const value = identity.kind === 'mobile' && foreignMobile === 'digits' ? withoutPlus(identity.value) : identity.value;
  if (!type || value === undefined) return undefined;
  // An id of one app, said without its app, would be another person's in the next app.
  if (type.value === 'scoped' && identity.scope === '') return undefined;
  const identityValue = type.value === 'scoped' ? `${identity.scope}:${value}` : value;
  return identityValue.length <= 128 ? { identityType: type.code, identityValue } : undefined;
}

/** Why the tenant cannot be told an identity although it has a code for its kind; undefined when it can, or has none. */
export function unsendableBecause(
  identity: Identity,
  { identityTypes, foreignMobile }: Pick<IdentityConfig, 'identityTypes' | 'foreignMobile'>,
): 'ambiguous' | 'too-long' | undefined {
  if (!Object.hasOwn(identityTypes, identity.kind) || toPair(identity, identityTypes, foreignMobile)) return undefined;
  return identity.scope.length + identity.value.length >= 128 ? 'too-long' : 'ambiguous';
}

function withoutPlus(mobile: string): string | undefined {
  if (!mobile.startsWith('+')) return mobile;
  const digits = mobile.slice(1);
  return /^1[3-9]\d{9}$/.test(digits) ? undefined : digits;
}
