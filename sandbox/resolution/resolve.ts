import type { IdentityPriorityStrategy, ResolutionStrategy } from '../../functions/shared/cdp/contract.ts';
import type { Switches } from '../switches.ts';
import { fieldWrites, type CustomerFields, type SentFields } from './fields.ts';
import type { Identity, IdentityTypes } from './identity.ts';

/** The state a decision may ask about. Only live customers own identities. */
export interface Lookups {
  owner(identity: Identity): string | undefined;
  identities(customerId: string): readonly Identity[];
}

export type ResolutionSwitches = Pick<
  Switches,
  'zeroOverwrites' | 'sourceIsFirstTouch' | 'rejectSkippedOwners' | 'maxIdentitiesPerType' | 'maxMergesPerCall'
>;

export interface ResolutionRequest extends ResolutionStrategy {
  /** Normalised, each once, in listed order. */
  readonly identities: readonly Identity[];
  readonly fields: SentFields;
  readonly switches: ResolutionSwitches;
  /** A static group to join. */
  readonly groupId?: string | undefined;
}

export type Target =
  | { readonly kind: 'created' }
  | { readonly kind: 'found'; readonly customerId: string; readonly by: Identity };

export interface DroppedIdentity {
  readonly identity: Identity;
  /** `owned-by-other-customer`: it stays where it is, for its owner was not merged. */
  readonly reason: 'target-holds-other-value' | 'owned-by-other-customer';
}

export interface SkippedMerge {
  readonly customerId: string;
  /** Undefined: passed over as target, and therefore not merged either. */
  readonly conflictingType: string | undefined;
}

/** Too much for one customer or one call: the graph is about to collapse, and nothing may be carried out. */
export type Excess =
  | { readonly kind: 'identities'; readonly type: string; readonly count: number }
  | { readonly kind: 'merges'; readonly count: number };

/** Everything one call does, decided before anything is written. */
export interface Plan {
  readonly target: Target;
  readonly links: readonly Identity[];
  readonly dropped: readonly DroppedIdentity[];
  /** Customers merged into the target, in this order. */
  readonly merges: readonly string[];
  readonly skippedMerges: readonly SkippedMerge[];
  readonly writes: CustomerFields;
  /** Q18 */
  readonly keepSource: boolean;
  readonly groupId?: string | undefined;
  readonly excess?: Excess | undefined;
}

/** Decides one createCustomerByIdentity call: target, links, merges, field writes, in the documents' order. */
export function resolve(lookups: Lookups, types: IdentityTypes, request: ResolutionRequest): Plan {
  const { switches } = request;
  const found = inPriorityOrder(request.identities, request.identityPriorityStrategy, types).map((identity) => ({
    identity,
    owner: lookups.owner(identity),
  }));
  const target = chooseTarget(found, lookups, types, request);
  const targetId = target.kind === 'found' ? target.customerId : undefined;
  const rivals = [...new Set(found.map(({ owner }) => owner))].filter(
    (owner): owner is string => owner !== undefined && owner !== targetId,
  );
  // What the target holds is asked for only when it can matter: most calls repeat identities it already has.
  const isAffected = (request.autoMerge && rivals.length > 0) || found.some(({ owner }) => owner === undefined);
  const held = targetId !== undefined && isAffected ? [...lookups.identities(targetId)] : [];

  const links: Identity[] = [];
  const dropped: DroppedIdentity[] = [];
  for (const { identity, owner } of found) {
    if (owner !== undefined) continue;
    if (conflicts(held, identity, types)) dropped.push({ identity, reason: 'target-holds-other-value' });
    else {
      links.push(identity);
      held.push(identity);
    }
  }

  const merges: string[] = [];
  const skippedMerges: SkippedMerge[] = [];
  for (const rival of request.autoMerge ? rivals : []) {
    const identities = lookups.identities(rival);
    const conflict = identities.find((identity) => conflicts(held, identity, types));
    if (conflict !== undefined) skippedMerges.push({ customerId: rival, conflictingType: conflict.type });
    else if (switches.rejectSkippedOwners && isPassedOver(rival, found, lookups, types, request))
      skippedMerges.push({ customerId: rival, conflictingType: undefined });
    else {
      merges.push(rival);
      held.push(...identities);
    }
  }
  for (const { identity, owner } of found)
    if (owner !== undefined && owner !== targetId && !merges.includes(owner))
      dropped.push({ identity, reason: 'owned-by-other-customer' });

  return {
    target,
    links,
    dropped,
    merges,
    skippedMerges,
    writes: fieldWrites(request.fields, switches.zeroOverwrites),
    keepSource: switches.sourceIsFirstTouch,
    groupId: request.groupId,
    excess: links.length + merges.length > 0 ? excessOf(held, merges.length, switches) : undefined,
  };
}

/** @param held everything that the target would hold */
function excessOf(
  held: readonly Identity[],
  merges: number,
  { maxIdentitiesPerType, maxMergesPerCall }: ResolutionSwitches,
): Excess | undefined {
  if (merges > maxMergesPerCall) return { kind: 'merges', count: merges };
  if (held.length <= maxIdentitiesPerType) return undefined;
  const counts = new Map<string, number>();
  for (const { type } of held) counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const [type, count] of counts) if (count > maxIdentitiesPerType) return { kind: 'identities', type, count };
  return undefined;
}

/** The customer a call with these identities would be about, without creating one. */
export function findTarget(
  lookups: Lookups,
  types: IdentityTypes,
  request: Pick<ResolutionRequest, 'identities' | 'identityPriorityStrategy' | 'targetCustomerStrategy'>,
): Target {
  const ordered = inPriorityOrder(request.identities, request.identityPriorityStrategy, types);
  const found = ordered.map((identity) => ({ identity, owner: lookups.owner(identity) }));
  return chooseTarget(found, lookups, types, request);
}

interface Found {
  readonly identity: Identity;
  readonly owner: string | undefined;
}

function chooseTarget(
  found: readonly Found[],
  lookups: Lookups,
  types: IdentityTypes,
  { targetCustomerStrategy }: Pick<ResolutionRequest, 'targetCustomerStrategy'>,
): Target {
  for (const [position, { identity, owner }] of found.entries()) {
    if (owner === undefined) continue;
    if (targetCustomerStrategy === 'identityFirst' && conflictsAbove(owner, position, found, lookups, types)) continue;
    return { kind: 'found', customerId: owner, by: identity };
  }
  return { kind: 'created' };
}

/**
 * Whether the owner is no target under identityFirst. Also asked of owners behind the target, which the walk does not
 * reach: otherwise a repeat of the call, whose walk ends sooner, would merge whom the first one rejected.
 */
function isPassedOver(
  owner: string,
  found: readonly Found[],
  lookups: Lookups,
  types: IdentityTypes,
  { targetCustomerStrategy }: Pick<ResolutionRequest, 'targetCustomerStrategy'>,
): boolean {
  const position = found.findIndex((one) => one.owner === owner);
  return targetCustomerStrategy === 'identityFirst' && conflictsAbove(owner, position, found, lookups, types);
}

/** Whether the customer holds another value of a unique identity that stands higher in the request. */
function conflictsAbove(
  customer: string,
  position: number,
  found: readonly Found[],
  lookups: Lookups,
  types: IdentityTypes,
): boolean {
  const higher = found.slice(0, position).filter(({ identity }) => isUnique(identity, types));
  const held = higher.length > 0 ? lookups.identities(customer) : [];
  return higher.some(({ identity }) => conflicts(held, identity, types));
}

function inPriorityOrder(
  identities: readonly Identity[],
  strategy: IdentityPriorityStrategy,
  types: IdentityTypes,
): readonly Identity[] {
  if (strategy === 'custom') return identities;
  const rank = (identity: Identity): number => types.get(identity.type)?.rank ?? Number.MAX_SAFE_INTEGER;
  return identities.toSorted((one, other) => rank(one) - rank(other));
}

function isUnique(identity: Identity, types: IdentityTypes): boolean {
  return types.get(identity.type)?.uniquePerCustomer === true;
}

/** Whether who holds `held` holds another value of the identity's unique type. */
function conflicts(held: readonly Identity[], identity: Identity, types: IdentityTypes): boolean {
  return (
    isUnique(identity, types) && held.some(({ type, value }) => type === identity.type && value !== identity.value)
  );
}
