import { describe, expect, test } from 'vitest';
import { CdpError, type CdpErrorKind } from '../../../../../functions/shared/cdp/cdp-error.ts';
import type { CdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { defaultRetry, type RetryPolicy } from '../../../../../functions/shared/cdp/client/retry.ts';
import { endpoints } from '../../../../../functions/shared/cdp/contract.ts';
import { against, customer, folder, group, ok, refused, type Reply } from './fake.ts';

const pair = { identityType: 'member-no', identityValue: 'M-1' };
const at = { endpoint: 'customerInfo' };
const failed = (kind: CdpErrorKind, more: object = {}) => new CdpError(kind, { ...at, ...more });
const atOnce: RetryPolicy = { ...defaultRetry, delayMs: () => 0 };
/** As willing to repeat as a policy can be. */
const always: RetryPolicy = { mayRepeat: ({ attempt }) => attempt < 9, delayMs: () => 0 };

const read = (client: CdpClient) => client.customerInfo({ customerId: customer('7') });
const onTheWay: readonly (readonly [string, Reply])[] = [
  ['a connection that was cut', failed('network')],
  ['no answer in time', failed('timeout')],
  ['HTTP 503', { status: 503 }],
  ['HTTP 429', { status: 429, retryAfter: '0' }],
  ['no envelope', '<html>'],
];

describe('what is safe to repeat', () => {
  test.each(onTheWay)('%s: three attempts', async (_name, reply) => {
    const { client, sent } = against([reply], { retry: atOnce });
    await expect(read(client)).rejects.toBeInstanceOf(CdpError);
    expect(sent).toHaveLength(3);
  });

  test.each(onTheWay)('%s once: the next answer counts', async (_name, reply) => {
    const { client, sent } = against([reply, ok('{}')], { retry: atOnce });
    expect(await read(client)).toEqual({ identityList: [], extendAttrList: [] });
    expect(sent).toHaveLength(2);
  });

  test('a refusal is a decision', async () => {
    const { client, sent } = against([refused], { retry: atOnce });
    await expect(read(client)).rejects.toMatchObject({ kind: 'rejected' });
    expect(sent).toHaveLength(1);
  });

  test('nothing is repeated where somebody else repeats', async () => {
    const { client, sent } = against([failed('network')], { retry: false });
    await expect(read(client)).rejects.toMatchObject({ kind: 'network' });
    expect(sent).toHaveLength(1);
  });
});

/** Every call that does more by the second time. */
const unsafe: Readonly<Record<string, (client: CdpClient) => Promise<unknown>>> = {
  customerAdd: (client) => client.customerAdd({ name: 'n', mobile: '15931000001', mobileVerified: 0 }),
  singleDelete: (client) => client.singleDelete({ customerId: customer('7') }),
  addSingleGroup: (client) => client.addSingleGroup({ name: 'VIP' }),
  deleteCustomerGroup: (client) => client.deleteCustomerGroup({ customerGroupId: group('7') }),
  groupAdd: (client) => client.groupAdd({ name: 'n' }),
  groupDelete: (client) => client.groupDelete({ commonGroupId: folder('7') }),
};

describe('what is not safe is never repeated once it may have been sent (Q07)', () => {
  test('which calls these are', () => {
    const listed = Object.entries(endpoints).flatMap(([name, { repeatable }]) => (repeatable ? [] : [name]));
    expect(Object.keys(unsafe)).toEqual(listed);
  });

  test.each(
    Object.entries(unsafe).flatMap(([name, call]) => onTheWay.map(([how, reply]) => [name, how, reply, call] as const)),
  )('%s: %s', async (_name, _how, reply, call) => {
    const { client, sent } = against([reply], { retry: always });
    await expect(call(client)).rejects.toBeInstanceOf(CdpError);
    expect(sent).toHaveLength(1);
  });

  test.each(Object.entries(unsafe))('%s that never left is', async (_name, call) => {
    const { client, sent } = against([failed('network', { sent: false }), ok('7')], { retry: always });
    await call(client);
    expect(sent).toHaveLength(2);
  });

  test.each(Object.entries(unsafe))('%s for which there was no token is', async (_name, call) => {
    let exchanges = 0;
    const token = {
      current: async () => {
        exchanges += 1;
        if (exchanges === 1) throw new CdpError('timeout', { endpoint: 'token exchange' });
        return 't';
      },
      reject: () => undefined,
    };
    const { client, sent } = against([ok('7')], { retry: always, token });
    await call(client);
    expect([exchanges, sent.length]).toEqual([2, 1]);
  });
});

describe('a token that was not accepted', () => {
  const bad: readonly Reply[] = ['{"code":-1,"msg":"E_TOKEN: expired"}', { status: 401 }, { status: 403 }];

  test.each(bad)('%j: once more with a new one, with or without a policy', async (reply) => {
    for (const retry of [false, always] as const) {
      const { client, sent } = against([reply, ok('7')], { retry });
      expect(await client.getCustomerIdByIdentityList({ identityList: [pair] })).toBe('7');
      expect(sent.map(({ headers }) => headers['token'])).toEqual(['token 0', 'token 1']);
    }
  });

  test.each(bad)('%j twice: an error', async (reply) => {
    for (const retry of [false, atOnce] as const) {
      const { client, sent } = against([reply], { retry });
      await expect(read(client)).rejects.toMatchObject({ kind: 'auth' });
      expect(sent).toHaveLength(2);
    }
  });

  test.each(Object.entries(unsafe))('%s too: the CDP has said that it did nothing', async (_name, call) => {
    const { client, sent } = against([{ status: 401 }, ok('7')]);
    await call(client);
    expect(sent).toHaveLength(2);
  });

  test('where there is no other token the same request is not sent again', async () => {
    const { client, sent } = against([{ status: 401 }], {
      token: { current: async () => 'fixed', reject: () => undefined },
      retry: always,
    });
    await expect(read(client)).rejects.toMatchObject({ kind: 'auth', status: 401 });
    expect(sent).toHaveLength(1);
  });
});

describe('the default policy', () => {
  const asked = (kind: CdpErrorKind, attempt: number, retryAfterSeconds?: number) =>
    ({
      endpoint: 'customerInfo',
      error: failed(kind, retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      attempt,
    }) as const;

  test.each([
    ['network', true],
    ['timeout', true],
    ['unavailable', true],
    ['throttled', true],
    ['unsendable', false],
    ['credentials', false],
    ['auth', false],
    ['rejected', false],
  ] as const)('%s: %s', (kind, repeats) => {
    expect(defaultRetry.mayRepeat(asked(kind, 1))).toBe(repeats);
    expect(defaultRetry.mayRepeat(asked(kind, 2))).toBe(repeats);
    expect(defaultRetry.mayRepeat(asked(kind, 3))).toBe(false);
  });

  test('waits as long as the CDP wishes, but not for ever', () => {
    expect(defaultRetry.delayMs(asked('throttled', 1, 7))).toBe(7000);
    expect(defaultRetry.mayRepeat(asked('throttled', 1, 30))).toBe(true);
    expect(defaultRetry.mayRepeat(asked('throttled', 1, 31))).toBe(false);
  });

  test.each([
    [1, 250],
    [2, 500],
  ])('attempt %i: waits between half of %i ms and all of it', (attempt, most) => {
    for (let i = 0; i < 100; i++) {
      const delay = defaultRetry.delayMs(asked('network', attempt));
      expect(delay).toBeGreaterThanOrEqual(most / 2);
      expect(delay).toBeLessThanOrEqual(most);
    }
  });
});
