import type { IdentityConfig } from '../identity/identity-config.ts';
import type { Identity } from '../identity/identity.ts';
import { isKnownKind, kindOf } from '../identity/kinds.ts';
import type { Connections } from './connection-config.ts';
import { connectionScopes } from './connection-scopes.ts';
import type { Scopes } from './scopes.ts';

/**
 * Would the tenant, who knows the kind without its scope, take this identity for one of another scope? Only the scope of its
 * own connections may be left out; the configuration has made sure that there is one.
 */
export function mixesScopes(
  { kind, scope }: Identity,
  { cdp, connections }: { readonly cdp: IdentityConfig; readonly connections: Connections },
): boolean {
  if (scope === '' || cdp.identityTypes[kind]?.value !== 'bare' || kindOf(kind, cdp)?.scope === 'none') return false;
  if (!isKnownKind(kind)) return true;
  return !scopesOf(connections).some((scopes) => scopes[kind] === scope);
}

const known = new WeakMap<Connections, readonly Scopes[]>();

/** Of every connection; the options are read once, not for every identity. */
function scopesOf(connections: Connections): readonly Scopes[] {
  const read =
    known.get(connections) ??
    Object.entries(connections).map(([name, connection]) => connectionScopes(name, { ...connection }));
  known.set(connections, read);
  return read;
}
