import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  birthdayOf,
  genderOf,
  language,
  plainText,
  profileOf,
} from '../../../../functions/shared/sources/profile-fields.ts';

test.each([
  [' 林晓岚 ', '林晓岚'],
  ['Ana\u00a0\t Lopez', 'Ana Lopez'],
  ['Jose\u0301', 'José'],
  ['买买提·吐尔逊', '买买提·吐尔逊'],
  ["O'Neill", "O'Neill"],
  // As WordPress keeps it, once and twice.
  ['O&#039;Neil', "O'Neil"],
  ['O&amp;#039;Neil', "O'Neil"],
  ['Lin &amp; Lan', 'Lin & Lan'],
  ['Jos&#xe9;', 'José'],
  ['&#26519;&#23706;', '林岚'],
  ['Lin&nbsp;Lan', 'Lin Lan'],
  // As PHP's `htmlentities` writes it, and as WordPress sets quotes; once and twice.
  ['J&uuml;rgen Gro&szlig;', 'Jürgen Groß'],
  ['Zo&amp;euml; d&rsquo;Arc', 'Zoë d’Arc'],
  ['L&#146;Hermite', 'L’Hermite'],
  ['l&bull;&bull;&bull;n', undefined],
  ['Lin&shy;lan', 'Linlan'],
  ['AT&T; R&DD; &nosuch;', 'AT&T; R&DD; &nosuch;'],
  ['Tom & Jerry;', 'Tom & Jerry;'],
  ['&#0;&#xD800;&euro;', '&#0;&#xD800;&euro;'],
  ['&#42;&#42;', undefined],
  ['\u200b林\ufeff', '林'],
  ['林\ud83d', '林'],
  ['林\ufffe\u0002\ufffd', '林'],
  ['林&#2;', '林&#2;'],
  // A given name.
  ['Nan', 'Nan'],
  ['', undefined],
  ['  ', undefined],
  ['null', undefined],
  ['Undefined', undefined],
  ['0', undefined],
  ['--', undefined],
  ['未知', undefined],
  ['林*', undefined],
  ['林＊＊', undefined],
  ['x'.repeat(129), undefined],
  [0, undefined],
  [null, undefined],
  [undefined, undefined],
  [['林'], undefined],
])('text %j is %j', (value, text) => {
  expect(plainText(value)).toBe(text);
});

test.each([
  ['male', 1],
  ['Male', 1],
  [' female ', 2],
  ['男', 1],
  ['女', 2],
  [1, 1],
  [2, 2],
  ['1', 1],
  ['2', 2],
  [0, undefined],
  ['0', undefined],
  [3, undefined],
  ['unknown', undefined],
  ['', undefined],
  [true, undefined],
  [null, undefined],
])('gender %j is %j', (value, code) => {
  expect(genderOf(value)).toBe(code);
});

describe('birthday', () => {
  const noon = '2026-03-01T12:00:00+08:00';
  test.each([
    ['1990-05-17', '1990-05-17'],
    [' 1990-05-17 ', '1990-05-17'],
    ['2000-02-29', '2000-02-29'],
    ['1900-01-01', '1900-01-01'],
    ['2026-03-01', '2026-03-01'],
    ['2026-03-02', undefined],
    ['1899-12-31', undefined],
    ['1900-02-29', undefined],
    ['2001-02-29', undefined],
    ['1990-13-01', undefined],
    ['1990-00-10', undefined],
    ['1990-04-31', undefined],
    ['0000-00-00', undefined],
    ['1990-5-17', undefined],
    ['1990/05/17', undefined],
    ['1990-05-17T00:00:00Z', undefined],
    ['****-05-17', undefined],
    ['', undefined],
    [19_900_517, undefined],
    [null, undefined],
  ])('%j is %j', (value, day) => {
    expect(birthdayOf(value, noon)).toBe(day);
  });

  test('a day is over when it is over in China', () => {
    expect(birthdayOf('2026-03-02', '2026-03-01T15:59:59Z')).toBeUndefined();
    expect(birthdayOf('2026-03-02', '2026-03-01T16:00:00Z')).toBe('2026-03-02');
  });
});

test.each([
  ['zh-CN', 'zh-CN'],
  ['zh_cn', 'zh-CN'],
  ['zh-hans-cn', 'zh-Hans-CN'],
  ['EN', 'en'],
  ['es-419', 'es-419'],
  ['', undefined],
  ['null', undefined],
  ['Chinese', undefined],
  ['x', undefined],
  [7, undefined],
  [null, undefined],
])('language %j is %j', (value, tag) => {
  expect(language(value)).toBe(tag);
});

test('a profile has only what is known', () => {
  expect(profileOf({ name: undefined, city: '', province: '浙江', gender: 2, emailVerified: 0 })).toEqual({
    province: '浙江',
    gender: 2,
    emailVerified: 0,
  });
});

test('whatever an event holds: a field is absent or has content, and normalising it again changes nothing', () => {
  const time = '2026-03-01T12:00:00+08:00';
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.anything(), fc.constantFrom(' 0 ', 'null', '1990-05-17'));
  fc.assert(
    fc.property(anything, (value) => {
      for (const normalise of [plainText, genderOf, language, (given: unknown) => birthdayOf(given, time)]) {
        const once = normalise(value);
        expect([null, '', 0, '0', 'null']).not.toContain(once);
        if (once !== undefined) expect(normalise(once)).toBe(once);
      }
    }),
  );
});
