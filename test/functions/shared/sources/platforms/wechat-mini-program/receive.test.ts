import { expect, test } from 'vitest';
import { writePushXml } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/write-push-xml.ts';
import type { SamplePayload } from '../../../../../../functions/shared/sources/source.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { get, post, rawQuery, securePush } from '../../protocols/wechat-crypto/requests.ts';
import { appId, customer, platform, receiver, secret, verifier } from './pushes.ts';

const head = { ToUserName: 'gh_0123456789ab', FromUserName: customer, CreateTime: 1_700_000_001, MsgType: 'event' };
const push = (event: string, fields: SamplePayload = {}): SamplePayload => ({ ...head, Event: event, ...fields });
const writers = { json: JSON.stringify, xml: writePushXml } as const;
const formats = ['json', 'xml'] as const;

function decode(message: string, options: object = { appId }) {
  const decoding = receiver(options).decode(Buffer.from(message), get(''));
  if (decoding.outcome === 'undecodable') throw new Error(decoding.detail);
  const [event, ...others] = decoding.events;
  if (!event || others.length > 0) throw new Error('a push is one event');
  return { ...decoding, event };
}

const idOf = (payload: SamplePayload, format: (typeof formats)[number] = 'json') =>
  JSON.stringify(decode(writers[format](payload)).event.idParts);

test.each([
  ['JSON', vectors['official-secure-post-json'].inputs.body],
  [
    'compatible mode: the fields beside Encrypt are not used',
    {
      ...vectors['official-secure-post-json'].inputs.body,
      FromUserName: 'oForged000000000000000000001',
      Event: 'user_authorization_cancellation',
    },
  ],
])('the published secure push, which is a mini program’s: %s', (_name, body) => {
  const { inputs } = vectors['official-secure-post-json'];
  const raw = { token: inputs.token, encodingAesKey: inputs.encodingAesKey, appId: inputs.appid };
  const verification = verifier({ appId: inputs.appid }, raw)(post(rawQuery(inputs.query), JSON.stringify(body)));
  if (verification.outcome !== 'verified') throw new Error(verification.outcome);
  const { event } = decode(Buffer.from(verification.payload).toString(), { appId: inputs.appid });
  expect(event).toMatchObject({ type: 'debug_demo', data: { debug_str: 'hello world' } });
  expect(event).not.toHaveProperty('subject');
});

test('the published URL check is answered', () => {
  const { inputs, expected } = vectors['official-get-echostr'];
  expect(verifier({ appId }, { ...secret, token: inputs.token })(get(inputs.query))).toMatchObject({
    outcome: 'answered',
    response: { status: 200, body: expected.responseBody },
  });
});

test('the published plaintext push: refused, unless the connection takes plaintext', () => {
  const { inputs } = vectors['official-plaintext-post-json'];
  const request = post(rawQuery(inputs.query), JSON.stringify(inputs.body));
  const raw = { token: inputs.token, appId };
  expect(verifier({ appId }, { ...secret, token: inputs.token })(request)).toMatchObject({
    outcome: 'rejected',
    reason: 'plaintext-not-accepted',
  });
  expect(verifier({ appId, plaintext: true }, raw)(request)).toMatchObject({ outcome: 'verified' });
  expect(verifier({ appId }, raw)(request)).toMatchObject({ outcome: 'misconfigured' });
});

test.each(formats)('a secure push in %s goes from the request to the event', (format) => {
  const request = securePush(writers[format](push('user_enter_tempsession', { SessionFrom: 'order' })));
  const verification = verifier()(request);
  if (verification.outcome !== 'verified') throw new Error(verification.outcome);
  expect(receiver().decode(verification.payload, request)).toEqual({
    outcome: 'events',
    events: [
      {
        idParts: [appId, customer, '1700000001', 'user_enter_tempsession', '', expect.stringMatching(/^[0-9a-f]{64}$/)],
        type: 'user_enter_tempsession',
        subject: customer,
        time: '2023-11-14T22:13:21.000Z',
        data: { ...head, CreateTime: '1700000001', Event: 'user_enter_tempsession', SessionFrom: 'order' },
      },
    ],
  });
});

test('a push of another app is refused, whatever its signature', () => {
  expect(verifier({ appId: 'wx0000000000000002' })(securePush(JSON.stringify(push('user_enter_tempsession'))))).toEqual(
    { outcome: 'misconfigured', detail: 'the appId of the options and the appId of the secret differ' },
  );
});

test('CreateTime is a number or a text', () => {
  for (const time of [1_700_000_001, '1700000001']) {
    expect(decode(JSON.stringify(push('user_enter_tempsession', { CreateTime: time }))).event.time).toBe(
      '2023-11-14T22:13:21.000Z',
    );
  }
});

const entry = { TemplateId: 'template-1', SubscribeStatusString: 'accept', PopupScene: '0' };

test.each<[string, string, object]>([
  ['one entry as an object', JSON.stringify(push('subscribe_msg_popup_event', { List: entry })), { List: [entry] }],
  ['one entry in a list', JSON.stringify(push('subscribe_msg_popup_event', { List: [entry] })), { List: [entry] }],
  [
    'several entries',
    JSON.stringify(push('subscribe_msg_popup_event', { List: [entry, entry] })),
    { List: [entry, entry] },
  ],
  [
    'XML, which nests',
    writePushXml(push('subscribe_msg_popup_event', { SubscribeMsgPopupEvent: { List: [entry] } })),
    { SubscribeMsgPopupEvent: { List: [entry] } },
  ],
  [
    'a 64-bit id of a message that we sent',
    `{"MsgType":"event","Event":"subscribe_msg_sent_event","List":{"MsgID":1864323726461255680}}`,
    { List: [{ MsgID: '1864323726461255680' }] },
  ],
])('subscription messages, list or object: %s', (_name, message, fields) => {
  expect(decode(message).event.data).toMatchObject(fields);
});

test.each([
  ['a bare number of 64 bits', '23000000000000001', '23000000000000001'],
  ['the text of the cloud-function form', '"0f1e2d3c_1700000001"', '0f1e2d3c_1700000001'],
])('MsgId: %s', (_name, written, read) => {
  const message = `{"FromUserName":"${customer}","CreateTime":1700000001,"MsgType":"text","MsgId":${written}}`;
  expect(decode(message).event).toMatchObject({ type: 'message.text', idParts: [appId, customer, read] });
});

const notice = (event: string, fields: SamplePayload) => push(event, { FromUserName: platform, ...fields });
const order = { OpenId: customer, OutTradeNo: 'order-1', Env: 0 };
/** Of a store that buys from a wholesaler. China's time of two hours before the push was written. */
const retail = {
  appid: appId,
  order_id: 'o1',
  pay_status: 'ORDER_PAY_SUCC',
  pay_time: '2023-11-15 04:00:00',
  payer_openid: customer,
  env: 0,
};
const PAID = Date.parse('2023-11-14T20:00:00Z') / 1000;

test.each<[string, SamplePayload, string | undefined]>([
  ['a visitor of customer service', push('user_enter_tempsession'), customer],
  ['the payer, not WeChat’s own account', notice('xpay_goods_deliver_notify', order), customer],
  ['the payer of coins', notice('xpay_coin_pay_notify', order), customer],
  ['who gets a refund', notice('xpay_refund_notify', { OpenId: customer }), customer],
  ['who complains', notice('complaint_callback', { open_id: customer }), customer],
  ['who complains, nested', notice('complaint_callback', { BussiCallBackInfo: { open_id: customer } }), customer],
  ['who complains, in the spelling of the example', notice('complaint callback', { open_id: customer }), customer],
  ['who closed the account', notice('user_authorization_cancellation', { OpenID: customer }), customer],
  ['nobody: a notice without its person', notice('xpay_goods_deliver_notify', { OutTradeNo: '1' }), undefined],
  ['nobody: an event that we do not know', push('wxa_media_check'), undefined],
  ['nobody: whose openid it is, is not documented', push('trade_manage_order_settlement'), undefined],
])('the subject is %s', (_name, payload, subject) => {
  for (const format of formats) expect(decode(writers[format](payload)).event.subject).toBe(subject);
});

test.each<[string, SamplePayload]>([
  ['goods of virtual payment', notice('xpay_goods_deliver_notify', { ...order, WeChatPayInfo: { PaidTime: PAID } })],
  [
    'goods in a game',
    notice('minigame_game_pay_goods_deliver_notify', {
      MiniGame: { Payload: JSON.stringify({ OpenId: customer, WeChatPayInfo: { PaidTime: PAID } }) },
    }),
  ],
  ['as a store', notice('retail_pay_notify', retail)],
  ['to a second-level merchant', push('funds_order_pay', { order_info: { pay_time: '2023-11-15 04:00:00' } })],
  [
    'in the former trade component',
    push('open_product_order_pay', { order_info: { pay_time: '2023-11-15 04:00:00' } }),
  ],
])('a payment happened when it was made, however late the push is written: %s', (_name, payload) => {
  for (const format of formats) expect(Date.parse(decode(writers[format](payload)).event.time ?? '')).toBe(PAID * 1000);
});

test('a payment that does not say when it was made happened when the push was written', () => {
  const late = notice('retail_pay_notify', { ...retail, pay_time: '' });
  expect(decode(writers.json(late)).event.time).toBe('2023-11-14T22:13:21.000Z');
});

test.each<[string, SamplePayload, SamplePayload]>([
  [
    'goods',
    notice('xpay_goods_deliver_notify', { ...order, RetryTimes: 0 }),
    notice('xpay_goods_deliver_notify', { ...order, RetryTimes: 1, CreateTime: 1_700_000_061 }),
  ],
  [
    'coins',
    notice('xpay_coin_pay_notify', { ...order, RetryTimes: 0 }),
    notice('xpay_coin_pay_notify', { ...order, RetryTimes: 1 }),
  ],
  [
    'a refund',
    notice('xpay_refund_notify', { OpenId: customer, WxRefundId: 'r', RetCode: 0, RetryTimes: 0 }),
    notice('xpay_refund_notify', { OpenId: customer, WxRefundId: 'r', RetCode: 0, RetryTimes: 3 }),
  ],
  [
    'a complaint',
    notice('xpay_complaint_notify', { OpenId: customer, ComplaintId: 'c', ComplaintTime: 1, RetryTimes: 0 }),
    notice('xpay_complaint_notify', { OpenId: customer, ComplaintId: 'c', ComplaintTime: 1, RetryTimes: 1 }),
  ],
  [
    'a payment as a store',
    notice('retail_pay_notify', { ...retail, CreateTime: 1_700_000_001 }),
    notice('retail_pay_notify', { ...retail, CreateTime: 1_700_043_201 }),
  ],
])('a repeated notice has the same id, though it says that it is repeated: %s', (_name, first, again) => {
  expect(idOf(first)).toBe(idOf(again));
  expect(idOf(first, 'xml')).toBe(idOf(again));
});

test.each<[string, SamplePayload, SamplePayload]>([
  [
    'two orders',
    notice('xpay_goods_deliver_notify', order),
    notice('xpay_goods_deliver_notify', { ...order, OutTradeNo: '2' }),
  ],
  ['goods and coins', notice('xpay_goods_deliver_notify', order), notice('xpay_coin_pay_notify', order)],
  [
    'the sandbox’s order',
    notice('xpay_goods_deliver_notify', order),
    notice('xpay_goods_deliver_notify', { ...order, Env: 1 }),
  ],
  [
    'one order number of two people',
    notice('xpay_goods_deliver_notify', order),
    notice('xpay_goods_deliver_notify', { ...order, OpenId: 'oInventedOther00000000000001' }),
  ],
  [
    'a refund that fails, then succeeds',
    notice('xpay_refund_notify', { OpenId: customer, WxRefundId: 'r', RetCode: 1 }),
    notice('xpay_refund_notify', { OpenId: customer, WxRefundId: 'r', RetCode: 0 }),
  ],
  [
    'notices without a number, which differ in content only',
    notice('xpay_goods_deliver_notify', { OpenId: customer, GoodsInfo: { ProductId: 'a' } }),
    notice('xpay_goods_deliver_notify', { OpenId: customer, GoodsInfo: { ProductId: 'b' } }),
  ],
])('different ids: %s', (_name, one, other) => {
  expect(idOf(one)).not.toBe(idOf(other));
});

const zero = {
  json: ['application/json; charset=utf-8', '{"ErrCode":0,"ErrMsg":"success"}'],
  xml: ['text/xml; charset=utf-8', '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>'],
} as const;

test.each(
  formats.flatMap((format) =>
    [
      'xpay_goods_deliver_notify',
      'xpay_coin_pay_notify',
      'xpay_refund_notify',
      'xpay_complaint_notify',
      'XPAY_GOODS_DELIVER_NOTIFY',
    ].map((event) => [event, format] as const),
  ),
)('virtual payment reads an error code of 0 in the format of its push: %s in %s', (event, format) => {
  const [type, body] = zero[format];
  expect(decode(writers[format](notice(event, order))).acknowledgement).toEqual({
    status: 200,
    headers: { 'content-type': type },
    body,
  });
});

test.each([
  'user_enter_tempsession',
  'subscribe_msg_popup_event',
  'user_authorization_cancellation',
  // Asks for a decision, which an acknowledgement must not make.
  'xpay_subscribe_ios_refund_query_notify',
  'channels_ec_vip_user_info_get',
])('every other push hears success: %s', (event) => {
  for (const format of formats) {
    expect(decode(writers[format](push(event)))).not.toHaveProperty('acknowledgement');
  }
  expect(receiver().acknowledgement).toMatchObject({ status: 200, body: 'success' });
});

test.each([
  ['nothing', ''],
  ['a list', '[{"MsgType":"event"}]'],
  ['a form', 'a=1'],
  ['broken JSON', '{"MsgType":"event"'],
  ['broken XML', '<xml><MsgType>event</xml>'],
  ['a DOCTYPE', '<!DOCTYPE xml><xml><MsgType>event</MsgType><Event>x</Event></xml>'],
  ['neither MsgType nor Event', '{"action":"CheckContainerPath"}'],
])('undecodable, to be kept: %s', (_name, message) => {
  expect(receiver().decode(Buffer.from(message), get(''))).toMatchObject({
    outcome: 'undecodable',
    reason: 'body-malformed',
  });
});
