import { type Normalized, unusable } from './normalized.ts';
import { isFillerForeignMobile, isFillerMobile } from './mobile-fillers.ts';
import { type PhonePlace, readPhone, type Writing } from './phone-reading.ts';
import {
  groupingOf,
  type PhoneText,
  phoneText,
  piecesOf,
  unreadableBecause,
  withoutPunctuation,
  withoutSeparators,
} from './phone-text.ts';

/** Where a number stands, and how the tenant is told foreign ones. */
export interface MobileSettings extends PhonePlace {
  /** As `digits` (default), some foreign numbers look like a mainland one and are refused. */
  readonly foreignMobile?: 'digits' | 'plus' | undefined;
}

const PLAIN_MAINLAND = /^(\+86|0086|86)?(1[3-9]\d{9})$/;
const THREE_FOUR_FOUR = /^\d{3}[- ]\d{4}[- ]\d{4}$/;
const MAINLAND = /^(?:86)?1[3-9]\d{9}$/;
/** Groups that full stops and slashes may separate: 137.6028.4735. */
const PUNCTUATED = /^(?:2-)?3-4-4$/;
/**
 * Groups that other countries write eleven such digits in: North America (1 310 555 2671), Mexico before 2019
 * (1 55 4525 8448), Brazil ((13) 98765-2846), Germany without the nought (1523 5557102); and a shorter number with an
 * extension behind it.
 */
const FOREIGN_GROUPINGS = /^(?:1-3-3-4|1-3-7|1-10|1-2-4-4|2-5-4|2-9|2-1-4-4|4-7|10-1|9-2)$/;
/** An area code of the mainland by itself or with all that follows: 010, 021, 0755; 400 and 800 are companies'. */
const MAINLAND_AREA = /^\D*(?:010|02\d|0[3-9]\d\d|[48]00)(?:\D|\d{7,8}$)/;
const LONGEST_TEXT = 512;

/**
 * A mobile number as an identity: a mainland one as its 11 digits, a foreign one in E.164 with its plus, which is `toPair`'s
 * to drop. The whole value must be the number; nothing is ever cut off, because a number with an extension is a platform's
 * virtual one that later belongs to somebody else. What is a number in two countries, and nothing chooses between them, is
 * refused as `ambiguous`.
 */
export function mobile(value: unknown, settings: MobileSettings = {}): Normalized {
  const raw = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
  if (typeof raw !== 'string') return unusable(raw === null || raw === undefined ? 'empty' : 'wrong-type');
  if (raw.length > LONGEST_TEXT) return unusable('too-long');
  const compatible = raw.normalize('NFKC');
  const text = withoutSeparators(compatible);
  const mainland = plainMainland(compatible, text, settings);
  if (mainland !== undefined) return mainlandNumber(mainland);

  return readNumber(phoneText(compatible, text), settings);
}

/** What is not written in the ordinary way. */
function readNumber(phone: PhoneText, settings: MobileSettings): Normalized {
  const unreadable = MAINLAND.test(phone.text) ? undefined : unreadableBecause(phone);
  if (unreadable) return unusable(unreadable);

  const digits = withoutPunctuation(phone.text);
  if (isInternationalFiller(digits)) return unusable('placeholder');
  const reading = readPhone(digits, writingOf(phone, digits), settings);
  if (reading.is === 'nothing') return unusable(isMainlandFixedLine(phone, settings) ? 'fixed-line' : 'malformed');
  if (reading.is !== 'mobile') return unusable(reading.is);
  const { number } = reading;
  return number.startsWith('+') ? foreignNumber(number, phone, settings) : mainlandNumber(number);
}

function foreignNumber(number: string, phone: PhoneText, settings: MobileSettings): Normalized {
  if (piecesOf(phone).some((piece) => isNumber(piece, settings))) return unusable('virtual');
  if (isFillerForeignMobile(number.slice(1))) return unusable('placeholder');
  // +1 310 555 2368 without its plus is the mainland number 131 0555 2368, another person.
  return settings.foreignMobile !== 'plus' && MAINLAND.test(number.slice(1))
    ? unusable('ambiguous')
    : { ok: true, value: number };
}

/** The ordinary case, which needs no other question: with its country code, or as mainland numbers are written and alone. */
function plainMainland(compatible: string, text: string, { region, countries }: PhonePlace): string | undefined {
  const [, code = '', number] = PLAIN_MAINLAND.exec(text) ?? [];
  if (number === undefined || code.startsWith('+') || code.startsWith('0')) return number;
  if (region !== undefined || countries !== undefined) return undefined;
  return compatible === text || THREE_FOUR_FOUR.test(compatible) ? number : undefined;
}

function mainlandNumber(number: string): Normalized {
  return isFillerMobile(number) ? unusable('placeholder') : { ok: true, value: number };
}

function writingOf(phone: PhoneText, digits: string): Writing {
  if (!phone.isInWesternDigits) return 'other-script';
  if (phone.written === digits || !MAINLAND.test(digits)) return 'mainland';
  const grouping = groupingOf(phone);
  const isOurs = phone.text === digits ? !FOREIGN_GROUPINGS.test(grouping) : PUNCTUATED.test(grouping);
  return isOurs ? 'mainland' : 'other-country';
}

function isMainlandFixedLine({ written, text }: PhoneText, { region = 'CN' }: PhonePlace): boolean {
  return region === 'CN' && MAINLAND_AREA.test(written) && readPhone(text, 'mainland', { region }).is === 'fixed-line';
}

function isNumber(piece: string, place: PhonePlace): boolean {
  const { is } = readPhone(piece, 'mainland', place);
  return is === 'mobile' || is === 'ambiguous';
}

/** +49 1111 1111, which is no number, and what people type to get past a form. */
function isInternationalFiller(digits: string): boolean {
  return /^\+(?!86)\d{8,15}$/.test(digits) && isFillerForeignMobile(digits.slice(1));
}
