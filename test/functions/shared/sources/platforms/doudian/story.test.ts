import { expect, test } from 'vitest';
import { demoConfig, sampleRequest, withBody, withHeaders } from '../../../../../kit/demo.ts';
import { deliveryWorld } from '../../../../../kit/delivery.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { hmac, options, request, source } from './messages.ts';

const json = { 'content-type': 'application/json' };
const success = { statusCode: 200, headers: json, body: '{"code":0,"msg":"success"}' };
const fail = { headers: json, body: '{"code":1,"msg":"fail"}' };

test.each([
  ['md5', options],
  ['hmac-sha256', hmac],
])('every sample passes the door by %s, and names nobody', (_method, settings) => {
  const none = { outcome: 'ignored', reason: 'event-without-customer' };
  source(settings).expectSamples({
    '100': none,
    '101': none,
    '102': { ...none, discarded: [{ reason: 'receiver' }, { reason: 'receiver' }] },
    '106': none,
    '206': none,
  });
});

test('the address is entered: the probe is answered', async () => {
  const { send, queue } = webhookEndpoint();
  const probe = withBody(
    sampleRequest('doudian-demo', '101'),
    '[{"tag":"0","msg_id":"0","data":"2026-03-01 12:00:00"}]',
  );
  expect(await send('doudian-demo', withHeaders(probe, { 'event-sign': undefined }))).toEqual(success);
  expect(queue.sent).toEqual([]);
});

test('a paid order is acknowledged in Doudian’s words, a forged one refused in them', async () => {
  const { send, queue, log } = webhookEndpoint();
  const paid = sampleRequest('doudian-demo', '101');
  queue.failing = true;
  expect(await send('doudian-demo', paid)).toEqual({ statusCode: 503, ...fail });
  queue.failing = false;
  expect(await send('doudian-demo', paid)).toEqual(success);
  expect(await send('doudian-demo', paid)).toEqual(success);
  const [one, other] = queue.sent;
  expect([other?.groupId, other?.deduplicationId]).toEqual([one?.groupId, one?.deduplicationId]);
  const forged = withBody(paid, Buffer.from(paid.body).toString().replace('28800', '1'));
  expect(await send('doudian-demo', forged)).toEqual({ statusCode: 401, ...fail });
  expect(log.lines().at(-1)).toMatchObject({ reason: 'signature-mismatch' });
});

test('genuine, and not to be read: kept, and acknowledged', async () => {
  const { send, archive } = webhookEndpoint(demoConfig(), {
    'doudian-demo': { appKey: '7000000000000000009', appSecret: 'invented-app-secret' },
  });
  expect(await send('doudian-demo', request('{}'))).toEqual(success);
  expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^quarantine\/doudian-demo\//)]);
});

test('no order makes a customer', async () => {
  const world = deliveryWorld();
  for (const event of ['100', '101', '102', '206']) {
    expect(await world.deliver(await world.sample('doudian-demo', event))).toMatchObject({
      outcome: { outcome: 'ignored', reason: 'event-without-customer' },
    });
  }
  expect(world.cdp.calls()).toEqual([]);
});
