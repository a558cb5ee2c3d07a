import { describe, expect, test } from 'vitest';
import { readInternational, readNational } from '../../../../functions/shared/identity/foreign-mobile.ts';
import type { PhoneCountry } from '../../../../functions/shared/identity/phone-country.ts';

// What a number is in a country, once what stands around its digits has been taken away.

const iso = (code: string): PhoneCountry => ({ by: 'iso', iso: code });
const calling = (callingCode: string): PhoneCountry => ({ by: 'calling-code', callingCode });
const FIXED = { is: 'fixed-line' };
const NOTHING = { is: 'nothing' };
const mobileOf = (number: string) => ({ is: 'mobile', number });

describe('with its country code', () => {
  test.each([
    ['a mobile', '+4915235557102', mobileOf('+4915235557102')],
    ['a fixed line', '+494921123456', FIXED],
    ['a Mexican mobile as it was written until 2019', '+5215512345678', mobileOf('+525512345678')],
    ['a Brazilian mobile as it was written until 2016', '+551181234567', mobileOf('+5511981234567')],
    ['a number with an extension, which is another person’s', '+4915235557102~12', NOTHING],
    ['a number with words behind it', '+4915235557102 ext', NOTHING],
    ['no plus', '4915235557102', NOTHING],
    ['a nought behind the plus', '+0915235557102', NOTHING],
    ['more than 15 digits', '+4915235557102345678', NOTHING],
    ['four digits', '+4915', NOTHING],
  ])('%s', (_what, text, reading) => {
    expect(readInternational(text)).toEqual(reading);
  });
});

describe('as it is written at home', () => {
  test.each<readonly [string, string, PhoneCountry, object]>([
    ['a mobile', '015235557102', iso('DE'), mobileOf('+4915235557102')],
    ['a mobile, by the calling code', '15235557102', calling('49'), mobileOf('+4915235557102')],
    ['a fixed line', '04921123456', iso('DE'), FIXED],
    ['a fixed line with the code of the country and no plus', '494921123456', iso('DE'), FIXED],
    ['a mobile with the code of the country and no plus', '4915235557102', iso('DE'), mobileOf('+4915235557102')],
    ['a mobile with a nought and the code of the country', '0919876543211', iso('IN'), mobileOf('+919876543211')],
    ['a Brazilian mobile as it was written until 2016', '1181234567', iso('BR'), mobileOf('+5511981234567')],
    ['the same behind the code of a carrier: another number and an extension', '0151181234567', iso('BR'), NOTHING],
    ['a fixed line behind the code of a carrier', '0151136123456', iso('BR'), FIXED],
    ['a number with an extension', '015235557102~12', iso('DE'), NOTHING],
    ['a country that is none', '15235557102', iso('XX'), NOTHING],
    ['a calling code that is none', '15235557102', calling('999'), NOTHING],
    ['four digits', '1523', iso('DE'), NOTHING],
  ])('%s', (_what, text, country, reading) => {
    expect(readNational(text, country)).toEqual(reading);
  });
});
