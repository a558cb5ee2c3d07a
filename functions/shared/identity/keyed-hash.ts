import type { IdentityPair } from '../cdp/contract/identity-pair.ts';
import type { IdentityConfig } from './identity-config.ts';
import { hmacSha256 } from './hmac-sha256.ts';
import type { Identity } from './identity.ts';

/**
 * What a mark on an identity is kept by: a keyed hash of the pair that the CDP knows, so that the mark tells nobody whose it
 * is, and recognises the identity whichever channel brings it.
 */
export function keyedHash({ identityType, identityValue }: IdentityPair, hashKey: string): string {
  return hmacSha256(hashKey, `${identityType.length}:${identityType}${identityValue}`, 'hex');
}

/** 144 bits are enough to tell all people apart. */
const LENGTH = 24;

function shortHash(hashKey: string, ...parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  return hmacSha256(hashKey, text, 'base64url').slice(0, LENGTH);
}

/**
 * What the ledger knows an identity by: a keyed hash of its kind, scope and value, whatever code the tenant has for the kind. Where
 * the tenant knows the values without their scope, the configuration allows one scope only, and it is left out.
 */
export function identityHash(
  { kind, scope, value }: Pick<Identity, 'kind' | 'scope' | 'value'>,
  { identityTypes }: Pick<IdentityConfig, 'identityTypes'>,
  hashKey: string,
): string {
  const isBare = Object.hasOwn(identityTypes, kind) && identityTypes[kind]?.value === 'bare';
  return shortHash(hashKey, kind, isBare ? '' : scope, value);
}

/** The same of an identity that the CDP has told: by every kind that has its code, since two kinds may share one. */
export function hashesOfPair(
  pair: IdentityPair,
  config: Pick<IdentityConfig, 'identityTypes' | 'foreignMobile'>,
  hashKey: string,
): readonly string[] {
  const isKnown = Object.values(config.identityTypes).some(({ code }) => code === pair.identityType);
  // Of a kind that only another system writes.
  if (!isKnown) return [shortHash(hashKey, 'code', pair.identityType, pair.identityValue)];
  return identitiesOfPair(pair, config).map(({ kind, scope, value }) => shortHash(hashKey, kind, scope, value));
}

/** What an identity that the CDP has told may be; the scope is left out where the tenant knows the values without it. */
export function identitiesOfPair(
  { identityType, identityValue }: IdentityPair,
  { identityTypes, foreignMobile = 'digits' }: Pick<IdentityConfig, 'identityTypes' | 'foreignMobile'>,
): readonly Pick<Identity, 'kind' | 'scope' | 'value'>[] {
  const kinds = Object.entries(identityTypes).filter(([, { code }]) => code === identityType);
  return kinds.flatMap(([kind, { value: form }]) => {
    if (form === 'bare') return [{ kind, scope: '', value: withPlus(kind, identityValue, foreignMobile) }];
    // Where the scope ends is not said: a scope or a value may hold a colon itself.
    const colons = [...identityValue.matchAll(/:/g)].map(({ index }) => index);
    return colons.map((colon) => ({
      kind,
      scope: identityValue.slice(0, colon),
      value: identityValue.slice(colon + 1),
    }));
  });
}

/** A foreign number goes to the tenant without its plus, and a mainland one has 11 digits. */
function withPlus(kind: string, value: string, foreignMobile: 'digits' | 'plus'): string {
  const isForeign =
    kind === 'mobile' && foreignMobile === 'digits' && /^\d+$/.test(value) && !/^1[3-9]\d{9}$/.test(value);
  return isForeign ? `+${value}` : value;
}

/** A keyed hash of a text that tells two people apart, or that an event is looked for by. */
export function textHash(
  purpose: 'name' | 'subject' | 'made' | 'field' | 'customer' | 'order' | 'delivery' | 'event',
  texts: readonly string[],
  hashKey: string,
): string {
  return shortHash(hashKey, `text-${purpose}`, ...texts);
}
