import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import { unconfirmedSenders } from '../../functions/shared/sources/protocols/wechat-push/unconfirmed-senders.ts';
import type { EventRow, Expected } from './event-row.ts';
import { APP, authorisation, BUYER, notice, OPENID, push, strangers, UNIONID } from './payloads.ts';
import { idTraps, phoneTraps, withoutId } from './traps.ts';

const row = (rule: string, type: string, data: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'wechat-mini-program',
  rule,
  type,
  data,
  expected,
  ...(options && { options }),
});

const openid = (field = 'FromUserName', grade = 'verified') => `wechat-openid@${APP} ${OPENID} ${grade} ${field}`;
const unionid = `wechat-unionid ${UNIONID} verified UnionID`;
const phone = (field = 'phone_number') => `mobile ${BUYER.phone} claimed ${field}`;
const profile = { openId: OPENID, appId: APP };
const seen = { identities: [openid()], profile };
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

const entry = { TemplateId: 'template-1', SubscribeStatusString: 'reject', PopupScene: '0' };
const subscriptions = ['subscribe_msg_popup_event', 'subscribe_msg_change_event', 'subscribe_msg_sent_event'].map(
  (type) =>
    row(
      'the sender is the customer; a unionid is not documented',
      type,
      push({ List: [entry], UnionId: UNIONID }),
      seen,
    ),
);

const payment = (changes: JsonObject = {}): JsonObject =>
  notice({
    OpenId: OPENID,
    OutTradeNo: 'order-1',
    Env: '0',
    WeChatPayInfo: { MchOrderNo: 'order-1', TransactionId: '4200001234202610021234567890', PaidTime: '1700000000' },
    ...changes,
  });
const retail = (changes: JsonObject = {}): JsonObject =>
  notice({
    appid: APP,
    mchid: '1230000109',
    out_trade_no: 'order-1',
    order_id: 'o202610020000000001',
    pay_status: 'ORDER_PAY_SUCC',
    pay_time: '2026-10-02 15:59:00',
    payer_openid: OPENID,
    env: '0',
    ...changes,
  });
const payer = { identities: [openid('OpenId')], profile };
const paid = { ...payer, triggers: ['paid-order'] };

const tradeOrder = push({ order_info: { order_id: '1', sp_openid: strangers.friend } });
const game = (payload: object): JsonObject => ({ MiniGame: { Payload: JSON.stringify(payload), IsMock: 'false' } });

const payments: readonly EventRow[] = [
  row('who paid for goods is a buyer, not WeChat’s own account', 'xpay_goods_deliver_notify', payment(), paid),
  row('who paid for coins is a buyer', 'xpay_coin_pay_notify', payment(), paid),
  row('paid outside WeChat Pay', 'xpay_goods_deliver_notify', payment({ WeChatPayInfo: '' }), paid),
  row('nobody has paid in the sandbox', 'xpay_goods_deliver_notify', payment({ Env: '1' }), {
    ignored: 'test-delivery',
  }),
  row('nobody has paid for coins in the sandbox', 'xpay_coin_pay_notify', payment({ Env: '1' }), {
    ignored: 'test-delivery',
  }),
  row('a refund is the payer’s', 'xpay_refund_notify', notice({ OpenId: OPENID, WxRefundId: 'r' }), payer),
  row('a complaint is the payer’s', 'xpay_complaint_notify', notice({ OpenId: OPENID, ComplaintId: 'c' }), payer),
  row('who paid as a store is named beside WeChat’s own account', 'retail_pay_notify', retail(), {
    identities: [openid('payer_openid')],
    profile,
    triggers: ['paid-order'],
  }),
  row('an order of a store that was closed is no payment', 'retail_pay_notify', retail({ pay_status: 'ORDER_CLOSE' }), {
    identities: [openid('payer_openid')],
    profile,
  }),
  row('nobody has paid as a store in the sandbox', 'retail_pay_notify', retail({ env: '1' }), {
    ignored: 'test-delivery',
  }),
  row('a payment as a store in another app', 'retail_pay_notify', retail({ appid: 'wx0000000000000002' }), {
    ignored: 'wrong-account',
  }),
  row('a payment as a store of nobody', 'retail_pay_notify', retail({ payer_openid: '' }), none),
  row('a payment of nobody', 'xpay_goods_deliver_notify', payment({ OpenId: '' }), none),
  row('a payment of two people', 'xpay_goods_deliver_notify', payment({ openid: strangers.friend }), {
    ...withoutId('ambiguous'),
    discarded: ['OpenId: ambiguous', 'openid: ambiguous'],
  }),
  ...[
    'xpay_subscribe_signing_result_notify',
    'xpay_apple_subscribe_signing_result_notify',
    'xpay_subscribe_pay_fail_notify',
  ].map((type) => row('a subscription is the payer’s', type, payment(), payer)),
  row('Apple asks whether to refund', 'xpay_subscribe_ios_refund_query_notify', notice(), unused),
  row('of the former trade component: its sender is not confirmed', 'open_product_order_pay', tradeOrder, unused),
  row(
    'of the former trade component, whose sender the options name',
    'open_product_order_pay',
    tradeOrder,
    { ...seen, triggers: ['paid-order'] },
    { senderIsCustomer: ['open_product_order_pay'] },
  ),
  row(
    'the order names its customer, and is sent by WeChat',
    'open_product_order_pay',
    notice({ order_info: { openid: OPENID } }),
    { identities: [openid('order_info.openid')], profile, triggers: ['paid-order'] },
  ),
  row(
    'what led to an order names its customer',
    'open_product_order_analyze',
    notice({ order_info: { order_id: '1', openid: OPENID } }),
    { identities: [openid('order_info.openid')], profile },
  ),
  row('paid to a second-level merchant', 'funds_order_pay', push({ order_info: { trade_no: '1' } }), {
    ...seen,
    triggers: ['paid-order'],
  }),
  ...unconfirmedSenders.map((type) => row('its sender is not confirmed', type, push(), unused)),
  row('coins of a game', 'minigame_coin_deliver_completed', game({ OpenId: OPENID, Env: 0 }), {
    identities: [openid('MiniGame.Payload.OpenId')],
    profile,
    triggers: ['paid-order'],
  }),
  ...['minigame_h5_goods_deliver_notify', 'minigame_game_pay_goods_deliver_notify'].map((type) =>
    row('goods of a game', type, game({ OpenId: OPENID, Env: 0, OutTradeNo: 'order-1' }), {
      identities: [openid('MiniGame.Payload.OpenId')],
      profile,
      triggers: ['paid-order'],
    }),
  ),
  row('goods of a game in the sandbox', 'minigame_h5_goods_deliver_notify', game({ OpenId: OPENID, Env: 1 }), {
    ignored: 'test-delivery',
  }),
  row('coins of a game, recharged', 'minigame_recharge_center_coin_deliver_completed', game({ OpenId: OPENID }), {
    identities: [openid('MiniGame.Payload.OpenId')],
    profile,
    triggers: ['paid-order'],
  }),
  row('a refund in a game', 'minigame_pay_refund_succ_notify', game({ RefundId: '1' }), unused),
  row(
    'a present in a game',
    'minigame_deliver_goods',
    { MiniGame: { OrderId: '1', IsPreview: '0', ToUserOpenid: OPENID } },
    { identities: [openid('MiniGame.ToUserOpenid')], profile },
  ),
  row('who recommends goods', 'miniprogram_sharer_action', notice({ openid: strangers.friend }), unused),
  row('WeChat’s fixed openid', 'open_product_order_update', notice(), unused),
  row('whose openid it is, is not documented', 'trade_manage_order_settlement', push(), unused),
];

const complaint = { appid: APP, open_id: OPENID, phone_number: BUYER.phone, history: [{ content: '没有收到' }] };
const complaints: readonly EventRow[] = [
  row('who complains, and the phone they typed', 'complaint_callback', notice(complaint), {
    identities: [openid('open_id'), phone()],
    profile,
  }),
  row('the spelling of the platform’s example', 'complaint callback', notice(complaint), {
    identities: [openid('open_id'), phone()],
    profile,
  }),
  row('nested, as in XML', 'complaint_callback', notice({ BussiCallBackInfo: complaint }), {
    identities: [openid('BussiCallBackInfo.open_id'), phone('BussiCallBackInfo.phone_number')],
    profile,
  }),
  row('a complaint without a phone', 'complaint_callback', notice({ ...complaint, phone_number: '' }), {
    identities: [openid('open_id')],
    profile,
  }),
  row('a complaint of nobody keeps no phone', 'complaint_callback', notice({ ...complaint, open_id: '' }), none),
  row('a complaint in another app', 'complaint_callback', notice({ ...complaint, appid: 'wx2' }), {
    ignored: 'wrong-account',
  }),
];

const life: readonly EventRow[] = [
  row('somebody asks customer service', 'user_enter_tempsession', push({ SessionFrom: 'order' }), seen),
  row(
    'a member of a store that is linked; the member number is the store’s',
    'channels_ec_vip_user_auto_add',
    push({ info: { shop_appid: 'wx2', outer_userid: strangers.clerk } }),
    seen,
  ),
  ...[
    'channels_ec_vip_user_info_get',
    'channels_ec_gen_order_info_init',
    'channels_ec_order_use_vip_discount',
    'channels_ec_order_unuse_vip_discount',
  ].map((type) => row('a question of a store that is linked', type, push({ info: { shop_appid: 'wx2' } }), seen)),
  ...['cooperation_shop_order', 'related_shop_order_submission'].map((type) =>
    row('an order of a store that is linked', type, push({ Data: { order_id: '1' } }), seen),
  ),
  row(
    'who wants to hear of a live show',
    'wxalive_follow_notify',
    notice({ FollowNotify: { room_id: '1', user_openid: OPENID, action: 'add_follow' } }),
    { identities: [openid('FollowNotify.user_openid')], profile },
  ),
  row('the same, as the table of its fields has it', 'wxalive_follow_notify', notice({ user_openid: OPENID }), {
    identities: [openid('user_openid')],
    profile,
  }),
  row('blanks around an openid', 'user_enter_tempsession', push({ FromUserName: ` ${OPENID}\n` }), seen),
  row('the case of an event varies', 'USER_ENTER_TEMPSESSION', push(), seen),
  row('changed data name the person, not the platform', 'user_info_modified', authorisation({ RevokeInfo: '6' }), {
    identities: [openid('OpenID')],
    profile,
  }),
  row(
    'the spelling of apps',
    'user_info_modified',
    authorisation({ OpenID: '', openid: OPENID, AppID: '', appid: APP }),
    {
      identities: [openid('openid')],
      profile,
    },
  ),
  row('changed data with a unionid', 'user_info_modified', authorisation({ UnionID: UNIONID }), {
    identities: [unionid, openid('OpenID')],
    profile: { ...profile, unionId: UNIONID },
  }),
  row(
    'a unionid in its open-platform account',
    'user_info_modified',
    authorisation({ UnionID: UNIONID }),
    {
      identities: [`wechat-unionid@main ${UNIONID} verified UnionID`, openid('OpenID')],
      profile: { ...profile, unionId: UNIONID },
    },
    { openPlatform: 'main' },
  ),
  row(
    'the person of a plugin',
    'user_info_modified',
    authorisation({ OpenID: '', PluginID: 'wx0000000000000007', OpenPID: strangers.friend }),
    none,
  ),
  row('a withdrawn permission', 'user_authorization_revoke', authorisation({ RevokeInfo: '8' }), unused),
  row('a closed account', 'user_authorization_cancellation', authorisation(), { erase: [openid('OpenID')] }),
  row('a closed account with a unionid', 'user_authorization_cancellation', authorisation({ UnionID: UNIONID }), {
    erase: [unionid, openid('OpenID')],
  }),
  row('a closed account in another app', 'user_authorization_cancellation', authorisation({ AppID: 'wx2' }), {
    ignored: 'wrong-account',
  }),
  row('an event of official accounts', 'subscribe', push(), unused),
  row('the verdict on a picture', 'wxa_media_check', push(), unused),
  row('the account itself', 'user_enter_tempsession', push({ FromUserName: strangers.official }), {
    ...none,
    discarded: ['FromUserName: shop'],
  }),
  row(
    'plaintext proves nothing',
    'user_enter_tempsession',
    push(),
    { identities: [openid('FromUserName', 'claimed')], profile },
    { plaintext: true },
  ),
  row(
    'plaintext erases nobody',
    'user_authorization_cancellation',
    authorisation(),
    { ignored: 'needs-an-operator' },
    { plaintext: true },
  ),
];

const trapped: readonly EventRow[] = [
  ...idTraps.map(([rule, value, reason]) =>
    row(`a payer that is ${rule}`, 'xpay_coin_pay_notify', payment({ OpenId: value }), {
      ...none,
      discarded: [`OpenId: ${reason}`],
    }),
  ),
  ...idTraps.map(([rule, value, reason]) =>
    row(`a unionid that is ${rule}`, 'user_info_modified', authorisation({ UnionID: value }), {
      identities: [openid('OpenID')],
      profile,
      discarded: [`UnionID: ${reason}`],
    }),
  ),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a complaint’s phone that is ${rule}`, 'complaint_callback', notice({ ...complaint, phone_number: value }), {
      identities: [openid('open_id')],
      profile,
      discarded: [`phone_number: ${reason}`],
    }),
  ),
];

export const miniProgramEvents: readonly EventRow[] = [
  ...messages,
  ...subscriptions,
  ...payments,
  ...complaints,
  ...life,
  ...trapped,
];
