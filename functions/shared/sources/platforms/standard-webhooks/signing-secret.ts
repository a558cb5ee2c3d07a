import { createPublicKey, type KeyObject } from 'node:crypto';

/** What a deployment of Standard Webhooks signs with: an HMAC secret, or the public half of an Ed25519 key. */
export type SigningSecret =
  | { readonly version: 'v1'; readonly key: Uint8Array }
  | { readonly version: 'v1a'; readonly key: KeyObject };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** DER of an Ed25519 public key without the key itself: SubjectPublicKeyInfo, RFC 8410. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_BYTES = 32;
const [LEAST_BYTES, MOST_BYTES] = [24, 64];

/**
 * Reads `whsec_…` or `whpk_…`; otherwise says what is wrong, for whoever filled the secret in. Without a prefix it is a secret of
 * v1, as in the libraries, unless it may be a public key: with that, anybody could sign.
 */
export function readSigningSecret(text: string): SigningSecret | { readonly problem: string } {
  const [, given, encoded = ''] = /^(?:(whsec|whpk|whsk)_)?(.*)$/.exec(text) ?? [];
  const kind = given ?? (isBareSecret(encoded) ? 'whsec' : undefined);
  if (kind === undefined) return { problem: 'must begin with whsec_ (v1) or whpk_ (v1a)' };
  if (kind === 'whsk') return { problem: 'is the private key, which stays with the sender: give the whpk_ beside it' };
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
  // Node passes over what is no Base64; a key that lost characters on the way would be another key.
  if (!bytes || bytes.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, ''))
    return { problem: `must be Base64 behind ${kind}_` };
  if (kind === 'whpk') {
    if (bytes.length !== ED25519_BYTES)
      return { problem: 'must be the 32 bytes of an Ed25519 public key behind whpk_' };
    const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
    return { version: 'v1a', key };
  }
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES)
    return { problem: `must be ${LEAST_BYTES} to ${MOST_BYTES} bytes behind whsec_` };
  return { version: 'v1', key: bytes };
}

function isBareSecret(encoded: string): boolean {
  const { length } = Buffer.from(encoded, 'base64');
  return BASE64.test(encoded) && length >= LEAST_BYTES && length !== ED25519_BYTES;
}
