import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';

/** A key that WeChat Pay signs with, by what `Wechatpay-Serial` calls it. */
export interface SigningKey {
  readonly serial: string;
  readonly key: KeyObject;
}

const PUBLIC_KEY_ID = /^PUB_KEY_ID_/;
const SHORTEST_MODULUS = 2048;

/** The key of a `pub_key.pem`; undefined for any other text, a private key or a certificate among them. */
export function publicKeyOf(pem: string): KeyObject | undefined {
  if (!pem.trimStart().startsWith('-----BEGIN PUBLIC KEY-----')) return undefined;
  return attempt(() => rsa(createPublicKey(pem)));
}

/** Number and key of a platform certificate. */
export function certificateKeyOf(pem: string): SigningKey | undefined {
  return attempt(() => {
    const certificate = new X509Certificate(pem);
    const key = rsa(certificate.publicKey);
    return key && { serial: serialOf(certificate.serialNumber), key };
  });
}

/** One form for one number: certificates are numbered in hex, whose letter case and leading zeros mean nothing. */
export function serialOf(text: string): string {
  return PUBLIC_KEY_ID.test(text) ? text : text.toUpperCase().replace(/^0+(?=.)/, '');
}

function rsa(key: KeyObject): KeyObject | undefined {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return key.asymmetricKeyType === 'rsa' && bits >= SHORTEST_MODULUS ? key : undefined;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
