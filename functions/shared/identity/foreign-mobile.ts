import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type Contact, refuse } from './contact.ts';
import { isFillerForeignMobile } from './mobile-fillers.ts';

const MAINLAND_LIKE = /^1[3-9]\d{9}$/;
/** A national number, or an international one: 15 digits are the longest, a country's exit code comes before them. */
const NUMBER = /^(?:\+[1-9]\d{4,14}|\d{5,19})$/;

/**
 * A mobile number outside the mainland in E.164 with its plus; undefined where the text is none of any country. A fixed
 * line is many people's. `region` is the country whose national numbers the text may be.
 */
export function foreignMobile(text: string, region: string | undefined): string | undefined {
  if (!NUMBER.test(text)) return undefined;
  const defaultCountry = region !== undefined && isSupportedCountry(region) ? region : undefined;
  if (defaultCountry === undefined && !text.startsWith('+')) return undefined;
  const parsed = parsePhoneNumberFromString(text, { extract: false, ...(defaultCountry && { defaultCountry }) });
  if (!parsed || parsed.countryCallingCode === '86' || !parsed.isValid()) return undefined;
  const type = parsed.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' ? parsed.number : undefined;
}

/**
 * Judges what is no mainland number. `pieces`: what stands before each hyphen or the like. Where that is a number by
 * itself the rest is an extension, and in countries whose numbers have no fixed length nothing else would tell.
 */
export function judgeForeign(
  text: string,
  pieces: readonly string[],
  { region, form }: { readonly region: string | undefined; readonly form: 'digits' | 'plus' },
): Contact | undefined {
  if (/^\+(?!86)\d{8,15}$/.test(text) && isFillerForeignMobile(text.slice(1))) {
    return refuse('placeholder');
  }
  const number = foreignMobile(text, region);
  if (number === undefined) return undefined;
  if (pieces.some((piece) => foreignMobile(piece, region) !== undefined)) return refuse('virtual');
  const digits = number.slice(1);
  if (isFillerForeignMobile(digits)) return refuse('placeholder');
  // +1 310 555 2368 without its plus is the mainland number 131 0555 2368, another person.
  return form === 'digits' && MAINLAND_LIKE.test(digits) ? refuse('ambiguous') : { ok: true, value: number };
}
