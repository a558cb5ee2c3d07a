import { customerId, type CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isPaidWith, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import { consistent } from '../shared/change/consistent.ts';
import type { Trigger, Upsert } from '../shared/change/customer-change.ts';
import { type CustomerItem, withClaimed } from '../shared/change/customer-item.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import { isShared, limitOf } from '../shared/change/limits.ts';
import type { Statement } from '../shared/change/plan.ts';
import { actTime, consentOf } from '../shared/change/screen.ts';
import { recordContact, type SubjectItem } from '../shared/change/subject-item.ts';
import { type IdentityItem, isProved, withObservation } from '../shared/identity/identity-item.ts';
import { realName } from '../shared/identity/real-name.ts';
import { stampOf, withoutForeignEmail } from './call-upsert.ts';
import type { EventContext, UpsertContext } from './context.ts';
import { formerKeys } from './former-state.ts';
import { readCandidates } from './read-candidates.ts';
import { claimsIn, isAct, isRecord, subjectAfter, withNames } from './remember-upsert.ts';
import { claimantsOf, claimsKept, hashedName, isKnownTheirs } from './resolve-upsert.ts';
import { subjectIdIn } from './subject-id.ts';
import { suggestionsFor } from './suggestions-for.ts';
import type { Trace } from './trace.ts';

/**
 * What one or several events say of a customer about whom nothing is to be decided: by memory each identity is where it is to be. It is
 * theirs; or it was typed by them, and within the last day the CDP has said that it is another's or cannot be theirs.
 */
export interface Settled {
  readonly customer: CustomerId;
  readonly subject: SubjectItem;
  /** With the names and contacts that the events have shown. */
  readonly item: CustomerItem;
  /** What the events have shown of identities, by their keys. */
  readonly observed: ReadonlyMap<string, readonly ((item: IdentityItem) => IdentityItem)[]>;
  readonly statements: readonly Statement[];
  /** Each once; ids before contacts. */
  readonly theirs: readonly CandidateIdentity[];
  /** Typed, and not theirs. */
  readonly notTheirs: readonly CandidateIdentity[];
  /** One of the events is worth a look in any case. */
  readonly isWorthALook: boolean;
}

/** Takes an event in; undefined where something is to be decided about it. `trace` is told when the event is delivered so. */
export interface TakenIn {
  readonly settled: Settled;
  readonly tell: (trace: Trace) => void;
}

/** @param before what the events before it have said, of the same subject */
export async function takeIn(
  change: Upsert,
  given: EventContext,
  before: Settled | undefined,
): Promise<TakenIn | undefined> {
  const { session, event, config, hashKey } = given;
  if (change.mergedIds || change.released?.length || changesConsent(change.triggers, config)) return undefined;
  const { candidates, discarded } = readCandidates(change.identities, given);
  const { primary } = sortedByEvidence(candidates);
  if (primary.length === 0) return undefined;
  const context: UpsertContext = { ...given, subjectId: subjectIdIn(event, candidates, change) };
  const formers = candidates.flatMap((candidate) => formerKeys(candidate, hashKey));
  await session.load({ identities: candidates.map(({ key }) => key), others: formers });
  if (formers.some((key) => session.former(key) !== undefined)) return undefined;
  if (consistent(candidates, event, () => true, config.cdp).contradicting.length > 0) return undefined;

  const [customer, ...others] = new Set(primary.map(({ key }) => session.identities.get(key)?.owner));
  if (customer === undefined || others.length > 0) return undefined;
  if (before && before.customer !== customer) return undefined;
  await session.load({ customers: [customer] });
  const item = before?.item ?? session.customers.get(customer);
  const id = customerId(customer);
  if (!item || item.alias !== undefined || id === undefined) return undefined;

  const sorted = sortByOwner(change, candidates, { customer: id, before }, context);
  if (!sorted || (await mayLeadToAnother(change, candidates, id, context))) return undefined;
  return added(change, { ...sorted, candidates, discarded }, { customer: id, item, before }, context);
}

/** Does the event bring what was missing for somebody else to be its person? */
async function mayLeadToAnother(
  change: Upsert,
  candidates: readonly CandidateIdentity[],
  customer: CustomerId,
  context: UpsertContext,
): Promise<boolean> {
  const { session, time, hashKey } = context;
  const { proved, typed } = sortedByEvidence(candidates);
  const when = actTime({ time, act: change.act });
  const said = {
    time: Number.isFinite(when) ? when : time,
    name: hashedName(change.profile.name, hashKey),
    isOwnName: change.nameFrom !== 'beside-contact',
  };
  const known = new Map(
    candidates.flatMap(({ key }) => {
      const item = session.identities.get(key);
      return item ? [[key, item] as const] : [];
    }),
  );
  const suggested = await suggestionsFor([customer], { said, proved, typed }, known, (id) => id, context);
  return suggested.length > 0;
}

const consents: ReadonlySet<Trigger> = new Set([
  ...consentOf.values(),
  'email-consent-withdrawn',
  'sms-consent-withdrawn',
]);

function changesConsent(triggers: readonly Trigger[], { privacy }: EventContext['config']): boolean {
  return privacy?.onConsentWithdrawn === 'suppress-contact' && triggers.some((trigger) => consents.has(trigger));
}

interface ByOwner {
  readonly theirs: readonly CandidateIdentity[];
  readonly notTheirs: readonly CandidateIdentity[];
  readonly observed: Settled['observed'];
}

/** Undefined where one of the identities is not settled. */
function sortByOwner(
  change: Upsert,
  candidates: readonly CandidateIdentity[],
  { customer, before }: { readonly customer: CustomerId; readonly before: Settled | undefined },
  context: UpsertContext,
): ByOwner | undefined {
  const { session, config, time, digest } = context;
  const claimants = claimantsOf(change, candidates, context);
  const when = actTime({ time, act: change.act });
  const acted = Number.isFinite(when) ? when : time;
  const observed = new Map(before?.observed);
  const theirs: CandidateIdentity[] = [];
  const notTheirs: CandidateIdentity[] = [];
  for (const candidate of candidates) {
    const { key } = candidate;
    const stored = session.identities.get(key);
    if (!stored || session.identities.isHeldByAnother(key) || isMarked(stored)) return undefined;
    const item = (observed.get(key) ?? []).reduce((known, step) => step(known), stored);
    const claimant = claimants.get(key);
    const limit = limitOf(candidate, config.guards);
    const isOwn = item.owner === customer;
    if (limit && claimant && !isKnownTheirs(item.claims, claimant, item.owner)) {
      if (isShared(candidate, item, { ...claimant, customer }, limit, acted)) return undefined;
    }
    const isKnown = claimant === undefined || !(candidate.contact || limit);
    const how = isVerified(candidate) ? (isRecord(candidate) ? 'record' : 'act') : 'typed';
    const seen = {
      claimant: { ...claimant, by: claimant?.by ?? [], customer },
      how,
      time: how === 'typed' ? acted : time,
      event: digest,
      isPaid: candidate.identity.evidence.paid === true,
    } as const;
    const observe = (known: IdentityItem) => withObservation(known, seen, claimsKept(candidate, context));
    const isNews = !isKnown && observe(item) !== item;
    if (isOwn) {
      if (candidate.contact && isContested(item, customer)) return undefined;
      theirs.push(candidate);
      if (isNews) observed.set(key, [...(observed.get(key) ?? []), observe]);
    } else {
      // Once a day the CDP is asked again.
      const wasTyped = item.claims.some((claim) => claim.customer === customer && claim.typed !== undefined);
      if (isVerified(candidate) || isNews || !wasTyped || isDecidedByRules(candidate, item, context)) return undefined;
      notTheirs.push(candidate);
    }
  }
  return { theirs, notTheirs, observed };
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

/** Under these settings a contact that is not theirs is connected, or kept apart for another reason. */
function isDecidedByRules(candidate: CandidateIdentity, { owner }: IdentityItem, { config }: UpsertContext): boolean {
  const hasRules = owner === undefined && (config.guards?.neverOne?.length ?? 0) > 0;
  return !candidate.contact || isPaidWith(candidate) || config.cdp.merge === 'always' || hasRules;
}

interface Sorted extends ByOwner, ReturnType<typeof readCandidates> {}

function added(
  change: Upsert,
  { candidates, discarded, theirs, notTheirs, observed }: Sorted,
  known: { readonly customer: CustomerId; readonly item: CustomerItem; readonly before: Settled | undefined },
  context: UpsertContext,
): TakenIn | undefined {
  const { event, time, config, hashKey } = context;
  const { customer, before } = known;
  const contacts = { ...known.item.contacts };
  for (const { key, identity, unique } of candidates.filter(isAct)) {
    if (!unique) continue;
    const proved = contacts[identity.kind];
    // They have proved another one since, or before: one of the two has left them.
    if (proved && proved.key !== key) return undefined;
    contacts[identity.kind] = { key, at: Math.max(time, proved?.at ?? -Infinity) };
  }
  const subject = before?.subject ?? context.subject;
  const recorded = { ...subject.recorded };
  for (const { key, identity } of candidates.filter(isRecord)) {
    const outcome = recordContact(recorded[identity.kind], key, time);
    if (outcome.isNewState || outcome.givenUp) return undefined;
    recorded[identity.kind] = outcome.recorded;
  }
  const notOnes = [...discarded.map(({ identity }) => identity), ...notTheirs.map(({ identity }) => identity)];
  const statement: Statement = {
    profile: withoutForeignEmail(change.profile, notOnes),
    moves: groupMoves(config.groups ?? {}, event.connection, change.triggers),
    stamp: stampOf(context),
  };
  const name = hashedName(change.profile.name, hashKey);
  return {
    settled: {
      customer,
      subject: subjectAfter(subject, change, { customer, sent: theirs, recorded, mayWrite: true, time }),
      item: {
        ...withNames(known.item, change, name, candidates),
        contacts,
        claimed: withClaimed(known.item, claimsIn(candidates)),
      },
      observed,
      statements: [...(before?.statements ?? []), statement],
      theirs: united(before?.theirs, theirs),
      notTheirs: united(before?.notTheirs, notTheirs),
      isWorthALook: before?.isWorthALook === true || isWorthALook(change, candidates, context),
    },
    tell: (trace) => {
      for (const identity of change.identities) trace.identity(identity);
      trace.discarded.push(...(change.discarded ?? []));
      trace.isNamed = realName(change.profile.name) !== undefined;
      for (const { identity, reason } of discarded) trace.discard(identity, reason);
      for (const { key, identity } of notTheirs) {
        const isOfAnother = context.session.identities.get(key)?.owner !== undefined;
        trace.withhold(identity, isOfAnother ? 'owned-by-another' : 'customer-has-another');
      }
      trace.customers.push(customer);
    },
  };
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
  return triggers.length > 0 || isNewOrder || candidates.some(isAct);
}
