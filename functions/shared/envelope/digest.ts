import { hash } from 'node:crypto';

/**
 * SHA-256 in hex over length-delimited parts, so that no two different splits of the same characters collide.
 * Event ids, FIFO group ids, deduplication ids and ledger keys are such digests: 64 characters, no personal data.
 */
export function digest(...parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  return hash('sha256', text, 'hex');
}

export function digestOfBytes(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
