import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { compress, expand } from './compress.ts';

const VERSION = 2;
/** Compressed without a dictionary. */
const FORMER_VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;

/** A salt of one subject. Without it nothing that was sealed under it can be read any more. */
export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('base64url');
}

/**
 * Compresses and seals a text (AES-256-GCM): version, IV, tag, ciphertext.
 * @param key the text of the secret `envelopes` @param context where it stands; it opens nowhere else
 */
export function seal(text: string, { key, salt, context }: SealOptions): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', subjectKey(key, salt), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(compress(text, 'message')), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
}

/** Undefined where it does not open: another key, another salt, another place, or not what was sealed. */
export function unseal(bytes: Uint8Array, { key, salt, context }: SealOptions): string | undefined {
  const sealed = Buffer.from(bytes);
  const version = sealed[0];
  const isOurs = version === VERSION || version === FORMER_VERSION;
  if (!isOurs || sealed.length <= 1 + IV_BYTES + TAG_BYTES) return undefined;
  const iv = sealed.subarray(1, 1 + IV_BYTES);
  const tag = sealed.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', subjectKey(key, salt), iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
    const compressed = Buffer.concat([decipher.update(sealed.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]);
    return expand(compressed, version === VERSION ? 'message' : undefined);
  } catch {
    return undefined;
  }
}

export interface SealOptions {
  readonly key: string;
  readonly salt: string;
  readonly context: string;
}

function subjectKey(key: string, salt: string): Buffer {
  return createHmac('sha256', key).update(`envelope:${salt}`).digest();
}
