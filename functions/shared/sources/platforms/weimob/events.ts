import type { ActFrom } from '../../act.ts';

/** What a message says, and of whom. Without an `act` it is itself what the member did. */
export type WeimobEventKind =
  | { readonly effect: 'seen' | 'phone' | 'released' | 'cancelled'; readonly act?: ActFrom }
  /** Several members in one list: of customers who were created, each is another; of a merge they are one. */
  | { readonly effect: 'several' | 'merge'; readonly act?: ActFrom }
  | { readonly effect: 'none'; readonly because: string };

const record: ActFrom = { kind: 'record' };
const order: ActFrom = { kind: 'order', created: 'msgBody.createTime' };
const seen: WeimobEventKind = { effect: 'seen', act: record };
const created: WeimobEventKind = { effect: 'seen', act: { ...order, isAct: true } };
const OLD_PLATFORM = 'the old platform does not say in which merchant the member’s id is one';

/** By `topic/event`. */
export const weimobEventKinds: ReadonlyMap<string, WeimobEventKind> = new Map<string, WeimobEventKind>([
  ['weimob_shop.order/create', created],
  ['weimob_shop.order/statusUpdate', { effect: 'seen', act: order }],
  ['weimob_crm.order/create', created],
  ['weimob_crm.membercard/create', seen],
  ['weimob_crm.customer/create', { effect: 'several', act: record }],
  ['weimob_crm.customer/update', seen],
  ['weimob_shop.rights/create', { effect: 'none', because: 'it names an after-sale and no member' }],
  ['weimob_shop.rights/statusUpdate', { effect: 'none', because: 'it names an after-sale and no member' }],
  ['bos.user/phoneBindEvent', { effect: 'phone' }],
  ['bos.user/phoneRebindEvent', { effect: 'phone' }],
  ['bos.user/phoneReleaseEvent', { effect: 'released', act: record }],
  ['bos.user/beginMerge', { effect: 'merge', act: record }],
  ['bos.user/widMerge', seen],
  ['bos.user/accountCancellationEvent', { effect: 'cancelled' }],
  ['ec_order/createOrder', { effect: 'none', because: 'it names an order and no member' }],
  ['ec_order/orderStatusChange', { effect: 'none', because: 'it names an order and no member' }],
  ['mc_member/becomeCustomer', { effect: 'none', because: OLD_PLATFORM }],
]);

/** Weimob's own code writes the topic of one event `bos.bos.user`. */
export function weimobEventKind(type: string): WeimobEventKind | undefined {
  return weimobEventKinds.get(type.replace(/^bos\.bos\./, 'bos.'));
}
