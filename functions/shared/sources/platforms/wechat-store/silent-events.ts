import { silentPush, notConfirmed, type SilentEvents } from '../../protocols/wechat-push/silent-events.ts';

/** The pushes of a store that are documented, name no order of a customer and of which no customer comes. */
export const storeSilentEvents: SilentEvents = {
  ...silentPush('it tells of goods, brands, coupons or money of the store', [
    'channels_ec_brand',
    'product_spu_audit',
    'product_spu_listing',
    'product_spu_update',
    'product_category_audit',
    'head_supplier_item_update',
    'channels_ec_stock_no_enough',
    'channels_ec_coupon_create',
    'channels_ec_coupon_delete',
    'channels_ec_coupon_expire',
    'channels_ec_coupon_info_change',
    'channels_ec_coupon_invalid',
    'channels_ec_acct_notify',
    'channels_ec_withdraw_notify',
    'qrcode_status',
  ]),
  ...silentPush('it tells of the store itself, or of WeChat’s own API', [
    'channels_ec_change_status',
    'channels_ec_close_store',
    'set_shop_nickname',
    'set_shop_headimg',
    'api_diff',
  ]),
  ...silentPush('it tells of a parcel or of a store that sends for another', [
    'ewaybill_push_path',
    'dropship_order_new',
    'dropship_order_cancel',
    'dropship_order_update',
  ]),
  ...notConfirmed('no document shows whose `FromUserName` is', ['product_order_status_update']),
};
