import { createCipheriv, createDecipheriv } from 'node:crypto';

const BLOCK_BYTES = 16;
/** Kuaishou's own demo code begins every message with the same block of zeros. */
const ZEROS = Buffer.alloc(BLOCK_BYTES);
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The AES key of a message secret; undefined where the text is none. */
export function keyOf(messageSecret: string): Uint8Array | undefined {
  const key = Buffer.from(messageSecret, 'base64');
  return key.toString('base64') === messageSecret && [16, 24, 32].includes(key.length) ? key : undefined;
}

/**
 * What a body holds: Base64 of AES-CBC, in one line or several, which Kuaishou's own code reads alike. Undefined where it does not
 * open, for whatever reason.
 */
export function openCipherText(body: Uint8Array, messageSecret: string): Uint8Array | undefined {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1').replace(/\s/g, '');
  const key = keyOf(messageSecret);
  const ciphertext = BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (!key || !ciphertext || ciphertext.toString('base64') !== text || ciphertext.length % BLOCK_BYTES !== 0) {
    return undefined;
  }
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, ZEROS);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The inverse, as the platform does it. */
export function sealBody(text: string, messageSecret: string): string {
  const key = keyOf(messageSecret);
  if (!key) throw new RangeError('a message secret is Base64 of 16, 24 or 32 bytes');
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, ZEROS);
  return Buffer.concat([cipher.update(text), cipher.final()]).toString('base64');
}
