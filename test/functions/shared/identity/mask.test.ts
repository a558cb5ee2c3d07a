import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask } from '../../../../functions/shared/identity/mask.ts';
import { describeDiscarded } from '../../../../functions/shared/identity/describe-discarded.ts';

describe('mask', () => {
  test.each([
    ['mobile', '13812345678', '138****5678'],
    ['mobile', '+4915235557102', '+49****7102'],
    ['mobile', '15424681357转7576', '154****7576'],
    ['mobile', '林晓岚', '****'],
    ['mobile', '1234', '****'],
    ['mobile', '138****5678', '****'],
    ['mobile', '138****567890', '138****7890'],
    ['mobile', 'lan@shop.test', 'l***@shop.test'],
    ['email', 'lan@shop.test', 'l***@shop.test'],
    ['email', 'Lan <lan@shop.test>', '****'],
    ['email', 'lan@13812345678.example', '****'],
    ['email', '@shop.test', '*', '***@shop.test'],
    ['email', 'nothing', '****'],
    ['wechat-openid', 'oGuiyiSampleCustomer00000001', 'oGui****01'],
    ['mobile', '1381234567890123456789012345678X', '138****678X'],
    ['mobile', '1381234567890123456789012345678XY', '****'],
    ['email', ' lan@shop.test ', 'l***@shop.test'],
    ['member-no', 'M-0000001234', 'M-00****34'],
    ['member-no', 'M-000000123', '****'],
    ['member-no', 'M-000017', '****'],
    ['member-no', '****', '********'],
    ['member-no', '', '****'],
  ])('%s %s is %s', (kind, value, ...masked) => {
    expect(mask(kind, value)).toBe(masked.join(''));
  });

  test('whatever it is, it is never the value itself', () => {
    const values = fc.oneof(fc.string(), fc.emailAddress(), fc.stringMatching(/^\+?[\d*]{3,15}$/));
    fc.assert(
      fc.property(fc.constantFrom('mobile', 'email', 'member-no'), values, (kind, value) => {
        expect(mask(kind, value)).not.toBe(value);
      }),
    );
  });

  test('at least four digits of a phone, and six characters of an id, are not shown', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{11,40}$/), (value) => {
        for (const [kind, hidden] of [
          ['mobile', 4],
          ['member-no', 6],
        ] as const) {
          const shown = mask(kind, value).replaceAll('*', '').length;
          expect(value.length - shown).toBeGreaterThanOrEqual(hidden);
        }
      }),
    );
  });
});

describe('a refusal', () => {
  test.each([
    ['a number', '138****1234', 'masked', '****'],
    ['a number as a number', 13800138000, 'placeholder', '138****8000'],
    ['an object', { secret: 'x' }, 'wrong-type', '****'],
  ] as const)('of %s keeps its masked form only', (_name, value, reason, masked) => {
    expect(describeDiscarded('mobile', 'customer.phone', { ok: false, reason }, value)).toEqual({
      kind: 'mobile',
      field: 'customer.phone',
      reason,
      masked,
    });
  });

  test('of nothing is none', () => {
    expect(describeDiscarded('mobile', 'phone', { ok: false, reason: 'empty' }, '')).toBeUndefined();
  });
});
