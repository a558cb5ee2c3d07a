import { isFillerEmail, isRelayEmail, isUnattendedEmail } from './email-fillers.ts';
import { isFillerForeignMobile, isFillerMobile } from './mobile-fillers.ts';

/** Why a value is no contact of a person. */
type ContactRefusal =
  | 'empty'
  | 'masked'
  | 'virtual'
  | 'encrypted'
  | 'placeholder'
  | 'relay'
  | 'ambiguous'
  | 'malformed';

export type Contact =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: ContactRefusal };

const MAINLAND = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;
/** Blanks, format characters (zero-width, direction marks), hyphens, parentheses: people and systems put them anywhere. */
const SEPARATORS = /[\s\p{Cf}\-\u2010-\u2015\u2212()]/gu;
const EXTENSION_MARK = /转|轉|分机|分機|ext|[#,;]/i;
/** Doudian, Taobao and JD wrap ciphertext in a delimiter: `$…$…$1$$`, `#…#…#1##`. */
const CIPHERTEXT = /^([$#~@]).+\1$/s;
const MASK = /[*•●×x]/i;
const TOO_LONG_MAINLAND = /^(?:\+?86|0086)?1[3-9]\d{10,}$/;
/** E.164 outside +86, 8 to 15 digits. */
const FOREIGN = /^\+(?!86)([1-9]\d{7,14})$/;

/**
 * A mobile number as an identity: a mainland one as its 11 digits, a foreign one (only with a leading plus) as its E.164
 * digits without the plus. The whole value must be the number; nothing is ever cut off, because a number with an
 * extension is a platform's virtual one that later belongs to somebody else.
 */
export function mobile(value: unknown): Contact {
  const raw = typeof value === 'number' ? String(value) : value;
  if (typeof raw !== 'string') return refuse(raw === null || raw === undefined ? 'empty' : 'malformed');
  const text = raw.normalize('NFKC').replace(SEPARATORS, '');
  if (isBlank(text) || /^0+$/.test(text)) return refuse('empty');

  const mainland = MAINLAND.exec(text)?.[1];
  if (mainland !== undefined) return isFillerMobile(mainland) ? refuse('placeholder') : { ok: true, value: mainland };

  const foreign = FOREIGN.exec(text)?.[1];
  if (foreign !== undefined) {
    if (isFillerForeignMobile(foreign)) return refuse('placeholder');
    // +1 310 555 2368 without its plus is the mainland number 131 0555 2368, another person.
    return MAINLAND.test(foreign) ? refuse('ambiguous') : { ok: true, value: foreign };
  }
  if (CIPHERTEXT.test(text)) return refuse('encrypted');
  if (EXTENSION_MARK.test(text) || TOO_LONG_MAINLAND.test(text)) return refuse('virtual');
  return refuse(MASK.test(text) ? 'masked' : 'malformed');
}

const MAX_EMAIL = 128;
const EMAIL =
  /^([a-z0-9!#$%&'+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'+/=?^_`{|}~-]+)*)@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9]))$/;
const MAX_LOCAL_PART = 64;

/**
 * An email address as an identity: trimmed and in lower case, at most 128 characters, otherwise as it was given. A wrong
 * address is refused, never corrected.
 */
export function email(value: unknown): Contact {
  if (typeof value !== 'string') return refuse(value === null || value === undefined ? 'empty' : 'malformed');
  const trimmed = value.trim();
  if (isBlank(trimmed)) return refuse('empty');
  if (trimmed.length > MAX_EMAIL) return refuse('malformed');
  if (/[*＊•●]/.test(trimmed)) return refuse('masked');
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

function isBlank(text: string): boolean {
  return text === '' || /^(?:null|undefined|none|nil|n\/a)$/i.test(text);
}

function refuse(reason: ContactRefusal): Contact {
  return { ok: false, reason };
}
