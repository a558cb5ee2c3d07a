import { describe, expect, test } from 'vitest';
import { CdpError } from '../../../../functions/shared/cdp/cdp-error.ts';
import { tokenCache } from '../../../../functions/shared/cdp/token.ts';
import { exchangeToken, sandboxExchange } from '../../../../functions/shared/cdp/token-exchange.ts';
import type { TransportRequest } from '../../../../functions/shared/cdp/transport.ts';
import { HOUR, MINUTE, TestClock } from '../../../kit/clock.ts';

const key = { appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' };

function exchange(text: string, status = 200, how = sandboxExchange) {
  const clock = new TestClock(0);
  const sent: TransportRequest[] = [];
  const transport = async (request: TransportRequest) => {
    sent.push(request);
    return { status, retryAfter: null, text };
  };
  return { sent, token: exchangeToken(transport, how, key, clock.read) };
}

describe('the exchange of key and secret (Q01)', () => {
  test('as the sandbox has it', async () => {
    const { sent, token } = exchange('{"code":0,"data":{"token":"t","expiresIn":7200}}');
    expect(await token).toEqual({ value: 't', expires: 7_000_000 });
    expect(sent).toEqual([
      {
        endpoint: 'token exchange',
        method: 'POST',
        path: '/sandbox/token',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(key),
      },
    ]);
  });

  test('as a tenant has it', async () => {
    const how = { path: '/auth', appKeyField: 'k', secretField: 's', tokenPath: 'access_token', expiresInPath: 'ttl' };
    const { sent, token } = exchange('{"access_token":"t","ttl":"600"}', 200, how);
    expect(await token).toMatchObject({ value: 't' });
    expect(sent[0]).toMatchObject({ path: '/auth', body: '{"k":"demo-app-key","s":"demo-only-cdp-secret"}' });
  });

  test.each([
    [7200, 7000],
    [400, 200],
    [300, 150],
    [1, 0.5],
  ])('a token of %i s is renewed after %i s', async (lifetime, seconds) => {
    const { token } = exchange(`{"data":{"token":"t","expiresIn":${lifetime}}}`);
    expect((await token).expires).toBe(seconds * 1000);
  });

  test.each([
    ['a refusal', '{"code":-1,"msg":"E_CREDENTIALS","data":null}', 200, 'credentials'],
    ['HTTP 401', '', 401, 'credentials'],
    ['no JSON', '<html>', 200, 'credentials'],
    ['an empty token', '{"data":{"token":"","expiresIn":7200}}', 200, 'credentials'],
    ['no lifetime', '{"data":{"token":"t"}}', 200, 'credentials'],
    ['no lifetime left', '{"data":{"token":"t","expiresIn":0}}', 200, 'credentials'],
    ['HTTP 500', '', 500, 'unavailable'],
    ['HTTP 429', '', 429, 'throttled'],
  ])('%s', async (_name, text, status, kind) => {
    const error: unknown = await exchange(text, status).token.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CdpError);
    expect(error).toMatchObject({ kind, retryable: true });
    expect(String(error)).not.toContain(key.secret);
  });
});

describe('the token', () => {
  function cache(lifetimeMs = 1000) {
    const clock = new TestClock(0);
    let exchanges = 0;
    let failing = false;
    const tokens = tokenCache(async () => {
      exchanges += 1;
      const value = `token ${exchanges}`;
      await Promise.resolve();
      if (failing) throw new CdpError('credentials', { endpoint: 'token exchange' });
      return { value, expires: clock.now + lifetimeMs };
    }, clock.read);
    return { clock, tokens, exchanges: () => exchanges, fail: (yes: boolean) => (failing = yes) };
  }

  test('is had once, however many wait for it', async () => {
    const { tokens, exchanges } = cache();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => tokens.current())))).toEqual(
      new Set(['token 1']),
    );
    expect(exchanges()).toBe(1);
  });

  test('is had again when its time has come', async () => {
    const { tokens, clock } = cache();
    await tokens.current();
    clock.pass(999);
    expect(await tokens.current()).toBe('token 1');
    clock.pass(1);
    expect(await tokens.current()).toBe('token 2');
  });

  test('that was not accepted is given up once, however many say so', async () => {
    const { tokens, exchanges } = cache();
    const first = await tokens.current();
    for (let i = 0; i < 10; i++) tokens.reject(first);
    expect(await tokens.current()).toBe('token 2');
    tokens.reject(first);
    expect(await tokens.current()).toBe('token 2');
    expect(exchanges()).toBe(2);
  });

  test('with which calls are declined for no reason is given up once it is ten minutes old', async () => {
    const { tokens, clock } = cache(HOUR);
    const first = await tokens.current();
    clock.pass(10 * MINUTE - 1);
    tokens.doubt?.(first);
    expect(await tokens.current()).toBe('token 1');
    clock.pass(1);
    tokens.doubt?.(first);
    expect(await tokens.current()).toBe('token 2');
    tokens.doubt?.('token 2');
    tokens.doubt?.(first);
    expect(await tokens.current()).toBe('token 2');
  });

  test('that could not be had is asked for anew', async () => {
    const { tokens, fail } = cache();
    fail(true);
    await expect(tokens.current()).rejects.toThrow('token exchange: credentials');
    fail(false);
    expect(await tokens.current()).toBe('token 2');
  });
});
