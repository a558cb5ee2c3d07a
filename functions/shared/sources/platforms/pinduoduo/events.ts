/** What the messages of orders and refunds tell; all others concern no customer. */
const CONCERNS_BUYER = /^pdd_(?:trade_Trade|refund_Refund)[A-Za-z]+$/;

export function concernsBuyer(type: string): boolean {
  return CONCERNS_BUYER.test(type);
}
