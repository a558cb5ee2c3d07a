import type { ProfileFields } from '../change/customer-change.ts';
import { htmlText } from '../text/html-text.ts';
import { readable } from '../text/readable.ts';

/** What systems write where they know nothing. */
const NOTHING = /^(?:null|undefined|none|n\/a|0+|[-_.?—]+|未知|无|暂无)$/i;
/** A masked name or place says less than what is known already: `林*`, `张＊＊`. */
const MASKED = /[*＊•●]/;
const LONGEST_TEXT = 128;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const EARLIEST_YEAR = 1900;
/** China's clocks are eight hours ahead of UTC the whole year. */
const CHINA_MS = 8 * 3_600_000;

/** A name or a place: without escapes of HTML and what is no character, in NFC, trimmed, with single blanks. Undefined where nothing, a stand-in or a masked text stands. */
export function plainText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = readable(htmlText(value))
    .normalize('NFC')
    .replace(/[\u00ad\u200b\u2060\ufeff\ufffd]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return text === '' || NOTHING.test(text) || MASKED.test(text) || text.length > LONGEST_TEXT ? undefined : text;
}

/** 1 male, 2 female. Unknown (0) is nothing to say. */
export function genderOf(value: unknown): 1 | 2 | undefined {
  switch (typeof value === 'string' ? value.trim().toLowerCase() : value) {
    case 1:
    case '1':
    case 'male':
    case '男':
      return 1;
    case 2:
    case '2':
    case 'female':
    case '女':
      return 2;
    default:
      return undefined;
  }
}

/** `yyyy-MM-dd`: a day that there is, from 1900 on, and in China not after the event. @param time RFC 3339 */
export function birthdayOf(value: unknown, time: string): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (Number(year ?? 0) < EARLIEST_YEAR) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.toISOString().slice(0, 10) !== text) return undefined;
  return text <= new Date(Date.parse(time) + CHINA_MS).toISOString().slice(0, 10) ? text : undefined;
}

/** A language tag as BCP 47 writes it: `zh_cn` gives `zh-CN`. */
export function language(value: unknown): string | undefined {
  const tag = typeof value === 'string' ? value.trim().replaceAll('_', '-') : '';
  if (!/^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i.test(tag)) return undefined;
  return Intl.getCanonicalLocales(tag)[0];
}

type Candidates = { readonly [Field in keyof ProfileFields]?: ProfileFields[Field] | undefined };

/** The fields that an event knows; one that it does not know is absent, so that nothing known is overwritten. */
export function profileOf(candidates: Candidates): ProfileFields {
  return Object.fromEntries(Object.entries(candidates).filter(([, value]) => value !== undefined && value !== ''));
}
