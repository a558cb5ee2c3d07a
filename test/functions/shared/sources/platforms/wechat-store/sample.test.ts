import { expect, test } from 'vitest';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import { isJsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { wechatStoreSample as sampler } from '../../../../../../functions/shared/sources/platforms/wechat-store/sample.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { appId, identify, secret } from './pushes.ts';

const now = 1_700_000_001_000;
const config = demoConfig({ connections: { store: { source: 'wechat-store', options: { appId } } } });

/** Through the real front door into the queue. */
async function receive(event: string, sequence = 0) {
  const context = { now, sequence };
  const payload = sampler.payload(event, { appId }, context);
  if (!payload) throw new Error(event);
  const { body, ...request } = sampler.sign(event, payload, secret, { appId }, context);
  const { send, queue } = webhookEndpoint(config, { store: secret });
  const answer = await send('store', { ...request, body: Buffer.from(body) });
  const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
  if (!parsed.ok) throw new Error(`${answer.statusCode} ${answer.body}`);
  return { answer, event: parsed.envelope };
}

const openid = { kind: 'wechat-openid', scope: appId, value: 'oGuiyiSampleBuyer00000000001' };
const seen = { changes: [{ identities: [openid], triggers: [] }] };

test.each<[string, object]>([
  ['channels_ec_order_new', seen],
  ['channels_ec_order_pay', { changes: [{ identities: [openid], triggers: ['paid-order'] }] }],
  ['channels_ec_order_cancel', seen],
  ['channels_ec_order_deliver', seen],
  ['channels_ec_order_confirm', seen],
  ['channels_ec_aftersale_update', { reason: 'event-without-customer' }],
  ['channels_ec_coupon_receive', seen],
  ['channels_ec_user_coupon_use', seen],
  ['channels_ec_vip_join', { changes: [{ identities: [openid, { kind: 'mobile' }] }] }],
])('%s goes through the front door and says what it should', async (name, said) => {
  const { answer, event } = await receive(name);
  expect(answer).toMatchObject({ statusCode: 200, body: 'success' });
  expect(event.type).toBe(name);
  if (!isJsonObject(event.data)) throw new Error('no object');
  expect(identify(event.type, event.data, { appId, memberEvents: true })).toMatchObject(said);
});

test('every event of the sampler is in the table above', () => {
  expect(sampler.events).toHaveLength(9);
});

test.each(sampler.events)('two samples of %s are two events, one sample is one', async (name) => {
  const ids = [await receive(name), await receive(name), await receive(name, 1)].map(({ event }) => event.id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});

test('order ids of 64 bits travel as bare numbers and arrive with all digits', async () => {
  const { event } = await receive('channels_ec_order_pay', 7);
  expect(event.data).toMatchObject({ order_info: { order_id: '3705115058471208935' } });
});
