import { describe, expect, test } from 'vitest';
import { reasonsOf } from '../acts.ts';
import type { Stage } from './stage.ts';

export function sampleRuns({ acts, requests: { samples, sample, isForInletAlone }, bridge, settle }: Stage): void {
  describe('every sample of every source', () => {
    test('through the webhook', async () => {
      for (const [connection, event] of samples) {
        if (isForInletAlone(connection)) continue;
        const answer = await acts.callWebhook(connection, sample(connection, event));
        expect.soft(answer.statusCode, `${connection} ${event}`).toBeLessThan(300);
      }
      await settle();
    });

    test('through the inlet, with its signature where its connection does not trust the queue', async () => {
      for (const [connection, event] of samples) {
        const request = sample(connection, event);
        if (!isForInletAlone(connection)) await bridge(connection, request);
        else await acts.send('inlet', Buffer.from(request.body).toString(), { attributes: { connection } });
      }
      await settle();
      expect(reasonsOf(await acts.takeLetters('inletLetters'))).toEqual([]);
    });

    test('over a partner’s event bus, without a signature', async () => {
      const { headers, body } = sample('bus-demo', 'orders/paid');
      const payload: unknown = JSON.parse(Buffer.from(body).toString());
      const event = { source: 'aws.partner/shopify.com/1/guiyi', detail: { payload, metadata: headers } };
      await acts.send('inlet', JSON.stringify(event), { as: 'service' });
      await settle();
      expect(reasonsOf(await acts.takeLetters('inletLetters'))).toEqual([]);
    });

    test('leaves no dead letters; what a person must decide is kept for them', async () => {
      expect(reasonsOf(await acts.takeLetters('eventLetters'))).toEqual([]);
      expect((await acts.archived('privacy/')).length).toBeGreaterThan(1);
    });
  });
}
