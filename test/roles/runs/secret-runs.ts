import { describe, expect, test } from 'vitest';
import { reasonsOf } from '../acts.ts';
import type { Stage } from './stage.ts';

/** Before everything else: a secret that was read is kept for a while. */
export function secretRuns({ world, acts, requests, bridge }: Stage): void {
  const LATE = 'woocommerce-demo';

  describe('a secret that nobody has filled in', () => {
    test('of a connection: the platform is asked to come again; a message of the inlet is for an operator, at once', async () => {
      const order = requests.sample(LATE, 'order.created');
      await world.withoutSecret(LATE, async () => {
        expect(await acts.callWebhook(LATE, order)).toMatchObject({ statusCode: 503 });
        await bridge(LATE, order);
        await acts.drain('inlet');
      });
      expect(reasonsOf(await acts.takeLetters('inletLetters'))).toEqual(['secret-missing']);
      expect(await acts.callWebhook(LATE, order)).toMatchObject({ statusCode: 200 });
      expect(await acts.waiting('events')).toBe(1);
    });

    test('of the CDP: the event waits, and is delivered once it is there', async () => {
      await world.withoutSecret('cdp', async () => {
        expect(await acts.poll('deliver')).toMatchObject({ received: 1, done: 0 });
      });
      await acts.drain('deliver');
    });
  });

  test('the secret store does not answer: a message of the inlet waits, and goes on by itself', async () => {
    await world.withoutSecretStore(async () => {
      await bridge(LATE, requests.sample(LATE, 'order.created'));
      expect(await acts.poll('inlet')).toMatchObject({ received: 1, done: 0 });
    });
    await acts.drain('inlet');
    await acts.drain('deliver');
  });
}
