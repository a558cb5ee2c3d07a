import { hash } from 'node:crypto';

/** The same parts give the same UUID. */
export function sampleUuid(...parts: readonly (string | number)[]): string {
  const digits = sampleHex(...parts);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}

/** 64 hexadecimal digits. */
export function sampleHex(...parts: readonly (string | number)[]): string {
  return hash('sha256', parts.join(' '), 'hex');
}
