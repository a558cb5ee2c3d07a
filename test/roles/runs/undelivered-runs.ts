import { describe, expect, test } from 'vitest';
import { reasonsOf } from '../acts.ts';
import { member } from './requests.ts';
import type { Stage } from './stage.ts';

export function undeliveredRuns({ world, acts, settle, customerOf }: Stage): void {
  const orderFault = async (fault: object) => {
    const answer = await fetch(`${world.cdp.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    expect(answer.status).toBe(200);
  };

  describe('an event that cannot be delivered', () => {
    test('a poisoned message: a dead letter, and its group goes on', async () => {
      await acts.send('events', 'no envelope', { group: 'one', deduplicationId: 'poisoned' });
      const behind = JSON.stringify(member('M0002-behind'));
      await acts.send('events', behind, { group: 'one', deduplicationId: 'behind' });
      await settle();
      expect(reasonsOf(await acts.takeLetters('eventLetters'))).toEqual(['envelope-invalid']);
      expect(await customerOf('M0002-behind')).toMatch(/^\d{19}$/);
    });

    test('its data is not in the archive: a dead letter, which a redrive delivers once it is there', async () => {
      const { data, ...envelope } = member('M0003-redriven');
      await acts.send('inlet', JSON.stringify({ ...envelope, dataref: 'claims/late' }));
      await settle();
      const letters = await acts.takeLetters('eventLetters');
      expect(reasonsOf(letters)).toEqual(['archive-missing']);

      await acts.archive('claims/late', JSON.stringify(data));
      for (const letter of letters) await acts.redrive(letter);
      await settle();
      expect(await customerOf('M0003-redriven')).toMatch(/^\d{19}$/);
      expect(await acts.waiting('eventLetters')).toBe(0);
    });

    test('the CDP is down: the message is returned for a while, and delivered later', async () => {
      await orderFault({ mode: 'http-500', count: 100 });
      await acts.send('inlet', JSON.stringify(member('M0004-patient')));
      await acts.drain('inlet');
      expect(await acts.poll('deliver')).toMatchObject({ received: 1, done: 0 });
      await orderFault({ mode: 'none' });
      await settle();
      expect(await customerOf('M0004-patient')).toMatch(/^\d{19}$/);
    });
  });
}
