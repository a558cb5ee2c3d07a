import { describe, expect, test } from 'vitest';
import type { IdentityPair } from '../../../functions/shared/cdp/contract.ts';
import { SecretError } from '../../../functions/shared/secrets/connection-secret.ts';
import { testCdp } from '../../kit/cdp.ts';
import { MINUTE, TestClock } from '../../kit/clock.ts';
import { demoConfig, secrets } from '../../kit/demo.ts';
import { MemorySecrets } from '../../kit/ports.ts';

const nobody: IdentityPair[] = [{ identityType: 'member-no', identityValue: 'nobody' }];

function open(secret: unknown, text?: string) {
  const world = testCdp(new TestClock().read);
  const store = new MemorySecrets(secret === undefined ? {} : { cdp: secret });
  if (text !== undefined) store.texts.set('cdp', text);
  return { ...world, ask: () => world.open(demoConfig(), store).client.getCustomerIdByIdentityList(nobody) };
}

describe('the secret cdp', () => {
  test.each([
    ['key and secret', secrets['cdp']],
    ['a list, of which the first is used', [secrets['cdp'], { appKey: 'old', secret: 'old' }]],
    ['with more beside it', { ...(secrets['cdp'] as object), comment: 'x' }],
  ])('%s', async (_name, secret) => {
    expect(await open(secret).ask()).toBeUndefined();
  });

  test.each([
    ['missing', undefined, undefined, 'there is no secret "cdp"'],
    ['no JSON', undefined, '{', 'the secret "cdp" is not JSON'],
    ['without a field', { appKey: 'k' }, undefined, 'the secret "cdp" needs the fields appKey and secret'],
    ['empty', { appKey: '', secret: 's3cr3t' }, undefined, 'the secret "cdp" needs the fields appKey and secret'],
    ['an empty list', [], undefined, 'the secret "cdp" needs the fields appKey and secret'],
  ])('%s: nothing is called', async (_name, secret, text, message) => {
    const { ask, sent } = open(secret, text);
    await expect(ask()).rejects.toThrow(new SecretError(message));
    expect(sent).toEqual([]);
  });
});

test('a tenant that declines an old token in words of its own: a new one is tried after ten minutes', async () => {
  const clock = new TestClock();
  const world = testCdp(clock.read);
  const { client } = world.open(
    { ...demoConfig(), cdp: { ...demoConfig().cdp, messages: {} } },
    new MemorySecrets(secrets),
  );
  const ask = () => client.getCustomerIdByIdentityList(nobody).catch((error: unknown) => String(error));
  await ask();
  clock.pass(10 * MINUTE);
  world.order({ mode: 'expire-token' });
  expect(await ask()).toMatch(/rejected: E_TOKEN/);
  expect(await ask()).toBeUndefined();
});

test('a tenant’s own token exchange', async () => {
  const clock = new TestClock();
  const token = { path: '/auth', appKeyField: 'k', secretField: 's', tokenPath: 'access_token', expiresInPath: 'ttl' };
  const world = testCdp(clock.read, () => async ({ path, headers }) => {
    const text =
      path === '/auth'
        ? '{"access_token":"t","ttl":600}'
        : JSON.stringify({ code: 0, data: headers['token'] === 't' ? 7 : 0 });
    return { status: 200, retryAfter: null, text };
  });
  const { client } = world.open(demoConfig({}, { token }), new MemorySecrets(secrets));
  expect(await client.getCustomerIdByIdentityList(nobody)).toBe('7');
});
