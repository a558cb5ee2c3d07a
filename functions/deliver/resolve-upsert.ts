import type { CustomerId } from '../shared/cdp/ids.ts';
import type { CaseObservation } from '../shared/cases/case.ts';
import { type CandidateIdentity, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { HashedName } from '../shared/change/customer-item.ts';
import { claimantOf, isShared, limitOf } from '../shared/change/limits.ts';
import type { Resolution } from '../shared/change/resolve.ts';
import { resolve } from '../shared/change/resolve.ts';
import { actTime } from '../shared/change/screen.ts';
import {
  type Claimant,
  type IdentityItem,
  isSameClaimant,
  lastSeen,
  withObservation,
} from '../shared/identity/identity-item.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import { realName } from '../shared/identity/real-name.ts';
import type { DiscardReason } from '../shared/identity/discarded-value.ts';
import type { UpsertContext } from './context.ts';
import { aliasesOf, follow } from './aliases.ts';
import { askOwners, type ItemBefore } from './ask-owners.ts';
import { gather, type Gathered, itemOrEmpty } from './gather.ts';
import { joinRules } from './join-rules.ts';
import { LedgerConflict } from './ledger-session.ts';
import { observe } from './observe.ts';

/** Claims of one value that are kept beyond those that a limit counts. */
const CLAIMS_KEPT = 12;

export interface Discarded {
  readonly candidate: CandidateIdentity;
  readonly reason: DiscardReason;
}

/** Who an upsert is about, and all that was asked to know it. */
export interface ResolvedUpsert {
  readonly outcome: 'resolved';
  /** What was asked after: all but what too many share. */
  readonly candidates: readonly CandidateIdentity[];
  readonly gathered: Gathered;
  readonly resolution: Resolution;
  readonly claimants: ReadonlyMap<string, Claimant>;
  /** Values that too many share, or of which the person has too many. */
  readonly discarded: readonly Discarded[];
  readonly observations: readonly CaseObservation[];
  /** Unix ms of what the person did. */
  readonly actTime: number;
  /** The person's name, where it is one. */
  readonly name: HashedName | undefined;
}

export type Resolving = ResolvedUpsert | { readonly outcome: 'held' };

/**
 * Asks who has the identities, holds those of which something may change, and decides who the event is about.
 *
 * Asking comes before holding, so that a try whose first call fails has written nothing. It is as safe as the other way round: a hold is
 * written only over the version that was read before the question. Whoever could have made a customer of the identity since must have
 * held it in between, and then the hold fails and the event comes again.
 * @throws CdpError
 */
export async function resolveUpsert(
  change: Upsert,
  given: readonly CandidateIdentity[],
  itemBefore: ItemBefore,
  context: UpsertContext,
): Promise<Resolving> {
  const { session, compat, config, event, time, clock } = context;
  const claimants = claimantsOf(change, given, context);
  const when = actTime({ time, act: change.act });
  const acted = Number.isFinite(when) ? when : time;
  // What many share needs no hold and no question: everybody would wait for everybody.
  const crowd = await knownAsShared(given, claimants, itemBefore, acted, context);
  const candidates = given.filter((candidate) => !crowd.includes(candidate));

  if (!(await compat.lease(candidates))) return { outcome: 'held' };
  if (candidates.some(({ key }) => session.identities.isHeldByAnother(key))) return { outcome: 'held' };
  const aliases = await aliasesOf(
    candidates.flatMap((candidate) => itemBefore(candidate).owner ?? []),
    context,
  );
  const asked = await askOwners(candidates, itemBefore, (id) => follow(id, aliases), context);
  const held = await holdOpen(candidates, { claimants, itemBefore, acted, owners: asked.owners }, context);
  if (!held) return { outcome: 'held' };

  const itemNow: ItemBefore = (candidate) => session.identities.get(candidate.key) ?? itemBefore(candidate);
  const name = hashedName(change.profile.name, context.hashKey);
  const said = { time: acted, name, isOwnName: change.nameFrom !== 'beside-contact' };
  const gathered = await gather(candidates, asked, itemNow, said, context);
  const beyond = beyondLimits(candidates, claimants, gathered, acted, context);
  const discarded = [...crowd.map((candidate) => ({ candidate, reason: 'shared' as const })), ...beyond.discarded];
  const used = candidates.filter((candidate) => !discarded.some((one) => one.candidate === candidate));
  const resolution = resolve(
    {
      candidates: used,
      owners: gathered.owners,
      items: gathered.items,
      customers: gathered.customers,
      event: { time: acted, ...(name && { name, isNameOfAddress: change.nameFrom === 'beside-contact' }) },
      mergedIds: change.mergedIds === true,
      suggested: gathered.suggested,
      ...(gathered.subjectCustomer !== undefined && { subjectCustomer: gathered.subjectCustomer }),
    },
    joinRules(config),
  );
  return {
    outcome: 'resolved',
    candidates,
    gathered,
    resolution,
    claimants,
    discarded,
    observations: [...crowd, ...beyond.observations].map((candidate) =>
      observe('shared-value', candidate, event, clock()),
    ),
    actTime: acted,
    name,
  };
}

export function hashedName(text: string | undefined, hashKey: string): HashedName | undefined {
  const name = realName(text);
  if (!name) return undefined;
  const hashOf = (part: string) => textHash('name', [part], hashKey);
  return { hash: hashOf(name.text), script: name.script, parts: name.parts.map(hashOf) };
}

/**
 * Values of which the ledger says that too many have claimed them. The claim is noted once a day, so that the window does not end while
 * they go on; that somebody else has written at the same time is as good.
 */
async function knownAsShared(
  candidates: readonly CandidateIdentity[],
  claimants: ReadonlyMap<string, Claimant>,
  itemBefore: ItemBefore,
  time: number,
  context: UpsertContext,
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

const DAY_MS = 24 * 3_600_000;

interface Holding {
  readonly claimants: ReadonlyMap<string, Claimant>;
  readonly itemBefore: ItemBefore;
  readonly acted: number;
  readonly owners: ReadonlyMap<string, string | undefined>;
}

/** Holds what is not known for certain to be the person's, and what is not as remembered; what is typed is noted with the hold. */
async function holdOpen(
  candidates: readonly CandidateIdentity[],
  { claimants, itemBefore, acted, owners }: Holding,
  context: UpsertContext,
): Promise<boolean> {
  const { session } = context;
  const expected = expectedCustomer(candidates, itemBefore, context);
  const open = candidates.filter((candidate) => {
    const { owner } = itemBefore(candidate);
    return owner === undefined || (expected !== undefined && owner !== expected);
  });
  // Somebody else has changed the CDP since it was remembered.
  const changed = candidates.filter(({ key }) => owners.get(key) !== session.identities.get(key)?.owner);
  const byKey = new Map(open.map((candidate) => [candidate.key, candidate]));
  // A link whose answer is lost would otherwise look like a proved one.
  const noted = (key: string, item: IdentityItem): IdentityItem => {
    const candidate = byKey.get(key);
    const claimant = claimants.get(key);
    if (!candidate || !claimant || isVerified(candidate) || !candidate.contact) return item;
    const observation = { claimant, how: 'typed', time: acted, event: context.digest } as const;
    return withObservation(itemBefore(candidate), observation, claimsKept(candidate, context));
  };
  return session.identities.hold([...byKey.keys(), ...changed.map(({ key }) => key)], noted);
}

/** Whom the event is about by memory. */
function expectedCustomer(
  candidates: readonly CandidateIdentity[],
  itemBefore: ItemBefore,
  { subject, subjectId }: UpsertContext,
): string | undefined {
  const [first] = sortedByEvidence(candidates).primary;
  if (first) return itemBefore(first).owner ?? 'nobody yet';
  return subjectId === undefined ? undefined : subject.customer;
}

export function claimantsOf(
  { profile }: Upsert,
  candidates: readonly CandidateIdentity[],
  { event, subjectId, hashKey }: UpsertContext,
): ReadonlyMap<string, Claimant> {
  const name = profile.name?.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const alone = {
    ...(subjectId !== undefined && { subject: textHash('subject', [event.connection, subjectId], hashKey) }),
    ...(name && { name: textHash('name', [name], hashKey) }),
  };
  return new Map(candidates.map((candidate) => [candidate.key, claimantOf(candidate, candidates, alone)]));
}

export function claimsKept(candidate: CandidateIdentity, { config }: Pick<UpsertContext, 'config'>): number {
  return Math.max(CLAIMS_KEPT, (limitOf(candidate, config.guards)?.customersPerValue ?? 0) + 2);
}

/** Values that too many people have claimed, and those of somebody who has too many already. Only what is new to a person counts. */
function beyondLimits(
  candidates: readonly CandidateIdentity[],
  claimants: ReadonlyMap<string, Claimant>,
  { items, owners, customers }: Gathered,
  time: number,
  { config }: UpsertContext,
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

export function isKnownTheirs(claims: readonly Claimant[], claimant: Claimant, owner: string | undefined): boolean {
  return owner !== undefined && claims.some((claim) => claim.customer === owner && isSameClaimant(claim, claimant));
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
