import type { KnownEvents } from '../../known-events.ts';
import { knownPushes } from '../../protocols/wechat-push/known-pushes.ts';
import {
  type PushKind,
  pushKindOf,
  type PushKindOf,
  sameKind,
  senderKind,
} from '../../protocols/wechat-push/push-kind.ts';
import type { SilentEvents } from '../../protocols/wechat-push/silent-events.ts';

const buyer: PushKind = { customer: senderKind, effect: 'seen' };

const recorded: PushKind = { ...buyer, act: 'record' };

/** No push says when its order was placed. Docs: developers.weixin.qq.com/doc/store/shop/notify: order_callback, coupon_callback, kf_callback. */
const documented = {
  ...sameKind(buyer, ['channels_ec_order_new', 'channels_ec_user_coupon_use']),
  channels_ec_coupon_receive: { ...buyer, happened: ['receive_info', 'receive_time'] },
  ...sameKind(recorded, [
    'channels_ec_order_cancel',
    'channels_ec_order_wait_shipping',
    'channels_ec_order_deliver',
    'channels_ec_order_confirm',
    'channels_ec_order_ext_info_update',
    'channels_ec_user_coupon_unuse',
    'channels_ec_user_coupon_expire',
  ]),
  channels_ec_order_pay: { ...buyer, effect: 'paid' as const, happened: ['order_info', 'pay_time'] },
  channels_ec_order_settle: { ...recorded, happened: ['order_info', 'settle_time'] },
  // Customer service; of a chat the employee's words are told too, and the sender is the customer's openid
  user_enter_tempsession: buyer,
  commkf_send_msg_to_kf: { ...recorded, sameBy: ['msg_id', 'msg_event'] },
};

const members = {
  channels_ec_vip_join: { ...buyer, happened: ['user_info', 'join_time'] },
  channels_ec_vip_close: { ...buyer, happened: ['user_info', 'close_time'] },
  channels_ec_vip_score_exchange: buyer,
  ...sameKind(recorded, ['channels_ec_vip_grade_info_update', 'channels_ec_vip_score_update']),
};

const withoutMembers = pushKindOf(documented);
const withMembers = pushKindOf({ ...documented, ...members });

/** The pushes whose sender is the customer; of any other it is not, or nobody says that it is. */
export function storeKindsOf({ memberEvents }: { readonly memberEvents?: boolean | undefined }): PushKindOf {
  return memberEvents ? withMembers : withoutMembers;
}

/** Pushes that one of WeChat's own ids sends, with the object that names their order. */
const aboutAnOrder: Readonly<Record<string, string>> = {
  channels_ec_aftersale_update: 'finder_shop_aftersale_status_update',
  channels_ec_complaint_update: 'finder_shop_complaint',
  channels_ec_guarantee_update: 'finder_shop_guarantee_status_update',
  channels_ec_present_aftersale_update: 'finder_shop_present_aftersale_status_update',
};

/** The object that names the order of a push that names no person; undefined for any other push. */
export function orderHolderOf(type: string): string | undefined {
  const event = type.toLowerCase();
  return Object.hasOwn(aboutAnOrder, event) ? aboutAnOrder[event] : undefined;
}

/** Every push of a store that WeChat documents, and members' as public code knows them. */
export function knownStoreEvents(silent: SilentEvents): KnownEvents {
  const { customer, nobody, unconfirmed } = knownPushes(documented, silent);
  return {
    customer,
    nobody: [...nobody, ...Object.keys(aboutAnOrder), SHARER_EVENT],
    unconfirmed: [...unconfirmed, ...Object.keys(members)],
  };
}

export function isMemberEvent(type: string): boolean {
  return Object.hasOwn(members, type.toLowerCase());
}

/** Somebody who recommends the store's goods for a share; `openid` and the sender are theirs. */
export const SHARER_EVENT = 'channels_ec_sharer_change';
