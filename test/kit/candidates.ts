import { type CandidateIdentity, candidatesOf } from '../../functions/shared/change/candidate.ts';
import { type CustomerId, customerId } from '../../functions/shared/cdp/ids.ts';
import type { IdentityConfig } from '../../functions/shared/identity/identity-config.ts';
import type { Grade, Identity } from '../../functions/shared/identity/identity.ts';
import { demoConfig } from './demo.ts';

export const HASH_KEY = 'the key of a test';
export const identityConfig: IdentityConfig = demoConfig().cdp;

/**
 * `verified mobile 15931000401`, `claimed email ann@post.example`, `verified wechat-openid app1/oAnn`: grade, kind, and the value behind
 * its scope. `record` in place of the grade: proved by what a platform's record repeats.
 */
export function identityOf(text: string): Identity {
  const [grade = '', kind = '', place = ''] = text.split(' ');
  const slash = place.lastIndexOf('/');
  const evidence = { grade: (grade === 'record' ? 'verified' : grade) as Grade, field: 'f' };
  return {
    kind,
    scope: slash < 0 ? '' : place.slice(0, slash),
    value: place.slice(slash + 1),
    evidence: grade === 'record' ? { ...evidence, basis: 'record' } : evidence,
  };
}

/** What the tenant can be told of these, in their final order. */
export function candidates(
  texts: readonly string[],
  config: IdentityConfig = identityConfig,
): readonly CandidateIdentity[] {
  return candidatesOf(texts.map(identityOf), config, HASH_KEY);
}

export function candidate(text: string, config?: IdentityConfig): CandidateIdentity {
  const [only] = candidates([text], config);
  if (!only) throw new Error(`the tenant has no code for ${text}`);
  return only;
}

/** A customer of the CDP. */
export function customer(id: number): CustomerId {
  const known = customerId(id);
  if (!known) throw new Error(`${id} is no customer's id`);
  return known;
}
