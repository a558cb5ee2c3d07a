import type { Random } from '../random.ts';
import type { Identity } from '../statement.ts';
import { mailDomains } from './names.ts';

const DIGITS = '0123456789';

export const mobileIdentity = (value: string): Identity => ({ kind: 'mobile', scope: '', value });
export const emailIdentity = (value: string): Identity => ({ kind: 'email', scope: '', value });

/** A mainland mobile of the range 154, which is not assigned. */
export function inventMobile(random: Random): string {
  return mainland(`154${random.text(8, DIGITS)}`) ?? inventMobile(random);
}

/** The number with one digit typed wrong. */
export function withOneDigitWrong(mobile: string, random: Random): string {
  // Of the subscriber's part: the range stays the unassigned one.
  const at = mobile.length - random.int(1, 8);
  const wrong = String((Number(mobile[at]) + random.int(1, 9)) % 10);
  return (
    mainland(`${mobile.slice('+86'.length, at)}${wrong}${mobile.slice(at + 1)}`) ?? withOneDigitWrong(mobile, random)
  );
}

/** People type such numbers to get past a form, and products rightly drop them. */
function mainland(digits: string): string | undefined {
  const isFiller = /(\d)\1{5}/.test(digits) || '0123456789876543210'.includes(digits.slice(-7));
  return isFiller ? undefined : `+86${digits}`;
}

/** The eleven digits that people in China write. */
export function nationalDigits(mobile: string): string {
  return mobile.startsWith('+86') ? mobile.slice('+86'.length) : mobile;
}

export function inventEmail(random: Random): string {
  return `${random.text(5, 'abcdefghijklmnoprstuvwyz')}.${random.int(100, 9999)}@${random.pick(mailDomains)}`;
}

/** A mailbox that belongs to a job. */
export function inventRoleAddress(random: Random): string {
  const role = random.pick(['office', 'sales', 'reception', 'orders', 'einkauf', 'service']);
  return `${role}@${random.text(6, 'abcdefghiklmnoprstuvw')}-trading.example`;
}

/**
 * A number of another country whose digits are those of a mainland one: +1 540 or 541 (Virginia, Oregon) beside 154 0 and 154 1,
 * and of Germany one of those that its regulator keeps for films (0176 040690xx) beside 176 0406 90xx.
 */
export function inventLookAlikes(
  country: 'US' | 'DE',
  random: Random,
): { readonly foreign: string; readonly mainland: string } {
  if (country === 'DE') {
    const digits = `176040690${random.text(2, DIGITS)}`;
    return { foreign: `+49${digits}`, mainland: `+86${digits}` };
  }
  const digits = `154${random.pick(['0', '1'])}${random.int(2, 9)}${random.text(6, DIGITS)}`;
  // The exchange 555 is for films, and N11 are services.
  const isFree = !/^154\d(?:555|\d11)/.test(digits) && mainland(digits) !== undefined;
  return isFree ? { foreign: `+${digits}`, mainland: `+86${digits}` } : inventLookAlikes(country, random);
}
