import { expect, test } from 'vitest';
import { options, secret } from '../../../../../../functions/shared/sources/protocols/wechat-push/settings.ts';

const key = 'inventedKeyInventedKeyInventedKeyInventedKG';
const whole = { token: 'inventedToken', encodingAesKey: key, appId: 'wx0000000000000001' };

test.each([
  ['all three fields', whole, whole],
  ['without a key, for plaintext mode', { token: 't', appId: 'wx1' }, { token: 't', appId: 'wx1' }],
])('a secret: %s', (_name, raw, value) => {
  expect(secret.parse(raw)).toEqual(value);
});

test.each([
  ['an empty token', { ...whole, token: '' }],
  ['a blank token', { ...whole, token: ' ' }],
  ['a token with a line end', { ...whole, token: 'token\n' }],
  ['no token', { encodingAesKey: key, appId: 'wx1' }],
  ['a key of 42 characters', { ...whole, encodingAesKey: key.slice(1) }],
  ['a key with its Base64 padding', { ...whole, encodingAesKey: `${key}=` }],
  ['an empty key', { ...whole, encodingAesKey: '' }],
  ['no app id', { token: 't', encodingAesKey: key }],
  ['an unknown field', { ...whole, appsecret: 'x' }],
  ['a text', 'inventedToken'],
  ['null', null],
])('not a secret: %s', (_name, raw) => {
  expect(secret.safeParse(raw).success).toBe(false);
});

test.each([
  ['the app id alone', { appId: 'wx1' }, true],
  ['everything', { appId: 'wx1', plaintext: true, openPlatform: 'main' }, true],
  ['no app id', {}, false],
  ['an empty app id', { appId: '' }, false],
  ['plaintext as a text', { appId: 'wx1', plaintext: 'true' }, false],
  ['an unknown option', { appId: 'wx1', mode: 'secure' }, false],
])('options: %s', (_name, raw, valid) => {
  expect(options.safeParse(raw).success).toBe(valid);
});
