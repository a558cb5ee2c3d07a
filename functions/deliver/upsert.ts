import type { Candidate } from '../shared/change/candidate.ts';
import { sortedByEvidence } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import { emptyIdentityItem } from '../shared/identity/identity-item.ts';
import { realName } from '../shared/identity/real-name.ts';
import { callUpsert } from './call-upsert.ts';
import type { EventContext, UpsertContext } from './context.ts';
import { formerIdentity, formerKeys } from './former-state.ts';
import type { ItemBefore } from './gather.ts';
import { observe, observeEvery } from './observe.ts';
import { identitiesWithoutCode, nobodyAfter, type Outcome } from './outcome.ts';
import { readCandidates } from './read-candidates.ts';
import { subjectCandidate, subjectIdIn } from './subject-id.ts';
import { caseOfApart, reconcileUpsert, withheldBecause } from './reconcile-upsert.ts';
import { rememberUpsert } from './remember-upsert.ts';
import { type ResolvedUpsert, resolveUpsert } from './resolve-upsert.ts';
import { screenUpsert } from './screen-upsert.ts';

const HELD: Outcome = {
  outcome: 'later',
  reason: 'hold-conflict',
  detail: 'another event about the same person is being delivered',
  retryAfterSeconds: 2,
};

/** What an upsert has led to: what to remember of its subject, or how the event has ended. */
export type Upserted = { readonly subject: SubjectItem } | { readonly ended: Outcome };

/**
 * One upsert, step by step: screen, resolve, plan and call, reconcile, remember. @throws CdpError, OutOfTime, LedgerConflict
 */
export async function applyUpsert(change: Upsert, given: EventContext): Promise<Upserted> {
  const { session, former, trace, event, clock, hashKey } = given;
  trace.refusals.push(...(change.refusals ?? []));
  trace.isNamed = realName(change.profile.name) !== undefined;
  const { candidates, discarded } = readCandidates(change.identities, given);
  if (candidates.length === 0 && discarded.length === 0) return { ended: identitiesWithoutCode(change.identities) };
  for (const { identity, reason } of discarded) trace.discard(identity, reason);
  if (candidates.length === 0) return { ended: nobodyAfter(discarded) };

  const subjectId = subjectIdIn(event, candidates, change);
  const context: UpsertContext = { ...given, subjectId };
  // Who is known by a contact alone may have been made a customer by the subject of the events before.
  const hasOnlyContacts = sortedByEvidence(candidates).primary.length === 0;
  const own = hasOnlyContacts && subjectId !== undefined ? subjectCandidate(candidates, [], context) : undefined;
  await session.load({
    identities: [...candidates, ...(own ? [own] : [])].map(({ key }) => key),
    others: candidates.flatMap((candidate) => formerKeys(candidate, hashKey)),
  });
  const itemBefore: ItemBefore = (candidate) =>
    session.identities.get(candidate.key) ?? formerIdentity(candidate, former) ?? emptyIdentityItem;

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
  const known = own && session.identities.get(own.key) ? [own] : [];
  const used = [...known, ...screened.allowed];

  let resolved = await resolveUpsert(change, used, itemBefore, context);
  if (resolved.outcome === 'held') return { ended: HELD };
  if (isNobody(resolved) && resolved.resolution.apart.some(({ contact }) => isProvedHere(contact))) {
    // Whoever has proved a contact that is withheld is a customer all the same.
    const newcomer = own ?? subjectCandidate(screened.allowed, resolved.resolution.others, context);
    if (!newcomer) return { ended: tellApart(resolved, context) };
    await session.load({ identities: [newcomer.key] });
    resolved = await resolveUpsert(change, [newcomer, ...screened.allowed], itemBefore, context);
    if (resolved.outcome === 'held') return { ended: HELD };
  }
  for (const { candidate, reason } of resolved.discarded) trace.discard(candidate.identity, reason);
  if (isNobody(resolved)) {
    tellApart(resolved, context);
    return { ended: nobody };
  }

  const foreign = [
    ...discarded.map(({ identity }) => identity),
    ...screened.blocked.map(({ identity }) => identity),
    ...resolved.discarded.map(({ candidate }) => candidate.identity),
  ];
  const { resolution, gathered } = resolved;
  const called = await callUpsert(change, { resolution, gathered, foreign }, context);
  if (called.outcome === 'held') return { ended: HELD };
  if (called.outcome === 'erased') return { ended: suppressed };
  const reconciled = await reconcileUpsert(resolved, called, context);
  for (const { candidate, because } of reconciled.withheld) trace.withhold(candidate.identity, because);
  trace.cases.push(...resolved.observations, ...reconciled.observations);
  const released = readCandidates(change.released ?? [], context).candidates;
  trace.cases.push(...released.map((candidate) => observe('contact-released', candidate, event, clock())));
  trace.customers.push(reconciled.customer);
  const subject = await rememberUpsert({ change, resolved, called, reconciled }, context);
  return { subject };
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

function isProvedHere({ identity }: Candidate): boolean {
  return identity.evidence.grade === 'verified';
}

/** Says what kept the event's contacts from leading anywhere. */
function tellApart({ resolution, observations }: ResolvedUpsert, { trace, event, clock }: EventContext): Outcome {
  for (const { contact, because } of resolution.apart) {
    trace.withhold(contact.identity, withheldBecause(because));
    trace.cases.push(observe(caseOfApart(because), contact, event, clock()));
  }
  trace.cases.push(...observations);
  return {
    outcome: 'refused',
    reason: 'contact-withheld',
    detail:
      'the only identity is a contact that another customer has; cdp.identityTypes has no code for guiyi-subject, or the event has no subject',
  };
}
