import { expect, test } from 'vitest';
import { wecomErrorOf } from '../../../../../../functions/shared/sources/platforms/wecom/enrich.ts';

const API = 'cgi-bin/externalcontact/get';
const errorOf = (errcode: number, errmsg = '') => wecomErrorOf({ errcode, errmsg }, { api: API, corpId: 'ww1' });

test.each([
  [-1, 'unavailable', true],
  [40001, 'credentials', true],
  [40013, 'credentials', true],
  [40014, 'token', true],
  [40096, 'person', false],
  [41001, 'token', true],
  [42001, 'token', true],
  [45009, 'throttled', true],
  [45033, 'unavailable', true],
  [48002, 'permission', false],
  [60011, 'person', false],
  [60020, 'address', true],
  [84061, 'person', false],
  [301002, 'unknown', true],
])('%s is %s, retryable %s', (errcode, kind, retryable) => {
  expect(errorOf(errcode)).toMatchObject({ kind, retryable, code: errcode, api: API });
});

test('0 is no error', () => expect(errorOf(0)).toBeUndefined());

test('an address that is not trusted is named', () => {
  const errmsg =
    'not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com';
  expect(errorOf(60020, errmsg)?.message).toBe(
    `${API}: address (60020): add 203.0.113.9 to the trusted IPs (企业可信IP) of the app in ww1; it must not change, see docs/enrichment.md`,
  );
});
