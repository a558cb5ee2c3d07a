import { createHmac } from 'node:crypto';
import type { IdentityPair } from '../cdp/contract/identity-pair.ts';

/**
 * What a mark on an identity is kept by: a keyed hash of the pair that the CDP knows, so that the mark tells nobody whose it
 * is, and recognises the identity whichever channel brings it.
 */
export function keyedHash({ identityType, identityValue }: IdentityPair, hashKey: string): string {
  return createHmac('sha256', hashKey).update(`${identityType.length}:${identityType}${identityValue}`).digest('hex');
}
