import { type KeyObject, X509Certificate } from 'node:crypto';
import { longEnough } from '../../rsa-public-key.ts';

/** A key that WeChat Pay signs with, by what `Wechatpay-Serial` calls it. */
export interface PaySigningKey {
  readonly serial: string;
  readonly key: KeyObject;
}

const PUBLIC_KEY_ID = /^PUB_KEY_ID_/;

/** Number and key of a platform certificate. */
export function certificateKeyOf(pem: string): PaySigningKey | undefined {
  try {
    const certificate = new X509Certificate(pem);
    const key = longEnough(certificate.publicKey);
    return key && { serial: serialOf(certificate.serialNumber), key };
  } catch {
    return undefined;
  }
}

/** One form for one number: certificates are numbered in hex, whose letter case and leading zeros mean nothing. */
export function serialOf(text: string): string {
  return PUBLIC_KEY_ID.test(text) ? text : text.toUpperCase().replace(/^0+(?=.)/, '');
}
