import { type CandidateIdentity, isVerified } from './candidate.ts';
import type { CustomerItem } from './customer-item.ts';
import { recordContact, type SubjectItem } from './subject-item.ts';

/** A contact has left whoever had it: its key, and since when (Unix ms). */
export interface LeftContact {
  readonly key: string;
  readonly at: number;
}

/** A contact that the platform's own record of the person has. */
export function isInRecord(candidate: CandidateIdentity): boolean {
  return candidate.contact && isVerified(candidate) && candidate.identity.evidence.basis === 'record';
}

/** A contact that an act of the person proves. */
export function isProvedByAct(candidate: CandidateIdentity): boolean {
  return candidate.contact && isVerified(candidate) && candidate.identity.evidence.basis !== 'record';
}

/** What the platform's record of a subject has after an event. */
export interface RecordedContacts {
  readonly recorded: SubjectItem['recorded'];
  /** Keys of contacts that stand there in place of another. */
  readonly newStates: ReadonlySet<string>;
  readonly givenUp: readonly LeftContact[];
}

/** @param time Unix ms of the event */
export function recordContacts(
  known: SubjectItem['recorded'],
  candidates: readonly CandidateIdentity[],
  time: number,
): RecordedContacts {
  const recorded = { ...known };
  const newStates = new Set<string>();
  const givenUp: LeftContact[] = [];
  for (const { key, identity } of candidates.filter(isInRecord)) {
    const change = recordContact(recorded[identity.kind], key, time);
    recorded[identity.kind] = change.recorded;
    if (change.isNewState) newStates.add(key);
    if (change.givenUp) givenUp.push(change.givenUp);
  }
  return { recorded, newStates, givenUp };
}

/** The contacts that a customer has proved last, of kinds of which a person has one. */
export interface ProvedContacts {
  readonly contacts: CustomerItem['contacts'];
  readonly left: readonly LeftContact[];
}

/**
 * @param time Unix ms of the event
 * @param keyBefore the contact of a kind that was theirs before anything was remembered of it
 */
export function proveContacts(
  known: CustomerItem['contacts'],
  candidates: readonly CandidateIdentity[],
  time: number,
  keyBefore: (kind: string) => string | undefined = () => undefined,
): ProvedContacts {
  const contacts = { ...known };
  const left: LeftContact[] = [];
  for (const { key, identity, unique } of candidates.filter(isProvedByAct)) {
    if (!unique) continue;
    const before = keyBefore(identity.kind);
    const last = contacts[identity.kind] ?? (before === undefined ? undefined : { key: before, at: -Infinity });
    if (last === undefined || last.key === key) {
      contacts[identity.kind] = { key, at: Math.max(time, last?.at ?? -Infinity) };
    } else if (time >= last.at) {
      contacts[identity.kind] = { key, at: time };
      left.push({ key: last.key, at: time });
    } else {
      // The event has come late: the person has proved another since.
      left.push({ key, at: last.at });
    }
  }
  return { contacts, left };
}
