import { createHmac } from 'node:crypto';
import type { IdentityPair } from '../cdp/contract.ts';

/**
 * What a suppressed identity is remembered by: a keyed hash of the pair that the CDP knows, so that the mark tells nobody
 * who was forgotten, and recognises the identity whichever channel brings it.
 */
export function suppressionKey({ identityType, identityValue }: IdentityPair, hashKey: string): string {
  return createHmac('sha256', hashKey).update(`${identityType.length}:${identityType}${identityValue}`).digest('hex');
}
