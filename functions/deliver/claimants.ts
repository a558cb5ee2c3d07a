import { type CandidateIdentity, isVerified } from '../shared/change/candidate.ts';
import { isInRecord } from '../shared/change/contact-history.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { HashedName } from '../shared/change/customer-item.ts';
import { claimantOf, limitOf } from '../shared/change/limits.ts';
import { type Claimant, isSameClaimant, type Observation } from '../shared/identity/identity-item.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import { realName } from '../shared/identity/real-name.ts';
import type { UpsertContext } from './context.ts';

/** Claims of one value that are kept beyond those that a limit counts. */
const CLAIMS_KEPT = 12;

/** Who says of each identity of an event that it is theirs, by the identities' keys. */
export function claimantsOf(
  { profile }: Upsert,
  candidates: readonly CandidateIdentity[],
  { event, subjectId, hashKey }: Pick<UpsertContext, 'event' | 'subjectId' | 'hashKey'>,
): ReadonlyMap<string, Claimant> {
  const name = profile.name?.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
  const alone = {
    ...(subjectId !== undefined && { subject: textHash('subject', [event.connection, subjectId], hashKey) }),
    ...(name && { name: textHash('name', [name], hashKey) }),
  };
  return new Map(candidates.map((candidate) => [candidate.key, claimantOf(candidate, candidates, alone)]));
}

export function claimsKept(candidate: CandidateIdentity, { config }: Pick<UpsertContext, 'config'>): number {
  return Math.max(CLAIMS_KEPT, (limitOf(candidate, config.guards)?.customersPerValue ?? 0) + 2);
}

/** What an event shows of an identity. `acted`: Unix ms of what the person did */
export function observationOf(
  candidate: CandidateIdentity,
  claimant: Claimant,
  acted: number,
  { time, digest }: Pick<UpsertContext, 'time' | 'digest'>,
): Observation {
  const how = isVerified(candidate) ? (isInRecord(candidate) ? 'record' : 'act') : 'typed';
  return {
    claimant,
    how,
    time: how === 'typed' ? acted : time,
    event: digest,
    isPaid: candidate.identity.evidence.paid === true,
  };
}

/** Is the claimant known as the owner? */
export function isKnownTheirs(claims: readonly Claimant[], claimant: Claimant, owner: string | undefined): boolean {
  return owner !== undefined && claims.some((claim) => claim.customer === owner && isSameClaimant(claim, claimant));
}

/** A name that tells people apart; undefined where it is none. */
export function hashedName(text: string | undefined, hashKey: string): HashedName | undefined {
  const name = realName(text);
  if (!name) return undefined;
  const hashOf = (part: string) => textHash('name', [part], hashKey);
  return { hash: hashOf(name.text), script: name.script, parts: name.parts.map(hashOf) };
}
