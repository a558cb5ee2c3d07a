import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isPaidWith, isVerified } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { isShared, limitOf } from '../shared/change/limits.ts';
import { actTimeOrEvent } from '../shared/change/screen.ts';
import {
  type Claimant,
  type IdentityItem,
  isProved,
  payersOf,
  withObservation,
} from '../shared/identity/identity-item.ts';
import { claimantsOf, claimsKept, isKnownTheirs, observationOf } from './claimants.ts';
import type { UpsertContext } from './context.ts';
import type { Settled } from './settled.ts';

/** The identities of an event about whose owners nothing is to be decided. */
export interface ByOwner {
  readonly theirs: readonly CandidateIdentity[];
  readonly notTheirs: readonly CandidateIdentity[];
  readonly observed: Settled['observed'];
}

type SortingContext = Pick<UpsertContext, 'config' | 'digest' | 'event' | 'hashKey' | 'session' | 'subjectId' | 'time'>;

/** Undefined where one of the identities is not settled. */
export function sortByOwner(
  change: Upsert,
  candidates: readonly CandidateIdentity[],
  { customer, before }: { readonly customer: CustomerId; readonly before: Settled | undefined },
  context: SortingContext,
): ByOwner | undefined {
  const { session, time } = context;
  const claimants = claimantsOf(change, candidates, context);
  const acted = actTimeOrEvent({ time, act: change.act });
  const observed = new Map(before?.observed);
  const theirs: CandidateIdentity[] = [];
  const notTheirs: CandidateIdentity[] = [];
  for (const candidate of candidates) {
    const { key } = candidate;
    const stored = session.identities.get(key);
    const claimant = claimants.get(key);
    if (!stored || !claimant || session.identities.isHeldByAnother(key) || isMarked(stored)) return undefined;
    const steps = observed.get(key) ?? [];
    const item = steps.reduce((known, step) => step(known), stored);
    const placed = placeOf(candidate, item, { customer, claimant, acted }, context);
    if (!placed) return undefined;
    (placed.isTheirs ? theirs : notTheirs).push(candidate);
    if (placed.observe) observed.set(key, [...steps, placed.observe]);
  }
  return { theirs, notTheirs, observed };
}

interface Claiming {
  readonly customer: CustomerId;
  readonly claimant: Claimant;
  /** Unix ms of what the person did. */
  readonly acted: number;
}

interface Placed {
  readonly isTheirs: boolean;
  /** What the event shows of the identity, where that is news. */
  readonly observe?: (item: IdentityItem) => IdentityItem;
}

/** Is it the customer's, or settled that it is not? Undefined where that is to be decided. */
function placeOf(
  candidate: CandidateIdentity,
  item: IdentityItem,
  claiming: Claiming,
  context: SortingContext,
): Placed | undefined {
  const { customer } = claiming;
  if (isOverLimit(candidate, item, claiming, context)) return undefined;
  const observe = newsOf(candidate, item, claiming, context);
  if (item.owner === customer) {
    if (candidate.contact && (isContested(item, customer) || isPaidByAnother(candidate, item, customer)))
      return undefined;
    return { isTheirs: true, ...(observe && { observe }) };
  }
  // What they have typed within a day is no news; after it the CDP is asked again.
  const isSettled = !observe && !isVerified(candidate) && !isDecidedByRules(candidate, item, context);
  return isSettled ? { isTheirs: false } : undefined;
}

/** Do too many share it for somebody of whom it is not known to have it too? */
function isOverLimit(
  candidate: CandidateIdentity,
  item: IdentityItem,
  { customer, claimant, acted }: Claiming,
  { config }: SortingContext,
): boolean {
  const limit = limitOf(candidate, config.guards);
  if (!limit || isKnownTheirs(item.claims, claimant, item.owner)) return false;
  return isShared(candidate, item, { ...claimant, customer }, limit, acted);
}

/** What the event shows of an identity, where the item does not say so already. */
function newsOf(
  candidate: CandidateIdentity,
  item: IdentityItem,
  { customer, claimant, acted }: Claiming,
  context: SortingContext,
): Placed['observe'] {
  if (!candidate.contact && !limitOf(candidate, context.config.guards)) return undefined;
  const observation = observationOf(candidate, { ...claimant, customer }, acted, context);
  const observe = (known: IdentityItem) => withObservation(known, observation, claimsKept(candidate, context));
  return observe(item) === item ? undefined : observe;
}

function isMarked({ marks = {} }: IdentityItem): boolean {
  return marks.erased !== undefined || marks.suppressed !== undefined || marks.withdrawn !== undefined;
}

/** Has it left the customer, or has somebody else proved it too? */
function isContested({ claims, released }: IdentityItem, customer: string): boolean {
  return (
    released.some((release) => release.customer === customer) ||
    claims.some((claim) => claim.customer !== customer && isProved(claim))
  );
}

/** Have they paid now with what somebody else has paid with? The two may be one. */
function isPaidByAnother(candidate: CandidateIdentity, item: IdentityItem, customer: string): boolean {
  return isPaidWith(candidate) && payersOf(item).some((payer) => payer !== customer);
}

/** Under these settings a contact that is not theirs is connected, or kept apart for another reason. */
function isDecidedByRules(candidate: CandidateIdentity, { owner }: IdentityItem, { config }: SortingContext): boolean {
  const hasRules = owner === undefined && (config.guards?.neverOne?.length ?? 0) > 0;
  return !candidate.contact || isPaidWith(candidate) || config.cdp.merge === 'always' || hasRules;
}
