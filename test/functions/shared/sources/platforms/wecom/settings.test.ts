import { expect, test } from 'vitest';
import { options, secret } from '../../../../../../functions/shared/sources/platforms/wecom/receive.ts';

const key = 'inventedKeyInventedKeyInventedKeyInventedKG';
const whole = { token: 'inventedToken', encodingAesKey: key };

test.each<readonly [string, unknown, boolean]>([
  ['token and key', whole, true],
  ['with the corp id', { ...whole, corpId: 'ww1' }, true],
  ['no key: nothing of WeCom is in plaintext', { token: 'inventedToken' }, false],
  ['no token', { encodingAesKey: key }, false],
  ['a blank token', { ...whole, token: ' ' }, false],
  ['a key of 42 characters', { ...whole, encodingAesKey: key.slice(1) }, false],
  ['a key with its Base64 padding', { ...whole, encodingAesKey: `${key}=` }, false],
  ['the Secret of an app', { ...whole, corpSecret: 'x' }, true],
  ['an unknown field', { ...whole, corpsecret: 'x' }, false],
  ['a text', 'inventedToken', false],
])('secret: %s', (_name, raw, valid) => {
  expect(secret.safeParse(raw).success).toBe(valid);
});

test.each<readonly [string, unknown, string | undefined]>([
  ['an app', { corpId: 'ww1' }, undefined],
  ['a suite', { corpId: 'ww1', suiteId: 'ww2' }, undefined],
  ['a suite with its provider', { corpId: 'ww1', suiteId: 'ww2', providerCorpId: 'ww3' }, undefined],
  ['a suite of a personal developer', { corpId: 'ww1', suiteId: 'ww2', receiveId: '' }, undefined],
  ['a bot', { corpId: 'ww1', receiveId: '' }, undefined],
  ['no corp id', {}, 'corpId'],
  ['an empty corp id', { corpId: '' }, 'corpId'],
  ['a provider without a suite', { corpId: 'ww1', providerCorpId: 'ww3' }, 'providerCorpId'],
  ['a receive id of one’s own choice', { corpId: 'ww1', receiveId: 'ww2' }, 'receiveId'],
  ['an unknown option', { corpId: 'ww1', plaintext: true }, ''],
])('options: %s', (_name, raw, wrong) => {
  const parsed = options.safeParse(raw);
  expect(parsed.success ? undefined : parsed.error.issues.map(({ path }) => path.join('.')).join()).toBe(wrong);
});
