import { describe, expect, test } from 'vitest';
import type { SecretStore } from '../../functions/shared/ports/ports.ts';

export interface SecretsUnderTest {
  readonly port: SecretStore;
  put(name: string, secret: unknown): Promise<void>;
  /** From now on the store cannot say. */
  fail(): Promise<void>;
}

export function secretsContract(create: () => Promise<SecretsUnderTest>): void {
  describe('SecretStore', () => {
    test('a secret comes as its JSON', async () => {
      const secrets = await create();
      await secrets.put('shop', { clientSecret: ['new', 'old'] });
      expect(JSON.parse((await secrets.port.read('shop')) ?? '')).toEqual({ clientSecret: ['new', 'old'] });
    });

    test.each(['nobody', '__proto__', 'toString'])('there is no secret %s', async (name) => {
      const secrets = await create();
      await secrets.put('shop', {});
      expect(await secrets.port.read(name)).toBeUndefined();
    });

    test('a secret put again is read anew', async () => {
      const secrets = await create();
      await secrets.put('shop', 1);
      await secrets.port.read('shop');
      await secrets.put('shop', 2);
      expect(await secrets.port.read('shop')).toBe('2');
    });

    test('a store that cannot say rejects, and says so without the secret', async () => {
      const secrets = await create();
      await secrets.put('shop', 'open sesame');
      await secrets.fail();
      const error = await secrets.port.read('shop').catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'PortError', kind: 'secrets' });
      expect(String(error)).not.toContain('sesame');
    });
  });
}
