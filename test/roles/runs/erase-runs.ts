import { expect, test } from 'vitest';
import { privacyRequest } from '../../../operations/privacy-request.ts';
import { reasonsOf } from '../acts.ts';
import { member } from './requests.ts';
import type { Stage } from './stage.ts';

export function eraseRuns({ world, acts, settle, customerOf }: Stage): void {
  const NUMBER = 'M0005-forgotten';

  test('an erase that an operator asks for deletes the customer, leaves a receipt, and is over', async () => {
    await acts.send('inlet', JSON.stringify(member(NUMBER, { time: new Date().toISOString() })));
    await settle();
    expect(await customerOf(NUMBER)).toMatch(/^\d{19}$/);
    const before = await acts.archived('receipts/');

    const person = { kind: 'member-no', scope: 'demo', value: NUMBER } as const;
    await acts.send(
      'inlet',
      JSON.stringify(privacyRequest('erase', person, { config: world.brand.config, now: new Date() })),
    );
    await acts.drain('inlet');
    const request = await acts.peek('events');
    expect(request).toHaveLength(1);
    await acts.drain('deliver');
    expect(await customerOf(NUMBER)).toBeUndefined();
    const receipts = (await acts.archived('receipts/')).filter((key) => !before.includes(key));
    expect(receipts).toHaveLength(1);
    const [receipt = ''] = receipts;
    const left = await acts.read(receipt);
    expect(left).not.toContain(NUMBER);

    for (const message of request) await acts.redrive(message);
    await acts.drain('deliver');
    expect(JSON.parse(await acts.read(receipt))).toEqual(JSON.parse(left));
    expect(reasonsOf(await acts.takeLetters('eventLetters'))).toEqual([]);
  });

  test('a suppression that an operator adds, and one that is lifted', async () => {
    const person = { kind: 'member-no', scope: 'demo', value: NUMBER } as const;
    for (const request of ['suppress', 'lift'] as const) {
      const now = new Date();
      await acts.send('inlet', JSON.stringify(privacyRequest(request, person, { config: world.brand.config, now })));
      await settle();
    }
    expect(reasonsOf(await acts.takeLetters('eventLetters'))).toEqual([]);
  });
}
