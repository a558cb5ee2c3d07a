import type { IdentityPair } from '../cdp/contract.ts';
import type { IdentityType } from '../config/define-config.ts';
import type { Identity } from './identity.ts';

/** How the tenant knows an identity; undefined when the tenant has no code for the kind or the value is too long for it. */
export function toPair(identity: Identity, types: Readonly<Record<string, IdentityType>>): IdentityPair | undefined {
  const type = Object.hasOwn(types, identity.kind) ? types[identity.kind] : undefined;
  if (!type) return undefined;
  const identityValue =
    type.value === 'scoped' && identity.scope !== '' ? `${identity.scope}:${identity.value}` : identity.value;
  return identityValue.length <= 128 ? { identityType: type.code, identityValue } : undefined;
}
