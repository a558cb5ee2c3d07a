import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json } from '../../../json/lossless.ts';
import type { Verification } from '../../source.ts';
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';

const ALGORITHM = 'AEAD_AES_256_GCM';
const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
/** RFC 5116 gives this algorithm nonces of no other length. */
const NONCE_BYTES = 12;

/** A `resource` in the documented form, not opened. */
export interface SealedResource {
  readonly nonce: Uint8Array;
  readonly associatedData: string;
  /** Data, then the tag. */
  readonly ciphertext: Uint8Array;
}

export type ResourceReading =
  | { readonly ok: true; readonly sealed: SealedResource }
  | { readonly ok: false; readonly detail: string };

/** Reads the `resource` of a notification, without a key. */
export function readResource(resource: Json | undefined): ResourceReading {
  if (!isJsonObject(resource)) return unreadable('the notification has no resource');
  const { algorithm, nonce, ciphertext, associated_data: associatedData } = resource;
  if (algorithm !== ALGORITHM) return unreadable(`the algorithm of the resource is not ${ALGORITHM}`);
  if (typeof nonce !== 'string' || Buffer.byteLength(nonce) !== NONCE_BYTES) {
    return unreadable(`the nonce of the resource has not ${NONCE_BYTES} bytes`);
  }
  if (associatedData !== undefined && associatedData !== null && typeof associatedData !== 'string') {
    return unreadable('the associated_data of the resource is no text');
  }
  const bytes = typeof ciphertext === 'string' ? Buffer.from(ciphertext, 'base64') : undefined;
  if (bytes?.toString('base64') !== ciphertext) return unreadable('the ciphertext of the resource is not Base64');
  if (!bytes || bytes.length < TAG_BYTES) return unreadable('the ciphertext of the resource is shorter than its tag');
  return {
    ok: true,
    sealed: { nonce: Buffer.from(nonce), associatedData: associatedData ?? '', ciphertext: bytes },
  };
}

/** What is inside; undefined where it was sealed with another key, or something was changed since. */
export function openResource(
  { nonce, associatedData, ciphertext }: SealedResource,
  apiV3Key: string,
): Uint8Array | undefined {
  const decipher = createDecipheriv(CIPHER, keyOf(apiV3Key), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
  const data = decipher.update(ciphertext.subarray(0, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return data;
}

/** The inverse, as the platform does it. @param nonce 12 characters */
export function sealResource(text: string, nonce: string, associatedData: string, apiV3Key: string): string {
  const cipher = createCipheriv(CIPHER, keyOf(apiV3Key), Buffer.from(nonce), { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(associatedData));
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** The 32 characters are the key, as bytes: they are neither hex nor Base64. */
function keyOf(apiV3Key: string) {
  return createSecretKey(Buffer.from(apiV3Key));
}

function unreadable(detail: string): ResourceReading {
  return { ok: false, detail };
}

/**
 * Opens a notification whose signature is right. The payload is the notification with the content of its `resource` in the
 * place of the sealed one; what cannot be read is handed on as it came.
 */
export function openNotification(body: Uint8Array, apiV3Key: string): Verification {
  const notification = jsonOf(body);
  const reading = readResource(isJsonObject(notification) ? notification['resource'] : undefined);
  if (!isJsonObject(notification) || !reading.ok) return { outcome: 'verified', payload: body };
  const content = openResource(reading.sealed, apiV3Key);
  if (content === undefined) {
    const detail = 'the APIv3 key does not open the resource';
    return { outcome: 'rejected', status: 403, reason: 'frame-invalid', detail, authentic: true };
  }
  const resource = jsonOf(content) ?? Buffer.from(content).toString();
  return { outcome: 'verified', payload: Buffer.from(JSON.stringify({ ...notification, resource })) };
}
