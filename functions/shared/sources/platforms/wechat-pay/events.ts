export interface EventKind {
  /**
   * Where the customer stands: `payer`, who paid a transaction; `user`, beside the app that the notification names; `holder`
   * of a card or coupon, whose app it may leave out. `nobody`: it names an order, a coupon or a complaint alone.
   */
  readonly customer: 'payer' | 'user' | 'holder' | 'nobody';
  /** It tells of something that was paid; of a transaction, its state says whether. */
  readonly paid?: true;
  /** The merchant or WeChat Pay did it, or nobody says who; absent: the notification is of what the person did. */
  readonly act?: 'record';
}

const payment: EventKind = { customer: 'payer', paid: true };
// No notification says when its order was placed: a payment is the act.
const user: EventKind = { customer: 'user' };
const holder: EventKind = { customer: 'holder' };
const nobody: EventKind = { customer: 'nobody' };

/** The notifications that we know, by `event_type`. */
const kinds: ReadonlyMap<string, EventKind> = new Map<string, EventKind>([
  ['TRANSACTION.SUCCESS', payment],
  ['REFUND.SUCCESS', nobody],
  ['REFUND.ABNORMAL', nobody],
  ['REFUND.CLOSED', nobody],
  // Pay-score
  ['PAYSCORE.USER_OPEN_SERVICE', user],
  ['PAYSCORE.USER_CLOSE_SERVICE', user],
  ['PAYSCORE.USER_CONFIRM', user],
  ['PAYSCORE.USER_PAID', { ...user, paid: true }],
  // Shopping malls
  ['MALL_AUTH.ACTIVATE_CARD', user],
  ['MALL_TRANSACTION.SUCCESS', { ...user, paid: true }],
  ['MALL_REFUND.SUCCESS', { ...user, act: 'record' }],
  // Contracts for direct debits, which the merchant may end too
  ['PAPAY.SIGN', user],
  ['PAPAY.TERMINATE', { ...user, act: 'record' }],
  ['ENTRUST.SIGNING', user],
  ['ENTRUST.RELEASE', { ...user, act: 'record' }],
  // Member cards
  ['MEMBERCARD.ACCEPT_CARD', holder],
  ['MEMBERCARD.ACTIVATE_CARD', holder],
  ['MEMBERCARD.USERCARD_MANAGE', { ...holder, act: 'record' }],
  ['MEMBERCARDSP.USER_CARD.CREATE', holder],
  ['MEMBERCARDSP.USER_CARD.DELETE', { ...holder, act: 'record' }],
  // Coupons, which merchants hand out and get back
  ['COUPON.SEND', { ...holder, act: 'record' }],
  ['COUPON.USE', nobody],
  ['PRODUCT_COUPON.SEND', { ...holder, act: 'record' }],
  ['PRODUCT_COUPON.USE', holder],
  ['PRODUCT_COUPON.RETURN', { ...holder, act: 'record' }],
  ['COMPLAINT.CREATE', nobody],
  ['COMPLAINT.STATE_CHANGE', nobody],
]);

export function eventKind(type: string): EventKind | undefined {
  return kinds.get(type);
}
