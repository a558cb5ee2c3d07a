import { commonKinds, type PushKind, pushKindOf, sender } from '../../protocols/wechat-push/push-kind.ts';

/** In virtual payment `FromUserName` is WeChat's own. Docs: virtual-payment.html of the business capabilities. */
const payer: Pick<PushKind, 'customer' | 'hasEnvironment'> = { customer: { name: 'OpenId' }, hasEnvironment: true };

/** Nested in XML, flat in JSON. Docs: guarantee/complaint.html of the business capabilities. */
const complaint: PushKind = {
  customer: { name: 'open_id', within: 'BussiCallBackInfo', flatInJson: true },
  effect: 'seen',
  // It is told at every step of the complaint, the shop's too.
  act: 'record',
  namesApp: true,
  phone: 'phone_number',
};

/** Every kind of push of a mini program that names a customer. */
export const kindOf = pushKindOf({
  ...commonKinds,
  // Customer service
  user_enter_tempsession: { customer: sender, effect: 'seen' },
  // A member of a WeChat store that is linked to the mini program
  channels_ec_vip_user_auto_add: { customer: sender, effect: 'seen', act: 'record' },
  // The former trade component
  open_product_order_pay: { customer: sender, effect: 'paid' },
  xpay_goods_deliver_notify: { ...payer, effect: 'paid', sameBy: ['OutTradeNo', 'Env'] },
  xpay_coin_pay_notify: { ...payer, effect: 'paid', sameBy: ['OutTradeNo', 'Env'] },
  xpay_refund_notify: { ...payer, effect: 'seen', act: 'record', sameBy: ['WxRefundId', 'RetCode'] },
  xpay_complaint_notify: { ...payer, effect: 'seen', sameBy: ['ComplaintId', 'ComplaintTime'] },
  complaint_callback: complaint,
  // So the platform's own example spells it.
  'complaint callback': complaint,
});
