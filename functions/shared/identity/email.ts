import { domainToASCII } from 'node:url';
import { isCiphertext } from './ciphertext.ts';
import { type DiscardRule, type Normalized, reasonBy, unusable } from './normalized.ts';
import { isFillerEmail, isRelayEmail, isUnattendedEmail } from './email-fillers.ts';
import { mobile } from './mobile.ts';
import { isPlaceholder } from './placeholders.ts';

const MAX_EMAIL = 128;
const MAX_LOCAL_PART = 64;
const MASK = /[*＊∗✱✳•●○◦█■×…]/;
/** Printable ASCII characters, without a blank. */
const ASCII = /^[\x21-\x7e]+$/;
/** Of RFC 5321 without quotes, and letters and digits of every script (RFC 6531). */
const LOCAL_PART = /^[a-z0-9!#$%&'+/=?^_`{|}~\p{L}\p{M}\p{N}-]+(?:\.[a-z0-9!#$%&'+/=?^_`{|}~\p{L}\p{M}\p{N}-]+)*$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$/;
const INTERNATIONAL_DOMAIN = /^(?!.*(?:^|\.)-)(?!.*-(?:\.|$))[\p{L}\p{M}\p{N}.-]+$/u;

/** Chinese keyboards write ASCII in full width, and a full stop as `。`. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const IDEOGRAPHIC_FULL_STOP = /[\u3002\uff61]/g;
/** Zero-width characters and direction marks; the override that turns a text around is none that belongs into an address. */
const FORMAT_CHARACTERS = /(?!\u202e)\p{Cf}/gu;
/** The dotless i that Turkish keyboards write for an i. */
const DOTLESS_I = /\u0131/;
const MIXED_SCRIPTS = /(?=.*\p{Script=Latin})(?=.*[\p{Script=Cyrillic}\p{Script=Greek}])/u;

/** What makes a text no address, before it is read as one. */
const noText: readonly DiscardRule[] = [
  [(text) => text === '', 'empty'],
  [isPlaceholder, 'placeholder'],
  [isCiphertext, 'encrypted'],
  [(text) => text.length > MAX_EMAIL, 'too-long'],
  [(text) => MASK.test(text), 'masked'],
];

/**
 * An email address as an identity: in lower case, at most 128 characters, an international domain in its ASCII form, a local
 * part outside ASCII in NFC. What keyboards and copies add falls away (blanks around it, full width, zero-width characters);
 * otherwise it is as it was given. A wrong address is refused, never corrected.
 */
export function email(value: unknown): Normalized {
  if (typeof value !== 'string') {
    if (value === 0) return unusable('placeholder');
    return unusable(value === null || value === undefined ? 'empty' : 'wrong-type');
  }
  const trimmed = value.trim();
  const reason = reasonBy(noText, trimmed);
  if (reason !== undefined) return unusable(reason);
  const address = ASCII.test(trimmed) ? trimmed.toLowerCase() : folded(trimmed);
  if (address === '') return unusable('empty');
  const at = address?.lastIndexOf('@') ?? -1;
  if (address === undefined || at < 0) return unusable(mobile(trimmed).ok ? 'wrong-type' : 'malformed');
  return addressOf(address.slice(0, at), domainOf(address.slice(at + 1)));
}

/** @param domain undefined where it is no domain that mail goes to */
function addressOf(local: string, domain: string | undefined): Normalized {
  if (domain === undefined || local.length > MAX_LOCAL_PART || !LOCAL_PART.test(local)) return unusable('malformed');
  if (isRelayEmail(domain)) return unusable('relay');
  if (isUnattendedEmail(local) || isFillerEmail(local, domain)) return unusable('placeholder');
  const normal = `${local}@${domain}`;
  return normal.length > MAX_EMAIL ? unusable('too-long') : { ok: true, value: normal };
}

/** In small letters and composed; undefined where a letter only looks like another one, or scripts are mixed. */
function folded(text: string): string | undefined {
  const written = text
    .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(IDEOGRAPHIC_FULL_STOP, '.')
    .replace(FORMAT_CHARACTERS, '')
    .trim();
  if (DOTLESS_I.test(written) || Array.from(written).some(isLookAlike)) return undefined;
  const address = written.normalize('NFC').toLowerCase();
  return address.split(/[@.]/).some((part) => MIXED_SCRIPTS.test(part)) ? undefined : address;
}

/** A character outside ASCII that stands for one of ASCII: the Kelvin sign, letters in circles. */
function isLookAlike(character: string): boolean {
  return character > '\x7f' && character.normalize('NFKC') <= '\x7f';
}

/** In ASCII as names are looked up (RFC 5890); undefined where it is no domain that mail goes to. */
function domainOf(written: string): string | undefined {
  const domain = ASCII.test(written) || !INTERNATIONAL_DOMAIN.test(written) ? written : domainToASCII(written);
  return DOMAIN.test(domain) ? domain : undefined;
}
