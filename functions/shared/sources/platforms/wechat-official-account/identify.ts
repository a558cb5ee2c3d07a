import { pushEvidence } from '../../protocols/wechat-push/evidence.ts';
import { pushIdentifier } from '../../protocols/wechat-push/push-identifier.ts';
import { type SilentEvents, silentPush } from '../../protocols/wechat-push/silent-events.ts';
import { officialAccountKindsOf, officialAccountPushKinds } from './events.ts';

/** The pushes of an official account that are documented and of which no customer comes. */
const officialAccountSilentEvents: SilentEvents = {
  ...silentPush('it tells of a message to many, and its sender is WeChat', [
    'masssendjobfinish',
    'publishjobfinish',
    'freepublishjobfinish',
  ]),
  ...silentPush('it tells of the account’s own verification', [
    'qualification_verify_success',
    'qualification_verify_fail',
    'naming_verify_success',
    'naming_verify_fail',
    'annual_renew',
    'verify_expired',
    'wx_verify_pay_succ',
    'wx_verify_dispatch',
  ]),
  ...silentPush('it tells of a card that was checked, its stock or its price, and of nobody who has one', [
    'card_pass_check',
    'card_not_pass_check',
    'card_sku_remind',
    'card_pay_order',
    'order_status_finance_succ',
    'card_merchant_check_result',
    'card_merchant_auth_check_result',
  ]),
  ...silentPush('it tells of goods that were reviewed', ['user_scan_product_verify_action']),
  ...silentPush('it tells of a place of the brand', [
    'apply_merchant_audit_info',
    'poi_check_notify',
    'create_map_poi_audit_info',
    'add_store_audit_info',
    'modify_store_audit_info',
  ]),
  ...silentPush('it tells of an employee who guides customers', ['guide_invite_event', 'guide_invite_result_event']),
};

const evidence = pushEvidence([
  { kind: 'wechat-openid', field: 'FromUserName' },
  { kind: 'wechat-openid', field: 'OpenID' },
  { kind: 'wechat-openid', field: 'GuideScanEvent.openid' },
  { kind: 'wechat-unionid', field: 'UnionId' },
]);

/** What a push of an official account says about a customer. */
export const wechatOfficialAccountIdentity = pushIdentifier(
  'wechat-official-account',
  { kinds: officialAccountPushKinds, kindsOf: officialAccountKindsOf, silent: officialAccountSilentEvents },
  evidence,
);
