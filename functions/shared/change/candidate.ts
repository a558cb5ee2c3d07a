import type { IdentityPair } from '../cdp/contract.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import type { Identity } from '../identity/identity.ts';
import { identityHash } from '../identity/keyed-hash.ts';
import { type KindDefinition, kindOf } from '../identity/kinds.ts';
import { inOrder } from '../identity/order.ts';
import { toPair } from '../identity/to-pair.ts';

/** An identity of an event that the tenant can be told. */
export interface CandidateIdentity extends Pick<KindDefinition, 'contact' | 'mayLink' | 'unique' | 'onePerScope'> {
  readonly identity: Identity;
  /** As the CDP knows it. */
  readonly pair: IdentityPair;
  /** What the ledger knows it by: a keyed hash of kind, scope and value. */
  readonly key: string;
}

/** The identities of an event that this tenant can know, in their final order. */
export function candidatesOf(
  identities: readonly Identity[],
  config: IdentityConfig,
  hashKey: string,
): CandidateIdentity[] {
  return inOrder(identities, config).flatMap((identity) => {
    const pair = toPair(identity, config.identityTypes, config.foreignMobile);
    if (!pair) return [];
    const {
      contact = false,
      mayLink = false,
      unique = false,
      onePerScope = false,
    } = kindOf(identity.kind, config) ?? {};
    const key = identityHash(identity, config, hashKey);
    return [{ identity, pair, key, contact, mayLink, unique, onePerScope }];
  });
}

export function isVerified({ identity }: CandidateIdentity): boolean {
  return identity.evidence.grade === 'verified';
}

/** A contact that the person has only typed, and with which they have paid where that counts. */
export function isPaidWith({ identity, contact }: CandidateIdentity): boolean {
  return contact && identity.evidence.grade === 'claimed' && identity.evidence.paid === true;
}

/** What an event says of a person, by how much it is worth. */
export interface Sorted {
  /** Ids that the event has proved. */
  readonly primary: readonly CandidateIdentity[];
  /** Phones and addresses that the event has proved. */
  readonly proved: readonly CandidateIdentity[];
  /** What the person has only said. */
  readonly typed: readonly CandidateIdentity[];
}

export function sortedByEvidence(candidates: readonly CandidateIdentity[]): Sorted {
  return {
    primary: candidates.filter((each) => isVerified(each) && !each.contact),
    proved: candidates.filter((each) => isVerified(each) && each.contact),
    typed: candidates.filter((each) => !isVerified(each)),
  };
}
