import { customerId, type CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, sortedByEvidence } from '../shared/change/candidate.ts';
import { consistent } from '../shared/change/consistent.ts';
import { isProvedByAct, proveContacts, recordContacts } from '../shared/change/contact-history.ts';
import type { Trigger, Upsert } from '../shared/change/customer-change.ts';
import { type CustomerItem, withClaimed } from '../shared/change/customer-item.ts';
import { earlierOf, firstEventOf } from '../shared/change/first-event.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import type { Statement } from '../shared/change/plan.ts';
import { consentOf } from '../shared/change/screen.ts';
import { realName } from '../shared/identity/real-name.ts';
import { stampOf, withoutForeignEmail } from './call-upsert.ts';
import { hashedName } from './claimants.ts';
import type { EventContext, UpsertContext } from './context.ts';
import { formerKeys } from './former-state.ts';
import { type ReadCandidates, readCandidates } from './read-candidates.ts';
import { claimsIn, subjectAfter, withNames } from './remember-upsert.ts';
import type { Settled } from './settled.ts';
import { type ByOwner, sortByOwner } from './sort-by-owner.ts';
import { subjectIdIn } from './subject-id.ts';
import { saidOfPerson, suggestionsFor } from './suggestions-for.ts';
import type { Trace } from './trace.ts';

/** An event that is taken in. `tell` is called with its trace once it is delivered so. */
export interface TakenIn {
  readonly settled: Settled;
  readonly tell: (trace: Trace) => void;
}

/**
 * Takes an event in; undefined where something is to be decided about it.
 * @param before what the events before it have said, of the same subject
 */
export async function takeIn(
  change: Upsert,
  given: EventContext,
  before: Settled | undefined,
): Promise<TakenIn | undefined> {
  if (asksForMore(change, given)) return undefined;
  const { candidates, discarded } = readCandidates(change.identities, given);
  if (!(await areConsistent(candidates, given))) return undefined;
  const known = await knownCustomer(candidates, given, before);
  if (!known) return undefined;
  const context: UpsertContext = { ...given, subjectId: subjectIdIn(given.event, candidates, change) };
  const sorted = sortByOwner(change, candidates, known, context);
  if (!sorted || (await mayLeadToAnother(change, candidates, known.customer, context))) return undefined;
  return added(change, { ...sorted, candidates, discarded }, known, context);
}

/** An event that asks for more than an upsert of what it says. */
function asksForMore({ mergedIds, released = [], triggers }: Upsert, { config }: EventContext): boolean {
  return mergedIds === true || released.length > 0 || changesConsent(triggers, config);
}

const consents: ReadonlySet<Trigger> = new Set([
  ...consentOf.values(),
  'email-consent-withdrawn',
  'sms-consent-withdrawn',
]);

function changesConsent(triggers: readonly Trigger[], { privacy }: EventContext['config']): boolean {
  return privacy?.onConsentWithdrawn === 'suppress-contact' && triggers.some((trigger) => consents.has(trigger));
}

/** Do its identities agree, and does no former version know more of them? Loads what the ledger knows. */
async function areConsistent(
  candidates: readonly CandidateIdentity[],
  { session, event, config, hashKey }: EventContext,
): Promise<boolean> {
  const formers = candidates.flatMap((candidate) => formerKeys(candidate, hashKey));
  await session.load({ identities: candidates.map(({ key }) => key), others: formers });
  if (formers.some((key) => session.former(key) !== undefined)) return false;
  return consistent(candidates, event, () => true, config.cdp).contradicting.length === 0;
}

interface KnownCustomer {
  readonly customer: CustomerId;
  readonly item: CustomerItem;
  readonly before: Settled | undefined;
}

/** The one customer to whom memory says that all its ids belong. */
async function knownCustomer(
  candidates: readonly CandidateIdentity[],
  { session }: EventContext,
  before: Settled | undefined,
): Promise<KnownCustomer | undefined> {
  const { primary } = sortedByEvidence(candidates);
  const [owner, ...others] = new Set(primary.map(({ key }) => session.identities.get(key)?.owner));
  if (owner === undefined || others.length > 0) return undefined;
  if (before && before.customer !== owner) return undefined;
  await session.load({ customers: [owner] });
  const item = before?.item ?? session.customers.get(owner);
  const customer = customerId(owner);
  return item && item.alias === undefined && customer !== undefined ? { customer, item, before } : undefined;
}

/** Does the event bring what was missing for somebody else to be its person? */
async function mayLeadToAnother(
  change: Upsert,
  candidates: readonly CandidateIdentity[],
  customer: CustomerId,
  context: UpsertContext,
): Promise<boolean> {
  const { session } = context;
  const { proved, typed } = sortedByEvidence(candidates);
  const said = saidOfPerson(change, context);
  const known = new Map(
    candidates.flatMap(({ key }) => {
      const item = session.identities.get(key);
      return item ? [[key, item] as const] : [];
    }),
  );
  const suggested = await suggestionsFor([customer], { said, proved, typed }, known, (id) => id, context);
  return suggested.length > 0;
}

interface Sorted extends ByOwner, ReadCandidates {}

/** Adds what the event says to what those before it have said; undefined where a contact has changed hands. */
function added(
  change: Upsert,
  sorted: Sorted,
  { customer, item, before }: KnownCustomer,
  context: UpsertContext,
): TakenIn | undefined {
  const { time, hashKey } = context;
  const { candidates, theirs, notTheirs, observed } = sorted;
  const subject = before?.subject ?? context.subject;
  const { contacts, left } = proveContacts(item.contacts, candidates, time);
  const { recorded, givenUp } = recordContacts(subject.recorded, candidates, time);
  if (left.length > 0 || givenUp.length > 0) return undefined;
  const name = hashedName(change.profile.name, hashKey);
  const first = earlierOf(item.first, firstEventOf({ time, act: change.act, triggers: change.triggers }));
  return {
    settled: {
      customer,
      subject: subjectAfter(subject, change, { customer, sent: theirs, recorded, mayWrite: true, time }),
      item: {
        ...withNames(item, change, name, candidates),
        contacts,
        ...(first && { first }),
        claimed: withClaimed(item, claimsIn(candidates)),
      },
      observed,
      statements: [...(before?.statements ?? []), statementOf(change, sorted, context)],
      theirs: united(before?.theirs, theirs),
      notTheirs: united(before?.notTheirs, notTheirs),
      isWorthALook: before?.isWorthALook === true || isWorthALook(change, candidates, context),
    },
    tell: (trace) => tellTaken(trace, change, sorted, customer, context),
  };
}

function statementOf(change: Upsert, { discarded, notTheirs }: Sorted, context: UpsertContext): Statement {
  const { config, event } = context;
  const notOnes = [...discarded.map(({ identity }) => identity), ...notTheirs.map(({ identity }) => identity)];
  return {
    profile: withoutForeignEmail(change.profile, notOnes),
    moves: groupMoves(config.groups ?? {}, event.connection, change.triggers),
    stamp: stampOf(context),
  };
}

function tellTaken(
  trace: Trace,
  change: Upsert,
  { discarded, notTheirs }: Sorted,
  customer: CustomerId,
  { session }: UpsertContext,
): void {
  for (const identity of change.identities) trace.identity(identity);
  trace.discarded.push(...(change.discarded ?? []));
  trace.isNamed = realName(change.profile.name) !== undefined;
  for (const { identity, reason } of discarded) trace.discard(identity, reason);
  for (const { key, identity } of notTheirs) {
    const isOfAnother = session.identities.get(key)?.owner !== undefined;
    trace.withhold(identity, isOfAnother ? 'owned-by-another' : 'customer-has-another');
  }
  trace.customers.push(customer);
}

function united(
  some: readonly CandidateIdentity[] = [],
  more: readonly CandidateIdentity[],
): readonly CandidateIdentity[] {
  const all = [...new Map([...some, ...more].map((candidate) => [candidate.key, candidate])).values()];
  const { primary, proved, typed } = sortedByEvidence(all);
  return [...primary, ...proved, ...typed];
}

/** An order is new where it was placed at about the time of its event. */
const NEW_ORDER_MS = 10 * 60_000;

/** Is it something that joins a group, a new order, or a log-in? What then turns out to be wrong is mended at once. */
function isWorthALook(
  { triggers, act }: Upsert,
  candidates: readonly CandidateIdentity[],
  { time }: UpsertContext,
): boolean {
  const isNewOrder = act?.kind === 'order' && Math.abs(time - Date.parse(act.created)) <= NEW_ORDER_MS;
  return triggers.length > 0 || isNewOrder || candidates.some(isProvedByAct);
}
