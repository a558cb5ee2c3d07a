import { type Tells, testEvidence } from '../../../../kit/evidence-table.ts';

// What each push of the WeChat family tells of: what the person did, or what WeChat, the shop or an employee did.
const each = (tells: Tells, types: readonly string[]) => Object.fromEntries(types.map((type) => [type, tells]));
const messages = [
  'message.text',
  'message.image',
  'message.voice',
  'message.video',
  'message.shortvideo',
  'message.location',
  'message.link',
  'message.miniprogrampage',
];

testEvidence('wechat-official-account', {
  events: {
    ...each('act', [
      ...messages,
      'subscribe',
      'unsubscribe',
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
      'subscribe_msg_popup_event',
      'subscribe_msg_change_event',
      'user_get_card',
      'user_gifting_card',
      'user_del_card',
      'user_view_card',
      'user_enter_session_from_card',
      'user_consume_card',
      'user_pay_from_pay_cell',
      'submit_membercard_user_info',
      'giftcard_pay_done',
      'giftcard_user_accept',
      'giftcard_send_to_friend',
      'user_authorize_invoice',
      'merchant_order',
      'guide_qrcode_scan_event',
      'funds_order_pay',
      'ShakearoundUserShake',
      'WifiConnected',
    ]),
    ...each('record', [
      'TEMPLATESENDJOBFINISH',
      'subscribe_msg_sent_event',
      'user_info_modified',
      'update_member_card',
      'update_invoice_status',
      'kf_create_session',
      'kf_close_session',
      'kf_switch_session',
    ]),
  },
});

testEvidence('wechat-mini-program', {
  events: {
    ...each('act', [
      ...messages,
      'subscribe_msg_popup_event',
      'subscribe_msg_change_event',
      'user_enter_tempsession',
      'open_product_order_pay',
      'funds_order_pay',
      'minigame_coin_deliver_completed',
      'minigame_recharge_center_coin_deliver_completed',
      'minigame_deliver_goods',
      'xpay_goods_deliver_notify',
      'xpay_coin_pay_notify',
      'xpay_complaint_notify',
    ]),
    ...each('record', [
      'subscribe_msg_sent_event',
      'user_info_modified',
      'xpay_refund_notify',
      'complaint callback',
      'open_product_order_analyze',
      'channels_ec_vip_user_auto_add',
    ]),
    complaint_callback: { tells: 'record', contacts: { phone_number: 'claimed' } },
  },
});

// No notification says when its order was placed: a payment is the act.
testEvidence('wechat-pay', {
  events: {
    ...each('act', [
      'TRANSACTION.SUCCESS',
      'PAYSCORE.USER_OPEN_SERVICE',
      'PAYSCORE.USER_CLOSE_SERVICE',
      'PAYSCORE.USER_CONFIRM',
      'PAYSCORE.USER_PAID',
      'MALL_AUTH.ACTIVATE_CARD',
      'MALL_TRANSACTION.SUCCESS',
      'TRANSACTION.PAY_BACK',
      'PAYSCORE.USER_SIGN_PLAN',
      'PAPAY.SIGN',
      'ENTRUST.SIGN',
      'INSURANCE_ENTRUST.SIGN',
      'ECOMMERCE_ENTRUST.SIGN',
      'ENTRUST.SIGNING',
      'DISCOUNT_CARD.GET_CARD',
      'DISCOUNT_CARD.USER_ACCEPTED',
      'DISCOUNT_CARD.USER_PAID',
      'MCHTRANSFER.AUTHORIZATION.CONFIRMED',
      'BRAND_MEMBER_CARD_SP.USER_CARD.CREATE',
      'BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON',
      'MEMBERCARD.ACCEPT_CARD',
      'MEMBERCARD.ACTIVATE_CARD',
      'MEMBERCARDSP.USER_CARD.CREATE',
      'PRODUCT_COUPON.USE',
    ]),
    ...each('record', [
      'TRANSACTION.FAIL',
      'PAYSCORE.USER_CANCEL_SIGN_PLAN',
      'ENTRUST.TERMINATE',
      'INSURANCE_ENTRUST.TERMINATE',
      'ECOMMERCE_ENTRUST.TERMINATE',
      'DISCOUNT_CARD.SETTLEMENT',
      'DISCOUNT_CARD.AGREEMENT_ENDED',
      'MCHTRANSFER.BILL.FINISHED',
      'BRAND_MEMBER_CARD_SP.USER_CARD.DELETE',
      'BRAND_MEMBER_CARD_SP.SYNC_USER_POINT',
      'MALL_REFUND.SUCCESS',
      'PAPAY.TERMINATE',
      'ENTRUST.RELEASE',
      'MEMBERCARD.USERCARD_MANAGE',
      'MEMBERCARDSP.USER_CARD.DELETE',
      'COUPON.SEND',
      'PRODUCT_COUPON.SEND',
      'PRODUCT_COUPON.RETURN',
    ]),
  },
});

// Nor does a push of a store: of what has become of an order only the answer to a question says when it was placed.
testEvidence('wechat-store', {
  events: {
    ...each('act', [
      'channels_ec_order_new',
      'channels_ec_order_pay',
      'channels_ec_coupon_receive',
      'channels_ec_user_coupon_use',
      'channels_ec_vip_join',
      'channels_ec_vip_close',
      'channels_ec_vip_score_exchange',
    ]),
    ...each('record', [
      'channels_ec_order_cancel',
      'channels_ec_order_wait_shipping',
      'channels_ec_order_deliver',
      'channels_ec_order_confirm',
      'channels_ec_order_settle',
      'channels_ec_order_ext_info_update',
      'channels_ec_user_coupon_unuse',
      'channels_ec_user_coupon_expire',
      'channels_ec_vip_grade_info_update',
      'channels_ec_vip_score_update',
    ]),
  },
});

testEvidence('wecom', {
  events: {
    ...each(
      'act',
      ['add_external_contact', 'add_half_external_contact', 'del_follow_user', 'msg_audit_approved'].map(
        (change) => `change_external_contact.${change}`,
      ),
    ),
    ...each(
      'record',
      ['edit_external_contact', 'del_external_contact', 'transfer_fail'].map(
        (change) => `change_external_contact.${change}`,
      ),
    ),
    'customer_acquisition.customer_start_chat': 'record',
  },
});
