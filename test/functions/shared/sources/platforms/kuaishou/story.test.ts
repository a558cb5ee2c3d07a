import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig, sampleRequest, withBody } from '../../../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { buyer, source } from './messages.ts';

const SCOPE = 'ks00d3m000d3m00001/2000000184';
const VALUE = 'f0000000000000000000000000001a7e';
const identity = `kuaishou-open-id=${SCOPE}:${VALUE}`;
const success = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{"result":1}' };
const none = { outcome: 'ignored', reason: 'event-without-customer' };
const named = { changes: [{ identities: [{ kind: 'kuaishou-open-id', value: VALUE }] }] };

test('every sample passes the door and has its effect', () => {
  source().expectSamples({
    kwaishop_order_addOrder: named,
    kwaishop_order_totalFeeChange: named,
    kwaishop_order_addressChange: named,
    kwaishop_order_paySuccess: none,
    kwaishop_order_orderSuccess: none,
    kwaishop_aftersales_addRefund: none,
  });
});

test('a sample shows nobody on the wire', () => {
  const body = Buffer.from(source().sample('kwaishop_order_addOrder').body).toString();
  expect(body).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
  expect(body).not.toContain(buyer);
});

test('an order is acknowledged; the same again is the same; a forged one is refused and not kept', async () => {
  const { send, queue, archive } = webhookEndpoint();
  const added = sampleRequest('kuaishou-demo', 'kwaishop_order_addOrder');
  expect(await send('kuaishou-demo', added, 'utf8')).toEqual(success);
  expect(await send('kuaishou-demo', added)).toEqual(success);
  const [one, other] = queue.sent;
  expect([other?.groupId, other?.deduplicationId]).toEqual([one?.groupId, one?.deduplicationId]);
  const forged = withBody(
    added,
    Buffer.from(added.body)
      .toString()
      .replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')),
  );
  expect(await send('kuaishou-demo', forged)).toMatchObject({ statusCode: 403, body: 'refused' });
  expect([queue.sent.length, archive.objects.size]).toEqual([2, 0]);
});

test('a key that was changed meanwhile is found at once', async () => {
  const { send, store } = webhookEndpoint();
  const first = sampleRequest('kuaishou-demo', 'kwaishop_order_addOrder');
  expect((await send('kuaishou-demo', first)).statusCode).toBe(200);
  const newer = { messageSecret: Buffer.alloc(32, 'n').toString('base64') };
  const sealedAnew = sampleRequest('kuaishou-demo', 'kwaishop_order_addOrder', { secret: newer, sequence: 2 });
  store.put('kuaishou-demo', [newer, { messageSecret: 'ZGVtbzBvbmx5MGt3YWkwMQ==' }]);
  expect((await send('kuaishou-demo', sealedAnew)).statusCode).toBe(200);
  expect((await send('kuaishou-demo', first)).statusCode).toBe(200);
});

test('the buyer is a customer; a payment names nobody; a log-in brings the buyer together with their phone', async () => {
  const world = deliveryWorld();
  await world.deliver(await world.sample('kuaishou-demo', 'kwaishop_order_addOrder'));
  expect(world.cdp.customers()).toMatchObject([{ identities: [identity], groups: [] }]);
  expect(await world.deliver(await world.sample('kuaishou-demo', 'kwaishop_order_paySuccess'))).toMatchObject({
    outcome: { reason: 'event-without-customer' },
  });
  world.clock.pass(MINUTE);
  const bound = [
    { kind: 'kuaishou-open-id', scope: SCOPE, value: VALUE },
    { kind: 'mobile', value: '15931000061' },
  ];
  await world.deliver(memberBound(bound));
  expect(world.cdp.customers()).toMatchObject([{ identities: [identity, 'mobile=15931000061'] }]);
});

test('a tenant who takes the bare id is told it for one seller, and for no second one', async () => {
  const types = { 'kuaishou-open-id': { code: 'kuaishou-open-id', value: 'bare' } } as const;
  const one = deliveryWorld({ config: demoConfig({}, { identityTypes: types }) });
  await one.deliver(await one.sample('kuaishou-demo', 'kwaishop_order_addOrder'));
  expect(one.cdp.customers()).toMatchObject([{ identities: [`kuaishou-open-id=${VALUE}`] }]);
});

test('whoever asks to be forgotten stays so, whatever order comes late', async () => {
  const world = deliveryWorld();
  await world.deliver(await world.sample('kuaishou-demo', 'kwaishop_order_addOrder'));
  const erase = memberBound([{ kind: 'kuaishou-open-id', scope: SCOPE, value: VALUE }], {
    id: 'e',
    type: 'member.erase',
  });
  expect(await world.deliver(erase)).toMatchObject({ outcome: { outcome: 'done' } });
  world.clock.pass(MINUTE);
  const late = await world.sample('kuaishou-demo', 'kwaishop_order_addressChange', { sequence: 5 });
  expect(await world.deliver(late)).toMatchObject({ outcome: { reason: 'suppressed' } });
  expect(world.cdp.customers()).toEqual([]);
});
