/** A country beside a phone number: by its ISO 3166 code, or by its calling code. */
export type PhoneCountry =
  | { readonly by: 'iso'; readonly iso: string }
  | { readonly by: 'calling-code'; readonly callingCode: string };

/** What a record says of the country of a number. */
export interface CountriesBeside {
  readonly countries: readonly PhoneCountry[];
  /** Something stands there that names no country which we know: it may be any. */
  readonly isUnreadable: boolean;
}

/** Codes and names that people write and no standard has. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  uk: 'GB',
  usa: 'US',
  'united states of america': 'US',
  chn: 'CN',
  prc: 'CN',
  中国大陆: 'CN',
  中国内地: 'CN',
  中华人民共和国: 'CN',
  'mainland china': 'CN',
  'hong kong': 'HK',
  中国香港: 'HK',
  macao: 'MO',
  macau: 'MO',
  中国澳门: 'MO',
  中国台湾: 'TW',
};
const LONGEST_NAME = 64;

/** Reads whatever stands beside a number: `US`, `86`, `+49`, `Germany`, `中国`. Absent, empty and 0 say nothing. */
export function countriesBeside(values: readonly unknown[]): CountriesBeside {
  const countries = new Map<string, PhoneCountry>();
  let isUnreadable = false;
  for (const value of values) {
    const text = typeof value === 'number' ? String(value) : value;
    if (text === null || text === undefined || text === '0') continue;
    if (typeof text === 'string' && text.trim() === '') continue;
    const country = typeof text === 'string' ? countryOf(text) : undefined;
    if (country) countries.set(JSON.stringify(country), country);
    else isUnreadable = true;
  }
  return { countries: [...countries.values()], isUnreadable };
}

export function isMainland(country: PhoneCountry): boolean {
  return country.by === 'iso' ? country.iso === 'CN' : country.callingCode === '86';
}

function countryOf(written: string): PhoneCountry | undefined {
  const text = written.normalize('NFKC').trim();
  if (text.length > LONGEST_NAME) return undefined;
  const callingCode = /^(?:\+|00)?([1-9]\d{0,3})$/.exec(text)?.[1];
  if (callingCode !== undefined) return { by: 'calling-code', callingCode };
  const name = text.toLowerCase();
  const iso = OTHER_NAMES[name] ?? (/^[a-z]{2}$/.test(name) ? name.toUpperCase() : isoByName().get(name));
  return iso === undefined ? undefined : { by: 'iso', iso };
}

let namesOfCountries: ReadonlyMap<string, string> | undefined;

/** The names that Unicode gives to countries in English and in Chinese, in small letters. */
function isoByName(): ReadonlyMap<string, string> {
  namesOfCountries ??= new Map(
    ['en', 'zh-Hans', 'zh-Hant'].flatMap((language) => {
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
      return isoCodes().flatMap((code) => {
        const name = names.of(code);
        return name === undefined ? [] : [[name.toLowerCase(), code] as const];
      });
    }),
  );
  return namesOfCountries;
}

/** Every code of two letters that is its own canonical form; `UK` and codes of countries that are gone are not. */
function isoCodes(): readonly string[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => new Intl.Locale(`und-${code}`).region === code);
}
