import { type CandidateIdentity, isVerified, sortedByEvidence } from '../shared/change/candidate.ts';
import { consistent } from '../shared/change/consistent.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import { emptyIdentityItem } from '../shared/identity/identity-item.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { realName } from '../shared/identity/real-name.ts';
import { callUpsert } from './call-upsert.ts';
import type { EventContext, UpsertContext } from './context.ts';
import { formerIdentity, formerKeys } from './former-state.ts';
import type { ItemBefore } from './ask-owners.ts';
import { observe, observeEvery } from './observe.ts';
import { HELD, identitiesWithoutCode, nobodyAfter, type Outcome, OWNED_MEANWHILE } from './outcome.ts';
import { type ReadCandidates, readCandidates } from './read-candidates.ts';
import { caseOfApart, reconcileUpsert, withheldBecause } from './reconcile-upsert.ts';
import { rememberUpsert } from './remember-upsert.ts';
import { type ResolvedUpsert, resolveUpsert } from './resolve-upsert.ts';
import { type ScreenedUpsert, screenUpsert } from './screen-upsert.ts';
import { subjectCandidate, subjectIdIn } from './subject-id.ts';

/** What an upsert has led to: what to remember of its subject, or how the event has ended. */
export type Upserted = { readonly subject: SubjectItem } | Ended;

interface Ended {
  readonly ended: Outcome;
}

/** One upsert, step by step: read, screen, resolve, carry out. @throws CdpError, OutOfTime, LedgerConflict */
export async function applyUpsert(change: Upsert, given: EventContext): Promise<Upserted> {
  const read = await readUpsert(change, given);
  if ('ended' in read) return read;
  const screened = await screenedUpsert(change, read);
  if ('ended' in screened) return screened;
  const resolved = await resolveOrNewcomer(change, read, screened);
  if ('ended' in resolved) return resolved;
  const foreign = [
    ...[...read.discarded, ...screened.blocked].map(({ identity }) => identity),
    ...resolved.discarded.map(({ candidate }) => candidate.identity),
  ];
  return carryOut(change, resolved, foreign, read.context);
}

/** An upsert whose identities are read, and what the ledger knows of them. */
interface ReadUpsert extends ReadCandidates {
  readonly context: UpsertContext;
  /** By what the subject is known as a customer, where the event has nothing but contacts. */
  readonly own: CandidateIdentity | undefined;
  readonly itemBefore: ItemBefore;
}

async function readUpsert(change: Upsert, given: EventContext): Promise<ReadUpsert | Ended> {
  const { session, former, trace, event, hashKey } = given;
  trace.discarded.push(...(change.discarded ?? []));
  trace.isNamed = realName(change.profile.name) !== undefined;
  const { candidates: all, discarded } = readCandidates(change.identities, given);
  if (all.length === 0 && discarded.length === 0) return { ended: identitiesWithoutCode(change.identities) };
  for (const { identity, reason } of discarded) trace.discard(identity, reason);
  if (all.length === 0) return { ended: nobodyAfter(discarded) };

  const subjectId = subjectIdIn(event, all, change);
  const context: UpsertContext = { ...given, subjectId };
  // Who is known by a contact alone may have been made a customer by the subject of the events before.
  const { primary } = sortedByEvidence(all);
  const own = primary.length === 0 && subjectId !== undefined ? subjectCandidate(all, [], context) : undefined;
  await session.load({
    identities: [...all, ...(own ? [own] : [])].map(({ key }) => key),
    others: all.flatMap((candidate) => formerKeys(candidate, hashKey)),
  });
  const itemBefore: ItemBefore = (candidate) =>
    session.identities.get(candidate.key) ?? formerIdentity(candidate, former) ?? emptyIdentityItem;
  const owner = primary[0] && itemBefore(primary[0]).owner;
  const isTheirs = (candidate: CandidateIdentity) => owner !== undefined && itemBefore(candidate).owner === owner;
  const { mergedIds } = change;
  const { used, contradicting } = consistent(all, { subject: event.subject, mergedIds }, isTheirs, given.config.cdp);
  for (const candidate of contradicting) {
    trace.discard(candidate.identity, 'contradictory');
    trace.cases.push(observe('ids-contradict', candidate, event, given.clock()));
  }
  const beside = contradicting.map(({ identity }) => ({ identity, reason: 'contradictory' as const }));
  return { candidates: used, discarded: [...discarded, ...beside], context, own, itemBefore };
}

async function screenedUpsert(change: Upsert, { candidates, context }: ReadUpsert): Promise<ScreenedUpsert | Ended> {
  const { trace, event, clock } = context;
  const screened = await screenUpsert(change, candidates, context);
  if (screened.isRevival) {
    const kinds = [...new Set(screened.blocked.map(({ identity }) => identity.kind))].join(', ');
    trace.cases.push(observeEvery('erased-identity-returns', kinds, event, clock()));
  }
  if (screened.isBlocked) {
    trace.cases.push(observeEvery('blocked-by-erase', event.type, event, clock()));
    return { ended: suppressed };
  }
  for (const { identity } of screened.blocked) trace.discard(identity, 'suppressed');
  return screened;
}

/** Who the event is about. Whoever has proved a contact that is withheld is a customer all the same. */
async function resolveOrNewcomer(
  change: Upsert,
  { own, itemBefore, context }: ReadUpsert,
  { allowed }: ScreenedUpsert,
): Promise<ResolvedUpsert | Ended> {
  const { session, trace } = context;
  const known = own && session.identities.get(own.key) ? [own] : [];
  let resolved = await resolveUpsert(change, [...known, ...allowed], itemBefore, context);
  if (resolved.outcome === 'held') return { ended: HELD };
  if (isNobody(resolved) && resolved.resolution.apart.some(({ contact }) => isVerified(contact))) {
    const newcomer = own ?? subjectCandidate(allowed, resolved.resolution.others, context);
    if (!newcomer) return { ended: tellApart(resolved, context) };
    await session.load({ identities: [newcomer.key] });
    resolved = await resolveUpsert(change, [newcomer, ...allowed], itemBefore, context);
    if (resolved.outcome === 'held') return { ended: HELD };
  }
  for (const { candidate, reason } of resolved.discarded) trace.discard(candidate.identity, reason);
  if (!isNobody(resolved)) return resolved;
  tellApart(resolved, context);
  return { ended: nobody };
}

/** Plans and makes the calls, looks what the CDP has made of them, and remembers it. */
async function carryOut(
  change: Upsert,
  resolved: ResolvedUpsert,
  foreign: readonly Identity[],
  context: UpsertContext,
): Promise<Upserted> {
  const { trace, event, clock } = context;
  const { resolution, gathered } = resolved;
  const called = await callUpsert(change, { resolution, gathered, foreign }, context);
  if (called.outcome === 'held') return { ended: HELD };
  if (called.outcome === 'another') return { ended: OWNED_MEANWHILE };
  if (called.outcome === 'erased') return { ended: suppressed };
  const reconciled = await reconcileUpsert(resolved, called, context);
  for (const { candidate, because } of reconciled.withheld) trace.withhold(candidate.identity, because);
  trace.cases.push(...resolved.observations, ...reconciled.observations);
  const released = readCandidates(change.released ?? [], context).candidates;
  trace.cases.push(...released.map((candidate) => observe('contact-released', candidate, event, clock())));
  trace.customers.push(reconciled.customer);
  return { subject: await rememberUpsert({ change, resolved, called, reconciled }, context) };
}

const nobody: Outcome = {
  outcome: 'ignored',
  reason: 'event-without-customer',
  detail: 'every identity was refused',
};

const suppressed: Outcome = { outcome: 'ignored', reason: 'suppressed', detail: 'the person must be forgotten' };

/** Nothing of the event leads to a customer or could make one. */
function isNobody({ resolution: { leading, handles } }: ResolvedUpsert): boolean {
  return leading.length === 0 && handles.length === 0;
}

/** Says what kept the event's contacts from leading anywhere. */
function tellApart({ resolution, observations }: ResolvedUpsert, { trace, event, clock }: EventContext): Outcome {
  for (const { contact, because, isDecided } of resolution.apart) {
    trace.withhold(contact.identity, withheldBecause(because));
    if (!isDecided) trace.cases.push(observe(caseOfApart(because), contact, event, clock()));
  }
  trace.cases.push(...observations);
  return {
    outcome: 'dead-lettered',
    reason: 'contact-withheld',
    detail:
      'the only identity is a contact that another customer has; cdp.identityTypes has no code for guiyi-subject, or the event has no subject',
  };
}
