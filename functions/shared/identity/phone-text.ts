import { isCiphertext } from './ciphertext.ts';
import { isPlaceholder } from './placeholders.ts';
import type { DiscardReason } from './discarded-value.ts';

/** A text that may be a phone number, without what people and systems write around and between its digits. */
export interface PhoneText {
  /** In compatibility form, digits of every script as 0 to 9, without format characters and without `tel:`. */
  readonly written: string;
  /** Without blanks, hyphens and parentheses as well; full stops and slashes are still there. */
  readonly text: string;
  /** Its digits are those of European and Chinese writing: 0 to 9 in whatever width. */
  readonly isInWesternDigits: boolean;
}

/** The scheme of RFC 3966. Words before a number are not read: they may say whose it is. */
const SCHEME = /^\s*tel:/i;
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
/** Zero-width characters and direction marks. */
const FORMAT_CHARACTERS = /\p{Cf}/gu;
/** Blanks, format characters, hyphens, parentheses: people and systems put them anywhere. */
const SEPARATORS = /[\s\p{Cf}\-\u2010-\u2015\u2212()]/gu;
/** They separate groups of a number, and a number from an extension or from another number. */
const PIECE_ENDS = /[-\u2010-\u2015\u2212(./]/g;
const EXTENSION_MARK = /转|轉|分机|分機|ext|[#,;、，]|\d{7}x\d{1,6}$/i;
/** With a trunk zero too, as Brazil writes a carrier before an area: whose number it is cannot be told. */
const MAINLAND_AND_MORE = /^(?:\+?86|0086|0)?1[3-9]\d{10,}$/;
const MASK = /[*∗✱✳•●○◦◯∙·⋆★☆■□█▇×]|\.{2,}|\d[?_]{2,}|^[+\d]*x+[\dx]*$/i;

/** @param compatible in compatibility form @param text the same without separators */
export function phoneText(compatible: string, text = withoutSeparators(compatible)): PhoneText {
  const own = compatible.replace(SCHEME, '');
  if (ASCII.test(own))
    return { written: own, text: own === compatible ? text : withoutSeparators(own), isInWesternDigits: true };
  const visible = own.replace(FORMAT_CHARACTERS, '');
  const written = inWesternDigits(visible);
  return { written, text: withoutSeparators(written), isInWesternDigits: written === visible };
}

export function withoutSeparators(compatible: string): string {
  return compatible.replace(SEPARATORS, '');
}

/** Why a text is no number that could be read, in any country; undefined where it may be one. */
export function unreadableBecause({ written, text }: PhoneText): DiscardReason | 'empty' | undefined {
  if (text === '') return 'empty';
  if (isPlaceholder(written) || /^\+?0+$/.test(text)) return 'placeholder';
  if (isCiphertext(text)) return 'encrypted';
  if (/^[^@]+@[^@]+\.[^@]+$/.test(text)) return 'wrong-type';
  if (EXTENSION_MARK.test(text) || MAINLAND_AND_MORE.test(text)) return 'virtual';
  return MASK.test(text) ? 'masked' : undefined;
}

/** Without the full stops and slashes that separate its groups. */
export function withoutPunctuation(text: string): string {
  return text.replace(/[./]/g, '');
}

/** How many digits stand together: `1-3-3-4` of `1 (310) 555-2671`. */
export function groupingOf({ written }: PhoneText): string {
  return (written.match(/\d+/g) ?? []).map(({ length }) => length).join('-');
}

/** What stands before each hyphen or the like. Where that is a number by itself, the rest is an extension or another number. */
export function piecesOf({ written }: PhoneText): readonly string[] {
  const whole = compact(written);
  return [...written.matchAll(PIECE_ENDS)]
    .map(({ index }) => compact(written.slice(0, index)))
    .filter((piece) => piece !== whole);
}

function compact(written: string): string {
  return withoutPunctuation(withoutSeparators(written));
}

/** Unicode has the ten digits of each script in one run, the nought first. */
function inWesternDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let before = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1;
    return String(before % 10);
  });
}
