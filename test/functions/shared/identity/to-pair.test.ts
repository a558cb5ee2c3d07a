import { expect, test } from 'vitest';
import { toPair } from '../../../../functions/shared/identity/to-pair.ts';

const types = {
  mobile: { code: 'm', value: 'bare' },
  'wechat-openid': { code: 'wechat', value: 'scoped' },
} as const;
const evidence = { grade: 'verified', field: 'f' } as const;

test.each([
  ['bare', 'mobile', '', '13800138124', { identityType: 'm', identityValue: '13800138124' }],
  ['bare in a scope', 'mobile', 'shop', '13800138124', { identityType: 'm', identityValue: '13800138124' }],
  ['scoped', 'wechat-openid', 'wx1', 'o1', { identityType: 'wechat', identityValue: 'wx1:o1' }],
  ['scoped without a scope', 'wechat-openid', '', 'o1', { identityType: 'wechat', identityValue: 'o1' }],
  ['a kind without a code', 'email', '', 'a@mail.example', undefined],
  ['a kind like a property of every object', 'constructor', '', 'x', undefined],
  ['128 characters', 'mobile', '', '1'.repeat(128), { identityType: 'm', identityValue: '1'.repeat(128) }],
  ['129 characters', 'mobile', '', '1'.repeat(129), undefined],
  ['129 with the scope', 'wechat-openid', 'wx', '1'.repeat(126), undefined],
])('%s', (_name, kind, scope, value, pair) => {
  expect(toPair({ kind, scope, value, evidence }, types)).toEqual(pair);
});
