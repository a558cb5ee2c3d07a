import { expect, test } from 'vitest';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import { wechatMiniProgramSample as sampler } from '../../../../../../functions/shared/sources/platforms/wechat-mini-program/sample.ts';
import { signPush } from '../../../../../../functions/shared/sources/protocols/wechat-push/sample-push.ts';
import type { SampleRequest } from '../../../../../../functions/shared/sources/source.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { appId, identifier, secret } from './pushes.ts';

const now = 1_700_000_001_000;
const config = demoConfig({ connections: { program: { source: 'wechat-mini-program', options: { appId } } } });

function sample(event: string, sequence = 0, format: 'json' | 'xml' = 'json'): SampleRequest {
  const context = { now, sequence };
  const payload = sampler.payload(event, { appId }, context);
  if (!payload) throw new Error(event);
  if (format === 'xml') return signPush(payload, secret, context, 'xml');
  return sampler.sign(event, payload, secret, { appId }, context);
}

/** Through the real front door into the queue. */
async function receive(sent: SampleRequest) {
  const { send, queue } = webhookEndpoint(config, { program: secret });
  const answer = await send('program', { ...sent, body: Buffer.from(sent.body) });
  const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
  if (!parsed.ok) throw new Error(`${answer.statusCode} ${answer.body}`);
  return { answer, event: parsed.envelope };
}

const shopper = 'oGuiyiSampleShopper000000001';
const openid = { kind: 'wechat-openid', scope: appId, value: shopper };
const mobile = { kind: 'mobile', value: '15931000042', evidence: { grade: 'claimed' } };
const seen = { kind: 'upsert', triggers: [], identities: [openid] };
const paid = { kind: 'upsert', triggers: ['paid-order'], identities: [openid] };
const zero = '{"ErrCode":0,"ErrMsg":"success"}';

test.each<[string, object | string, string]>([
  ['message.text', seen, 'success'],
  ['message.image', seen, 'success'],
  ['message.miniprogrampage', seen, 'success'],
  ['user_enter_tempsession', seen, 'success'],
  ['subscribe_msg_popup_event', seen, 'success'],
  ['subscribe_msg_change_event', seen, 'success'],
  ['subscribe_msg_sent_event', seen, 'success'],
  ['user_info_modified', seen, 'success'],
  ['user_authorization_revoke', 'event-not-handled', 'success'],
  ['user_authorization_cancellation', { kind: 'erase', identities: [openid] }, 'success'],
  ['xpay_goods_deliver_notify', paid, zero],
  ['xpay_coin_pay_notify', paid, zero],
  ['xpay_refund_notify', seen, zero],
  ['xpay_subscribe_signing_result_notify', seen, zero],
  ['related_shop_order_submission', seen, 'success'],
  ['channels_ec_order_use_vip_discount', seen, 'success'],
  ['wxalive_follow_notify', seen, 'success'],
  ['minigame_game_pay_goods_deliver_notify', paid, zero],
  ['complaint_callback', { ...seen, identities: [openid, mobile] }, 'success'],
])('%s goes through the front door, says what it should, and hears what it wants', async (name, said, hears) => {
  const { answer, event } = await receive(sample(name));
  expect(answer).toMatchObject({ statusCode: 200, body: hears });
  expect(event).toMatchObject({ type: name, subject: shopper, time: '2023-11-14T22:13:21.000Z' });
  const result = identifier()({ ...event, source: '/wechat-mini-program/program' });
  if (typeof said === 'string') expect(result).toMatchObject({ outcome: 'ignored', reason: said });
  else expect(result).toMatchObject({ outcome: 'changes', changes: [said] });
});

test('every event of the sampler is in the table above', () => {
  expect(sampler.events).toHaveLength(19);
});

test.each(sampler.events)('two samples of %s are two events, one sample is one', async (name) => {
  const [first, second, again] = await Promise.all([0, 1, 0].map((sequence) => receive(sample(name, sequence))));
  expect(first?.event.id).not.toBe(second?.event.id);
  expect(first?.event.id).toBe(again?.event.id);
});

test.each(sampler.events)('%s as XML is the same person’s, and the answer is XML where one is wanted', async (name) => {
  const { answer, event } = await receive(sample(name, 0, 'xml'));
  expect(event).toMatchObject({ type: name, subject: shopper });
  expect(answer.body).toBe(
    /^(?:xpay|minigame)_/.test(name)
      ? '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>'
      : 'success',
  );
});

test('while the queue takes nothing, virtual payment is not told that all is well', async () => {
  const { send, queue } = webhookEndpoint(config, { program: secret });
  queue.failing = true;
  const sent = sample('xpay_goods_deliver_notify');
  expect(await send('program', { ...sent, body: Buffer.from(sent.body) })).toMatchObject({
    statusCode: 503,
    body: 'unavailable',
  });
});

test('the body is JSON, and MsgId a bare number of 64 bits', () => {
  const { headers, body } = sample('message.text');
  expect(headers).toEqual({ 'content-type': 'application/json' });
  expect(Object.keys(JSON.parse(body) as object)).toEqual(['ToUserName', 'Encrypt']);
  const context = { now, sequence: 0 };
  const payload = sampler.payload('message.text', { appId }, context) ?? {};
  const plain = sampler.sign('message.text', payload, { token: secret.token, appId }, { appId }, context);
  expect(plain.body).toMatch(/"MsgId":24700000001000000\}$/);
});

test('an unknown event has no sample', () => {
  expect(sampler.payload('subscribe', { appId }, { now, sequence: 0 })).toBeUndefined();
});
