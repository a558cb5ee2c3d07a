import { describe, expect, test } from 'vitest';
import { noData, readAnswer } from '../../../../functions/shared/cdp/answer.ts';
import { CdpError } from '../../../../functions/shared/cdp/cdp-error.ts';

const patterns = { auth: [/^E_TOKEN/u, /未登录/u], permanent: [/^E_FIELD/u, /参数错误/u], notFound: [/不存在/u] };

function read(text: string, status = 200, retryAfter?: string | null) {
  return readAnswer('customerInfo', { status, retryAfter, text }, patterns);
}
function errorOf(text: string, status = 200, retryAfter?: string | null): CdpError {
  try {
    read(text, status, retryAfter);
  } catch (error) {
    if (error instanceof CdpError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('success (Q03)', () => {
  test.each([
    ['code 0', '{"code":0,"msg":"ok","data":{"a":1}}', { a: 1 }],
    ['code "0"', '{"code":"0","msg":"ok","data":{"a":1}}', { a: 1 }],
    ['data null', '{"code":0,"msg":"","data":null}', null],
    ['no data', '{"code":0}', null],
    ['a 64-bit id', '{"code":0,"data":1234567890123456789}', '1234567890123456789'],
    ['a msg that looks like a refusal', '{"code":0,"msg":"不存在","data":1}', 1],
  ])('%s', (_name, text, data) => {
    expect(read(text)).toEqual(data);
  });
});

describe('refusal', () => {
  test.each([
    ['code -1', '{"code":-1,"msg":"系统繁忙","data":null}', 'rejected', false],
    ['code "-1"', '{"code":"-1","msg":"busy"}', 'rejected', false],
    ['another code', '{"code":500,"msg":"busy"}', 'rejected', false],
    ['no msg', '{"code":-1}', 'rejected', false],
    ['a permanent pattern', '{"code":-1,"msg":"E_FIELD: email is required"}', 'rejected', true],
    ['a permanent pattern in Chinese', '{"code":-1,"msg":"参数错误：email"}', 'rejected', true],
    ['a pattern of a bad token', '{"code":-1,"msg":"E_TOKEN: expired"}', 'auth', false],
  ])('%s', (_name, text, kind, permanent) => {
    expect(errorOf(text)).toMatchObject({ kind, permanent, retryable: !permanent });
  });

  test('keeps the message word for word', () => {
    expect(errorOf('{"code":-1,"msg":"系统繁忙 #7"}').message).toBe('customerInfo: rejected: 系统繁忙 #7');
  });

  test('not found is a value (Q05)', () => {
    expect(read('{"code":-1,"msg":"客户不存在","data":null}')).toBe(noData);
  });
});

describe('no answer of the API (Q04)', () => {
  test.each([
    [401, 'auth'],
    [403, 'auth'],
    [404, 'unavailable'],
    [405, 'unavailable'],
    [301, 'unavailable'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [429, 'throttled'],
  ] as const)('HTTP %i is %s, whatever the body says', (status, kind) => {
    for (const text of ['', '<html>', '{"code":0,"data":1}']) {
      expect(errorOf(text, status)).toMatchObject({ kind, status, retryable: true });
    }
  });

  test.each([
    ['HTML', '<html>login</html>'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no code', '{"msg":"ok","data":1}'],
    ['a code that is no code', '{"code":true}'],
    ['half an answer', '{"code":0,"data":{"a"'],
  ])('HTTP 200 with %s', (_name, text) => {
    expect(errorOf(text)).toMatchObject({ kind: 'unavailable', retryable: true });
  });

  test.each([
    ['7', 7],
    ['0', 0],
    ['99999', 99_999],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['100000', 99_999],
    ['Wed, 21 Oct 2020 07:28:00 GMT', 0],
  ])('Retry-After: %s', (header, seconds) => {
    expect(errorOf('', 429, header).retryAfterSeconds).toBe(seconds);
    expect(errorOf('', 503, header).retryAfterSeconds).toBe(seconds);
  });
});
