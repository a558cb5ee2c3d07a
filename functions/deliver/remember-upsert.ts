import { type CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, candidatesOf, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import { type LeftContact, proveContacts, recordContacts } from '../shared/change/contact-history.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import {
  type CustomerItem,
  emptyCustomerItem,
  type HashedName,
  withClaimed,
  withName,
} from '../shared/change/customer-item.ts';
import { earlierOf, firstEventOf } from '../shared/change/first-event.ts';
import { limitOf } from '../shared/change/limits.ts';
import { hasPrimaryIds } from '../shared/change/relation.ts';
import { returnTime } from '../shared/change/screen.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import {
  claimOf,
  emptyIdentityItem,
  isProved,
  type IdentityItem,
  withAliases,
  withObservation,
  withRelease,
} from '../shared/identity/identity-item.ts';
import type { Called } from './call-upsert.ts';
import { claimsKept, observationOf } from './claimants.ts';
import type { EventContext } from './context.ts';
import { formerContactKey } from './former-state.ts';
import type { Reconciled } from './reconcile-upsert.ts';
import type { ResolvedUpsert } from './resolve-upsert.ts';

export interface RememberInput {
  readonly change: Upsert;
  readonly resolved: ResolvedUpsert;
  readonly called: Called;
  readonly reconciled: Reconciled;
}

type RememberContext = Pick<
  EventContext,
  'subject' | 'former' | 'compat' | 'time' | 'digest' | 'config' | 'hashKey' | 'session' | 'clock'
>;

/** Writes what an upsert has shown: of its identities, of its customer; and says what to remember of its subject. */
export async function rememberUpsert(input: RememberInput, context: RememberContext): Promise<SubjectItem> {
  const { change, resolved, called, reconciled } = input;
  const { candidates, gathered, resolution } = resolved;
  const { subject, compat, time } = context;
  const { customer, merged, owners, plan } = reconciled;
  const held = gathered.customers.get(customer)?.held ?? [];
  const keyBefore = (kind: string) => formerContactKey(kind, held, context);
  const released = candidatesOf(change.released ?? [], context.config.cdp, context.hashKey);
  const { recorded, newStates, givenUp } = recordContacts(subject.recorded, candidates, time);
  const { contacts, left } = proveContacts(plan.item.contacts, candidates, time, keyBefore);
  const releases: Release[] = [...released.map((candidate) => releaseOf(candidate, time)), ...givenUp, ...left];

  // The customer first: an event that waits for a new customer's identities then finds what was written about them.
  const named = isGuestOfSomebody(input, context) ? plan.item : withNames(plan.item, change, resolved.name, candidates);
  const claimed = withClaimed(named, claimsIn(candidates));
  const first = earliest(input, context);
  const item = { ...named, contacts, claimed, ...(first && { first }), seen: context.clock() };
  await rememberCustomers(customer, merged, item, context);
  await rememberIdentities(input, { releases, newStates }, context);
  await compat.remember({ candidates, released, left: releases, resolution, customer, held, owners });
  const sent = [...called.leading, ...called.linked].filter(({ key }) => owners.get(key) === customer);
  return subjectAfter(subject, change, { customer, sent, recorded, mayWrite: called.mayWrite, time });
}

/** A guest is found with whoever has typed the contact before, and may be somebody else: what they are called says nothing of that account. */
function isGuestOfSomebody({ resolved, reconciled }: RememberInput, { config }: RememberContext): boolean {
  const { primary, proved } = sortedByEvidence(resolved.candidates);
  const customer = resolved.gathered.customers.get(reconciled.customer);
  return primary.length === 0 && proved.length === 0 && customer !== undefined && hasPrimaryIds(customer, config.cdp);
}

/** Of a customer whom this event has made, and of one of whom all is known. */
function earliest({ change, resolved, reconciled }: RememberInput, { time, session }: RememberContext) {
  const { customers, handles } = resolved.resolution;
  const { plan, customer } = reconciled;
  const isNew = customers.length === 0 && handles.length === 0 && !session.customers.get(customer);
  const now = firstEventOf({ time, act: change.act, triggers: change.triggers });
  return isNew ? now : earlierOf(plan.item.first, now);
}

function releaseOf(candidate: CandidateIdentity, time: number): Release {
  return { key: candidate.key, at: time, ...(!isVerified(candidate) && { ofTypedOnly: true }) };
}

/** What to remember of the subject once an upsert is delivered. */
export function subjectAfter(
  subject: SubjectItem,
  change: Upsert,
  delivered: {
    readonly customer: CustomerId;
    /** The identities of the customer that the CDP was sent. */
    readonly sent: readonly CandidateIdentity[];
    readonly recorded: SubjectItem['recorded'];
    readonly mayWrite: boolean;
    readonly time: number;
  },
): SubjectItem {
  const { customer, sent, recorded, mayWrite, time } = delivered;
  const returned = returnTime({ time, act: change.act, triggers: change.triggers });
  return {
    ...subject,
    customer,
    kinds: [...new Set([...subject.kinds, ...sent.map(({ identity }) => identity.kind)])],
    recorded,
    ...(returned !== undefined && { returned: Math.max(returned, subject.returned ?? -Infinity) }),
    ...(change.record && { record: { made: mayWrite, time: Math.max(time, subject.record?.time ?? -Infinity) } }),
  };
}

/** Of each contact its kind and key. */
export function claimsIn(candidates: readonly CandidateIdentity[]): readonly (readonly [kind: string, key: string])[] {
  return candidates.flatMap(({ contact, key, identity }) => (contact ? [[identity.kind, key] as const] : []));
}

interface Release extends LeftContact {
  /** Whoever has typed another in its place says nothing against having proved it. */
  readonly ofTypedOnly?: true;
}

/** What the event has shown of each of its identities, and which have left its customer. */
async function rememberIdentities(
  { resolved: { candidates, gathered, claimants, actTime }, reconciled: { customer, merged, owners } }: RememberInput,
  { releases, newStates }: { readonly releases: readonly Release[]; readonly newStates: ReadonlySet<string> },
  context: RememberContext,
): Promise<void> {
  const { session, config } = context;
  const idToday = (id: string) => (merged.some((lost) => lost === id) ? customer : gathered.idToday(id));
  const changes = new Map<string, ((item: IdentityItem) => IdentityItem)[]>();
  const change = (key: string, by: (item: IdentityItem) => IdentityItem) => {
    changes.set(key, [...(changes.get(key) ?? []), by]);
  };
  for (const candidate of candidates) {
    const { key } = candidate;
    const owner = owners.get(key);
    // What a former version knew of it is written down with what is new.
    if (!session.identities.get(key)) change(key, () => gathered.items.get(key) ?? emptyIdentityItem);
    change(key, (item) => withOwner(withAliases(item, idToday), owner === undefined ? undefined : idToday(owner)));
    const claimant = claimants.get(key);
    if (!claimant || !(candidate.contact || limitOf(candidate, config.guards))) continue;
    const isNewState = newStates.has(key);
    const observation = { ...observationOf(candidate, { ...claimant, customer }, actTime, context), isNewState };
    const kept = claimsKept(candidate, context);
    change(key, (item) => withObservation(item, observation, kept));
  }
  for (const { key, at, ofTypedOnly } of releases) {
    change(key, (item) =>
      ofTypedOnly && isProved(claimOf(item, customer)) ? item : withRelease(item, { customer, at }),
    );
  }
  const keys = [...changes.keys()].toSorted();
  await session.load({ identities: keys });
  for (const key of keys) {
    const steps = changes.get(key) ?? [];
    await session.identities.update(key, (item) => steps.reduce((known, step) => step(known), item));
  }
}

/** Whoever had it in the CDP and has it no more was seen without it: what was known of them and it is over. */
function withOwner(item: IdentityItem, owner: string | undefined): IdentityItem {
  const { owner: before, ...others } = item;
  const isOver = (customer: string | undefined) => before !== undefined && before !== owner && customer === before;
  return {
    ...others,
    claims: item.claims.filter(({ customer }) => !isOver(customer)),
    released: item.released.filter(({ customer }) => !isOver(customer)),
    ...(owner !== undefined && { owner }),
  };
}

/** Who names a customer by an id of theirs has said the name, unless it is the name on an address. */
export function withNames(
  item: CustomerItem,
  change: Pick<Upsert, 'nameFrom'>,
  name: HashedName | undefined,
  candidates: readonly CandidateIdentity[],
): CustomerItem {
  if (name === undefined) return item;
  const { primary, typed } = sortedByEvidence(candidates);
  const isSaid = primary.length > 0 && change.nameFrom !== 'beside-contact';
  const beside = typed.filter(({ contact }) => contact).map(({ key }) => key);
  return withName(item, { ...name, said: isSaid ? [beside] : [] });
}

async function rememberCustomers(
  customer: CustomerId,
  merged: readonly CustomerId[],
  item: CustomerItem,
  { session }: RememberContext,
): Promise<void> {
  await session.load({ customers: [customer] });
  await session.customers.put(customer, item);
  for (const lost of merged) await session.customers.put(lost, { ...emptyCustomerItem, alias: customer });
}
