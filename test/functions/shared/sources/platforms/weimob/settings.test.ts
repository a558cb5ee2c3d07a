import { expect, test } from 'vitest';
import { options, secret } from '../../../../../../functions/shared/sources/platforms/weimob/receive.ts';

test.each<readonly [string, object, boolean]>([
  ['the merchant', { bosId: '4000000000001' }, true],
  ['all', { bosId: '4000000000001', acceptUnsigned: true, onMerge: 'connect' }, true],
  ['no merchant', { acceptUnsigned: true }, false],
  ['a merchant as a number', { bosId: 4_000_000_000_001 }, false],
  ['a switch as a text', { bosId: '1', acceptUnsigned: 'true' }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});

test.each<readonly [string, unknown, boolean]>([
  ['32 characters', 'invented0key0of0thirty0two0chars', true],
  ['128 characters', 'k'.repeat(128), true],
  ['31 characters', 'k'.repeat(31), false],
  ['129 characters', 'k'.repeat(129), false],
  ['a sign that addresses write otherwise', `${'k'.repeat(32)}+`, false],
  ['a blank', `${'k'.repeat(32)} `, false],
  ['nothing', undefined, false],
])('a url key of %s', (_name, urlKey, isRight) => {
  expect(secret.safeParse({ urlKey }).success).toBe(isRight);
});
