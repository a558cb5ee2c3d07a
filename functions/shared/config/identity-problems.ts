import type { IdentityKindConfig } from '../identity/identity-config.ts';
import { isKnownKind, type KindDefinition, kindOf, kinds } from '../identity/kinds.ts';
import { scopeTypes } from '../identity/scope-type.ts';
import { connectionScopes } from '../sources/connection-scopes.ts';
import { type Problem, withNearest } from './problem.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Mapping {
  readonly kind: string;
  readonly path: string;
  readonly code: string;
  readonly isBare: boolean;
  readonly definition: KindDefinition;
}

/** Where two people's ids would look the same to the CDP. Such a configuration does not start. */
export function identityProblems(raw: Fields): Problem[] {
  const cdp = isRecord(raw['cdp']) ? raw['cdp'] : {};
  const configured = isRecord(cdp['identityKinds']) ? cdp['identityKinds'] : {};
  const types = isRecord(cdp['identityTypes']) ? cdp['identityTypes'] : {};
  const mappings = mappingsOf(types, configured);
  return [
    ...namesTaken(configured),
    ...kindsUnknown(types, configured),
    ...scopesMissing(mappings),
    ...kindsNeverSent(types, configured),
    ...scopesNeverSent(mappings),
    ...codesShared(mappings),
    ...scopesMixed(mappings, isRecord(raw['connections']) ? raw['connections'] : {}),
  ];
}

function namesTaken(configured: Fields): Problem[] {
  return Object.keys(configured)
    .filter((kind) => isKnownKind(kind))
    .map((kind) => ({
      path: `cdp.identityKinds.${kind}`,
      found: 'a kind that Guiyi knows itself',
      allowed: 'a name of your own',
    }));
}

function kindsUnknown(types: Fields, configured: Fields): Problem[] {
  const names = [...Object.keys(kinds), ...Object.keys(configured)];
  return Object.keys(types)
    .filter((kind) => !names.includes(kind))
    .map((kind) => {
      const allowed = `${names.map((name) => JSON.stringify(name)).join(', ')}, or a kind of cdp.identityKinds`;
      return withNearest({ path: `cdp.identityTypes.${kind}`, found: 'an unknown kind', allowed }, kind, names);
    });
}

function scopesMissing(mappings: readonly Mapping[]): Problem[] {
  return mappings
    .filter(({ definition, isBare }) => definition.scope === 'none' && !isBare)
    .map(({ kind, path }) => ({
      path: `${path}.value`,
      found: '"scoped"',
      allowed: `"bare": ${kind} is unique by itself and has no scope`,
    }));
}

/** A kind of the tenant's own that no code is given for: whatever comes of it would wait for one. */
function kindsNeverSent(types: Fields, configured: Fields): Problem[] {
  return Object.entries(configured)
    .filter(isKindConfig)
    .filter(([kind]) => !isKnownKind(kind) && !Object.hasOwn(types, kind))
    .map(([kind]) => ({
      path: `cdp.identityKinds.${kind}`,
      found: 'a kind that can never be sent: cdp.identityTypes has no code for it',
      allowed: `cdp.identityTypes.${kind} with the tenant’s code, or no such kind`,
    }));
}

/** Without its scope an id of one shop would be another person's in the next, so that none is sent; and no connection says that there is one. */
function scopesNeverSent(mappings: readonly Mapping[]): Problem[] {
  return mappings
    .filter(({ kind, definition, isBare }) => isBare && !isKnownKind(kind) && definition.scope !== 'none')
    .map(({ kind, path, definition: { scope } }) => ({
      path: `${path}.value`,
      found: `"bare", while ${kind} has a scope (${scope}): it can never be sent`,
      allowed: '"scoped", or the scope "none" if its values are unique by themselves',
    }));
}

/** `shop-a:1` of two kinds are two ids; a bare `1` of two kinds would be one customer. */
function codesShared(mappings: readonly Mapping[]): Problem[] {
  return mappings.flatMap((mapping, index) => {
    const earlier = mappings
      .slice(0, index)
      .find((other) => other.code === mapping.code && (other.isBare || mapping.isBare) && !isHarmless(other, mapping));
    if (!earlier) return [];
    return [
      {
        path: `${mapping.path}.code`,
        found: `${JSON.stringify(mapping.code)}, the code of ${earlier.kind} too (${describe(earlier)} and ${describe(mapping)})`,
        allowed: 'a code of its own, or "scoped" for both',
      },
    ];
  });
}

/** Phone numbers and addresses never look alike. */
function isHarmless(one: Mapping, other: Mapping): boolean {
  return one.definition.scope === 'none' && other.definition.scope === 'none';
}

function describe({ definition: { scope }, isBare }: Mapping): string {
  return `${isBare ? 'bare' : 'scoped'} ${scope === 'none' ? 'without scope' : `in ${scope}`}`;
}

/** A bare openid of two official accounts would be two people under one value. */
function scopesMixed(mappings: readonly Mapping[], connections: Fields): Problem[] {
  const given = Object.entries(connections).flatMap(([name, connection]) =>
    isRecord(connection)
      ? Object.entries(connectionScopes(name, connection)).map(([kind, scope]) => ({ kind, scope, name }))
      : [],
  );
  return mappings.flatMap(({ kind, path, isBare }) => {
    if (!isBare) return [];
    const [first, ...rest] = given.filter((one) => one.kind === kind);
    const other = rest.find(({ scope }) => scope !== first?.scope);
    if (!first || !other) return [];
    const scopes = [first, other].map(({ name, scope }) => `${name} (${scope === '' ? 'no scope named' : scope})`);
    return [
      {
        path: `${path}.value`,
        found: `"bare", while two connections give ${kind} in different scopes: ${scopes.join(', ')}`,
        allowed: '"scoped", or connections of one scope',
      },
    ];
  });
}

function mappingsOf(types: Fields, configured: Fields): readonly Mapping[] {
  const own = Object.fromEntries(Object.entries(configured).filter(isKindConfig));
  return Object.entries(types).flatMap(([kind, type]) => {
    const definition = kindOf(kind, { identityKinds: own });
    if (!definition || !isRecord(type) || typeof type['code'] !== 'string') return [];
    return [
      { kind, path: `cdp.identityTypes.${kind}`, code: type['code'], isBare: type['value'] === 'bare', definition },
    ];
  });
}

/** Of what its schema has not passed yet, only the scope type matters here. */
function isKindConfig(entry: [string, unknown]): entry is [string, IdentityKindConfig] {
  return isRecord(entry[1]) && scopeTypes.some((scope) => isRecord(entry[1]) && entry[1]['scope'] === scope);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
