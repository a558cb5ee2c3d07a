import { expect, test } from 'vitest';
import { options, secret } from '../../../../../../functions/shared/sources/platforms/doudian/receive.ts';

test.each<readonly [string, object, boolean]>([
  ['nothing', {}, true],
  ['a shop, and the second method', { shopId: '20000001', signMethod: 'hmac-sha256' }, true],
  ['a shop as a number', { shopId: 20_000_001 }, false],
  ['a method that there is not', { signMethod: 'sha256' }, false],
  ['two methods', { signMethod: ['md5', 'hmac-sha256'] }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});

test.each<readonly [string, object, boolean]>([
  ['both', { appKey: '7', appSecret: 's' }, true],
  ['no app key', { appSecret: 's' }, false],
  ['a blank from a copy', { appKey: '7', appSecret: ' s' }, false],
])('a secret: %s', (_name, raw, isRight) => {
  expect(secret.safeParse(raw).success).toBe(isRight);
});
