import { getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { mobile } from '../../functions/shared/identity/mobile.ts';

const MOST_ATTEMPTS = 100;

/**
 * An invented number of the same country, in E.164; of the mainland as its 11 digits. Numbers that are reserved for examples
 * are no identities, so of other countries it is one that might be given to somebody.
 */
export function inventedMobile(number: string, count: number): string {
  if (!number.startsWith('+')) return `159310${String(count).padStart(5, '0')}`;
  const country = parsePhoneNumberFromString(number)?.country;
  const example = country && getExampleNumber(country, examples)?.number;
  const beginning = (example ?? number).slice(0, -5);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const invented = `${beginning}${String((count * 7919 + attempt * 104_729) % 100_000).padStart(5, '0')}`;
    if (mobile(invented, { foreignMobile: 'plus' }).ok) return invented;
  }
  return `${beginning}${String(count % 100_000).padStart(5, '0')}`;
}
