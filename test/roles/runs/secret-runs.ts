import { describe, expect, test } from 'vitest';
import type { Stage } from './stage.ts';

/** Before everything else: a secret that was read is kept for a while. */
export function secretRuns({ world, acts, requests, bridge }: Stage): void {
  const LATE = 'woocommerce-demo';

  describe('a secret that nobody has filled in', () => {
    test('of a connection: the platform is asked to come again, and the inlet keeps the message', async () => {
      const order = requests.sample(LATE, 'order.created');
      await world.withoutSecret(LATE, async () => {
        expect(await acts.callWebhook(LATE, order)).toMatchObject({ statusCode: 503 });
        await bridge(LATE, order);
        const { done, returned } = await acts.poll('inlet');
        expect([done, returned.length]).toEqual([0, 1]);
        await acts.letTimePass('inlet', returned);
      });
      await acts.drain('inlet');
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
}
