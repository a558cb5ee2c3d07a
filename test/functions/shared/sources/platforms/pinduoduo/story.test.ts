import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { inletSample, openInlet } from '../../../../../kit/inlet.ts';

const none = { outcome: { outcome: 'ignored', reason: 'event-without-customer' } };
const named = { connection: 'pinduoduo-demo' };
const PAID = 'pdd_trade_TradeConfirmed';

function world() {
  const delivery = deliveryWorld();
  const inbox = openInlet(delivery.config, delivery.clock);
  const frame = (event: string, sequence = 1) =>
    inletSample('pinduoduo-demo', event, { now: delivery.clock.now, sequence });
  return { ...delivery, inbox, frame };
}

test('the bridge connects, hands on an order, hands it on again, and an older state late', async () => {
  const { inbox, frame, clock, deliver, cdp } = world();
  expect(await inbox.put('{"commandType":"HeartBeat","time":1772337600000}', named)).toEqual([]);

  const paid = frame(PAID);
  const first = await inbox.one(paid, named);
  expect(await deliver(first)).toMatchObject(none);
  const again = await inbox.one(paid, named);
  expect([again.id, again.partitionkey]).toEqual([first.id, first.partitionkey]);
  expect(await deliver(again)).toMatchObject(none);

  clock.pass(MINUTE);
  const shipped = await inbox.one(frame('pdd_trade_TradeSellerShip'), named);
  expect(await deliver(shipped)).toMatchObject(none);
  const late = await inbox.one(paid, named);
  expect(Date.parse(late.time)).toBeLessThan(Date.parse(shipped.time));
  expect(await deliver(late)).toMatchObject(none);

  expect(new Set(inbox.queue.sent.map(({ groupId }) => groupId)).size).toBe(1);
  expect(new Set(inbox.queue.sent.map(({ deduplicationId }) => deduplicationId)).size).toBe(2);
  expect(cdp.calls()).toEqual([]);
});

test('of another shop, or where the queue proves nothing', async () => {
  const { inbox, frame, deliver } = world();
  const stranger = frame(PAID).replaceAll('100000001', '100000009');
  expect(await deliver(await inbox.one(stranger, named))).toMatchObject({ outcome: { reason: 'wrong-account' } });
  const untrusted = demoConfig({ connections: { pdd: { source: 'pinduoduo', options: {} } }, groups: {} });
  expect(await openInlet(untrusted).put(frame(PAID), { connection: 'pdd' })).toBe('inlet-untrusted');
});

test('whoever is forgotten stays so: an order names nobody who could come back', async () => {
  const { inbox, frame, deliver, cdp } = world();
  const buyer = [{ kind: 'mobile', value: '15931000082' }];
  await deliver(memberBound(buyer));
  await deliver(memberBound(buyer, { id: 'e', type: 'member.erase' }));
  const before = cdp.calls().length;
  const message = JSON.parse(frame(PAID)) as { readonly message: object };
  const content = { mall_id: 100_000_001, tid: '1', receiver_phone: '15931000082' };
  const body = JSON.stringify({ ...message, message: { ...message.message, content } });
  expect(await deliver(await inbox.one(body, named))).toMatchObject(none);
  expect([cdp.calls().length, cdp.customers()]).toEqual([before, []]);
});
