import { expect, test } from 'vitest';
import { options, secret } from '../../../../../../functions/shared/sources/platforms/kuaishou/receive.ts';

test.each<readonly [string, object, boolean]>([
  ['the app', { appKey: 'ks1' }, true],
  ['the app and its sellers', { appKey: 'ks1', userIds: ['1', '2'] }, true],
  ['no app', {}, false],
  ['no seller at all', { appKey: 'ks1', userIds: [] }, false],
  ['a seller as a number', { appKey: 'ks1', userIds: [1] }, false],
  ['another key', { appKey: 'ks1', userId: '1' }, false],
])('options: %s', (_name, raw, isRight) => {
  expect(options.safeParse(raw).success).toBe(isRight);
});

const key = (length: number) => Buffer.alloc(length, 'k').toString('base64');
test.each<readonly [string, unknown, boolean]>([
  ['16 bytes', key(16), true],
  ['24 bytes', key(24), true],
  ['32 bytes', key(32), true],
  ['15 bytes', key(15), false],
  ['the bytes themselves', 'invented0key0016', false],
  ['hex', Buffer.alloc(16, 'k').toString('hex'), true],
  ['with a line end', `${key(16)}\n`, false],
  ['nothing', '', false],
  ['a number', 7, false],
])('a message secret of %s', (_name, messageSecret, isRight) => {
  expect(secret.safeParse({ messageSecret }).success).toBe(isRight);
});
