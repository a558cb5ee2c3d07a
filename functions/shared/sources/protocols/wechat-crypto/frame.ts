import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

/** random (16 bytes) | message length (4 bytes, big endian) | message | receive id, padded to a multiple of 32. */
const RANDOM_BYTES = 16;
const HEADER_BYTES = RANDOM_BYTES + 4;
const PAD_BLOCK = 32;
const AES_BLOCK = 16;

export type Frame =
  | { readonly ok: true; readonly message: Uint8Array; readonly receiveId: Uint8Array }
  | { readonly ok: false; readonly detail: string };

/** Decrypts the Base64 text of an `Encrypt` field. `encodingAesKey` has 43 characters. */
export function openFrame(encrypted: string, encodingAesKey: string): Frame {
  const ciphertext = Buffer.from(encrypted, 'base64');
  // Node skips what is not Base64; only the canonical form comes back the same.
  if (ciphertext.toString('base64') !== encrypted) return invalid('the Encrypt field is not Base64');
  if (ciphertext.length < 2 * AES_BLOCK || ciphertext.length % AES_BLOCK !== 0) {
    return invalid('the ciphertext is not a whole number of blocks');
  }
  const { key, iv } = aesKey(encodingAesKey);
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  // The pad is 1 to 32 bytes long; OpenSSL's own unpadding knows no more than 16.
  decipher.setAutoPadding(false);
  // Without unpadding nothing is held back for final().
  const padded = decipher.update(ciphertext);

  const pad = padded[padded.length - 1] ?? 0;
  if (pad < 1 || pad > PAD_BLOCK) return invalid('the pad is out of range');
  const end = padded.length - pad;
  for (let index = end; index < padded.length; index++) {
    if (padded[index] !== pad) return invalid('the pad bytes differ');
  }
  if (end < HEADER_BYTES) return invalid('the frame is shorter than its header');
  const messageEnd = HEADER_BYTES + padded.readUInt32BE(RANDOM_BYTES);
  if (messageEnd > end) return invalid('the message is longer than the frame');
  return { ok: true, message: padded.subarray(HEADER_BYTES, messageEnd), receiveId: padded.subarray(messageEnd, end) };
}

/** The inverse: what the platform puts into `Encrypt`, and what an encrypted reply carries. */
export function sealFrame(
  message: string,
  receiveId: string,
  encodingAesKey: string,
  random: Uint8Array = randomBytes(RANDOM_BYTES),
): string {
  const body = Buffer.from(message);
  const header = Buffer.alloc(HEADER_BYTES);
  header.set(random);
  header.writeUInt32BE(body.length, RANDOM_BYTES);
  const frame = Buffer.concat([header, body, Buffer.from(receiveId)]);
  const pad = PAD_BLOCK - (frame.length % PAD_BLOCK);
  const { key, iv } = aesKey(encodingAesKey);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

/** Compares in constant time. */
export function isReceiveId(found: Uint8Array, expected: string): boolean {
  const bytes = Buffer.from(expected);
  return found.length === bytes.length && timingSafeEqual(found, bytes);
}

interface AesKey {
  readonly key: KeyObject;
  readonly iv: Uint8Array;
}

const opened = new Map<string, AesKey>();
/** A process has a few connections with a secret or two each. */
const MOST_OPENED = 64;

/**
 * The last of the 43 characters may carry spare bits; Node ignores them, as the platform does. A `KeyObject`, because
 * a decipher made from bare bytes costs three times as much; kept, because making one costs as much as the decryption.
 */
function aesKey(encodingAesKey: string): AesKey {
  const known = opened.get(encodingAesKey);
  if (known) return known;
  if (opened.size >= MOST_OPENED) opened.clear();
  const bytes = Buffer.from(`${encodingAesKey}=`, 'base64');
  const made = { key: createSecretKey(bytes), iv: bytes.subarray(0, AES_BLOCK) };
  opened.set(encodingAesKey, made);
  return made;
}

function invalid(detail: string): Frame {
  return { ok: false, detail };
}
