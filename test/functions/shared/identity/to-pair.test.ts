import { expect, test } from 'vitest';
import { toPair, unsendableBecause } from '../../../../functions/shared/identity/to-pair.ts';

const types = {
  mobile: { code: 'm', value: 'bare' },
  'wechat-openid': { code: 'wechat', value: 'scoped' },
} as const;
const evidence = { grade: 'verified', field: 'f' } as const;

test.each([
  ['bare', 'mobile', '', '13800138124', { identityType: 'm', identityValue: '13800138124' }],
  ['bare in a scope', 'mobile', 'shop', '13800138124', { identityType: 'm', identityValue: '13800138124' }],
  ['scoped', 'wechat-openid', 'wx1', 'o1', { identityType: 'wechat', identityValue: 'wx1:o1' }],
  ['scoped without a scope, which would be anybody’s', 'wechat-openid', '', 'o1', undefined],
  ['a kind without a code', 'email', '', 'a@mail.example', undefined],
  ['a kind like a property of every object', 'constructor', '', 'x', undefined],
  ['128 characters', 'mobile', '', '1'.repeat(128), { identityType: 'm', identityValue: '1'.repeat(128) }],
  ['129 characters', 'mobile', '', '1'.repeat(129), undefined],
  ['129 with the scope', 'wechat-openid', 'wx', '1'.repeat(126), undefined],
])('%s', (_name, kind, scope, value, pair) => {
  expect(toPair({ kind, scope, value, evidence }, types)).toEqual(pair);
});

test.each([
  ['as its digits', '+4915235557102', 'digits', '4915235557102'],
  ['with its plus', '+4915235557102', 'plus', '+4915235557102'],
  ['not at all as digits that are a mainland number', '+13105552368', 'digits', undefined],
  ['with its plus, which tells it from a mainland number', '+13105552368', 'plus', '+13105552368'],
  ['a mainland number as its 11 digits', '13105552368', 'plus', '13105552368'],
] as const)('a foreign number is sent %s', (_name, value, foreignMobile, sent) => {
  expect(toPair({ kind: 'mobile', scope: '', value, evidence }, types, foreignMobile)?.identityValue).toBe(sent);
});

test('an id that begins with a plus is sent with it', () => {
  const own = { 'member-no': { code: 'card', value: 'bare' } } as const;
  expect(toPair({ kind: 'member-no', scope: '', value: '+7', evidence }, own)?.identityValue).toBe('+7');
});

test.each([
  ['nothing is wrong with it', 'mobile', '', '13800138124', undefined],
  ['there is no code for the kind', 'email', '', 'a@mail.example', undefined],
  ['it has no scope', 'wechat-openid', '', 'o1', 'ambiguous'],
  ['as digits it would be a mainland number', 'mobile', '', '+13105552368', 'ambiguous'],
  ['it is too long', 'mobile', '', '1'.repeat(129), 'too-long'],
  ['it is too long with its scope', 'wechat-openid', 'w'.repeat(64), 'o'.repeat(64), 'too-long'],
])('it cannot be sent: %s', (_why, kind, scope, value, reason) => {
  const config = { identityTypes: types };
  expect(unsendableBecause({ kind, scope, value, evidence }, config)).toBe(reason);
});
