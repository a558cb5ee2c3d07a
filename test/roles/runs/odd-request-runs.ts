import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withBody, withHeaders } from '../../kit/demo.ts';
import { reasonsOf } from '../acts.ts';
import { member } from './requests.ts';
import type { Stage } from './stage.ts';

/** More than fits into a message, and less than the door's 5 MiB. */
const large = 'x'.repeat(950 * 1024);

export function oddRequestRuns({ world, acts, requests, settle, customerOf }: Stage): void {
  const order = () => requests.sample('shopify-demo', 'orders/paid');

  describe('a request that is refused, odd or large', () => {
    test('forged, for an unknown connection, too large: refused, and nothing is queued', async () => {
      const forged = withBody(order(), `${Buffer.from(order().body).toString()} `);
      expect(await acts.callWebhook('shopify-demo', forged)).toMatchObject({ statusCode: 401 });
      expect(await acts.callWebhook('nobody', order())).toMatchObject({ statusCode: 404 });
      const huge = withBody(order(), Buffer.alloc(5 * 1024 * 1024 + 1));
      expect(await acts.callWebhook('shopify-demo', huge)).toMatchObject({ statusCode: 413 });
      expect(await acts.waiting('events')).toBe(0);
    });

    test('genuine and not understood: acknowledged, and in the quarantine', async () => {
      const body = 'genuine, and no JSON';
      const { clientSecret } = world.brand.secrets['shopify-demo'] as { readonly clientSecret: string };
      const signature = createHmac('sha256', clientSecret).update(body).digest('base64');
      const odd = withHeaders(withBody(order(), body), { 'x-shopify-hmac-sha256': signature });
      expect(await acts.callWebhook('shopify-demo', odd)).toMatchObject({ statusCode: 200 });
      expect(await acts.archived('quarantine/')).toHaveLength(1);
    });

    test('over 900 KiB, at the webhook and at the inlet: its data travels through the archive', async () => {
      const noted = requests.sample('shopify-demo', 'orders/paid', (payload) => (payload['note'] = large));
      expect(await acts.callWebhook('shopify-demo', noted)).toMatchObject({ statusCode: 200 });
      const { data, ...envelope } = member('M0001-large');
      await acts.send('inlet', JSON.stringify({ ...envelope, data: { ...(data as object), note: large } }));
      await settle();
      expect(await acts.archived('claims/')).toHaveLength(2);
      expect(await customerOf('M0001-large')).toMatch(/^\d{19}$/);
    });

    test('of which nobody knows what it is: a dead letter of the inlet', async () => {
      await acts.send('inlet', '{"what":"is this"}');
      await settle();
      expect(reasonsOf(await acts.takeLetters('inletLetters'))).toEqual(['inlet-unreadable']);
    });
  });
}
