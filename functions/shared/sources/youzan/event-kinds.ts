export interface EventKind {
  /** Where the customer stands: the `buyer` of an order, a `member` at the top of the message, or nowhere. */
  readonly names: 'buyer' | 'member' | 'nobody';
  /** The moment of payment. */
  readonly paid?: true;
  /** The customer's own record: with a profile, and the word that the account was cancelled. */
  readonly record?: true;
}

const order: EventKind = { names: 'buyer' };
const member: EventKind = { names: 'member' };
const nobody: EventKind = { names: 'nobody' };

/** The messages that concern customers, by `type`. */
const kinds: ReadonlyMap<string, EventKind> = new Map<string, EventKind>([
  ['trade_TradeCreate', order],
  ['trade_TradePaid', { ...order, paid: true }],
  // Ready to be shipped; a payment on delivery is still to come.
  ['trade_TradeBuyerPay', order],
  ['trade_TradeSellerShip', order],
  ['trade_TradePartlySellerShip', order],
  ['trade_TradeSuccess', order],
  ['trade_TradeClose', order],
  ['trade_TradeMemoModified', order],
  ['SCRM_CUSTOMER_EVENT', { ...member, record: true }],
  ['SCRM_CUSTOMER_CARD', member],
  ['POINTS', member],
  ['COUPON_CUSTOMER_PROMOTION', member],
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

export function eventKind(type: string): EventKind | undefined {
  return kinds.get(type);
}
