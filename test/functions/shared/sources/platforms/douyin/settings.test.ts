import { expect, test } from 'vitest';
import { options, secret } from '../../../../../../functions/shared/sources/platforms/douyin/receive.ts';

test.each<readonly [string, object, boolean]>([
  ['the app', { clientKey: 'aw1' }, true],
  ['all', { clientKey: 'aw1', accountId: '7000000000000000001', fromUserIsCustomer: true }, true],
  ['no app', { accountId: '1' }, false],
  ['a merchant as a number', { clientKey: 'aw1', accountId: 1 }, false],
  ['another key', { clientKey: 'aw1', account_id: '1' }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});

test.each<readonly [string, object, boolean]>([
  ['the secret', { clientSecret: 's' }, true],
  ['with a blank', { clientSecret: 's ' }, false],
  ['with the key beside it', { clientKey: 'aw1', clientSecret: 's' }, false],
])('a secret: %s', (_name, raw, isRight) => {
  expect(secret.safeParse(raw).success).toBe(isRight);
});
