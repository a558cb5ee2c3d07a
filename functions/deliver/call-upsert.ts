import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isVerified } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { type Stamp, untrusted } from '../shared/change/customer-item.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import {
  type MergePolicy,
  type PlanInput,
  type PlannedCall,
  planUpsert,
  type UpsertPlan,
} from '../shared/change/plan.ts';
import type { Resolution } from '../shared/change/resolution.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { claimOf, isProved } from '../shared/identity/identity-item.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import type { EventContext } from './context.ts';
import { fieldHash } from './field-hash.ts';
import { findAndLink } from './find-and-link.ts';
import { type Gathered, itemOrEmpty } from './gather.ts';

/** An upsert whose calls are made. */
export interface Called {
  readonly outcome: 'called';
  readonly plan: UpsertPlan;
  /** As the plan was made, but for the customers who the CDP has not taken for one. */
  readonly planFor: (customers: readonly CustomerId[]) => UpsertPlan;
  readonly customer: CustomerId;
  /** What the first call had, and what the second had beside. */
  readonly leading: readonly CandidateIdentity[];
  readonly linked: readonly CandidateIdentity[];
  /** Typed contacts that belong to other customers. */
  readonly ofOthers: readonly CandidateIdentity[];
  /** Did what the event says go into the profile of a customer whom the platform's record has made? */
  readonly mayWrite: boolean;
}

export type Calling =
  | Called
  | { readonly outcome: 'held' }
  /** The CDP has given the identities to a customer who is known, since it was asked: it is to be decided anew who the event is about. */
  | { readonly outcome: 'another' }
  /** A function of a former version has erased the person meanwhile. */
  | { readonly outcome: 'erased' };

export interface CallInput {
  readonly resolution: Resolution;
  readonly gathered: Gathered;
  /** Identities in the event that were discarded. */
  readonly foreign: readonly Identity[];
}

/** Holds the customers, plans, and makes the calls. @throws CdpError */
export async function callUpsert(
  change: Upsert,
  { resolution, gathered, foreign }: CallInput,
  context: EventContext,
): Promise<Calling> {
  const { config, session, compat, calls, event } = context;
  const { owners, customers } = gathered;
  const isProvedEvent = resolution.leading.some(isVerified) || resolution.handles.length > 0;
  const [found] = resolution.customers;
  // What was only typed decides nothing, and says nothing about a customer who was there before.
  const adds = isProvedEvent || found === undefined;
  const mayWrite = adds || isOwnRecord(change, found, resolution, gathered, context);
  const merge: MergePolicy = config.cdp.merge ?? 'verified';
  const { leading, secondary, ofOthers } = whatToSend(resolution, owners, { isAlways: merge === 'always', adds });

  await session.load({ customers: resolution.customers });
  if (!(await session.customers.hold(resolution.customers))) return { outcome: 'held' };
  const moves = groupMoves(config.groups ?? {}, event.connection, change.triggers);
  const apart = resolution.apart.map(({ contact }) => contact);
  const notTheirs = [...foreign, ...[...apart, ...ofOthers].map(({ identity }) => identity)];
  const profile = mayWrite ? withoutForeignEmail(change.profile, notTheirs) : {};
  const statements = [{ profile, moves, stamp: stampOf(context) }];
  const planFor = (ids: readonly CustomerId[]) =>
    planUpsert({
      leading,
      handles: resolution.handles,
      customers: ids.map((id) => ({ id, item: session.customers.get(id), fields: customers.get(id)?.fields ?? {} })),
      ownerOf: ({ key }) => owners.get(key),
      contradictory: resolution.contradictory,
      statements,
      merge,
      ...planRules(context),
    });
  const plan = planFor(resolution.customers);
  const isAnother = anotherThan(
    [...resolution.customers, ...leading.map(({ key }) => owners.get(key))],
    leading,
    context,
  );

  let joined: PlannedCall | undefined;
  const create = async () => {
    const { handles } = resolution;
    const found = await findAndLink(plan, { leading, secondary, handles, gathered, isAnother }, calls);
    joined = found.joined;
    return found.customer;
  };
  const customer = await compat.link({ resolution, owners, customers, sent: [...leading, ...secondary] }, create);
  if (customer === undefined) return { outcome: 'erased' };
  if (await isAnother(customer)) {
    // The call has written what they may have had later.
    await session.customers.update(customer, untrusted);
    return { outcome: 'another' };
  }
  const trusted = customer === plan.target ? [] : plan.trusted;
  const after = plan.after.filter((planned) => planned !== joined);
  for (const planned of [...trusted, ...after]) await calls.make(planned, customer);
  return { outcome: 'called', plan, planFor, customer, leading, linked: secondary, ofOthers, mayWrite };
}

/** What the first call names, what the second may link, and what belongs to others. */
function whatToSend(
  { leading, secondary, customers }: Resolution,
  owners: Gathered['owners'],
  { isAlways, adds }: { readonly isAlways: boolean; readonly adds: boolean },
): Pick<Called, 'leading' | 'ofOthers'> & { readonly secondary: readonly CandidateIdentity[] } {
  const nobodys = secondary.filter(({ key }) => owners.get(key) === undefined);
  const ofOthers = secondary.filter(({ key }) => {
    const owner = owners.get(key);
    return owner !== undefined && !customers.includes(owner);
  });
  if (!adds) return { leading, secondary: [], ofOthers };
  return isAlways
    ? { leading: [...leading, ...secondary], secondary: [], ofOthers }
    : { leading, secondary: nobodys, ofOthers };
}

/**
 * Has a call reached a customer whom nobody had asked after, of whom the ledger knows, and whom the CDP names by now? Another system has given
 * them an identity between the question and the call. A tenant that goes on naming nobody is taken at the word of the call.
 */
function anotherThan(
  expected: readonly (CustomerId | undefined)[],
  leading: readonly CandidateIdentity[],
  { session, calls }: EventContext,
): (customer: CustomerId) => Promise<boolean> {
  return async (customer) => {
    if (expected.includes(customer)) return false;
    await session.load({ customers: [customer] });
    const known = session.customers.get(customer);
    if (!known || known.alias !== undefined) return false;
    calls.forget();
    for (const candidate of leading) {
      if ((await calls.ownerOf(candidate)) === customer) return true;
    }
    return false;
  };
}

export function stampOf({ time, digest }: Pick<EventContext, 'time' | 'digest'>): Stamp {
  return { t: time, e: digest.slice(0, 12) };
}

const DAY_MS = 24 * 3_600_000;
const GROUP_DAYS = 1;

/** What a plan needs beside the event and the customer. */
export function planRules({ config, clock, hashKey }: Pick<EventContext, 'config' | 'clock' | 'hashKey'>) {
  return {
    now: clock(),
    groupsTrustedMs: (config.cdp.groupDays ?? GROUP_DAYS) * DAY_MS,
    hashName: (name: string) => textHash('name', ['written', name], hashKey),
    hashField: fieldHash(hashKey),
  } satisfies Pick<PlanInput, 'now' | 'groupsTrustedMs' | 'hashName' | 'hashField'>;
}

/** Is it a newer state of the record that has made the customer, of whom nobody has proved anything since? */
function isOwnRecord(
  { record }: Upsert,
  found: CustomerId | undefined,
  { leading }: Resolution,
  { items, idToday }: Gathered,
  { subject }: EventContext,
): boolean {
  const hasMade =
    subject.record?.made === true && subject.customer !== undefined && idToday(subject.customer) === found;
  const areTyped = leading.every((candidate) => {
    const claim = found === undefined ? undefined : claimOf(itemOrEmpty(items, candidate), found);
    return claim?.typed !== undefined && !isProved(claim);
  });
  return record === true && hasMade && areTyped;
}

/** An address that is not this person's as an identity is not theirs as a field either. */
export function withoutForeignEmail(profile: Upsert['profile'], foreign: readonly Identity[]): Upsert['profile'] {
  const { email, emailVerified: _emailVerified, ...others } = profile;
  return foreign.some(({ kind, value }) => kind === 'email' && value === email) ? others : profile;
}
