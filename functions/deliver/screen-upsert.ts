import { type CandidateIdentity, sortedByEvidence } from '../shared/change/candidate.ts';
import type { Trigger, Upsert } from '../shared/change/customer-change.ts';
import { blockMsOf, consentOf, screen, type Screened } from '../shared/change/screen.ts';
import type { Marks } from '../shared/identity/identity-item.ts';
import { returned, withdrawn } from '../shared/identity/marks.ts';
import type { EventContext } from './context.ts';
import { markKey, markOf } from './former-state.ts';

const withdrawal: ReadonlyMap<Trigger, string> = new Map([
  ['email-consent-withdrawn', 'email'],
  ['sms-consent-withdrawn', 'mobile'],
]);

/** Takes out the identities of people who must be forgotten, and lifts the marks of whoever has come back. */
export async function screenUpsert(
  { triggers, act }: Upsert,
  candidates: readonly CandidateIdentity[],
  context: Pick<EventContext, 'session' | 'compat' | 'config' | 'time' | 'hashKey'>,
): Promise<ScreenedUpsert> {
  const { session, compat, config, time, hashKey } = context;
  const { privacy } = config;
  const keepsConsents = privacy?.onConsentWithdrawn === 'suppress-contact';
  const kinds = new Set(keepsConsents ? triggers.map((trigger) => withdrawal.get(trigger)) : []);
  const gone: CandidateIdentity[] = [];
  for (const candidate of candidates.filter(({ identity }) => kinds.has(identity.kind))) {
    const marks = withdrawn(session.identities.get(candidate.key)?.marks, time);
    // A newer consent, which has come before it, counts.
    if (marks.withdrawn === undefined) continue;
    gone.push(candidate);
    await session.identities.update(candidate.key, (item) => ({ ...item, marks: withdrawn(item.marks, time) }));
  }
  const marksOf = (candidate: CandidateIdentity): Marks | undefined => {
    const marks = session.identities.get(candidate.key)?.marks;
    const former = markOf(session.former(markKey(candidate.pair, hashKey)));
    // A former version had one mark for an erase and for a withdrawn consent, which ends later.
    const sort = keepsConsents && candidate.contact ? 'withdrawn' : 'erased';
    const isBack = sort === 'withdrawn' || !candidate.contact;
    const since = Math.max(marks?.lifted ?? -Infinity, (isBack && marks?.returned) || -Infinity);
    const isOver = former === undefined || since > former;
    return isOver ? marks : { ...marks, [sort]: Math.max(former, marks?.[sort] ?? -Infinity) };
  };
  const screened = screen(candidates, marksOf, { time, act, triggers }, blockMsOf(privacy));
  const kept = config.cdp.deletedIdentities ?? 'released';
  if (kept !== 'released') {
    // Whoever was erased would be refused, or the deleted customer would come back with all that they had.
    const revived = screened.allowed.filter((candidate) => wouldRevive(candidate, marksOf(candidate), session));
    if (revived.length > 0) return { ...blockedToo(screened, revived, candidates), isRevival: true };
  }
  await compat.screened({ gone, returned: screened.returned }, time);
  // A withdrawal that is older than a consent may still come.
  const given = screened.allowed.filter(({ identity }) => keepsConsents && isGiven(identity.kind, triggers));
  for (const { key, contact } of new Set([...screened.returned, ...given])) {
    // What happened before an erase stays blocked for a contact, whoever has it now.
    await session.identities.update(key, (item) => ({ ...item, marks: returned(item.marks, time, contact) }));
  }
  return { ...screened, isRevival: false };
}

export interface ScreenedUpsert extends Screened {
  /** The tenant keeps the identities of deleted customers, and the event would bring one back. */
  readonly isRevival: boolean;
}

function isGiven(kind: string, triggers: readonly Trigger[]): boolean {
  const consent = consentOf.get(kind);
  return consent !== undefined && triggers.includes(consent);
}

/** Was it an erased customer's, and is nobody's since? */
function wouldRevive(
  { key, contact }: CandidateIdentity,
  marks: Marks | undefined,
  session: EventContext['session'],
): boolean {
  // A contact comes back with its consent, whether it was erased or not.
  const wasErased = marks?.erased !== undefined || (!contact && marks?.returned !== undefined);
  return wasErased && session.identities.get(key)?.owner === undefined;
}

function blockedToo(
  screened: Screened,
  revived: readonly CandidateIdentity[],
  candidates: readonly CandidateIdentity[],
): Screened {
  const allowed = screened.allowed.filter((candidate) => !revived.includes(candidate));
  const { primary } = sortedByEvidence(candidates);
  const isBlocked = revived.some((candidate) => primary.includes(candidate)) || allowed.length === 0;
  return { ...screened, allowed, blocked: [...screened.blocked, ...revived], returned: [], isBlocked };
}
