import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { APP, authorisation, OPENID, push, strangers, UNIONID } from './payloads.ts';
import { idTraps, withoutId } from './traps.ts';

const row = (rule: string, type: string, data: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'wechat-official-account',
  rule,
  type,
  data,
  expected,
  ...(options && { options }),
});

const openid = (field = 'FromUserName', grade = 'verified') => `wechat-openid@${APP} ${OPENID} ${grade} ${field}`;
const unionid = (field = 'UnionId') => `wechat-unionid ${UNIONID} verified ${field}`;
const profile = { openId: OPENID, appId: APP };
const seen = { identities: [openid()], profile };
const known = { identities: [unionid(), openid()], profile: { ...profile, unionId: UNIONID } };
const none = { ignored: 'event-without-customer' };
const unused = { ignored: 'event-not-handled' };

const messages = ['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link', 'miniprogrampage', 'file'].map(
  (type) =>
    row(
      'whoever writes is the customer',
      `message.${type}`,
      push({ MsgId: '1', Content: '我的手机 15422223334' }),
      seen,
    ),
);

const ordinary = [
  'SCAN',
  'LOCATION',
  'CLICK',
  'VIEW',
  'view_miniprogram',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
  'TEMPLATESENDJOBFINISH',
  'subscribe_msg_popup_event',
  'subscribe_msg_change_event',
  'subscribe_msg_sent_event',
  'user_del_card',
  'user_view_card',
  'user_enter_session_from_card',
  'user_pay_from_pay_cell',
  'submit_membercard_user_info',
  'update_member_card',
  'giftcard_pay_done',
  'giftcard_user_accept',
  'giftcard_send_to_friend',
  'user_authorize_invoice',
  'merchant_order',
  'user_scan_product',
  'user_scan_product_enter_session',
  'user_scan_product_async',
].map((type) => row('the sender is the customer; a unionid is not documented', type, push({ UnionId: UNIONID }), seen));

const special: readonly EventRow[] = [
  row('somebody follows', 'subscribe', push({ EventKey: '' }), { ...seen, triggers: ['follow'] }),
  row('somebody follows by a code', 'subscribe', push({ EventKey: 'qrscene_store_0042' }), {
    ...seen,
    triggers: ['follow'],
    profile: { ...profile, subscribeSource: 'store_0042' },
  }),
  row('a code with a Chinese scene', 'subscribe', push({ EventKey: 'qrscene_上海旗舰店' }), {
    ...seen,
    triggers: ['follow'],
    profile: { ...profile, subscribeSource: '上海旗舰店' },
  }),
  row('a code without a scene', 'subscribe', push({ EventKey: 'qrscene_' }), { ...seen, triggers: ['follow'] }),
  row('another key', 'subscribe', push({ EventKey: 'last_trade_no_1' }), { ...seen, triggers: ['follow'] }),
  row('the case of an event varies', 'SUBSCRIBE', push(), { ...seen, triggers: ['follow'] }),
  row('somebody leaves', 'unsubscribe', push(), { ...seen, triggers: ['unfollow'] }),
  row('blanks around an openid', 'CLICK', push({ FromUserName: ` ${OPENID}\n` }), seen),
  row('a card with a unionid', 'user_get_card', push({ UnionId: ` ${UNIONID}` }), known),
  row('a card without a unionid', 'user_get_card', push({ UnionId: '' }), seen),
  row('a card from a friend', 'user_get_card', push({ UnionId: UNIONID, FriendUserName: strangers.friend }), {
    ...known,
    discarded: ['FriendUserName: receiver'],
  }),
  row('a card to a friend', 'user_gifting_card', push({ FriendUserName: strangers.friend }), {
    ...seen,
    discarded: ['FriendUserName: receiver'],
  }),
  row('a card used before an employee', 'user_consume_card', push({ StaffOpenId: strangers.employee }), {
    ...seen,
    discarded: ['StaffOpenId: staff'],
  }),
  row('an employee who uses a card', 'user_consume_card', push({ StaffOpenId: OPENID }), seen),
  row('a card used without an employee', 'user_consume_card', push({ StaffOpenId: '' }), seen),
  row('a talk begins', 'kf_create_session', push({ KfAccount: strangers.account }), {
    ...seen,
    discarded: ['KfAccount: staff'],
  }),
  row('a talk ends', 'kf_close_session', push({ KfAccount: strangers.account }), {
    ...seen,
    discarded: ['KfAccount: staff'],
  }),
  row('a talk moves', 'kf_switch_session', push({ FromKfAccount: strangers.account, ToKfAccount: 'b@kf_brand' }), {
    ...seen,
    discarded: ['FromKfAccount: staff', 'ToKfAccount: staff'],
  }),
  row(
    'who scanned a guide’s code',
    'guide_qrcode_scan_event',
    push({
      FromUserName: strangers.guide,
      GuideScanEvent: { openid: OPENID, qrcode_guide_openid: strangers.guide, qrcode_guide_account: strangers.account },
    }),
    {
      identities: [openid('GuideScanEvent.openid')],
      discarded: ['GuideScanEvent.qrcode_guide_openid: staff', 'GuideScanEvent.qrcode_guide_account: staff'],
      profile,
    },
  ),
  row(
    'a guide’s code that nobody scanned',
    'guide_qrcode_scan_event',
    push({
      GuideScanEvent: { qrcode_guide_openid: strangers.guide },
    }),
    { ...none, discarded: ['GuideScanEvent.qrcode_guide_openid: staff'] },
  ),
  row('a guide event without content', 'guide_qrcode_scan_event', push(), none),
  row('changed data name the person, not the platform', 'user_info_modified', authorisation(), {
    identities: [openid('OpenID')],
    profile,
  }),
  row('another spelling', 'user_info_modified', authorisation({ OpenID: '', ' openid ': OPENID }), {
    identities: [openid(' openid ')],
    profile,
  }),
  row('changed data with a unionid', 'user_info_modified', authorisation({ UnionID: UNIONID }), {
    identities: [unionid('UnionID'), openid('OpenID')],
    profile: { ...profile, unionId: UNIONID },
  }),
  row('changed data of nobody', 'user_info_modified', authorisation({ OpenID: '' }), none),
  row('changed data in another app', 'user_info_modified', authorisation({ AppID: 'wx0000000000000002' }), {
    ignored: 'wrong-account',
  }),
  ...['message.device_event', 'message.device_text'].flatMap((type) => [
    row('a device is somebody’s', type, push({ OpenID: OPENID, DeviceID: 'd1', Event: 'bind' }), {
      identities: [openid('OpenID')],
      profile,
    }),
    row('a device of nobody', type, push({ OpenID: '', DeviceID: 'd1' }), none),
  ]),
  row('a withdrawn permission', 'user_authorization_revoke', authorisation(), unused),
  row('a closed account', 'user_authorization_cancellation', authorisation(), { erase: [openid('OpenID')] }),
  row('a closed account with a unionid', 'user_authorization_cancellation', authorisation({ UnionID: UNIONID }), {
    erase: [unionid('UnionID'), openid('OpenID')],
  }),
  row('a closed account in another app', 'user_authorization_cancellation', authorisation({ AppID: 'wx2' }), {
    ignored: 'wrong-account',
  }),
  row(
    'a closed account of two people',
    'user_authorization_cancellation',
    authorisation({ openid: strangers.friend }),
    {
      ...withoutId('ambiguous'),
      discarded: ['OpenID: ambiguous', 'openid: ambiguous'],
    },
  ),
  row('an invoice is reimbursed', 'update_invoice_status', push({ Status: 'INVOICE_REIMBURSE_INIT' }), {
    identities: [openid()],
    profile,
  }),
  row('paid to a second-level merchant', 'funds_order_pay', push({ order_info: { trade_no: '1' } }), {
    identities: [openid()],
    profile,
    triggers: ['paid-order'],
  }),
  ...['ShakearoundUserShake', 'WifiConnected'].map((type) =>
    row('in a place of the brand', type, push(), { identities: [openid()], profile }),
  ),
  row('whose invoice title it is, is not confirmed', 'submit_invoice_title', push({ phone: '12345' }), unused),
  row('the report of a mass message', 'MASSSENDJOBFINISH', push(), unused),
  row('a card audit', 'card_pass_check', push(), unused),
  row('an event that we do not know', 'debug_demo', push(), unused),
  row('the account itself', 'subscribe', push({ FromUserName: strangers.official }), {
    ...none,
    discarded: ['FromUserName: shop'],
  }),
  row('two senders', 'subscribe', push({ FromUserName: [OPENID, strangers.friend] }), {
    ...withoutId('wrong-type'),
    discarded: ['FromUserName: wrong-type'],
  }),
  row('a phone where an openid belongs', 'subscribe', push({ FromUserName: strangers.receiver }), {
    ...withoutId('wrong-type'),
    discarded: ['FromUserName: wrong-type'],
  }),
  row('no sender', 'subscribe', push({ FromUserName: '' }), none),
  row(
    'plaintext proves nothing',
    'CLICK',
    push(),
    { identities: [openid('FromUserName', 'claimed')], profile },
    {
      plaintext: true,
    },
  ),
  row(
    'plaintext erases nobody',
    'user_authorization_cancellation',
    authorisation(),
    { ignored: 'needs-an-operator' },
    {
      plaintext: true,
    },
  ),
  row(
    'a unionid in its open-platform account',
    'user_get_card',
    push({ UnionId: UNIONID }),
    {
      ...known,
      identities: [`wechat-unionid@main ${UNIONID} verified UnionId`, openid()],
    },
    { openPlatform: 'main' },
  ),
];

const trapped: readonly EventRow[] = [
  ...idTraps.map(([rule, value, reason]) =>
    row(`an openid that is ${rule}`, 'CLICK', push({ FromUserName: value }), {
      ...none,
      discarded: [`FromUserName: ${reason}`],
    }),
  ),
  ...idTraps.map(([rule, value, reason]) =>
    row(`a unionid that is ${rule}`, 'user_get_card', push({ UnionId: value }), {
      ...seen,
      discarded: [`UnionId: ${reason}`],
    }),
  ),
];

export const wechatEvents: readonly EventRow[] = [...messages, ...ordinary, ...special, ...trapped];
