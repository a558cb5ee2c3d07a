import { expect, test } from 'vitest';
import { toMessages } from '../../../functions/shared/envelope/codec.ts';
import { decisionEvent } from '../../../operations/decision-event.ts';
import { memberBound } from '../../kit/delivery.ts';
import { MemoryArchive } from '../../kit/ports.ts';
import { openId } from '../../kit/wechat-ids.ts';
import { reasonsOf } from '../acts.ts';
import type { Stage } from './stage.ts';

const DAY = 24 * 3_600_000;

export function caseRuns({ acts, settle, customerOf }: Stage): void {
  test('a phone that may have changed hands: a case, counted within the limit of its day', async () => {
    const phone = { kind: 'mobile', value: '15931000777' };
    const member = { kind: 'member-no', scope: 'demo', value: 'M0006-before' };
    const follower = { kind: 'wechat-openid', scope: 'wx00d3m000d3m00001', value: openId('oAfterwards') };
    const proves = async (id: typeof phone, daysAgo: number) => {
      const time = new Date(Date.now() - daysAgo * DAY).toISOString();
      const event = memberBound([id, phone], { id: `bound-${daysAgo}-days-ago`, time, receivedtime: time });
      await acts.send('inlet', JSON.stringify(event));
      await settle();
    };
    await proves(member, 200);
    await proves(follower, 0);
    expect(await customerOf('M0006-before')).toMatch(/^\d{19}$/);
    expect(reasonsOf(await acts.takeLetters('eventLetters'))).toEqual([]);
  });

  test('a request about somebody’s data that was answered is kept no longer', async () => {
    const [kept = '', ...others] = await acts.archived('privacy/');
    const request = JSON.parse(await acts.read(kept)) as { readonly connection: string };
    const about = { type: 'privacy-request', connection: request.connection, key: kept.slice(8, -5) };
    const data = { case: about, decision: 'carry-out' as const, customers: [], by: 'ada', note: 'sent by mail' };
    const [message] = await toMessages([{ envelope: decisionEvent(data, { now: Date.now() }) }], new MemoryArchive());
    if (!message) throw new Error('no message');
    const { body, groupId: group, deduplicationId } = message;
    await acts.send('events', body, { group, deduplicationId });
    await settle();
    expect(await acts.archived('privacy/')).toEqual(others);
  });
}
