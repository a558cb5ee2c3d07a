import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBlocklist } from '../../../../functions/shared/identity/blocklist.ts';
import { kinds } from '../../../../functions/shared/identity/kinds.ts';
import { normalise, normaliseSettings } from '../../../../functions/shared/identity/normalise.ts';

const identityKinds = {
  'till-card': { scope: 'shop', rank: 20, unique: true, normalise: 'digits' },
  coupon: { scope: 'brand', rank: 21, unique: false, normalise: 'lower' },
} as const;
const everyKind = [...Object.keys(kinds), ...Object.keys(identityKinds), 'not-configured'];

describe('every kind has its own normal form', () => {
  test.each([
    ['mobile', '+86 154-2468-1357', '15424681357'],
    ['email', ' Lan.Lin@Mail.Example ', 'lan.lin@mail.example'],
    ['wechat-openid', 'oAbC_d-1invented000000000001', 'oAbC_d-1invented000000000001'],
    ['taobao-ouid', 'AAHx+/Y3=', 'AAHx+/Y3='],
    ['shopify-customer', '7020468379991', '7020468379991'],
    ['till-card', '００12-3456 7890', '001234567890'],
    ['coupon', 'SPRING-Ä1', 'spring-ä1'],
    ['not-configured', 'A b'.replace(' ', '_'), 'A_b'],
  ])('%s: %s is %s', (kind, given, value) => {
    expect(normalise(kind, given, { identityKinds })).toEqual({ ok: true, value });
  });

  test.each([
    ['wechat-openid', 'gh_0123456789ab', 'placeholder'],
    ['wechat-openid', 'oAbC_d-1', 'malformed'],
    ['wechat-openid', '15424681357', 'wrong-type'],
    ['wechat-unionid', 'lan@mail.example', 'wrong-type'],
    ['shopify-customer', 'gid://shopify/Customer/7', 'malformed'],
    ['shopify-customer', 7020468379991, 'wrong-type'],
    ['till-card', '12 34a', 'malformed'],
    ['till-card', '000 000', 'placeholder'],
    ['coupon', 'NULL', 'placeholder'],
    ['member-no', 'M'.repeat(129), 'too-long'],
    ['not-configured', '', 'empty'],
  ])('%s: %j is refused: %s', (kind, given, reason) => {
    expect(normalise(kind, given, { identityKinds })).toEqual({ ok: false, reason });
  });

  test('a normal form is its own normal form', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.emailAddress(),
      fc.stringMatching(/^(?:\+?86|0086)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/),
      fc.stringMatching(/^\+[1-9]\d{6,13}$/),
      fc.stringMatching(/^[A-Za-z0-9_=+/-]{1,40}$/),
      fc.anything(),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...everyKind),
        value,
        fc.constantFrom('digits', 'plus'),
        (kind, given, foreignMobile) => {
          const settings = { identityKinds, foreignMobile } as const;
          const first = normalise(kind, given, settings);
          if (first.ok) expect(normalise(kind, first.value, settings)).toEqual(first);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('an opaque id is taken as it is or not at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('member-no', 'taobao-ouid', 'youzan-open-id'),
        fc.string({ unit: 'binary' }),
        (kind, id) => {
          const contact = normalise(kind, id);
          if (contact.ok) expect(contact.value).toBe(id);
        },
      ),
    );
  });
});

describe('no masked or virtual form passes, however it is decorated', () => {
  const mainland = fc.stringMatching(/^1[3-9]\d{9}$/);
  const prefix = fc.constantFrom('', '+86', '86', '0086', '(+86) ', '+', 'tel:', '手机：', '＋８６', '0');
  const noise = fc.constantFrom('', '', ' ', '-', '\u200b', '\u200e', '\ufeff', '（', '）', '\u3000', '—', '\u00ad');
  const decorate = (text: string, noises: readonly string[], isFullWidth: boolean) =>
    Array.from(
      isFullWidth ? fullWidth(text) : text,
      (character, at) => character + (noises[at % noises.length] ?? ''),
    ).join('');
  const fullWidth = (text: string) =>
    text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
  const noises = fc.array(noise, { minLength: 1, maxLength: 30 });
  const regions = fc.constantFrom(undefined, 'CN', 'DE', 'AT', 'US', 'HK', 'ID', 'FI', 'JP', 'GB');

  const places = fc.record({
    region: regions,
    countries: fc.option(fc.tuple(fc.constantFrom('CN', 'DE', 'AT', 'US', 'HK', 'ID', 'BR', '43', 'Atlantis')), {
      nil: undefined,
    }),
    foreignMobile: fc.constantFrom('digits', 'plus'),
  });

  const refused = (form: fc.Arbitrary<string>) =>
    fc.assert(
      fc.property(form, prefix, noises, fc.boolean(), places, (text, before, between, isFullWidth, place) => {
        expect(normalise('mobile', decorate(before + text, between, isFullWidth), place).ok).toBe(false);
      }),
      { numRuns: 1500 },
    );

  test('masked', () => {
    const stars = fc.constantFrom('*', '＊', '•', '●', 'x', 'X', '×', '█', '?', '_', '…');
    refused(
      fc
        .tuple(mainland, stars, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 8 }))
        .map(([digits, star, from, length]) => {
          const hidden = Math.min(length, 11 - from);
          return digits.slice(0, from) + star.repeat(hidden) + digits.slice(from + hidden);
        }),
    );
  });

  test('virtual: a mainland number with an extension', () => {
    const mark = fc.constantFrom('-', '转', '轉', ',', '，', '#', ' ext ', 'ext.', ';', '转分机', '－', '_', 'x', '/');
    expect(normalise('mobile', '014177000000-0', { countries: ['BR'] }).ok).toBe(false);
    refused(fc.tuple(mainland, mark, fc.stringMatching(/^\d{1,6}$/)).map((parts) => parts.join('')));
  });

  test('virtual: a foreign number with an extension, even where numbers have no fixed length', () => {
    const foreign = fc.constantFrom(
      '+436601473582',
      '+4915235557102',
      '+6581234709',
      '+358401473582',
      '+6281214735829',
    );
    const mark = fc.constantFrom('-', '转', ',', '#', ' ext ', ';', '(', '.', '—');
    fc.assert(
      fc.property(foreign, mark, fc.stringMatching(/^\d{1,4}$/), regions, (number, separator, extension, region) => {
        expect(normalise('mobile', number + separator + extension, { region }).ok).toBe(false);
      }),
    );
  });

  test('a masked id or address', () => {
    const masked = fc
      .tuple(
        fc.stringMatching(/^[a-z0-9]{1,8}$/),
        fc.constantFrom('*', '＊', '•', '●'),
        fc.stringMatching(/^[a-z0-9]{0,8}$/),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...everyKind), masked, noises, (kind, text, between) => {
        const written = decorate(kind === 'email' ? `${text}@mail.example` : text, between, false);
        expect(normalise(kind, written, { identityKinds }).ok).toBe(false);
      }),
    );
  });
});

describe('what is said beside the value', () => {
  test.each(['virtual', 'receiver', 'staff', 'shop', 'expired-alias'] as const)('%s', (said) => {
    expect(normalise('mobile', '15424681357', {}, said)).toEqual({ ok: false, reason: said });
  });

  test('nothing can be said of nothing, and the form is judged first', () => {
    expect(normalise('mobile', '', {}, 'virtual')).toEqual({ ok: false, reason: 'empty' });
    expect(normalise('mobile', '138****1234', {}, 'receiver')).toEqual({ ok: false, reason: 'masked' });
  });
});

describe('the blocklist', () => {
  const settings = normaliseSettings({
    identityTypes: {},
    identityKinds,
    foreignMobile: 'plus',
    blocklist: {
      mobile: ['154 2468 1357', '+13105552368'],
      email: ['Till@Shop.test', '@Agency.example', '@Käse-Laden.de', 'nonsense'],
    },
  });

  test.each([
    ['mobile', '+8615424681357', 'blocklisted'],
    ['mobile', '+1 310 555 2368', 'blocklisted'],
    ['email', 'TILL@shop.test', 'blocklisted'],
    ['email', 'lan@agency.example', 'blocklisted'],
    ['email', 'lan@xn--kse-laden-v2a.de', 'blocklisted'],
  ])('%s %s', (kind, value, reason) => {
    expect(normalise(kind, value, settings)).toEqual({ ok: false, reason });
  });

  test.each([
    ['mobile', '15424681358'],
    ['email', 'lan@shop.test'],
    ['email', 'lan@not.agency.example'],
    ['member-no', '15424681357'],
  ])('lets %s %s pass', (kind, value) => {
    expect(normalise(kind, value, settings).ok).toBe(true);
  });

  test('of nothing blocks nothing', () => {
    expect(normalise('mobile', '15424681357', { blocklist: openBlocklist() }).ok).toBe(true);
  });
});
