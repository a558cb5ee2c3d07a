import { describe, expect, test } from 'vitest';
import { cachedSecret, SecretError } from '../../../../functions/shared/secrets/connection-secret.ts';
import { HOUR, MINUTE, SECOND, TestClock } from '../../../kit/clock.ts';
import { MemorySecrets } from '../../../kit/ports.ts';

function secretOf(first: unknown = 'one') {
  const clock = new TestClock();
  const store = new MemorySecrets(first === null ? {} : { shop: first });
  const opened: string[] = [];
  const open = (json: string) => {
    opened.push(json);
    if (json === '"broken"') throw new SecretError('the secret "shop" is broken');
    return { text: JSON.parse(json) as string };
  };
  return { clock, store, opened, secret: cachedSecret({ store, clock: clock.read, name: 'shop', open }) };
}

describe('current', () => {
  test('is read once in five minutes', async () => {
    const { secret, store, clock } = secretOf();
    for (let i = 0; i < 10; i++) expect(await secret.current()).toEqual({ text: 'one' });
    clock.pass(5 * MINUTE - 1);
    await secret.current();
    expect(store.reads).toBe(1);
    clock.pass(1);
    await secret.current();
    expect(store.reads).toBe(2);
  });

  test('is read once, however many wait for it', async () => {
    const { secret, store } = secretOf();
    await Promise.all(Array.from({ length: 50 }, () => secret.current()));
    expect(store.reads).toBe(1);
  });

  test('is opened again only when it has changed', async () => {
    const { secret, store, clock, opened } = secretOf();
    const first = await secret.current();
    clock.pass(5 * MINUTE);
    expect(await secret.current()).toBe(first);
    store.put('shop', 'two');
    clock.pass(5 * MINUTE);
    expect(await secret.current()).toEqual({ text: 'two' });
    expect(opened).toEqual(['"one"', '"two"']);
  });

  test('while the store is out of reach an old value serves for an hour, and not every request waits for the store', async () => {
    const { secret, store, clock } = secretOf();
    await secret.current();
    store.failing = true;
    clock.pass(HOUR - 31 * SECOND);
    for (let i = 0; i < 10; i++) expect(await secret.current()).toEqual({ text: 'one' });
    expect(store.reads).toBe(2);
    clock.pass(30 * SECOND);
    await secret.current();
    expect(store.reads).toBe(3);
    clock.pass(31 * SECOND);
    await expect(secret.current()).rejects.toThrow(SecretError);
    store.failing = false;
    expect(await secret.current()).toEqual({ text: 'one' });
  });

  test.each([
    ['there is none', null, false, 'there is no secret "shop"'],
    ['the store cannot say', 'one', true, 'the secret "shop" cannot be read'],
    ['it is not what it should be', 'broken', false, 'the secret "shop" is broken'],
  ])('%s: SecretError', async (_name, first, failing, message) => {
    const { secret, store } = secretOf(first);
    store.failing = failing;
    await expect(secret.current()).rejects.toThrow(new SecretError(message));
  });

  test('a failure is not remembered', async () => {
    const { secret, store } = secretOf(null);
    await expect(secret.current()).rejects.toThrow(SecretError);
    store.put('shop', 'one');
    expect(await secret.current()).toEqual({ text: 'one' });
  });

  test('a secret that was deleted serves no longer than it is cached', async () => {
    const { secret, store, clock } = secretOf();
    await secret.current();
    store.texts.clear();
    clock.pass(5 * MINUTE);
    await expect(secret.current()).rejects.toThrow('there is no secret');
  });
});

describe('newer, after a mismatch', () => {
  test('is nothing when the secret is the same', async () => {
    const { secret } = secretOf();
    await secret.current();
    expect(await secret.newer()).toBeUndefined();
  });

  test('is the changed secret', async () => {
    const { secret, store } = secretOf();
    await secret.current();
    store.put('shop', 'two');
    expect(await secret.newer()).toEqual({ text: 'two' });
    expect(await secret.current()).toEqual({ text: 'two' });
  });

  test('is asked for at most every 30 seconds, so that forged requests do not load the store', async () => {
    const { secret, store, clock } = secretOf();
    await secret.current();
    for (let i = 0; i < 100; i++) await secret.newer();
    expect(store.reads).toBe(2);
    clock.pass(30 * SECOND);
    await secret.newer();
    expect(store.reads).toBe(3);
  });

  test('serves everybody who meets the rotation at once, by one reading', async () => {
    const { secret, store } = secretOf();
    await secret.current();
    store.put('shop', 'two');
    const newer = await Promise.all(Array.from({ length: 20 }, () => secret.newer()));
    expect(newer).toEqual(Array.from({ length: 20 }, () => ({ text: 'two' })));
    expect(store.reads).toBe(2);
  });

  test('serves whoever had the old value in hand when another one read the new', async () => {
    const { secret, store, clock } = secretOf();
    await secret.current();
    store.put('shop', 'two');
    await secret.newer();
    clock.pass(SECOND);
    expect(await secret.newer()).toEqual({ text: 'two' });
  });

  test('a store out of reach: nothing newer is known', async () => {
    const { secret, store } = secretOf();
    await secret.current();
    store.failing = true;
    expect(await secret.newer()).toBeUndefined();
  });
});
