import { type KeyObject, verify } from 'node:crypto';

/** The bytes of a signature header; undefined for what is not canonical Base64, which Node would read all the same. */
export function signatureBytes(header: string): Buffer | undefined {
  const bytes = Buffer.from(header, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === header ? bytes : undefined;
}

/** RSA PKCS#1 v1.5 with SHA-256. */
export function isSignedBy(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return verify('sha256', message, key, signature);
}
