import { type ForeignReading, readInternational, readNational } from './foreign-mobile.ts';
import { countriesBeside, isMainland, type PhoneCountry } from './phone-country.ts';

/** What says of which country a number is. */
export interface PhonePlace {
  /** What the record says beside the number: ISO codes, calling codes, names of countries. They must agree. */
  readonly countries?: readonly unknown[] | undefined;
  /** ISO 3166 code of the country whose national numbers the connection's people write. */
  readonly region?: string | undefined;
}

/** A mobile number of the mainland is its 11 digits, another one E.164 with its plus. */
export type PhoneReading = ForeignReading | { readonly is: 'ambiguous' };

/** In which manner eleven digits that begin as a mainland number does are written. */
export type Writing =
  | 'mainland' // as people write mainland numbers, and some others
  | 'other-country' // in groups that mainland numbers are never written in
  | 'other-script'; // in digits that nobody in the mainland writes

/** Its 11 digits, or the code of the country before them. */
const MAINLAND = /^(?:86)?(1[3-9]\d{9})$/;
const AMBIGUOUS = { is: 'ambiguous' } as const;
const NOTHING = { is: 'nothing' } as const;
const NO_COUNTRIES = { countries: [], isUnreadable: false } as const;

/**
 * What the digits are, a plus before them or not. Of which country they are, these say, the first that does: their own
 * international form; the record beside them; the region of the connection; else they are the mainland's, if it writes so.
 */
export function readPhone(digits: string, writing: Writing, place: PhonePlace): PhoneReading {
  const international = /^(?:\+|00(?=[1-9]))(.*)$/.exec(digits)?.[1];
  if (international !== undefined) return fromAbroad(international);
  const mainland = mainlandMobile(digits, writing);
  const { countries, isUnreadable } = place.countries ? countriesBeside(place.countries) : NO_COUNTRIES;
  if (!isUnreadable && countries.length === 0) return inRegion(digits, mainland, place.region);
  const readings = countries.map((country) => readIn(digits, mainland, country));
  return agreed(digits, mainland, isUnreadable ? [...readings, NOTHING] : readings);
}

function fromAbroad(number: string): PhoneReading {
  if (!number.startsWith('86')) return readInternational(`+${number}`);
  return mainlandMobile(number, 'mainland') ?? onlyFixedLine(readInternational(`+${number}`));
}

/** In a country that the record or the connection names. */
function readIn(digits: string, mainland: PhoneReading | undefined, country: PhoneCountry): PhoneReading {
  if (!isMainland(country)) return readNational(digits, country);
  return mainland ?? onlyFixedLine(readNational(digits, country));
}

/** What all countries beside a number make of it; one that nobody can read may make another number of it. */
function agreed(digits: string, mainland: PhoneReading | undefined, readings: readonly PhoneReading[]): PhoneReading {
  const numbers = new Set(readings.flatMap((reading) => (reading.is === 'mobile' ? reading.number : [])));
  const [first = NOTHING] = readings;
  if (numbers.size === 1 && readings.every(({ is }) => is === 'mobile')) return first;
  // With the mainland's code before it, it is of the mainland whatever country stands beside it.
  if (mainland?.is === 'mobile' && digits.startsWith('86') && numbers.size === 0) return mainland;
  // A country that is not the mainland excludes the mainland number, and gives no other.
  if (numbers.size > 0 || mainland) return AMBIGUOUS;
  return readings.find(({ is }) => is !== 'nothing') ?? NOTHING;
}

function inRegion(digits: string, mainland: PhoneReading | undefined, region: string | undefined): PhoneReading {
  if (region === undefined) return mainland ?? NOTHING;
  const national = readIn(digits, mainland, { by: 'iso', iso: region });
  if (!mainland || region === 'CN') return national;
  // 152 3555 7102 is a number of Germany too, where nobody writes the nought before it.
  if (national.is === 'mobile') return mainland.is === 'mobile' ? AMBIGUOUS : national;
  return mainland;
}

/** Ambiguous where the digits are a mainland number's, and the writing is not. */
function mainlandMobile(digits: string, writing: Writing): PhoneReading | undefined {
  const number = MAINLAND.exec(digits)?.[1];
  if (number === undefined || writing === 'other-script') return undefined;
  return writing === 'mainland' ? { is: 'mobile', number } : AMBIGUOUS;
}

/** Mainland mobiles have one form, and no nought before it. */
function onlyFixedLine(reading: PhoneReading): PhoneReading {
  return reading.is === 'fixed-line' ? reading : NOTHING;
}
