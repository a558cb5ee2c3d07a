/**
 * Events that name a person in `FromUserName` if they name one, and of which no document says whether it is the customer or an id of
 * WeChat's own. An operator who has looked at the first ones says so in `options.senderIsCustomer`.
 */
export const unconfirmedSenders = [
  // Invoices
  'submit_invoice_title',
  'cloud_invoice_invoiceresult_event',
  // Payments in mini programs of a second-level merchant
  'funds_order_refund',
  'trade_manage_order_settlement',
  // The former trade component, developers.weixin.qq.com/miniprogram: minishopopencomponent2
  'open_product_order_pay',
  'open_product_order_cancel',
  'open_product_order_refund',
  'open_product_order_confirm',
  'open_product_order_settle',
  'open_product_receive_coupon',
  'aftersale_new_order',
  'aftersale_update_order',
  'aftersale_refund_success',
  'aftersale_user_cancel',
  'aftersale_user_confirm_refund_certificate',
  'aftersale_user_modify_return_info',
] as const;

export type UnconfirmedSender = (typeof unconfirmedSenders)[number];
