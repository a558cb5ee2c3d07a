import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../../functions/shared/enrichment/api-error.ts';
import { openAccount } from '../../../../functions/shared/enrichment/open-account.ts';
import type { PlatformApi } from '../../../../functions/shared/enrichment/platform-api.ts';
import { cachedSecret } from '../../../../functions/shared/secrets/connection-secret.ts';
import { MINUTE, TestClock } from '../../../kit/clock.ts';
import { MemorySecrets } from '../../../kit/ports.ts';

const question = { api: 'orders', request: { method: 'GET', path: '/orders' } } as const;

function tokenIn(secret: unknown): string | undefined {
  const value: unknown = typeof secret === 'object' && secret !== null ? Reflect.get(secret, 'accessToken') : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** An API whose token stands in the secret; it takes the tokens that are told. */
const api: PlatformApi = {
  baseUrl: 'https://api.test',
  limits: { callsPerSecond: 1000, inFlight: 10 },
  tokens: { api: 'the token', in: tokenIn },
  credentials: ['accessToken'],
  withToken: (request, { token }) => ({ ...request, headers: { 'x-token': token } }),
  errorOf: ({ status }, { api: name }) => (status === 401 ? new ApiError('token', { api: name, status }) : undefined),
};

function open(secret: unknown, taken: readonly string[]) {
  const clock = new TestClock();
  const store = new MemorySecrets({ account: secret });
  const accepted = new Set(taken);
  const used: string[] = [];
  const account = openAccount(
    { api, id: 'shop', idScope: 'shop' },
    {
      clock: clock.read,
      secrets: cachedSecret({
        store,
        clock: clock.read,
        name: 'account',
        open: (json) => [JSON.parse(json) as unknown].flat(),
      }),
      transport: async (_api, _address, { headers }) => {
        const token = headers?.['x-token'] ?? '';
        used.push(token);
        const status = accepted.has(token) ? 200 : 401;
        return { status, json: { status }, retryAfter: null, date: null };
      },
    },
  );
  return { account, clock, store, accepted, used };
}

describe('a token that stands in the secret', () => {
  test('is used as it is', async () => {
    const { account, used } = open({ accessToken: 'one' }, ['one']);
    await account.ask(question);
    expect(used).toEqual(['one']);
  });

  test('is passed over during a rotation, once it is over', async () => {
    const { account, used } = open([{ accessToken: 'old' }, { accessToken: 'new' }], ['new']);
    await account.ask(question);
    await account.ask(question);
    expect(used).toEqual(['old', 'new', 'new']);
  });

  test('is read again when it is refused', async () => {
    const { account, store, accepted, clock } = open({ accessToken: 'one' }, ['one']);
    await account.ask(question);
    accepted.clear();
    accepted.add('two');
    store.put('account', { accessToken: 'two' });
    clock.pass(MINUTE);
    expect(await account.ask(question)).toEqual({ status: 200 });
  });

  test('that nobody takes is a matter of the secret, and is tried again after five minutes', async () => {
    const { account, accepted, clock, used } = open({ accessToken: 'one' }, []);
    await expect(account.ask(question)).rejects.toMatchObject({
      kind: 'credentials',
      message: expect.stringContaining('the platform refuses the accessToken of the connection’s secret'),
    });
    accepted.add('one');
    clock.pass(MINUTE);
    await expect(account.ask(question)).rejects.toMatchObject({ kind: 'credentials' });
    expect(used).toEqual(['one']);
    clock.pass(5 * MINUTE);
    expect(await account.ask(question)).toEqual({ status: 200 });
  });

  test('that is missing is named', async () => {
    const { account, used } = open({ clientSecret: 'x' }, []);
    await expect(account.ask(question)).rejects.toThrow('the secret of the connection has no accessToken');
    expect(used).toEqual([]);
  });
});
