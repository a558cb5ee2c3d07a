import type { EvidenceRule } from '../../evidence-rule.ts';
import { pushEvidence } from '../../protocols/wechat-push/evidence.ts';
import { pushIdentifier } from '../../protocols/wechat-push/push-identifier.ts';
import { type SilentEvents, silentPush } from '../../protocols/wechat-push/silent-events.ts';
import { miniProgramKindsOf, miniProgramPushKinds } from './events.ts';

/** The pushes of a mini program or a game that are documented and of which no customer comes. */
const miniProgramSilentEvents: SilentEvents = {
  ...silentPush('it tells of the program’s own review, name, category or rights', [
    'weapp_audit_success',
    'weapp_audit_fail',
    'weapp_audit_delay',
    'wxa_nickname_audit',
    'wxa_category_audit',
    'wxa_privacy_apply',
    'wxa_appeal_record',
    'wxa_illegal_record',
    'wxa_comment_bad_score',
    'betaapp_verify_apply_event',
    'betaapp_verify_event',
    'betaapp_authorization_apply_event',
    'trade_manage_remind_access_api',
    'trade_manage_remind_shipping',
    'xpay_wxpay_callback_notify',
    'charge_service_quota_notify',
    'charge_mp_service_quota_notify',
    'penalty_for_violation',
    'add_nearby_poi_audit_info',
    'nearby_category_audit_info',
    'wx_verify_pay_succ',
    'wx_verify_dispatch',
  ]),
  ...silentPush('it tells of a message to many', ['wxalive_push_message_notify']),
  ...silentPush('it tells of a picture, a film or a book that was checked; its sender is WeChat', [
    'wxa_media_check',
    'secvod_upload_event',
    'secvod_audit_event',
    'secbook_audit_event',
  ]),
  ...silentPush('it tells of goods, brands, accounts or money of the shop', [
    'open_product_spu_audit',
    'open_product_spu_status_update',
    'open_product_category_audit',
    'open_product_brand_audit',
    'open_product_scene_group_audit',
    'open_product_account_register',
    // Its sender is an id of WeChat's own.
    'open_product_order_update',
    'funds_order_profitsharing',
    'withdraw_notify',
    'complaint_notify',
    'retail_refund_notify',
  ]),
  ...silentPush('it tells of a deadline of an after-sale, and names the after-sale alone', [
    'aftersale_complaint_update_order_state',
    'aftersale_merchant_confirm_receipt_overdue',
    'aftersale_merchant_handle_refund_overdue',
    'aftersale_merchant_handle_return_overdue',
    'aftersale_user_apply_platform_judge_overdue',
    'aftersale_user_upload_return_info_overdue',
    'aftersale_wait_merchant_confirm_receipt',
    'aftersale_wait_merchant_offline_refund',
  ]),
  ...silentPush('its openid is of somebody who recommends the shop’s goods', [
    'miniprogram_sharer_action',
    'miniprogram_sharer_bind_status_change',
  ]),
  ...silentPush('it tells of parcels and couriers, and its people receive or carry them', [
    'add_express_path',
    'add_waybill',
    'cancel_waybill',
    'check_biz',
    'get_quota',
    'update_business_bind_result',
    'update_waybill_status',
    'mock_update_order_status',
    'waybill_complaint',
    'ewaybill_push_path',
    'dropship_order_new',
    'dropship_order_cancel',
    'dropship_order_update',
    // What couriers are asked and told
    'get_auth_info',
    'get_pre_auth_code',
    'cancel_auth_account',
    'transport_precreate_order',
    'transport_add_order',
    'transport_readd_order',
    'transport_add_tips',
    'transport_precancel_order',
    'transport_cancel_order',
    'transport_confirm_return_to_biz',
    'transport_query_order_status',
    'transport_get_agent_pos',
    'transport_set_rider_score',
    'query_single_waybill_fee',
    'query_single_waybill',
    'add_single_waybill',
    'cancel_single_waybill',
    'notify_single_waybill_pay',
    'remind_waybill',
    'waybill_evaluate_agent',
    'waybill_query_expect_time_range',
  ]),
  ...silentPush('it tells of a refund in a game, and names the order alone', ['minigame_pay_refund_succ_notify']),
  ...silentPush('it names an order of Apple, and wants an answer that Guiyi does not give', [
    'xpay_subscribe_ios_refund_query_notify',
  ]),
};

const TYPED = 'typed by whoever complains; nobody has confirmed it';

const evidence: readonly EvidenceRule[] = [
  ...pushEvidence([
    { kind: 'wechat-openid', field: 'FromUserName' },
    { kind: 'wechat-openid', field: 'OpenID' },
    { kind: 'wechat-openid', field: 'open_id' },
    { kind: 'wechat-openid', field: 'BussiCallBackInfo.open_id' },
    { kind: 'wechat-openid', field: 'payer_openid' },
    { kind: 'wechat-openid', field: 'order_info.openid' },
    { kind: 'wechat-openid', field: 'MiniGame.Payload.OpenId' },
    { kind: 'wechat-openid', field: 'MiniGame.ToUserOpenid' },
    { kind: 'wechat-openid', field: 'FollowNotify.user_openid' },
    { kind: 'wechat-openid', field: 'user_openid' },
    { kind: 'wechat-unionid', field: 'UnionID' },
  ]),
  { kind: 'mobile', field: 'phone_number', grade: 'claimed', why: TYPED },
  { kind: 'mobile', field: 'BussiCallBackInfo.phone_number', grade: 'claimed', why: TYPED },
];

/** What a push of a mini program says about a customer. */
export const wechatMiniProgramIdentity = pushIdentifier(
  'wechat-mini-program',
  { kinds: miniProgramPushKinds, kindsOf: miniProgramKindsOf, silent: miniProgramSilentEvents },
  evidence,
);
