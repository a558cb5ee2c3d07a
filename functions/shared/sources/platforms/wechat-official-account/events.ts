import {
  commonKinds,
  named,
  ofUnconfirmedSenders,
  type PushKind,
  type PushKinds,
  pushKindsOf,
  sameKind,
  senderKind,
} from '../../protocols/wechat-push/push-kind.ts';

const seen: PushKind = { customer: senderKind, effect: 'seen' };

/** Every kind of push of an official account that names a customer, or may. */
export const officialAccountPushKinds: PushKinds = {
  ...commonKinds,
  ...ofUnconfirmedSenders(['submit_invoice_title', 'cloud_invoice_invoiceresult_event']),
  subscribe: { customer: senderKind, effect: 'follow' },
  unsubscribe: { customer: senderKind, effect: 'unfollow' },
  ...sameKind(seen, [
    // Menu, QR codes, location
    'scan',
    'location',
    'click',
    'view',
    'view_miniprogram',
    'scancode_push',
    'scancode_waitmsg',
    'pic_sysphoto',
    'pic_photo_or_album',
    'pic_weixin',
    'location_select',
    // Cards, gift cards, invoices, the old shop
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
    // Goods whose bar code was scanned
    'user_scan_product',
    'user_scan_product_enter_session',
    'user_scan_product_async',
    // Places with a beacon or the brand's Wi-Fi
    'shakearoundusershake',
    'wificonnected',
  ]),
  ...sameKind({ ...seen, act: 'record' }, [
    // What became of a message that was sent to one person
    'templatesendjobfinish',
    // The shop has changed points or balance
    'update_member_card',
    // Who spends money has an invoice reimbursed or locked
    'update_invoice_status',
    // Customer service: an employee takes a chat over, ends it, or hands it on
    'kf_create_session',
    'kf_close_session',
    'kf_switch_session',
  ]),
  // A device that is bound to a person, or what it sends in their chat. Docs: iot.weixin.qq.com, hardware access protocol
  ...sameKind({ customer: named, effect: 'seen', act: 'record' }, ['message.device_event', 'message.device_text']),
  user_get_card: { ...seen, unionId: true },
  guide_qrcode_scan_event: { customer: { name: 'openid', within: 'GuideScanEvent' }, effect: 'seen' },
};

export const officialAccountKindsOf = pushKindsOf(officialAccountPushKinds);
