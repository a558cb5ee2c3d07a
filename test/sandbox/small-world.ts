import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import type { Identity, IdentityType } from '../../sandbox/resolution/identity.ts';
import type { Lookups, ResolutionRequest } from '../../sandbox/resolution/resolve.ts';

/** What a small random world is made of: four identity types, and owners by identity name `type:value`. */

export const types: readonly IdentityType[] = [
  { code: 'mobile', uniquePerCustomer: true, rank: 1 },
  { code: 'unionid', uniquePerCustomer: true, rank: 2 },
  { code: 'openid', uniquePerCustomer: false, rank: 3 },
  { code: 'cookie', uniquePerCustomer: false },
];
export const identityTypes = new Map(types.map((type) => [type.code, type]));
export const modelTypes = new Map(types.map((t) => [t.code, { unique: t.uniquePerCustomer, rank: t.rank ?? 99 }]));

export function lookups(owners: ReadonlyMap<string, string>): Lookups {
  return {
    owner: (identity) => owners.get(nameOf(identity)),
    identities: (customer) =>
      [...owners]
        .filter(([, owner]) => owner === customer)
        .map(([name]) => ({ type: name.slice(0, name.indexOf(':')), value: name.slice(name.indexOf(':') + 1) })),
  };
}

export function byPriority({ identities, identityPriorityStrategy }: ResolutionRequest): readonly Identity[] {
  if (identityPriorityStrategy === 'custom') return identities;
  return types.flatMap(({ code }) => identities.filter(({ type }) => type === code));
}

/** The first owner is found below the top and conflicts with an identity above it that nobody owns. */
export function firstOwnerConflictsAbove(state: Lookups, ordered: readonly Identity[]): boolean {
  const position = ordered.findIndex((identity) => state.owner(identity) !== undefined);
  const first = ordered[position];
  const owner = first === undefined ? undefined : state.owner(first);
  if (owner === undefined) return false;
  return ordered
    .slice(0, position)
    .filter(({ type }) => identityTypes.get(type)?.uniquePerCustomer === true)
    .some(({ type, value }) => state.identities(owner).some((held) => held.type === type && held.value !== value));
}

export function nameOf({ type, value }: Identity): string {
  return `${type}:${value}`;
}

export function pairOfIdentity({ type, value }: Identity): IdentityPair {
  return { identityType: type, identityValue: value };
}
