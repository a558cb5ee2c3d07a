import {
  commonKinds,
  type CustomerField,
  ofUnconfirmedSenders,
  type PushKind,
  type PushKinds,
  pushKindsOf,
  sameKind,
  senderKind,
} from '../../protocols/wechat-push/push-kind.ts';

const PAID_TIME = ['WeChatPayInfo', 'PaidTime'];

/** In virtual payment `FromUserName` is WeChat's own. Docs: virtual-payment.html of the business capabilities. */
const payer: Pick<PushKind, 'customer' | 'hasEnvironment'> = { customer: { name: 'OpenId' }, hasEnvironment: true };

/** Of a game; the payload is JSON whatever the format of the push. Docs: minigame, virtual-payment/event.html. */
const player: CustomerField = { name: 'OpenId', within: 'MiniGame', json: 'Payload' };
const bought: PushKind = {
  customer: player,
  effect: 'paid',
  hasEnvironment: true,
  trial: 'ismock',
  sameBy: ['OutTradeNo', 'Env'],
  happened: PAID_TIME,
};

/** Nested in XML, flat in JSON. Docs: guarantee/complaint.html of the business capabilities. */
const complaint: PushKind = {
  customer: { name: 'open_id', within: 'BussiCallBackInfo', flatInJson: true },
  effect: 'seen',
  // It is told at every step of the complaint, the shop's too.
  act: 'record',
  namesApp: true,
  phone: 'phone_number',
};

/** Every kind of push of a mini program or a game that names a customer, or may. */
export const miniProgramPushKinds: PushKinds = {
  ...commonKinds,
  ...ofUnconfirmedSenders(),
  // Customer service
  user_enter_tempsession: { customer: senderKind, effect: 'seen' },
  // A buyer or a member of a WeChat store that is linked to the mini program. Docs: doc/store/shop/notify/wxa_callback and linkstore
  ...sameKind({ customer: senderKind, effect: 'seen' }, [
    'cooperation_shop_order',
    'related_shop_order_submission',
    'channels_ec_vip_user_info_get',
    'channels_ec_gen_order_info_init',
    'channels_ec_order_use_vip_discount',
  ]),
  channels_ec_vip_user_auto_add: {
    customer: senderKind,
    effect: 'seen',
    act: 'record',
    happened: ['info', 'add_time'],
  },
  channels_ec_order_unuse_vip_discount: { customer: senderKind, effect: 'seen', act: 'record' },
  // Whoever wants to hear of a live show, or no longer. Docs: server/event_push/liveplayer
  wxalive_follow_notify: {
    customer: { name: 'user_openid', within: 'FollowNotify', flatInJson: true },
    effect: 'seen',
    happened: ['time'],
  },
  // The former trade component: its sender may be an id of WeChat's own
  open_product_order_pay: {
    customer: { name: 'openid', within: 'order_info' },
    sender: 'unconfirmed',
    effect: 'paid',
    happened: ['pay_time'],
  },
  open_product_order_analyze: { customer: { name: 'openid', within: 'order_info' }, effect: 'seen', act: 'record' },
  xpay_goods_deliver_notify: { ...payer, effect: 'paid', sameBy: ['OutTradeNo', 'Env'], happened: PAID_TIME },
  xpay_coin_pay_notify: { ...payer, effect: 'paid', sameBy: ['OutTradeNo', 'Env'], happened: PAID_TIME },
  xpay_refund_notify: { ...payer, effect: 'seen', act: 'record', sameBy: ['WxRefundId', 'RetCode'] },
  xpay_complaint_notify: { ...payer, effect: 'seen', sameBy: ['ComplaintId', 'ComplaintTime'] },
  // A subscription that was signed, and a debit of it that failed
  xpay_subscribe_signing_result_notify: { ...payer, effect: 'seen', sameBy: ['OutTradeNo', 'Env'] },
  xpay_apple_subscribe_signing_result_notify: { ...payer, effect: 'seen', sameBy: ['OutTradeNo', 'Env'] },
  xpay_subscribe_pay_fail_notify: { ...payer, effect: 'seen', act: 'record', sameBy: ['OutTradeNo', 'Env'] },
  // Stores that buy from a wholesaler; the sender is WeChat's own. Docs: business capabilities, industry/B2b_store_assistant
  retail_pay_notify: {
    customer: { name: 'payer_openid' },
    effect: 'paid',
    paidIf: { field: 'pay_status', is: 'ORDER_PAY_SUCC' },
    hasEnvironment: true,
    namesApp: true,
    sameBy: ['order_id', 'mchid', 'out_trade_no', 'pay_status'],
    happened: ['pay_time'],
  },
  // Games
  minigame_coin_deliver_completed: bought,
  minigame_recharge_center_coin_deliver_completed: bought,
  // Docs: minigame, virtual-payment/goods.html
  minigame_h5_goods_deliver_notify: bought,
  minigame_game_pay_goods_deliver_notify: bought,
  // A present that the player has taken. Docs: minigame, game-gift.html
  minigame_deliver_goods: {
    customer: { name: 'ToUserOpenid', within: 'MiniGame' },
    effect: 'seen',
    trial: 'ispreview',
    sameBy: ['OrderId'],
  },
  complaint_callback: complaint,
  // So the platform's own example spells it.
  'complaint callback': complaint,
};

export const miniProgramKindsOf = pushKindsOf(miniProgramPushKinds);
