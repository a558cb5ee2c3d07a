import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, candidatesOf, isVerified } from '../shared/change/candidate.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { kindOf } from '../shared/identity/kinds.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import type { DiscardReason } from '../shared/identity/discarded-value.ts';
import { isFillerText, isTemplateText } from '../shared/identity/template-text.ts';
import type { UpsertContext } from './context.ts';

/** A sender that writes such a thing where an id belongs writes no id into the subject either. */
const NO_ID: ReadonlySet<DiscardReason> = new Set([
  'placeholder',
  'malformed',
  'wrong-type',
  'too-long',
  'shop',
  'staff',
]);

/**
 * The subject of an event, where it is an id of one person: neither a contact of the event by another name, nor a stand-in, nor beside an
 * id that is none. Undefined otherwise.
 */
export function subjectIdIn(
  { subject }: Pick<Envelope, 'subject'>,
  candidates: readonly CandidateIdentity[],
  { discarded = [] }: Pick<Upsert, 'discarded'>,
): string | undefined {
  if (subject === undefined) return undefined;
  const text = subject.toLowerCase();
  const isContact = candidates.some(
    ({ contact, identity }) => contact && text.includes(identity.value.replace(/^\+/, '').toLowerCase()),
  );
  const isBesideNone = discarded.some(({ kind, reason }) => NO_ID.has(reason) && kindOf(kind)?.contact !== true);
  const isPlaceholder = subject.split(/[^\p{L}\p{N}_-]+/u).some((word) => isTemplateText(word) || isFillerText(word));
  return isContact || isBesideNone || isPlaceholder ? undefined : subject;
}

const SUBJECT_KIND = 'guiyi-subject';

/**
 * An identity for somebody who is known by a connection's own events alone: their only contact is withheld, and they would be no customer
 * without. It is a keyed hash of the subject; where that is no id, of the contacts that they have proved and of the customers who they are
 * not, so that the next owner of a contact is somebody else again. Undefined where the tenant has no code for it.
 */
export function subjectCandidate(
  candidates: readonly CandidateIdentity[],
  others: readonly CustomerId[],
  { event, subjectId, config, hashKey }: Pick<UpsertContext, 'event' | 'subjectId' | 'config' | 'hashKey'>,
): CandidateIdentity | undefined {
  const proved = candidates.filter((candidate) => candidate.contact && isVerified(candidate)).map(({ key }) => key);
  const name = subjectId === undefined ? [...proved.toSorted(), ...others] : [subjectId];
  const identity: Identity = {
    kind: SUBJECT_KIND,
    scope: event.connection,
    value: textHash('subject', [event.connection, ...name], hashKey),
    evidence: { grade: 'verified', field: 'subject' },
  };
  return candidatesOf([identity], config.cdp, hashKey)[0];
}
