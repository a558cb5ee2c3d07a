import type { Marks } from '../identity/identity-item.ts';
import { type CandidateIdentity, isVerified, sortedByEvidence } from './candidate.ts';
import type { Act, Trigger } from './customer-change.ts';

const DAY_MS = 24 * 3_600_000;
const BLOCK_DAYS = 14;

/** How long (ms) the contacts of an erased person are blocked, whatever comes. */
export function blockMsOf({ blockDays = BLOCK_DAYS }: { readonly blockDays?: number } = {}): number {
  return blockDays * DAY_MS;
}

/** What a person does to come back after an erase; an order and a new account count by when they began. */
const returning: ReadonlySet<Trigger> = new Set([
  'follow',
  'employee-added',
  'member-bound',
  'paid-order',
  'email-consent-given',
  'sms-consent-given',
]);
/** By which a person wants a contact of theirs used. */
export const consentOf: ReadonlyMap<string, Trigger> = new Map([
  ['email', 'email-consent-given'],
  ['mobile', 'sms-consent-given'],
]);

export interface ScreenedEvent {
  /** Unix ms. */
  readonly time: number;
  readonly act: Act | undefined;
  readonly triggers: readonly Trigger[];
}

export interface Screened {
  /** What may be used. */
  readonly allowed: readonly CandidateIdentity[];
  /** What belongs to somebody who must be forgotten, or to a contact whose consent was withdrawn. */
  readonly blocked: readonly CandidateIdentity[];
  /** Of the allowed: those whose marks end, because the person has come back. */
  readonly returned: readonly CandidateIdentity[];
  /** The event is about such a person, and nothing of it is used. */
  readonly isBlocked: boolean;
}

/**
 * Takes out the identities of people who must be forgotten. An id of a platform changes no hands: it is blocked until the person
 * comes back by an act after the erase. A contact does: it is blocked for what happened before the erase, and for `blockMs`
 * whatever comes; afterwards it may be its next owner's.
 */
export function screen(
  candidates: readonly CandidateIdentity[],
  marksOf: (candidate: CandidateIdentity) => Marks | undefined,
  event: ScreenedEvent,
  blockMs: number,
): Screened {
  const blocked: CandidateIdentity[] = [];
  const returned: CandidateIdentity[] = [];
  for (const candidate of candidates) {
    const marks = marksOf(candidate);
    if (!marks) continue;
    const verdict = verdictOn(candidate, marks, event, blockMs);
    if (verdict === 'blocked') blocked.push(candidate);
    if (verdict === 'returned') returned.push(candidate);
  }
  const { primary } = sortedByEvidence(candidates);
  const leading = primary.length > 0 ? primary : leadingContacts(candidates);
  return {
    allowed: candidates.filter((candidate) => !blocked.includes(candidate)),
    blocked,
    returned,
    isBlocked: blocked.some((candidate) => leading.includes(candidate)),
  };
}

function leadingContacts(candidates: readonly CandidateIdentity[]): readonly CandidateIdentity[] {
  const proved = candidates.filter(isVerified);
  return proved.length > 0 ? proved : candidates.slice(0, 1);
}

function verdictOn(
  candidate: CandidateIdentity,
  { erased, suppressed, withdrawn }: Marks,
  event: ScreenedEvent,
  blockMs: number,
): 'blocked' | 'returned' | 'free' {
  const { contact, identity } = candidate;
  if (suppressed !== undefined) return 'blocked';
  const consent = consentOf.get(identity.kind);
  const isGivenAgain =
    withdrawn !== undefined && event.time > withdrawn && event.triggers.some((trigger) => trigger === consent);
  if (withdrawn !== undefined && !isGivenAgain) return 'blocked';
  const free = isGivenAgain ? 'returned' : 'free';
  if (erased === undefined) return free;
  if (contact) return actTime(event) <= erased + blockMs ? 'blocked' : free;
  // Only what the event proves comes back with the person.
  return isVerified(candidate) && isReturn(event, erased) ? 'returned' : 'blocked';
}

/** Unix ms of what the person did; long ago where a record does not say since when it is. */
export function actTime({ time, act }: Pick<ScreenedEvent, 'time' | 'act'>): number {
  return act === undefined ? time : act.created === undefined ? -Infinity : Date.parse(act.created);
}

/** Unix ms of what the person did; of the event where nothing says when that was. */
export function actTimeOrEvent(event: Pick<ScreenedEvent, 'time' | 'act'>): number {
  const acted = actTime(event);
  return Number.isFinite(acted) ? acted : event.time;
}

function isReturn(event: ScreenedEvent, erased: number): boolean {
  return (returnTime(event) ?? -Infinity) > erased;
}

/** When the person came, or came back, by an act of theirs (Unix ms); undefined where the event tells of none. */
export function returnTime(event: ScreenedEvent): number | undefined {
  const isAct = event.act !== undefined || event.triggers.some((trigger) => returning.has(trigger));
  return isAct && Number.isFinite(actTime(event)) ? actTime(event) : undefined;
}
