/** Where an event of this kind names the customer. There is no general rule: `FromUserName` may be the platform. */
export type CustomerField = 'FromUserName' | 'OpenID' | 'GuideScanEvent.openid';

export interface PushKind {
  readonly customer: CustomerField;
  readonly effect: 'seen' | 'follow' | 'unfollow' | 'erase' | 'none';
  /** The push documents a unionid of the same person. */
  readonly unionId?: true;
}

const seen: PushKind = { customer: 'FromUserName', effect: 'seen' };

/** Every kind of push that names a customer, by its type in lower case: the platform's own case varies. */
const kinds: ReadonlyMap<string, PushKind> = new Map<string, PushKind>([
  ['subscribe', { customer: 'FromUserName', effect: 'follow' }],
  ['unsubscribe', { customer: 'FromUserName', effect: 'unfollow' }],
  ...[
    // Messages
    'message.text',
    'message.image',
    'message.voice',
    'message.video',
    'message.shortvideo',
    'message.location',
    'message.link',
    'message.miniprogrampage',
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
    // What became of a message that was sent to one person
    'templatesendjobfinish',
    'subscribe_msg_popup_event',
    'subscribe_msg_change_event',
    'subscribe_msg_sent_event',
    // Cards, gift cards, invoices, the old shop
    'user_gifting_card',
    'user_del_card',
    'user_view_card',
    'user_enter_session_from_card',
    'user_consume_card',
    'user_pay_from_pay_cell',
    'submit_membercard_user_info',
    'update_member_card',
    'giftcard_pay_done',
    'giftcard_user_accept',
    'giftcard_send_to_friend',
    'user_authorize_invoice',
    'merchant_order',
    // Customer service
    'kf_create_session',
    'kf_close_session',
    'kf_switch_session',
  ].map((type): [string, PushKind] => [type, seen]),
  ['user_get_card', { ...seen, unionId: true }],
  ['guide_qrcode_scan_event', { customer: 'GuideScanEvent.openid', effect: 'seen' }],
  ['user_info_modified', { customer: 'OpenID', effect: 'seen', unionId: true }],
  ['user_authorization_revoke', { customer: 'OpenID', effect: 'none', unionId: true }],
  ['user_authorization_cancellation', { customer: 'OpenID', effect: 'erase', unionId: true }],
]);

export function pushKind(type: string): PushKind | undefined {
  return kinds.get(type.toLowerCase());
}
