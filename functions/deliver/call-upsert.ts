import type { CustomerId } from '../shared/cdp/ids.ts';
import { type Candidate, isVerified } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import { type MergePolicy, planUpsert, type UpsertPlan } from '../shared/change/plan.ts';
import type { Resolution } from '../shared/change/resolve.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { claimOf, isProved } from '../shared/identity/identity-item.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import type { EventContext } from './context.ts';
import { type Gathered, itemOrEmpty } from './gather.ts';

/** An upsert whose calls are made. */
export interface Called {
  readonly outcome: 'called';
  readonly plan: UpsertPlan;
  /** As the plan was made, but for the customers who the CDP has not taken for one. */
  readonly planFor: (customers: readonly CustomerId[]) => UpsertPlan;
  readonly customer: CustomerId;
  /** What the first call had, and what the second had beside. */
  readonly leading: readonly Candidate[];
  readonly linked: readonly Candidate[];
  /** Typed contacts that belong to other customers. */
  readonly ofOthers: readonly Candidate[];
  /** Did what the event says go into the profile of a customer whom the platform's record has made? */
  readonly mayWrite: boolean;
}

export type Calling =
  | Called
  | { readonly outcome: 'held' }
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
  const { config, session, compat, calls, event, time, hashKey } = context;
  const { owners, customers } = gathered;
  const ownerOf = ({ key }: Candidate) => owners.get(key);
  const isProvedEvent = resolution.leading.some(isVerified) || resolution.handles.length > 0;
  const [found] = resolution.customers;
  // What was only typed decides nothing, and says nothing about a customer who was there before.
  const adds = isProvedEvent || found === undefined;
  const mayWrite = adds || isOwnRecord(change, found, resolution, gathered, context);
  const merge: MergePolicy = config.cdp.merge ?? 'verified';
  const nobodys = resolution.secondary.filter((candidate) => ownerOf(candidate) === undefined);
  const ofOthers = resolution.secondary.filter((candidate) => {
    const owner = ownerOf(candidate);
    return owner !== undefined && !resolution.customers.includes(owner);
  });
  const isAlways = merge === 'always';
  const leading = isAlways && adds ? [...resolution.leading, ...resolution.secondary] : resolution.leading;
  const secondary = isAlways || !adds ? [] : nobodys;

  await session.load({ customers: resolution.customers });
  if (!(await session.customers.hold(resolution.customers))) return { outcome: 'held' };
  const moves = groupMoves(config.groups ?? {}, event.connection, change.triggers);
  const apart = resolution.apart.map(({ contact }) => contact);
  const notTheirs = [...foreign, ...[...apart, ...ofOthers].map(({ identity }) => identity)];
  const profile = mayWrite ? withoutForeignEmail(change.profile, notTheirs) : {};
  const stamp = { t: time, e: context.digest.slice(0, 12) };
  const planFor = (ids: readonly CustomerId[]) =>
    planUpsert({
      leading,
      handles: resolution.handles,
      customers: ids.map((id) => ({ id, item: session.customers.get(id), fields: customers.get(id)?.fields ?? {} })),
      ownerOf,
      contradictory: resolution.contradictory,
      profile,
      moves,
      merge,
      stamp,
      hashName: (name) => textHash('name', ['written', name], hashKey),
    });
  const plan = planFor(resolution.customers);

  const create = async () => {
    const first = await calls.create(plan.find, plan.target);
    // Another id than before: the customer was deleted, or made one with another, between the two calls.
    return secondary.length > 0 ? calls.create(plan.link(secondary), plan.target) : first;
  };
  const customer = await compat.link({ resolution, owners, customers, sent: [...leading, ...secondary] }, create);
  if (customer === undefined) return { outcome: 'erased' };
  const isExpected = customer === plan.target;
  const naming = plan.name && !isExpected && !plan.after.includes(plan.name) ? [plan.name] : [];
  for (const planned of [...naming, ...plan.after]) await calls.make(planned, customer);
  return { outcome: 'called', plan, planFor, customer, leading, linked: secondary, ofOthers, mayWrite };
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
function withoutForeignEmail(profile: Upsert['profile'], foreign: readonly Identity[]): Upsert['profile'] {
  const { email, emailVerified: _emailVerified, ...others } = profile;
  return foreign.some(({ kind, value }) => kind === 'email' && value === email) ? others : profile;
}
