import { expect, test } from 'vitest';
import type { Identity } from '../../../../../../functions/shared/identity/identity.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { wechatMiniProgramIdentity } from '../../../../../../functions/shared/sources/platforms/wechat-mini-program/identify.ts';
import { appId, customer, envelope, identifier, platform, unionId } from './pushes.ts';

const openid = (field = 'FromUserName'): Identity => ({
  kind: 'wechat-openid',
  scope: appId,
  value: customer,
  evidence: { grade: 'verified', field },
});
const seen = { kind: 'upsert', identities: [openid()], profile: { openId: customer, appId }, triggers: [] };
/** WeChat or the shop did it, and the customer nothing. */
const told = { ...seen, act: { kind: 'record' } };
const from = { ToUserName: 'gh_0123456789ab', FromUserName: customer, CreateTime: '1700000001' };
const notice = { ...from, FromUserName: platform };
const other = 'oInventedOther00000000000001';

function identify(type: string, data: JsonObject, options: object = { appId }, region?: string) {
  const result = identifier(options, region)(envelope(type, data));
  return result.outcome === 'changes' ? result.changes : result.reason;
}

test.each<[string, JsonObject]>([
  ['message.text', { Content: 'hello', MsgId: '1' }],
  ['message.image', { PicUrl: 'https://pic.example/1', MediaId: 'm' }],
  ['message.miniprogrampage', { AppId: 'wx0000000000000009', PagePath: 'index' }],
  ['message.voice', {}],
  ['message.video', {}],
  ['user_enter_tempsession', { SessionFrom: 'order' }],
  ['subscribe_msg_popup_event', { List: [{ TemplateId: 't', SubscribeStatusString: 'accept' }] }],
  ['subscribe_msg_change_event', { List: [{ TemplateId: 't', SubscribeStatusString: 'reject' }] }],
])('%s: the sender exists, nothing more', (type, fields) => {
  expect(identify(type, { ...from, ...fields })).toEqual([seen]);
});

test.each<[string, JsonObject]>([
  ['subscribe_msg_sent_event', { List: [{ TemplateId: 't', MsgID: '1', ErrorCode: '0' }] }],
  ['channels_ec_vip_user_auto_add', { info: { shop_appid: 'wx2', outer_userid: 'M-1', identity: 'V1' } }],
])('%s: the sender exists, and has done nothing', (type, fields) => {
  expect(identify(type, { ...from, ...fields })).toEqual([told]);
});

const paid = { ...seen, identities: [openid('OpenId')], triggers: ['paid-order'] };

test.each<[string, string, JsonObject, object]>([
  ['goods', 'xpay_goods_deliver_notify', { OpenId: customer, OutTradeNo: '1', Env: '0' }, paid],
  ['coins', 'xpay_coin_pay_notify', { OpenId: customer, OutTradeNo: '1', Env: '0' }, paid],
  ['without Env', 'xpay_goods_deliver_notify', { OpenId: customer, OutTradeNo: '1' }, paid],
  ['a refund', 'xpay_refund_notify', { OpenId: customer }, { ...told, identities: [openid('OpenId')] }],
  ['a complaint', 'xpay_complaint_notify', { OpenId: customer }, { ...seen, identities: [openid('OpenId')] }],
  ['another spelling', 'xpay_coin_pay_notify', { openid: customer }, { ...paid, identities: [openid('openid')] }],
])('virtual payment names the payer in OpenId, beside WeChat’s own account: %s', (_name, type, fields, change) => {
  expect(identify(type, { ...notice, ...fields })).toEqual([change]);
});

test.each(['Env', 'env'])('a payment in the sandbox of virtual payment is no purchase: %s', (field) => {
  const data = { ...notice, OpenId: customer, [field]: '1' };
  expect(identify('xpay_goods_deliver_notify', data)).toBe('test-delivery');
  expect(identify('xpay_coin_pay_notify', data)).toBe('test-delivery');
});

test.each<[string, string, object]>([
  ['paid', 'ORDER_PAY_SUCC', { triggers: ['paid-order'] }],
  ['closed, which is a record', 'ORDER_CLOSE', { triggers: [], act: { kind: 'record' } }],
])('an order of a store that buys from a wholesaler is %s', (_name, status, expected) => {
  const data = { ...notice, appid: appId, payer_openid: customer, pay_status: status, env: '0' };
  const [change] = identify('retail_pay_notify', data) as readonly object[];
  expect(change).toMatchObject({ identities: [openid('payer_openid')], ...expected });
});

const trade = { ...from, order_info: { order_id: '1', transaction_id: '2', sp_openid: other } };

test('who sends an order of the former trade component is not confirmed: nobody, unless the options name the event', () => {
  expect(identify('open_product_order_pay', trade)).toBe('event-not-handled');
  const named = { appId, senderIsCustomer: ['open_product_order_pay'] };
  expect(identify('open_product_order_pay', trade, named)).toEqual([{ ...seen, triggers: ['paid-order'] }]);
  expect(identify('open_product_order_cancel', trade, named)).toBe('event-not-handled');
});

test('an order that names its customer needs no sender', () => {
  const data = { ...notice, order_info: { order_id: '1', openid: customer } };
  expect(identify('open_product_order_pay', data)).toMatchObject([
    { identities: [openid('order_info.openid')], triggers: ['paid-order'] },
  ]);
  const named = { appId, senderIsCustomer: ['open_product_order_pay'] };
  expect(identify('open_product_order_pay', data, named)).toMatchObject([
    { identities: [openid('order_info.openid')] },
  ]);
});

test('only events that are known to be unconfirmed can be named', () => {
  expect(wechatMiniProgramIdentity.configure({ appId, senderIsCustomer: ['subscribe'] }).ok).toBe(false);
});

const game = (payload: object, more: JsonObject = {}): JsonObject => ({
  CreateTime: '1583202606',
  MsgType: 'event',
  MiniGame: { Payload: JSON.stringify(payload), PayEventSig: 'f749', ...more },
});

test('who pays in a game is named in a text of JSON, whatever the format of the push', () => {
  const data = game({ OpenId: customer, OutTradeNo: 'order-1', Env: 0 }, { IsMock: 'false' });
  for (const type of ['minigame_coin_deliver_completed', 'minigame_recharge_center_coin_deliver_completed']) {
    expect(identify(type, data)).toMatchObject([
      { identities: [openid('MiniGame.Payload.OpenId')], triggers: ['paid-order'] },
    ]);
  }
});

test.each<[string, JsonObject, string]>([
  ['in the sandbox', game({ OpenId: customer, Env: 1 }), 'test-delivery'],
  ['of a trial in the console', game({ OpenId: customer, Env: 0 }, { IsMock: 'true' }), 'test-delivery'],
  ['whose payload is no JSON', { MiniGame: { Payload: 'x' } }, 'event-without-customer'],
  [
    'whose payload is XML',
    { MiniGame: { Payload: `<xml><OpenId>${customer}</OpenId></xml>` } },
    'event-without-customer',
  ],
  ['without a payload', { MiniGame: '' }, 'event-without-customer'],
])('a payment in a game %s is nobody’s', (_name, data, reason) => {
  expect(identify('minigame_coin_deliver_completed', data)).toBe(reason);
});

test('a present in a game is the player’s; a trial of it is nobody’s', () => {
  const data = (preview: string) => ({ MiniGame: { OrderId: '1', IsPreview: preview, ToUserOpenid: customer } });
  expect(identify('minigame_deliver_goods', data('0'))).toMatchObject([
    { identities: [openid('MiniGame.ToUserOpenid')] },
  ]);
  expect(identify('minigame_deliver_goods', data('1'))).toBe('test-delivery');
});

test('who pays a second-level merchant is the sender', () => {
  expect(identify('funds_order_pay', { ...from, order_info: { trade_no: '1' } })).toEqual([
    { ...seen, triggers: ['paid-order'] },
  ]);
});

const phone = (field: string): Identity => ({
  kind: 'mobile',
  scope: '',
  value: '15931000042',
  evidence: { grade: 'claimed', field },
});
const complaint = { appid: appId, open_id: customer, phone_number: '15931000042' };

test.each<[string, string, JsonObject, readonly Identity[]]>([
  ['flat, as in JSON', 'complaint_callback', complaint, [openid('open_id'), phone('phone_number')]],
  ['as the example spells it', 'complaint callback', complaint, [openid('open_id'), phone('phone_number')]],
  [
    'nested, as in XML',
    'complaint_callback',
    { BussiCallBackInfo: complaint },
    [openid('BussiCallBackInfo.open_id'), phone('BussiCallBackInfo.phone_number')],
  ],
  ['without a phone', 'complaint_callback', { ...complaint, phone_number: '' }, [openid('open_id')]],
])('who complains is open_id, not the sender; the phone is typed: %s', (_name, type, fields, identities) => {
  expect(identify(type, { ...notice, ...fields })).toEqual([{ ...told, identities }]);
});

test.each([
  ['masked', '159****0042', 'masked'],
  ['virtual', '15931000042-1234', 'virtual'],
  ['cut off', '1593', 'malformed'],
])('a complaint’s phone that is none is refused, the person stays: %s', (_name, value, reason) => {
  expect(identify('complaint_callback', { ...notice, ...complaint, phone_number: value })).toMatchObject([
    { identities: [openid('open_id')], discarded: [{ kind: 'mobile', field: 'phone_number', reason }] },
  ]);
});

test('the phone of a complaint is read in the connection’s country', () => {
  const data = { ...notice, ...complaint, phone_number: '(415) 555-2671' };
  expect(identify('complaint_callback', data, { appId }, 'US')).toMatchObject([
    { identities: [{}, { kind: 'mobile', value: '+14155552671' }] },
  ]);
});

test.each<[string, JsonObject, string]>([
  ['as documented', { OpenID: customer, AppID: appId }, 'OpenID'],
  ['in lower case', { openid: customer, appid: appId }, 'openid'],
  ['with a blank in the name', { 'OpenID ': customer, 'AppID ': appId }, 'OpenID '],
])('user_info_modified names the person in OpenID: %s', (_name, fields, field) => {
  expect(identify('user_info_modified', { ...notice, ...fields })).toEqual([{ ...told, identities: [openid(field)] }]);
});

test('a plugin’s id of a person is not the mini program’s', () => {
  const data = { ...notice, PluginID: 'wx0000000000000007', OpenPID: other };
  expect(identify('user_info_modified', data)).toBe('event-without-customer');
  expect(identify('user_authorization_cancellation', data)).toBe('event-without-customer');
  expect(identify('user_info_modified', { ...data, OpenID: customer })).toEqual([
    { ...told, identities: [openid('OpenID')] },
  ]);
});

test.each<[string, object, string]>([
  ['without a name', { appId }, ''],
  ['in a named open-platform account', { appId, openPlatform: 'main' }, 'main'],
])('a closed account is forgotten by unionid and openid: %s', (_name, options, scope) => {
  const data = { ...notice, OpenID: customer, AppID: appId, UnionID: unionId };
  expect(identify('user_authorization_cancellation', data, options)).toEqual([
    {
      kind: 'erase',
      cancelled: true,
      identities: [
        { kind: 'wechat-unionid', scope, value: unionId, evidence: { grade: 'verified', field: 'UnionID' } },
        openid('OpenID'),
      ],
    },
  ]);
});

test('a unionid is used only where the platform documents one', () => {
  expect(identify('user_enter_tempsession', { ...from, UnionId: unionId })).toEqual([seen]);
  expect(identify('xpay_coin_pay_notify', { ...notice, OpenId: customer, UnionId: unionId })).toEqual([paid]);
});

test.each<[string, string, JsonObject, string]>([
  ['an event that we do not know', 'wxa_media_check', from, 'event-not-handled'],
  ['an event of official accounts', 'subscribe', from, 'event-not-handled'],
  ['a settlement: whose openid it is, is not documented', 'trade_manage_order_settlement', from, 'event-not-handled'],
  ['WeChat’s fixed openid', 'open_product_order_update', from, 'event-not-handled'],
  ['Apple’s question about a refund', 'xpay_subscribe_ios_refund_query_notify', notice, 'event-not-handled'],
  [
    'a withdrawn permission',
    'user_authorization_revoke',
    { ...notice, OpenID: customer, AppID: appId, RevokeInfo: '8' },
    'event-not-handled',
  ],
  ['a payment without OpenId', 'xpay_goods_deliver_notify', notice, 'event-without-customer'],
  [
    'a complaint without open_id',
    'complaint_callback',
    { ...notice, phone_number: '15931000042' },
    'event-without-customer',
  ],
  [
    'a complaint that names two people',
    'complaint_callback',
    { ...notice, open_id: customer, Open_ID: other },
    'identity-unusable',
  ],
  ['a complaint in another app', 'complaint_callback', { ...notice, ...complaint, appid: 'wx2' }, 'wrong-account'],
  [
    'a complaint in another app, nested',
    'complaint_callback',
    { ...notice, BussiCallBackInfo: { ...complaint, appid: 'wx2' } },
    'wrong-account',
  ],
  [
    'a closed account in another app',
    'user_authorization_cancellation',
    { ...notice, OpenID: customer, AppID: 'wx2' },
    'wrong-account',
  ],
  [
    'a closed account of nobody',
    'user_authorization_cancellation',
    { ...notice, AppID: appId },
    'event-without-customer',
  ],
])('ignored: %s', (_name, type, data, reason) => {
  expect(identify(type, data)).toBe(reason);
});

test('in plaintext mode its ids are claims, and it erases nobody', () => {
  const plaintext = { appId, plaintext: true };
  expect(identify('user_enter_tempsession', from, plaintext)).toMatchObject([
    { identities: [{ evidence: { grade: 'claimed' } }] },
  ]);
  const closed = { ...notice, OpenID: customer, AppID: appId };
  expect(identify('user_authorization_cancellation', closed, plaintext)).toBe('needs-an-operator');
});
