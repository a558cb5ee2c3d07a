import { isCiphertext } from './ciphertext.ts';
import { type Contact, refuse } from './contact.ts';
import { isFillerEmail, isRelayEmail, isUnattendedEmail } from './email-fillers.ts';
import { mobile } from './mobile.ts';
import { isPlaceholder } from './placeholders.ts';

const MAX_EMAIL = 128;
const EMAIL =
  /^([a-z0-9!#$%&'+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'+/=?^_`{|}~-]+)*)@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9]))$/;
const MAX_LOCAL_PART = 64;

/**
 * An email address as an identity: trimmed and in lower case, at most 128 characters, otherwise as it was given. A wrong
 * address is refused, never corrected.
 */
export function email(value: unknown): Contact {
  if (typeof value !== 'string') {
    if (value === 0) return refuse('placeholder');
    return refuse(value === null || value === undefined ? 'empty' : 'wrong-type');
  }
  const trimmed = value.trim();
  if (trimmed === '') return refuse('empty');
  if (isPlaceholder(trimmed)) return refuse('placeholder');
  if (isCiphertext(trimmed)) return refuse('encrypted');
  if (trimmed.length > MAX_EMAIL) return refuse('too-long');
  if (/[*＊∗✱✳•●○◦█■×…]/.test(trimmed)) return refuse('masked');
  if (!trimmed.includes('@') && mobile(trimmed).ok) return refuse('wrong-type');
  // Before lower-casing, which turns a few letters outside ASCII (the Kelvin sign) into ASCII ones.
  // oxlint-disable-next-line no-control-regex
  if (!/^[\x21-\x7e]+$/.test(trimmed)) return refuse('malformed');

  const address = trimmed.toLowerCase();
  const [, local, domain] = EMAIL.exec(address) ?? [];
  if (local === undefined || domain === undefined || local.length > MAX_LOCAL_PART) return refuse('malformed');
  if (isRelayEmail(domain)) return refuse('relay');
  if (isUnattendedEmail(local) || isFillerEmail(local, domain)) return refuse('placeholder');
  return { ok: true, value: address };
}
