import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { openSource } from '../../../../../kit/source.ts';

const secret = { urlKey: 'invented0key0of0thirty0two0chars' };
const options = { sellerId: '5f0000000000000000000001', acceptUnsigned: true };
const STATUS = 'msg_fulfillment_status_change';
const none = { outcome: { outcome: 'ignored', reason: 'event-without-customer' } };

function world(more: object = {}) {
  const connections = {
    ...demoConfig().connections,
    red: { source: 'xiaohongshu', options: { ...options, ...more } },
  } as const;
  const config = demoConfig({ connections });
  const door = webhookEndpoint(config, { red: secret });
  const delivery = deliveryWorld({ config });
  const live = openSource('xiaohongshu', options, secret);
  return {
    ...delivery,
    ...door,
    status: (orderStatus: number, change: object = {}) =>
      live.sample(STATUS, 1, (payload) => Object.assign(payload, { orderStatus }, change)),
    /** What was queued last, delivered. */
    deliverLast: async () => {
      const event = door.observed.at(-1);
      if (!event) throw new Error('nothing was queued');
      return delivery.deliver(event);
    },
  };
}

test('the address is entered, an order comes, comes again, and an older state comes late', async () => {
  const { send, status, queue, observed, deliverLast, cdp } = world();
  const success = { statusCode: 200, body: '{"success":true,"error_code":0,"error_msg":""}' };
  expect(await send('red', { ...status(2), body: Buffer.from('{"test":true}') })).toMatchObject(success);
  expect(queue.sent).toEqual([]);

  queue.failing = true;
  expect((await send('red', status(2))).statusCode).toBe(503);
  queue.failing = false;
  expect(await send('red', status(2))).toMatchObject(success);
  expect(await deliverLast()).toMatchObject(none);
  expect(await send('red', status(2), 'utf8')).toMatchObject(success);
  expect(await deliverLast()).toMatchObject(none);
  const [one, same] = queue.sent;
  expect(same?.deduplicationId).toBe(one?.deduplicationId);

  const later = Date.parse(observed[0]?.time ?? '') + MINUTE;
  expect(await send('red', status(6, { updateTime: later }))).toMatchObject(success);
  expect(await send('red', status(1, { updateTime: later - 2 * MINUTE }))).toMatchObject(success);
  expect(await deliverLast()).toMatchObject(none);
  const [shipped, placed] = observed.slice(-2).map(({ time }) => Date.parse(time));
  expect(placed).toBeLessThan(shipped ?? 0);
  expect(new Set(queue.sent.map(({ groupId }) => groupId)).size).toBe(1);
  expect(cdp.calls()).toEqual([]);
});

test('a forged one is refused, and its address is kept nowhere; a genuine one that nobody understands is kept', async () => {
  const { send, status, queue, archive, log } = world();
  for (const rawQuery of ['', 'key=another0key0of0thirty0two0chars0', `key=${secret.urlKey}&key=${secret.urlKey}`]) {
    expect(await send('red', { ...status(2), rawQuery })).toMatchObject({ statusCode: 403 });
  }
  expect([queue.sent, archive.objects.size]).toEqual([[], 0]);
  expect(await send('red', { ...status(2), body: Buffer.from('no list') })).toMatchObject({ statusCode: 200 });
  const kept = [...archive.objects.values()].map((bytes) => Buffer.from(bytes).toString());
  expect(kept).toHaveLength(1);
  expect(JSON.stringify([kept, log.text()])).not.toContain(secret.urlKey);
});

test('the key is changed: both addresses while both keys stand in the secret, the new one at once', async () => {
  const newer = 'another0key0of0thirty0two0chars0';
  const { send, status, store, clock } = world();
  const by = (key: string) => ({ ...status(2), rawQuery: `key=${key}` });
  expect(await send('red', by(secret.urlKey))).toMatchObject({ statusCode: 200 });
  store.put('red', [{ urlKey: newer }, secret]);
  expect(await send('red', by(newer))).toMatchObject({ statusCode: 200 });
  expect(await send('red', by(secret.urlKey))).toMatchObject({ statusCode: 200 });
  expect(await send('red', by('third0key0of0thirty0two0chars000'))).toMatchObject({ statusCode: 403 });
  store.put('red', { urlKey: newer });
  clock.pass(5 * MINUTE);
  expect(await send('red', by(newer))).toMatchObject({ statusCode: 200 });
  expect(await send('red', by(secret.urlKey))).toMatchObject({ statusCode: 403 });
});

test('switched off, nothing gets in by any address', async () => {
  const { send, status, queue } = world({ acceptUnsigned: undefined });
  expect(await send('red', status(2))).toMatchObject({ statusCode: 403 });
  expect(queue.sent).toEqual([]);
});

test('whoever is forgotten stays so: an order names nobody who could come back', async () => {
  const { send, status, deliver, deliverLast, cdp } = world();
  const buyer = [{ kind: 'mobile', value: '15931000083' }];
  await deliver(memberBound(buyer));
  await deliver(memberBound(buyer, { id: 'e', type: 'member.erase' }));
  const before = cdp.calls().length;
  await send('red', status(2, { phone: '15931000083', userId: '15931000083' }));
  expect(await deliverLast()).toMatchObject(none);
  expect([cdp.calls().length, cdp.customers()]).toEqual([before, []]);
});
