import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString as parse,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import type { PhoneCountry } from './phone-country.ts';

/** What a number is in a country. */
export type ForeignReading =
  | { readonly is: 'mobile'; /** E.164 with its plus */ readonly number: string }
  | { readonly is: 'fixed-line' }
  | { readonly is: 'nothing' };

/** A national number, or an international one: 15 digits are the longest, a country's exit code comes before them. */
const NUMBER = /^(?:\+[1-9]\d{4,14}|\d{5,19})$/;
const NOTHING: ForeignReading = { is: 'nothing' };

/** A number of two halves: how it is still written, and what it is today. */
const OLD_FORMS: readonly (readonly [RegExp, string])[] = [
  // Mexico: until August 2019 a mobile had a 1 before it from abroad, and 044, 045 or 01 at home (IFT, numbering plan of 2019).
  [/^\+52(?:1|044|045|01)(\d{10})$/, '+52$1'],
  // Brazil: from 2012 to 2016 mobiles got a ninth digit, a 9 after the area code (ANATEL, resolution 553/2010).
  [/^\+55([1-9]\d)([6-9]\d{7})$/, '+55$19$2'],
];

/** A number with its country code, `+` before it. */
export function readInternational(text: string): ForeignReading {
  if (!NUMBER.test(text)) return NOTHING;
  const parsed = parse(text, { extract: false });
  return parsed ? readingOf(parsed, oldFormsOf(parsed)) : NOTHING;
}

/** A number as people of that country write it at home, which is sometimes with the code of the country and no plus. */
export function readNational(text: string, country: PhoneCountry): ForeignReading {
  if (!NUMBER.test(text)) return NOTHING;
  const parsed = parseIn(text, country);
  return parsed ? readingOf(parsed, [...oldFormsOf(parsed), ...withCodeOnce(parsed)]) : NOTHING;
}

function parseIn(text: string, country: PhoneCountry): PhoneNumber | undefined {
  if (country.by === 'calling-code') {
    const { callingCode: defaultCallingCode } = country;
    // The library throws at a code that no country has, as 156, which is a country's number of ISO 3166.
    return callingCodes().has(defaultCallingCode) ? parse(text, { extract: false, defaultCallingCode }) : undefined;
  }
  return isSupportedCountry(country.iso) ? parse(text, { extract: false, defaultCountry: country.iso }) : undefined;
}

let known: ReadonlySet<string> | undefined;

function callingCodes(): ReadonlySet<string> {
  known ??= new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));
  return known;
}

/** The number itself, or, where it is no mobile, the first of other forms that is one. */
function readingOf(parsed: PhoneNumber, otherForms: readonly string[]): ForeignReading {
  const own = kindOf(parsed);
  if (own.is === 'mobile') return own;
  for (const form of otherForms) {
    const other = parse(form, { extract: false });
    const reading = other ? kindOf(other) : NOTHING;
    if (reading.is === 'mobile') return reading;
  }
  return own;
}

/** A fixed line is many people's, and so is a number that costs nothing or much. */
function kindOf(parsed: PhoneNumber): ForeignReading {
  if (!parsed.isValid()) return NOTHING;
  const type = parsed.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
    ? { is: 'mobile', number: parsed.number }
    : { is: 'fixed-line' };
}

/** Behind the code of a carrier (0 15 31 …) nobody writes an old form: the digits are another number and an extension. */
function oldFormsOf({ number, carrierCode }: PhoneNumber): readonly string[] {
  if (carrierCode !== undefined) return [];
  return OLD_FORMS.flatMap(([form, today]) => (form.test(number) ? [number.replace(form, today)] : []));
}

/** `0919876543211` in India, `4915235557102` in Germany: the country's own code is taken for the beginning of the number. */
function withCodeOnce({ number, countryCallingCode: code }: PhoneNumber): readonly string[] {
  return number.startsWith(`+${code}${code}`) ? [`+${number.slice(1 + code.length)}`] : [];
}
