import { digest } from '../../functions/shared/envelope/digest.ts';
import { identityKey } from '../../functions/shared/identity/identity.ts';
import { keyedHash } from '../../functions/shared/identity/keyed-hash.ts';
import type { mobile } from './days.ts';
import type { DeliveryWorld } from './delivery.ts';

// The ledger as versions before 0.2 wrote it.

type Given = ReturnType<typeof mobile>;

/** The key under which they knew an identity. */
export function ledgerKey({ kind, scope = '', value }: Given): string {
  return `${kind}:${digest(identityKey({ kind, scope, value }))}`;
}

function hashOf({ kind, scope, value }: Given): string {
  const identityType = kind === 'wechat-openid' ? 'wechat' : kind;
  const identityValue = scope === undefined ? value : `${scope}:${value}`;
  return keyedHash({ identityType, identityValue }, 'the key of a test');
}

export function suppressed(identity: Given): string {
  return `suppressed:${hashOf(identity)}`;
}

export function typed(identity: Given): string {
  return `typed:${hashOf(identity)}`;
}

/** Writes the item of a subject of the brand's own events. */
export function putSubject(world: DeliveryWorld, { value }: Given, state: object): void {
  const former = { fields: {}, groups: {}, done: [], identities: [], ...state };
  const record = { v: 3, expires: Math.floor(world.start / 1000) + 400 * 24 * 3600, state: JSON.stringify(former) };
  world.ledger.records.set(digest('subject', 'brand-demo', value), record);
}
