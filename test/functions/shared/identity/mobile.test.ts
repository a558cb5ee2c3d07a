import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { mobile } from '../../../../functions/shared/identity/mobile.ts';

describe('mobile', () => {
  test.each([
    ['11 digits', '15424681357', '15424681357'],
    ['with +86', '+8615424681357', '15424681357'],
    ['with 86', '8615424681357', '15424681357'],
    ['with 0086', '008615424681357', '15424681357'],
    ['with blanks and hyphens', '+86 154-2468-1357', '15424681357'],
    ['with a country code in parentheses', '(+86)15424681357', '15424681357'],
    ['in full-width characters', '＋８６　１５４２４６８１３５７', '15424681357'],
    ['with zero-width and direction characters', '\u202d154\u200b2468\ufeff1357\u202c', '15424681357'],
    ['with a non-breaking hyphen', '154\u20112468\u20111357', '15424681357'],
    ['as a number', 15424681357, '15424681357'],
    ['German, E.164', '+49 1523 5557 102', '+4915235557102'],
    ['German, after 00', '0049 1523 5557102', '+4915235557102'],
    ['Singapore, 10 digits', '+6581234709', '+6581234709'],
    ['with a hyphen after the country code', '+65-81234709', '+6581234709'],
    ['with full stops', '+33.6.12.34.56.78', '+33612345678'],
    ['with a hyphen at its end', '+43 660 1473582-', '+436601473582'],
    ['its own normal form', '+4915235557102', '+4915235557102'],
    ['North American of an area code that starts with 2', '+12125552368', '+12125552368'],
  ])('%s', (_name, given, value) => {
    expect(mobile(given)).toEqual({ ok: true, value });
  });

  test.each([
    ['empty', ''],
    ['empty', '   '],
    ['empty', null],
    ['empty', undefined],
    ['empty', '\u200b - '],
    ['placeholder', 0],
    ['placeholder', NaN],
    ['placeholder', '0'],
    ['placeholder', 'null'],
    ['placeholder', '[object Object]'],
    ['masked', '138****1234'],
    ['masked', '138＊＊＊＊1234'],
    ['masked', '*******4139'],
    ['masked', '1******1234'],
    ['masked', '138xxxx1234'],
    ['virtual', '18400913965-7576'],
    ['virtual', '18877771111-123'],
    ['virtual', '18877771111-1'],
    ['virtual', '15424681357-1234'],
    ['virtual', '15424681357转7576'],
    ['virtual', '15424681357,7576'],
    ['virtual', '15424681357#7576'],
    ['virtual', '15424681357 ext 7576'],
    ['virtual', '+8615424681357 ext. 7576'],
    ['virtual', '154246813570'],
    ['encrypted', '$DT1NgyVF2Ml0OmQ5Yz$Wm9pdXk=$1$$'],
    ['encrypted', '#KZ2yHC#YWFhYmJi#1##'],
    ['placeholder', '13800138000'],
    ['placeholder', '13800000000'],
    ['placeholder', '19999999999'],
    ['placeholder', '13123456789'],
    ['placeholder', '13987654321'],
    ['placeholder', '+12125550123'],
    ['placeholder', '+4911111111'],
    ['malformed', '12345678901'],
    ['malformed', '1542468135'],
    ['fixed-line', '010-12345678'],
    ['fixed-line', '400-820-8820'],
    ['malformed', '12125552368'],
    ['malformed', '+54-123123'],
    ['fixed-line', '+49 30 901820'],
    ['fixed-line', '+1 800 555 2368'],
    ['virtual', '+43 660 1473582-89'],
    ['virtual', '+43 660 1473582(89)'],
    ['virtual', '+43-660-1473582.8'],
    ['malformed', '+1234567890123456'],
    ['fixed-line', '+862112345678'],
    ['malformed', 'call me'],
    ['wrong-type', 'lan@mail.example'],
    ['wrong-type', {}],
    ['wrong-type', ['15424681357']],
    ['wrong-type', true],
    ['too-long', '1'.repeat(513)],
    ['malformed', '1'.repeat(512)],
    ['placeholder', '138.0013.8000'],
    ['placeholder', '0-0-0'],
    ['placeholder', '+0 0'],
    ['ambiguous', '15.4246.81357'],
    ['malformed', '400-123'],
    ['malformed', '+4915235557102~12'],
  ])('%s: %j', (reason, given) => {
    expect(mobile(given)).toEqual({ ok: false, reason });
  });

  test('a North American number whose digits are a mainland number too is refused', () => {
    expect(mobile('+13105552368')).toEqual({ ok: false, reason: 'ambiguous' });
    expect(mobile('13105552368')).toEqual({ ok: true, value: '13105552368' });
  });

  test('it is not where the tenant takes foreign numbers with their plus', () => {
    expect(mobile('+13105552368', { foreignMobile: 'plus' })).toEqual({ ok: true, value: '+13105552368' });
  });

  test.each([
    ['DE', '0152 35557102', '+4915235557102'],
    ['DE', '+86 154 2468 1357', '15424681357'],
    ['DE', '0043 660 1234567', '+436601234567'],
    ['US', '(212) 555-2368', '+12125552368'],
    ['HK', '5123 4567', '+85251234567'],
    ['AU', '0412 345 687', '+61412345687'],
    ['CN', '15424681357', '15424681357'],
    ['CN', '00852 5123 4567', '+85251234567'],
    ['XX', '15424681357', '15424681357'],
  ])('in %s, %s is %s', (region, given, value) => {
    expect(mobile(given, { region })).toEqual({ ok: true, value });
  });

  test('whatever stands beside a number, it is read or refused, and nothing is thrown', () => {
    const country = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.stringMatching(/^(?:\+|00)?\d{1,4}$/),
      fc.stringMatching(/^[A-Z]{2}$/),
      fc.integer(),
    );
    const written = fc.oneof(fc.stringMatching(/^\+?\d{5,16}$/), fc.stringMatching(/^[-0-9 ().~x]{5,20}$/));
    fc.assert(
      fc.property(written, fc.array(country, { maxLength: 2 }), (text, countries) => {
        expect(typeof mobile(text, { countries }).ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });

  test('beside two countries of which nobody can read one', () => {
    expect(mobile('0152 35557102', { countries: ['DE', 'Atlantis'] })).toEqual({ ok: false, reason: 'ambiguous' });
    expect(mobile('0152 35557102', { countries: ['DE', '49'] })).toEqual({ ok: true, value: '+4915235557102' });
  });

  // The library knows no such calling code; a record may have the country's number of ISO 3166.
  test.each(['156', 840, '+999', '9999'])('beside a country that nobody can read (%s)', (country) => {
    expect(mobile('15424681357', { countries: [country] })).toEqual({ ok: false, reason: 'ambiguous' });
    expect(mobile('0152 35557102', { countries: [country] })).toEqual({ ok: false, reason: 'malformed' });
    expect(mobile('+4915235557102', { countries: [country] })).toEqual({ ok: true, value: '+4915235557102' });
    expect(mobile('8615424681357', { countries: [country] })).toEqual({ ok: true, value: '15424681357' });
  });

  test.each([
    ['DE', '15235557102', 'ambiguous'],
    ['US', '13105552368', 'ambiguous'],
    ['US', '(310) 555-2368', 'ambiguous'],
    ['DE', '030 901820', 'fixed-line'],
    ['AT', '0660 1473582-89', 'virtual'],
    ['DE', '15424681357-7576', 'virtual'],
    ['CN', '010-12345678', 'fixed-line'],
    ['CN', '015424681357', 'malformed'],
    ['XX', '0152 35557102', 'malformed'],
  ])('in %s, %s is refused: %s', (region, given, reason) => {
    expect(mobile(given, { region })).toEqual({ ok: false, reason });
  });

  describe('00 and the code of a country is international everywhere', () => {
    const regions = [undefined, 'CN', 'US', 'DE', 'JP', 'BR', 'AU'];
    const countries = getCountries().filter((country) => country !== 'CN' && getExampleNumber(country, examples));

    test('in every country that has mobiles', () => {
      expect(countries.length).toBeGreaterThan(200);
      for (const country of countries) {
        const number = getExampleNumber(country, examples)?.number ?? '';
        const abroad = mobile(number, { foreignMobile: 'plus' });
        for (const region of regions)
          expect([country, mobile(`00${number.slice(1)}`, { region, foreignMobile: 'plus' })]).toEqual([
            country,
            abroad,
          ]);
      }
    });
  });

  const separators = fc.array(fc.constantFrom('', ' ', '-', '\u200b', '(', ')'), { minLength: 11, maxLength: 11 });
  const mainland = fc.stringMatching(/^1[3-9]\d{9}$/);

  test('separators and country codes never make another number of it, and it is idempotent', () => {
    fc.assert(
      fc.property(mainland, separators, fc.constantFrom('', '86', '+86', '0086'), (digits, between, prefix) => {
        const plain = mobile(digits);
        const written = prefix + Array.from(digits, (digit, at) => digit + (between[at] ?? '')).join('');
        // Without a code, some groups of digits are those of other countries.
        const elsewhere = prefix === '' ? [{ ok: false, reason: 'ambiguous' }] : [];
        expect([plain, ...elsewhere]).toContainEqual(mobile(written));
        if (plain.ok) expect(mobile(plain.value)).toEqual(plain);
      }),
    );
  });

  test('whatever follows a number, it is refused and not cut off', () => {
    fc.assert(
      fc.property(mainland, fc.stringMatching(/^(?:[-#,]|转|ext)?\d{1,6}$/), (digits, extension) => {
        expect(mobile(digits + extension).ok).toBe(false);
      }),
    );
  });

  test('whatever is accepted is its own normal form', () => {
    const foreign = fc.tuple(
      fc.constantFrom('49', '1', '65', '33', '852', '81', '62'),
      fc.stringMatching(/^\d{7,11}$/),
    );
    const written = fc.oneof(
      foreign.map(([country, digits]) => `+${country}${digits}`),
      fc.stringMatching(/^\+[1-9]\d{5,16}$/),
      fc.string(),
      mainland,
    );
    fc.assert(
      fc.property(written, fc.constantFrom('digits', 'plus'), (text, form) => {
        const first = mobile(text, { foreignMobile: form });
        if (first.ok) expect(mobile(first.value, { foreignMobile: form })).toEqual(first);
      }),
    );
  });

  test('an international form is the same number wherever it stands', () => {
    const somewhere = fc.record({
      region: fc.constantFrom(undefined, 'CN', 'US', 'DE', 'BR', 'IN', 'JP'),
      countries: fc.array(fc.constantFrom('CN', 'US', 'DE', 'HK', '86', '49', 'Atlantis', ''), { maxLength: 2 }),
    });
    const abroad = fc
      .tuple(
        fc.constantFrom('+', '00', 'tel:+'),
        fc.constantFrom('49', '1', '52', '55', '86', '91', '852'),
        fc.stringMatching(/^[1-9]\d{6,10}$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(abroad, somewhere, (text, place) => {
        expect(mobile(text, { ...place, foreignMobile: 'plus' })).toEqual(mobile(text, { foreignMobile: 'plus' }));
      }),
      { numRuns: 1000 },
    );
  });

  test('beside a country that is not the mainland, no number without a code is a mainland number', () => {
    const written = fc
      .tuple(mainland, separators)
      .map(([digits, between]) => Array.from(digits, (digit, at) => digit + (between[at] ?? '')).join(''));
    fc.assert(
      fc.property(
        fc.oneof(mainland, written),
        fc.constantFrom('US', 'DE', 'BR', 'HK', 'JP', '49', 'Atlantis'),
        (text, country) => {
          const contact = mobile(text, { countries: [country], foreignMobile: 'plus' });
          if (contact.ok) expect(contact.value).toMatch(/^\+/);
        },
      ),
    );
  });

  test('where a region makes a mainland number ambiguous, its normal form is refused, never another number', () => {
    const regions = fc.constantFrom('US', 'DE', 'HK', 'AU', 'JP', 'AT', 'ID');
    fc.assert(
      fc.property(fc.oneof(mainland, fc.stringMatching(/^0?\d{7,11}$/)), regions, (text, region) => {
        const first = mobile(text, { region });
        if (!first.ok) return;
        const again = mobile(first.value, { region });
        expect([first, { ok: false, reason: 'ambiguous' }]).toContainEqual(again);
      }),
    );
  });
});
