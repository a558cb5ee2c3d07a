import { expect, test } from 'vitest';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { MINUTE } from '../../../../../kit/clock.ts';
import { inletSample, openInlet } from '../../../../../kit/inlet.ts';

const APP = 'amzn1.sellerapps.app.00000000-0000-4000-8000-000000000001';
const inlet = { match: [{ path: 'NotificationMetadata.ApplicationId', equals: APP }] };
const amazon = { source: 'amazon', options: { sellerId: 'A1GUIYISAMPLE' }, trust: 'queue', inlet } as const;
const none = { outcome: { outcome: 'ignored', reason: 'event-without-customer' } };

function world(more: object = {}) {
  const connections = { ...demoConfig().connections, 'amazon-eu': { ...amazon, ...more } };
  const delivery = deliveryWorld({ config: demoConfig({ connections }) });
  const inbox = openInlet(delivery.config, delivery.clock);
  const notification = (change: (text: string) => string = (text) => text) =>
    change(inletSample('amazon-demo', 'ORDER_CHANGE', { now: delivery.clock.now }));
  return { ...delivery, inbox, notification };
}

test('Amazon names no connection, and comes twice and late: one order stays in order, and nobody is made of it', async () => {
  const { inbox, notification, clock, deliver, cdp } = world();
  const unshipped = notification();
  const first = await inbox.one(unshipped);
  expect(first).toMatchObject({ source: '/amazon/amazon-eu', partitionkey: 'order:902-3000001-1234567' });
  expect(await deliver(first)).toMatchObject(none);

  const again = await inbox.one(unshipped);
  expect([again.id, again.partitionkey]).toEqual([first.id, first.partitionkey]);
  expect(await deliver(again)).toMatchObject(none);

  clock.pass(MINUTE);
  const shipped = await inbox.one(notification((text) => text.replace('Unshipped', 'Shipped')));
  expect(shipped.partitionkey).toBe(first.partitionkey);
  expect(shipped.id).not.toBe(first.id);
  expect(await deliver(shipped)).toMatchObject(none);
  // What came late is of the time at which it happened.
  expect(Date.parse((await inbox.one(unshipped)).time)).toBeLessThan(Date.parse(shipped.time));
  const [one, two, ...others] = inbox.queue.sent;
  expect(others.every(({ groupId }) => groupId === one?.groupId)).toBe(true);
  expect(two?.deduplicationId).toBe(one?.deduplicationId);
  expect(cdp.calls()).toEqual([]);
});

test('of another application, of another seller, or where the queue proves nothing', async () => {
  const { inbox, notification, deliver } = world();
  expect(await inbox.put(notification((text) => text.replace(APP, 'amzn1.another')))).toBe('inlet-unreadable');
  const stranger = await inbox.one(notification((text) => text.replace('A1GUIYISAMPLE', 'A2STRANGER')));
  expect(await deliver(stranger)).toMatchObject({ outcome: { reason: 'wrong-account' } });
  const untrusting = world({ trust: undefined });
  expect(await untrusting.inbox.put(untrusting.notification())).toBe('inlet-untrusted');
});

test('whoever is forgotten stays so: an order names nobody who could come back', async () => {
  const { inbox, notification, deliver, cdp } = world();
  const buyer = [{ kind: 'mobile', value: '15931000081' }];
  await deliver(memberBound(buyer));
  await deliver(memberBound(buyer, { id: 'e', type: 'member.erase' }));
  const before = cdp.calls().length;
  await deliver(await inbox.one(notification((text) => text.replace('"10115"', '"15931000081"'))));
  expect([cdp.calls().length, cdp.customers()]).toEqual([before, []]);
});
