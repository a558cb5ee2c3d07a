import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import { isShared, limitOf } from '../shared/change/limits.ts';
import type { DiscardReason } from '../shared/identity/discarded-value.ts';
import { type Claimant, type IdentityItem, lastSeen, withObservation } from '../shared/identity/identity-item.ts';
import type { ItemBefore } from './ask-owners.ts';
import { claimsKept, isKnownTheirs } from './claimants.ts';
import type { UpsertContext } from './context.ts';
import { type Gathered, itemOrEmpty } from './gather.ts';
import { LedgerConflict } from './ledger-session.ts';

export interface Discarded {
  readonly candidate: CandidateIdentity;
  readonly reason: DiscardReason;
}

const DAY_MS = 24 * 3_600_000;

/**
 * Values of which the ledger says that too many have claimed them. The claim is noted once a day, so that the window does not end while
 * they go on; that somebody else has written at the same time is as good.
 */
export async function knownAsShared(
  candidates: readonly CandidateIdentity[],
  claimants: ReadonlyMap<string, Claimant>,
  itemBefore: ItemBefore,
  time: number,
  context: Pick<UpsertContext, 'config' | 'digest' | 'session'>,
): Promise<readonly CandidateIdentity[]> {
  const shared: CandidateIdentity[] = [];
  for (const candidate of candidates) {
    const limit = limitOf(candidate, context.config.guards);
    const claimant = claimants.get(candidate.key);
    const item = itemBefore(candidate);
    if (!limit || limit.beyond === 'case' || !claimant) continue;
    if (isKnownTheirs(item.claims, claimant, item.owner) || !isShared(candidate, item, claimant, limit, time)) continue;
    shared.push(candidate);
    const how = isVerified(candidate) ? 'act' : 'typed';
    if (item.claims.some((claim) => lastSeen(claim) > time - DAY_MS)) continue;
    const observation = { claimant, how, time, event: context.digest } as const;
    const kept = claimsKept(candidate, context);
    const note = (known: IdentityItem) => withObservation(known, observation, kept);
    await context.session.identities.update(candidate.key, note).catch((error: unknown) => {
      if (!(error instanceof LedgerConflict)) throw error;
    });
  }
  return shared;
}

/** Values that too many people have claimed, and those of somebody who has too many already. Only what is new to a person counts. */
export function beyondLimits(
  candidates: readonly CandidateIdentity[],
  claimants: ReadonlyMap<string, Claimant>,
  { items, owners, customers }: Pick<Gathered, 'items' | 'owners' | 'customers'>,
  time: number,
  { config }: Pick<UpsertContext, 'config'>,
) {
  const discarded: Discarded[] = [];
  const observations: CandidateIdentity[] = [];
  const { primary } = sortedByEvidence(candidates);
  const own = primary.map(({ key }) => owners.get(key)).find((owner) => owner !== undefined);
  for (const candidate of candidates) {
    const limit = limitOf(candidate, config.guards);
    const claimant = claimants.get(candidate.key);
    const owner = owners.get(candidate.key);
    const item = itemOrEmpty(items, candidate);
    if (!limit || !claimant || (own !== undefined && owner === own) || isKnownTheirs(item.claims, claimant, owner))
      continue;
    const known = own === undefined ? claimant : { ...claimant, customer: own };
    const reason = isShared(candidate, item, known, limit, time)
      ? 'shared'
      : isCrowded(candidate, limit.perCustomer, customerOf(own ?? owner, customers)?.held)
        ? 'crowded'
        : undefined;
    if (reason === undefined) continue;
    observations.push(candidate);
    if (limit.beyond === 'refuse') discarded.push({ candidate, reason });
  }
  return { discarded, observations };
}

function customerOf(id: CustomerId | undefined, customers: Gathered['customers']) {
  return id === undefined ? undefined : customers.get(id);
}

function isCrowded(
  { pair }: CandidateIdentity,
  perCustomer: number | undefined,
  held: readonly { readonly identityType: string; readonly identityValue: string }[] = [],
): boolean {
  const ofKind = held.filter(({ identityType }) => identityType === pair.identityType);
  const isNew = !ofKind.some(({ identityValue }) => identityValue === pair.identityValue);
  return perCustomer !== undefined && isNew && ofKind.length >= perCustomer;
}
