import { expect, test } from 'vitest';
import type { Identity } from '../../../../../../functions/shared/identity/identity.ts';
import type { DiscardedValue } from '../../../../../../functions/shared/identity/discarded-value.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { appId, customer, envelope, identifier, unionId } from './pushes.ts';

const openid: Identity = {
  kind: 'wechat-openid',
  scope: appId,
  value: customer,
  evidence: { grade: 'verified', field: 'FromUserName' },
};
const unionid: Identity = {
  kind: 'wechat-unionid',
  scope: '',
  value: unionId,
  evidence: { grade: 'verified', field: 'UnionId' },
};
const seen = { kind: 'upsert', identities: [openid], profile: { openId: customer, appId }, triggers: [] };
/** WeChat or the shop did it, and the customer nothing. */
const told = { ...seen, act: { kind: 'record' } };
const from = { ToUserName: 'gh_0123456789ab', FromUserName: customer, CreateTime: '1700000001' };
const other = 'oInventedOther00000000000001';

const refused = (kind: string, field: string, reason: DiscardedValue['reason'], masked: string): DiscardedValue => ({
  kind,
  field,
  reason,
  masked,
});
const friend = refused('wechat-openid', 'FriendUserName', 'receiver', 'oInv****01');
const clerk = (field: string) => refused('wechat-staff-account', field, 'staff', '****');

function identify(type: string, data: JsonObject, options: object = { appId }) {
  const result = identifier(options)(envelope(type, data));
  return result.outcome === 'changes' ? result.changes : result.reason;
}

test.each<[string, JsonObject, ...DiscardedValue[]]>([
  ['message.text', { Content: 'hello', MsgId: '1' }],
  ['message.image', { PicUrl: 'https://pic.example/1', MediaId: 'm', MsgId: '1' }],
  ['message.voice', {}],
  ['message.video', {}],
  ['message.shortvideo', {}],
  ['message.location', {}],
  ['message.link', {}],
  ['message.miniprogrampage', { AppId: 'wx0000000000000009', PagePath: 'index' }],
  ['SCAN', { EventKey: 'store_0042', Ticket: 't' }],
  ['LOCATION', { Latitude: '31.2', Longitude: '121.4', Precision: '65' }],
  ['CLICK', { EventKey: 'menu_member' }],
  ['VIEW', { EventKey: 'https://shop.example/', MenuId: '1' }],
  ['view_miniprogram', { EventKey: 'pages/index', MenuId: '1' }],
  ['scancode_push', { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } }],
  ['scancode_waitmsg', {}],
  ['pic_sysphoto', { SendPicsInfo: { Count: '1', PicList: { item: [{ PicMd5Sum: 'x' }] } } }],
  ['pic_photo_or_album', {}],
  ['pic_weixin', {}],
  ['location_select', { SendLocationInfo: { Label: 'x' } }],
  [
    'subscribe_msg_popup_event',
    { SubscribeMsgPopupEvent: { List: [{ TemplateId: 't', SubscribeStatusString: 'accept' }] } },
  ],
  [
    'subscribe_msg_change_event',
    { SubscribeMsgChangeEvent: { List: [{ TemplateId: 't', SubscribeStatusString: 'reject' }] } },
  ],
  ['user_get_card', { CardId: 'c', UserCardCode: '01', FriendUserName: other, UnionId: '' }, friend],
  ['user_gifting_card', { CardId: 'c', FriendUserName: other }, friend],
  ['user_del_card', { CardId: 'c' }],
  ['user_view_card', { CardId: 'c' }],
  ['user_enter_session_from_card', { CardId: 'c' }],
  [
    'user_consume_card',
    { CardId: 'c', StaffOpenId: other, OpenID: other },
    refused('wechat-openid', 'StaffOpenId', 'staff', 'oInv****01'),
  ],
  ['user_consume_card', { CardId: 'c', StaffOpenId: customer }],
  ['user_pay_from_pay_cell', { CardId: 'c', TransId: '1', Fee: '100' }],
  ['submit_membercard_user_info', { CardId: 'c' }],
  ['giftcard_pay_done', { OrderId: 'o' }],
  ['giftcard_user_accept', { OrderId: 'o' }],
  ['giftcard_send_to_friend', { OrderId: 'o' }],
  ['user_authorize_invoice', { SuccOrderId: 'o', AppId: 'wx0000000000000009' }],
  ['merchant_order', { OrderId: 'o', OrderStatus: '2' }],
])('%s: the sender exists, nothing more', (type, fields, ...discarded) => {
  expect(identify(type, { ...from, ...fields })).toEqual([{ ...seen, ...(discarded.length > 0 && { discarded }) }]);
});

test.each<[string, JsonObject, ...DiscardedValue[]]>([
  ['TEMPLATESENDJOBFINISH', { MsgID: '1', Status: 'failed:user block' }],
  ['subscribe_msg_sent_event', { SubscribeMsgSentEvent: { List: [{ TemplateId: 't', MsgID: '1', ErrorCode: '0' }] } }],
  ['update_member_card', { CardId: 'c', ModifyBonus: '1' }],
  ['kf_create_session', { KfAccount: 'clerk@brand' }, clerk('KfAccount')],
  ['kf_close_session', { KfAccount: 'clerk@brand' }, clerk('KfAccount')],
  ['kf_close_session', { KfAccount: '' }],
  [
    'kf_switch_session',
    { FromKfAccount: 'a@brand', ToKfAccount: 'b@brand' },
    clerk('FromKfAccount'),
    clerk('ToKfAccount'),
  ],
])('%s: the sender exists, and has done nothing', (type, fields, ...discarded) => {
  expect(identify(type, { ...from, ...fields })).toEqual([{ ...told, ...(discarded.length > 0 && { discarded }) }]);
});

test.each<[string, JsonObject, object]>([
  ['subscribe', { EventKey: '' }, { ...seen, triggers: ['follow'] }],
  [
    'subscribe',
    { EventKey: 'qrscene_store_0042' },
    { ...seen, triggers: ['follow'], profile: { ...seen.profile, subscribeSource: 'store_0042' } },
  ],
  ['subscribe', { EventKey: 'qrscene_' }, { ...seen, triggers: ['follow'] }],
  ['subscribe', { EventKey: 'last_trade_no_1' }, { ...seen, triggers: ['follow'] }],
  ['SUBSCRIBE', {}, { ...seen, triggers: ['follow'] }],
  ['unsubscribe', { EventKey: '' }, { ...seen, triggers: ['unfollow'] }],
  [
    'user_get_card',
    { UnionId: ` ${unionId}`, FriendUserName: other },
    { ...seen, identities: [unionid, openid], profile: { ...seen.profile, unionId }, discarded: [friend] },
  ],
  [
    'user_get_card',
    { UnionId: 'not a unionid' },
    { ...seen, discarded: [refused('wechat-unionid', 'UnionId', 'malformed', 'not ****id')] },
  ],
])('%s %j', (type, fields, change) => {
  expect(identify(type, { ...from, ...fields })).toEqual([change]);
});

test('a unionid is used only where the platform documents one', () => {
  expect(identify('CLICK', { ...from, UnionId: unionId })).toEqual([seen]);
});

test('a named open-platform account is the scope of the unionid', () => {
  const [change] = identify('user_get_card', { ...from, UnionId: unionId }, { appId, openPlatform: 'main' });
  expect(change).toMatchObject({ identities: [{ kind: 'wechat-unionid', scope: 'main' }, { scope: appId }] });
});

test('who scanned a guide’s code; the guide is staff', () => {
  const scan = { qrcode_guide_account: 'clerk', qrcode_guide_openid: other, openid: customer, action: '1' };
  expect(identify('guide_qrcode_scan_event', { ...from, FromUserName: other, GuideScanEvent: scan })).toEqual([
    {
      ...seen,
      identities: [{ ...openid, evidence: { grade: 'verified', field: 'GuideScanEvent.openid' } }],
      discarded: [
        refused('wechat-openid', 'GuideScanEvent.qrcode_guide_openid', 'staff', 'oInv****01'),
        clerk('GuideScanEvent.qrcode_guide_account'),
      ],
    },
  ]);
});

const platform = { ...from, FromUserName: 'oInventedPlatform00000000001', RevokeInfo: '205' };

test.each<[string, JsonObject, string]>([
  ['as documented', { OpenID: customer, AppID: appId }, 'OpenID'],
  ['in lower case', { openid: customer, appid: appId }, 'openid'],
  ['with blanks in the names', { ' OpenID': ` ${customer}`, 'AppID ': appId }, ' OpenID'],
  ['without the app id', { OpenID: customer }, 'OpenID'],
])('user_info_modified %s names the person in OpenID', (_name, fields, field) => {
  expect(identify('user_info_modified', { ...platform, ...fields })).toEqual([
    { ...told, identities: [{ ...openid, evidence: { grade: 'verified', field } }] },
  ]);
});

test.each<[string, JsonObject, readonly Identity[]]>([
  [
    'with an openid',
    { OpenID: customer, AppID: appId },
    [{ ...openid, evidence: { grade: 'verified', field: 'OpenID' } }],
  ],
  [
    'with a unionid before it',
    { OpenID: customer, AppID: appId, UnionID: unionId },
    [
      { ...unionid, evidence: { grade: 'verified', field: 'UnionID' } },
      { ...openid, evidence: { grade: 'verified', field: 'OpenID' } },
    ],
  ],
])('user_authorization_cancellation %s asks to forget the person', (_name, fields, identities) => {
  expect(identify('user_authorization_cancellation', { ...platform, ...fields })).toEqual([
    { kind: 'erase', identities, cancelled: true },
  ]);
});

test.each<[string, string, JsonObject, string]>([
  ['an event that we do not know', 'debug_demo', from, 'event-not-handled'],
  ['an event named like something every object has', 'constructor', from, 'event-not-handled'],
  ['a message that we do not know', 'message.hologram', from, 'event-not-handled'],
  ['the report of a mass message', 'MASSSENDJOBFINISH', from, 'event-not-handled'],
  ['a card audit', 'card_pass_check', from, 'event-not-handled'],
  [
    'a withdrawn permission',
    'user_authorization_revoke',
    { ...platform, OpenID: customer, AppID: appId },
    'event-not-handled',
  ],
  ['no sender', 'subscribe', { ToUserName: 'gh_0123456789ab' }, 'event-without-customer'],
  ['an empty sender', 'subscribe', { FromUserName: '' }, 'event-without-customer'],
  ['two senders', 'subscribe', { FromUserName: [customer, other] }, 'identity-unusable'],
  ['a sender that is no openid', 'subscribe', { FromUserName: 'o mit Leerzeichen' }, 'identity-unusable'],
  ['a sender of 65 characters', 'subscribe', { FromUserName: 'o'.repeat(65) }, 'identity-unusable'],
  ['the account as sender', 'subscribe', { FromUserName: 'gh_0123456789ab' }, 'event-without-customer'],
  ['an authorisation event without OpenID', 'user_info_modified', platform, 'event-without-customer'],
  [
    'a cancellation without OpenID',
    'user_authorization_cancellation',
    { ...platform, AppID: appId },
    'event-without-customer',
  ],
  [
    'a cancellation of two people',
    'user_authorization_cancellation',
    { ...platform, OpenID: customer, openid: other },
    'identity-unusable',
  ],
  [
    'a cancellation in another app',
    'user_authorization_cancellation',
    { ...platform, OpenID: customer, AppID: 'wx0000000000000002' },
    'wrong-account',
  ],
  [
    'a cancellation in two apps',
    'user_authorization_cancellation',
    { ...platform, OpenID: customer, AppID: appId, appid: 'wx2' },
    'wrong-account',
  ],
  [
    'a cancellation in an unnamed app',
    'user_authorization_cancellation',
    { ...platform, OpenID: customer, AppID: '' },
    'wrong-account',
  ],
  [
    'modified data in another app',
    'user_info_modified',
    { ...platform, OpenID: customer, AppID: 'wx0000000000000002' },
    'wrong-account',
  ],
  [
    'a guide’s code that nobody scanned',
    'guide_qrcode_scan_event',
    { ...from, GuideScanEvent: { qrcode_guide_openid: other } },
    'event-without-customer',
  ],
  ['a guide event without content', 'guide_qrcode_scan_event', from, 'event-without-customer'],
])('ignored: %s', (_name, type, data, reason) => {
  expect(identify(type, data)).toBe(reason);
});

test.each<[string, string, JsonObject, readonly DiscardedValue[] | undefined]>([
  ['nothing where nothing was offered', 'subscribe', { FromUserName: '' }, undefined],
  [
    'a text that means nothing',
    'subscribe',
    { FromUserName: 'null' },
    [refused('wechat-openid', 'FromUserName', 'placeholder', '****')],
  ],
  [
    'the account itself',
    'subscribe',
    { FromUserName: 'gh_0123456789ab' },
    [refused('wechat-openid', 'FromUserName', 'shop', 'gh_0****ab')],
  ],
  [
    'two senders',
    'subscribe',
    { FromUserName: [customer, other] },
    [refused('wechat-openid', 'FromUserName', 'wrong-type', '****')],
  ],
  [
    'a masked openid',
    'subscribe',
    { FromUserName: 'oInvented****0001' },
    [refused('wechat-openid', 'FromUserName', 'masked', 'oInv****01')],
  ],
  [
    'two people in one cancellation',
    'user_authorization_cancellation',
    { ...platform, OpenID: customer, openid: other },
    [
      refused('wechat-openid', 'OpenID', 'ambiguous', 'oInv****01'),
      refused('wechat-openid', 'openid', 'ambiguous', 'oInv****01'),
    ],
  ],
  [
    'the guide of a code that nobody scanned',
    'guide_qrcode_scan_event',
    { ...from, GuideScanEvent: { qrcode_guide_openid: other } },
    [refused('wechat-openid', 'GuideScanEvent.qrcode_guide_openid', 'staff', 'oInv****01')],
  ],
])('an event without a customer tells what it refused: %s', (_name, type, data, discarded) => {
  const result = identifier()(envelope(type, data));
  expect(result).toMatchObject({ outcome: 'ignored' });
  expect('discarded' in result ? result.discarded : undefined).toEqual(discarded);
});

test('data that are no object name nobody', () => {
  expect(identifier()(envelope('subscribe', 'text'))).toMatchObject({ reason: 'event-without-customer' });
});

test('in plaintext mode nothing proves what a push says: its ids are claims, and it erases nobody', () => {
  const plaintext = { appId, plaintext: true };
  expect(identify('subscribe', from, plaintext)).toMatchObject([{ identities: [{ evidence: { grade: 'claimed' } }] }]);
  const cancellation = { ...platform, OpenID: customer, AppID: appId };
  expect(identify('user_authorization_cancellation', cancellation, plaintext)).toBe('needs-an-operator');
});

test('why something is ignored never names the person', () => {
  const result = identifier()(envelope('user_info_modified', { ...platform, OpenID: customer, AppID: 'wx2' }));
  expect(JSON.stringify(result)).not.toContain(customer);
});
