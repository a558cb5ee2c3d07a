import type { Json, JsonObject } from '../../../json/lossless.ts';
import type { ActFrom } from '../../act.ts';

/** What becomes of a customer's phone, or of two members who are one. */
export type Tells = 'phone-authorised' | 'phone-changed' | 'merged';

export interface YouzanEventKind {
  /**
   * Where the customer stands: the `buyer` of an order, a `member` at the top of the message, or nowhere; a `customer` in a message of the
   * newer generation, whose content may stand in the body itself.
   */
  readonly names: 'buyer' | 'member' | 'customer' | 'nobody';
  /** Of a `customer`. */
  readonly tells?: Tells;
  /** The moment of payment. */
  readonly paid?: true;
  /** The customer's own record: with a profile, and the word that the account was cancelled. */
  readonly record?: true;
  /** What the message tells of. */
  readonly act?: ActFrom;
}

const ORDER = {
  kind: 'order',
  created: 'msg.full_order_info.order_info.created',
  offset: '+08:00',
} as const satisfies ActFrom;
const order: YouzanEventKind = { names: 'buyer', act: ORDER };
/** A shop hands out cards, points and coupons too. */
const member: YouzanEventKind = { names: 'member', act: { kind: 'record' } };
const nobody: YouzanEventKind = { names: 'nobody' };

/** The messages that concern customers, by `type`. */
export const youzanEventKinds: ReadonlyMap<string, YouzanEventKind> = new Map<string, YouzanEventKind>([
  ['trade_TradeCreate', { ...order, act: { ...ORDER, isAct: true } }],
  ['trade_TradePaid', { ...order, paid: true, act: { ...ORDER, isAct: true } }],
  // Ready to be shipped; a payment on delivery is still to come.
  ['trade_TradeBuyerPay', order],
  ['trade_TradeSellerShip', order],
  ['trade_TradePartlySellerShip', order],
  ['trade_TradeSuccess', order],
  ['trade_TradeClose', order],
  ['trade_TradeMemoModified', order],
  // Of a customer who was created just now, the message is as old as the record.
  ['SCRM_CUSTOMER_EVENT', { ...member, record: true, act: { kind: 'record', created: creationOf } }],
  ['SCRM_CUSTOMER_CARD', member],
  ['POINTS', member],
  ['COUPON_CUSTOMER_PROMOTION', member],
  ['OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE', { names: 'customer', tells: 'phone-authorised' }],
  // Whoever changes it: the shop can too.
  ['OPEN_PUSH_SCRM_MEMBER_MOBILE_CHANGE', { names: 'customer', tells: 'phone-changed', act: { kind: 'record' } }],
  ['OPEN_PUSH_SCRM_MEMBER_MERGE', { names: 'customer', tells: 'merged', act: { kind: 'record' } }],
  ...[
    'trade_refund_BuyerCreated',
    'trade_refund_RefundSellerAgree',
    'trade_refund_RefundSuccess',
    'trade_refund_RefundClosed',
    'trade_refund_SysRefund',
    'youzan_trade_RefundCreated',
    'youzan_trade_RefundSellerAgree',
    'youzan_trade_RefundSuccess',
    'youzan_trade_RefundClosed',
    // Before 2018; no buyer of theirs is documented.
    'TRADE',
    'TRADE_ORDER_STATE',
  ].map((type) => [type, nobody] as const),
]);

function creationOf({ status, version }: JsonObject): Json | undefined {
  return status === 'CUSTOMER_CREATED' ? version : undefined;
}

export function youzanEventKind(type: string): YouzanEventKind | undefined {
  return youzanEventKinds.get(type);
}
