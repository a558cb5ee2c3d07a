export interface PayEventKind {
  /**
   * Where the customer stands: `payer`, who paid a transaction; `user`, beside the app that the notification names; `holder`
   * of a card or coupon, beside a unionid and a phone. `nobody`: it names an order, a coupon, a merchant or a complaint alone.
   * `unconfirmed`: that it exists is documented, and what it holds of a person was not found.
   */
  readonly customer: 'payer' | 'user' | 'holder' | 'nobody' | 'unconfirmed';
  /** Its openid stands without an app, which only the options of the connection can name. */
  readonly app?: 'option';
  /** It tells of something that was paid; of a transaction, its state says whether. */
  readonly paid?: true;
  /** The merchant or WeChat Pay did it, or nobody says who; absent: the notification is of what the person did. */
  readonly act?: 'record';
}

const payment: PayEventKind = { customer: 'payer', paid: true };
const failed: PayEventKind = { customer: 'payer', act: 'record' };
// No notification says when its order was placed: a payment is the act.
const user: PayEventKind = { customer: 'user' };
const recorded: PayEventKind = { customer: 'user', act: 'record' };
const holder: PayEventKind = { customer: 'holder', app: 'option' };
const held: PayEventKind = { ...holder, act: 'record' };
const nobody: PayEventKind = { customer: 'nobody' };
const unconfirmed: PayEventKind = { customer: 'unconfirmed' };

/**
 * Every notification that WeChat Pay documents, by `event_type`: pay.weixin.qq.com, merchant and partner documents of APIv3, and
 * the pages of their webhooks at wechatpay.im/webhook.
 */
const documented: Readonly<Record<string, PayEventKind>> = {
  'TRANSACTION.SUCCESS': payment,
  // Direct debits, parking and tolls, school fees
  'TRANSACTION.FAIL': failed,
  'TRANSACTION.PAY_BACK': payment,
  'TRANSACTION.INDUSTRY_SUCCESS': payment,
  'TRANSACTION.INDUSTRY_FAILED': failed,
  'REFUND.SUCCESS': nobody,
  'REFUND.ABNORMAL': nobody,
  'REFUND.CLOSED': nobody,
  // Pay-score
  'PAYSCORE.USER_OPEN_SERVICE': user,
  'PAYSCORE.USER_CLOSE_SERVICE': user,
  'PAYSCORE.USER_CONFIRM': user,
  'PAYSCORE.USER_PAID': { ...user, paid: true },
  'PAYSCORE.USER_SIGN_PLAN': user,
  'PAYSCORE.USER_CANCEL_SIGN_PLAN': recorded,
  'PAYSCORE.USER_ACCEPTED': user,
  'PAYSCORE.MCH_PREPAY': recorded,
  'PAYSCORE.BIND_SERVICE_ACCOUNT': nobody,
  // Shopping malls; the authorisation names no app
  'MALL_AUTH.ACTIVATE_CARD': { ...user, app: 'option' },
  'MALL_TRANSACTION.SUCCESS': { ...user, paid: true },
  'MALL_REFUND.SUCCESS': recorded,
  // Contracts for direct debits, which the merchant may end too
  'PAPAY.SIGN': user,
  'PAPAY.TERMINATE': recorded,
  'ENTRUST.SIGN': user,
  'ENTRUST.TERMINATE': recorded,
  'ENTRUST.SIGNING': user,
  'ENTRUST.RELEASE': recorded,
  // WeChat Pay asks what to offer to somebody who is about to end a contract.
  'ENTRUST.TERMINATE_INQUIRY': recorded,
  'ENTRUST.TERMINATE_RETENTION': recorded,
  'INSURANCE_ENTRUST.SIGN': user,
  'INSURANCE_ENTRUST.TERMINATE': recorded,
  'INSURANCE_ENTRUST.RENEW': recorded,
  'ECOMMERCE_ENTRUST.SIGN': user,
  'ECOMMERCE_ENTRUST.TERMINATE': recorded,
  'CREDIT_REPAYMENT.SIGN_CONTRACT': user,
  'CREDIT_REPAYMENT.TERMINATE_CONTRACT': recorded,
  'CREDIT_REPAYMENT.DEDUCTION_PAY': { ...user, paid: true },
  'VEHICLE.USER_STATE_CHANGE': recorded,
  // Cards that are earned
  'DISCOUNT_CARD.GET_CARD': user,
  'DISCOUNT_CARD.SETTLEMENT': recorded,
  'DISCOUNT_CARD.USER_ACCEPTED': user,
  'DISCOUNT_CARD.AGREEMENT_ENDED': recorded,
  'DISCOUNT_CARD.USER_PAID': { ...user, paid: true },
  // Member cards
  'MEMBERCARD.ACCEPT_CARD': holder,
  'MEMBERCARD.ACTIVATE_CARD': holder,
  'MEMBERCARD.USERCARD_MANAGE': held,
  'MEMBERCARDSP.USER_CARD.CREATE': holder,
  'MEMBERCARDSP.USER_CARD.DELETE': held,
  'BRAND_MEMBER_CARD_SP.USER_CARD.CREATE': holder,
  'BRAND_MEMBER_CARD_SP.USER_CARD.DELETE': held,
  'BRAND_MEMBER_CARD_SP.SYNC_USER_POINT': held,
  'BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON': holder,
  // Coupons, which merchants hand out and get back
  'COUPON.SEND': held,
  'COUPON.USE': nobody,
  'PRODUCT_COUPON.SEND': held,
  'PRODUCT_COUPON_SP.SEND': held,
  'PRODUCT_COUPON_SP.IMAGE_GENERATION': nobody,
  'PRODUCT_COUPON.USE': holder,
  'PRODUCT_COUPON.RETURN': held,
  // Money that the merchant gives; the bill names no app, and whose money goes to QQ has an openid of QQ
  'MCHTRANSFER.BILL.FINISHED': { ...recorded, app: 'option' },
  'MCHTRANSFER.AUTHORIZATION.CONFIRMED': user,
  'MCHTRANSFER.AUTHORIZATION.CLOSED': recorded,
  'MCHTRANSFER.BATCH.FINISHED': nobody,
  'MCHTRANSFER.BATCH.CLOSED': nobody,
  'MCHTRANSFER.QQWALLETBILL.FINISHED': nobody,
  // Orders, cars, merchants, invoices and reviews without a person
  'COMPLAINT.CREATE': nobody,
  'COMPLAINT.STATE_CHANGE': nobody,
  'VEHICLE.ENTRANCE_STATE_CHANGE': nobody,
  'FAPIAO.USER_APPLIED': nobody,
  'FAPIAO.CARD_INSERTED': nobody,
  'FAPIAO.CARD_DISCARDED': nobody,
  'FAPIAO.ISSUED': nobody,
  'FAPIAO.REVERSED': nobody,
  PROFITSHARING: nobody,
  PROFITSHARING_RETURN: nobody,
  'PROFITSHARING.SUCCESS': nobody,
  'PROFITSHARING.RETURN': nobody,
  'VIOLATION.PUNISH': nobody,
  'VIOLATION.INTERCEPT': nobody,
  'VIOLATION.APPEAL': nobody,
  'RISKTRADE.IDENTIFICATION': nobody,
  'RECHARGE.SUCCESS': nobody,
  'RECHARGE.CLOSED': nobody,
  'DELIVERY_PLAN.CHANGE': nobody,
  'APPLYMENT_STATE.APPROVED': nobody,
  'SETTLEMENT.SUCCESS': nobody,
  'MCHWITHDRAW.CHANGE': nobody,
  'BUDGET.LOCKED': nobody,
  'BUDGET.CLOSED': nobody,
  'BUDGET.FINISHED': nobody,
  'RECHARGE.FUND_RETURNED': nobody,
  'DELIVERY_PLAN_STATE.DELIVER': nobody,
  'INSURANCE_POLICY_MANAGEMENT.GRANTED': nobody,
  'PARKING_FEE.QUERY_TRANS_INFO': nobody,
  'MANAGERECORD.CHANGE': nobody,
  'BLOCKRECORD.CHANGE': nobody,
  'BLOCKSUBMISSION.CHANGE': nobody,
  'MERCHANT_NOTIFY.NOTIFY': nobody,
  'SECURITY_ECHO.SUCCESS': nobody,
  'ABNORMAL_FUND_PROCESSING.TRANSFER.SUCCESS': nobody,
  // Debts at school, faces, and borrowed power banks, whose insurance names no app
  'EDU_SCHOOL_PAY.USER_DEBT_STATE_UPDATE': recorded,
  'FACEPAY.USER_STATE_CHANGE': recorded,
  'HIRE_POWER_BANK.RECEIVE_INSURANCE': { ...recorded, app: 'option' },
  // Paid together with the health insurance
  'MEDICAL_INSURANCE.SUCCESS': { ...user, paid: true },
  // What companies pay for their employees: its `user_id` is one of the company's own
  'WEBIZPAY.AUTHORIZED': nobody,
  'WEBIZPAY.REVOKED': nobody,
  'WEBIZPAY.PAYMENTSUCCESS': nobody,
  'WEBIZPAY.PAYMENTREFUNDSUCCESS': nobody,
  'WEBIZPAY.QUOTACARDEXPIRED': nobody,
  // Wallets abroad: the merchant is an institution, and whose user the `openid` is, no document says
  'CROSS_BORDER_PAY.PUSH_ORDER_INFO': unconfirmed,
  'CROSS_BORDER_PAY.GET_MCH_INFO': nobody,
};

export const payEventKinds: ReadonlyMap<string, PayEventKind> = new Map(Object.entries(documented));

export function payEventKind(type: string): PayEventKind | undefined {
  return payEventKinds.get(type);
}
