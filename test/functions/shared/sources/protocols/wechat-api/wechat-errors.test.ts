import { describe, expect, test } from 'vitest';
import { httpErrorOf } from '../../../../../../functions/shared/enrichment/http-error.ts';
import {
  PAID_UNIONID,
  STABLE_TOKEN,
  wechatErrorOf,
} from '../../../../../../functions/shared/sources/protocols/wechat-api/wechat-errors.ts';
import { addressIn } from '../../../../../../functions/shared/sources/protocols/wechat-api/errcode.ts';
import { USER_INFO } from '../../../../../../functions/shared/sources/protocols/wechat-api/user-info.ts';

const errorOf = (answer: Parameters<typeof wechatErrorOf>[0], api = USER_INFO) =>
  wechatErrorOf(answer, { api, appId: 'wx1' });

describe('what a code means', () => {
  test.each<[number, string, boolean, string?]>([
    [-1, 'unavailable', true],
    [40001, 'token', true],
    [40001, 'credentials', true, STABLE_TOKEN],
    [40003, 'person', false],
    [40003, 'sporadic', true, PAID_UNIONID],
    [40013, 'credentials', true, STABLE_TOKEN],
    [40014, 'token', true],
    [40125, 'credentials', true, STABLE_TOKEN],
    [40164, 'address', true, STABLE_TOKEN],
    [41001, 'token', true],
    [42001, 'token', true],
    [43004, 'person', false],
    [45009, 'quota', true],
    [45011, 'throttled', true],
    [45035, 'address', true],
    [46004, 'person', false],
    [48001, 'permission', false],
    [48004, 'permission', false],
    [50002, 'permission', false],
    [61004, 'address', true],
    [61007, 'permission', false],
    [89002, 'permission', false, PAID_UNIONID],
    [89300, 'person', false, PAID_UNIONID],
    [47001, 'unknown', true],
  ])('%s is %s, retryable %s', (errcode, kind, retryable, api = USER_INFO) => {
    const error = errorOf({ errcode, errmsg: 'words' }, api);
    expect(error).toMatchObject({ kind, code: errcode, retryable, api });
  });

  test('a code as text is one', () => expect(errorOf({ errcode: '48001' })).toMatchObject({ kind: 'permission' }));

  test.each([[{}], [{ errcode: 0 }], [{ errcode: '0', errmsg: 'ok' }], [{ errcode: null }], [{ subscribe: 1 }]])(
    '%o is no error',
    (answer) => expect(errorOf(answer)).toBeUndefined(),
  );
});

describe('what to do about it', () => {
  test.each([
    [
      { errcode: 40164, errmsg: 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 1' },
      'add 203.0.113.9 to the IP allow list',
    ],
    [{ errcode: 40164, errmsg: 'invalid ip' }, 'add the address of the deliver function to the IP allow list'],
    [{ errcode: 40125 }, 'appSecret is not the AppSecret of wx1'],
    [{ errcode: 45009 }, "wx1 has used up today's calls of cgi-bin/user/info"],
    [{ errcode: 48001 }, 'wx1 may not call cgi-bin/user/info'],
    [{ errcode: 89002 }, 'wx1 is bound to no account of the WeChat Open Platform'],
    [{ errcode: 40001 }, 'a new token of wx1 was refused too'],
  ])('%o', (answer, advice) => {
    expect(errorOf(answer)?.message).toContain(advice);
  });

  test('words of the platform are not repeated', () => {
    const errmsg = 'invalid openid oTestPerson00000000000000001 hint: [x] rid: 1';
    expect(errorOf({ errcode: 40003, errmsg })?.message).toBe('cgi-bin/user/info: person (40003)');
  });
});

test.each([
  ['invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist', '203.0.113.9'],
  ['not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info', '203.0.113.9'],
  ['invalid ip ::1', undefined],
  ['zip 1.2.3.4', undefined],
  ['', undefined],
])('%o names %s', (message, expected) => expect(addressIn({ errmsg: message })).toBe(expected));

describe('HTTP', () => {
  const response = { json: {}, retryAfter: null, date: null };
  test.each([
    [500, 'unavailable'],
    [502, 'unavailable'],
    [404, 'unavailable'],
    [429, 'throttled'],
  ])('%s is %s', (status, kind) => {
    expect(httpErrorOf('an/api', { ...response, status, retryAfter: '7' })).toMatchObject({
      kind,
      retryAfterSeconds: 7,
    });
  });
  test('200 without JSON is no answer', () => {
    expect(httpErrorOf('an/api', { ...response, json: undefined, status: 200 })).toMatchObject({ kind: 'unavailable' });
  });
  test('200 with JSON says nothing yet', () =>
    expect(httpErrorOf('an/api', { ...response, status: 200 })).toBeUndefined());
});
