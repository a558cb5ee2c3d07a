import {
  commonKinds,
  type CustomerField,
  ofUnconfirmedSenders,
  type PushKind,
  type PushKinds,
  pushKindsOf,
  sender,
} from '../../protocols/wechat-push/push-kind.ts';

/** In virtual payment `FromUserName` is WeChat's own. Docs: virtual-payment.html of the business capabilities. */
const payer: Pick<PushKind, 'customer' | 'hasEnvironment'> = { customer: { name: 'OpenId' }, hasEnvironment: true };

/** Of a game; the payload is JSON whatever the format of the push. Docs: minigame, virtual-payment/event.html. */
const player: CustomerField = { name: 'OpenId', within: 'MiniGame', json: 'Payload' };
const coins: PushKind = {
  customer: player,
  effect: 'paid',
  hasEnvironment: true,
  trial: 'ismock',
  sameBy: ['OutTradeNo', 'Env'],
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
export const pushKinds: PushKinds = {
  ...commonKinds,
  ...ofUnconfirmedSenders(),
  // Customer service
  user_enter_tempsession: { customer: sender, effect: 'seen' },
  // A member of a WeChat store that is linked to the mini program
  channels_ec_vip_user_auto_add: { customer: sender, effect: 'seen', act: 'record' },
  // The former trade component: its sender may be an id of WeChat's own
  open_product_order_pay: { customer: { name: 'openid', within: 'order_info' }, sender: 'unconfirmed', effect: 'paid' },
  open_product_order_analyze: { customer: { name: 'openid', within: 'order_info' }, effect: 'seen', act: 'record' },
  xpay_goods_deliver_notify: { ...payer, effect: 'paid', sameBy: ['OutTradeNo', 'Env'] },
  xpay_coin_pay_notify: { ...payer, effect: 'paid', sameBy: ['OutTradeNo', 'Env'] },
  xpay_refund_notify: { ...payer, effect: 'seen', act: 'record', sameBy: ['WxRefundId', 'RetCode'] },
  xpay_complaint_notify: { ...payer, effect: 'seen', sameBy: ['ComplaintId', 'ComplaintTime'] },
  // Games
  minigame_coin_deliver_completed: coins,
  minigame_recharge_center_coin_deliver_completed: coins,
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

export const kindsOf = pushKindsOf(pushKinds);
