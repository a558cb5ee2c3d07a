// What the messages and reports of a journal have in common: a compressed one names a place in it instead of repeating it. It never changes:
// what was compressed by it can only be read by it. A better one is another one, with a version of its own in compress.ts.

/** Names that the platforms' payloads use, the commonest last. */
const NAMES = `
Ticket Content Title PopupScene Quantity OrigPrice ActualPrice Attach shop_appid unique_id phone_number sp_appid
sp_mchid sub_appid sub_mchid sp_openid sub_openid service_id out_order_no card_id coupon_code send_time send_channel
send_merchant user_coupon_id note multipass_identifier tax_exempt email_marketing_consent opt_in_level
consent_updated_at orders_to_redact birthday accepts_marketing asid role username is_paying_customer meta_data
date_paid_gmt customer_ip_address _links self href receipt_email State is_member is_log_off pay_type pay_amount
msg_time SubscribeStatusString UnionID OutTradeNo Env WeChatPayInfo MchOrderNo TransactionId PaidTime action payer
refund_id code stock_id coupon_id tax_exemptions browser_ip cancel_reason cancelled_at checkout_token confirmed
contact_email landing_site note_attributes processed_at source_name user_id number placed_at product_title nick_name
title preferred_locales metadata full_order_info buyer_info buyer_phone outer_user_id fans_nickname address_info
receiver_name receiver_tel delivery_province pay_info payment buyerOpenId List TemplateId OpenId trade_type
trade_state trade_state_desc bank_type attach payer_currency unionid cart_token token product_id sku vendor latitude
longitude shop_domain date_created_gmt date_modified_gmt billing s_ids order_status order_type biz client_key
from_user_id account_id log_id EventKey MsgId content transaction_id success_time payer_total phone_area_code
contact_type subscribed tid yz_open_id tag p_id oid OpenID AppID RevokeInfo out_trade_no pay_time verified_email
company address1 address2 zip province_code country_name default_address scope hash producer object api_version
livemode pending_webhooks request idempotency_key eventId msgId bizId userId openId appKey info createTime sellerId
updateTime appid admin_graphql_api_id customer_locale total_price price tags shipping UserID ExternalUserID mobile
amount total country_code default order_info financial_status billing_address shop_id created ChangeType mchid
addresses customer_id shipping_address client_id kdt_id root_kdt_id version sendCount mode msg event order_id store_id
openid line_items quantity province state country msg_id resource_type summary resource customer event_type updated_at
create_time partitionkey test city currency first_name last_name created_at name status email phone Event FromUserName
ToUserName CreateTime MsgType
`;

const SHOP =
  '"sms_marketing_consent":{"state":"subscribed","opt_in_level":"single_opt_in","consent_updated_at":"2026-","email_marketing_consent":{"state":"not_subscribed","currency":"CNY","country_code":"CN","province_code":null,"admin_graphql_api_id":"gid://shopify/Order/","gid://shopify/Customer/","financial_status":"paid","fulfillment_status":null,"taxable":true,"requires_shipping":true,"quantity":1,"price":"0.00","shop_money":{"amount":"","presentment_money":{"amount":"","currency_code":"USD"}},"billing_address":{"first_name":"","last_name":"","address1":"","city":"","zip":"","country":"China","shipping_address":{"default_address":{';
const PUSH =
  '"ToUserName":"gh_","FromUserName":"o","CreateTime":"17","MsgType":"text","Content":"","MsgId":"","MsgType":"event","Event":"unsubscribe","Event":"subscribe","EventKey":"qrscene_","Event":"VIEW","EventKey":"https://","Event":"CLICK","EventKey":""}}';
const ENVELOPE =
  '{"specversion":"1.0","id":"","source":"/wechat-official-account/","source":"/shopify/","type":"orders/create","type":"customers/update","type":"orders/paid","subject":"o","time":"2026-01-01T00:00:00.000Z","datacontenttype":"application/json","connection":"","receivedtime":"2026-01-01T00:00:00.000Z","traceparent":"00-","data":{"';

const names = NAMES.trim()
  .split(/\s+/)
  .map((name) => `"${name}":`)
  .join('');

/** Of messages: events as JSON. */
export const messageDictionary = Buffer.from(names + SHOP + PUSH + ENVELOPE);

/** Of reports of what was made of an event, as JSON. */
export const reportDictionary = Buffer.from(
  '{"identities":[{"kind":"unionid","scope":"","kind":"wechat-unionid","scope":"","kind":"wechat-openid","scope":"wx","kind":"email","scope":"","value":"","kind":"mobile","scope":"","value":"1","evidence":{"grade":"claimed","field":"shipping_address.phone","field":"billing_address.phone"}},"field":"customer.phone"}},{"kind":"email","scope":"","value":"***@","evidence":{"grade":"verified","field":"customer.email"}},"field":"customer.id"}},"field":"FromUserName"}}],"withheld":[],"refusals":[{"kind":"mobile","field":"","reason":"receiver","masked":"1"}],"asked":[],"calls":[{"call":"customerDeleteGroups","request":null,"answer":null},{"call":"customerAddGroups","request":null,"answer":null},{"call":"getCustomerIdByIdentityList","request":null,"answer":null},{"call":"createCustomerByIdentity","request":null,"answer":"4"},{"call":"updateCustomerAttr","request":null,"answer":null},{"call":"customerInfo","request":null,"answer":"(an answer)"}],"refusals":[],"asked":[],"calls":[],"customers":["4"]}',
);
