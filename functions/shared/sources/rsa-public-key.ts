import { createPublicKey, type KeyObject } from 'node:crypto';

const SHORTEST_MODULUS = 2048;

/** The RSA key of a PEM text `BEGIN PUBLIC KEY`; undefined for any other text, a private key or a certificate among them. */
export function publicKeyOf(pem: string): KeyObject | undefined {
  if (!pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    return longEnough(createPublicKey(pem));
  } catch {
    return undefined;
  }
}

/** An RSA key of 2048 bits or more; undefined for any other. */
export function longEnough(key: KeyObject): KeyObject | undefined {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return key.asymmetricKeyType === 'rsa' && bits >= SHORTEST_MODULUS ? key : undefined;
}
