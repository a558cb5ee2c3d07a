import { discard, withDiscarded } from '../../../identity/discard.ts';
import type { Identity } from '../../../identity/identity.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { recordAct } from '../../act.ts';
import { contactCandidate, discardedCandidate, identityOf } from '../../contact-candidate.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { profileOf } from '../../profile-fields.ts';
import { pushCustomerOf } from '../../protocols/wechat-push/customer.ts';
import { discardedOf } from '../../protocols/wechat-push/discarded-ids.ts';
import type { PushKind } from '../../protocols/wechat-push/push-kind.ts';
import { textsOf } from '../../protocols/wechat-push/push-texts.ts';
import { notConfirmed, type SilentEvents, silentPush } from '../../protocols/wechat-push/silent-events.ts';
import { withoutKind } from '../../protocols/wechat-push/without-kind.ts';
import { defineIdentifier, type Identification, type IdentifyContext, type Ignored } from '../../source.ts';
import { isMemberEvent, knownStoreEvents, orderHolderOf, SHARER_EVENT, storeKindsOf } from './events.ts';
import { options, type WechatStoreOptions } from './receive.ts';

const evidence: readonly EvidenceRule[] = [
  {
    kind: 'wechat-openid',
    field: 'FromUserName',
    grade: 'verified',
    why: 'WeChat gives the id, inside the encrypted and signed push',
  },
  {
    kind: 'mobile',
    field: 'user_info.phone_number',
    grade: 'claimed',
    why: '`memberEvents: true`: nothing says whether the number was confirmed',
  },
];

/** What a push of a WeChat store says about a buyer. */
export const wechatStoreIdentity = defineIdentifier({
  platform: 'wechat-store',
  options,
  evidence,
  events: () => knownStoreEvents(storeSilentEvents),
  identify({ type, data }, settings, context) {
    const kind = storeKindsOf(settings)(type);
    if (!isJsonObject(data)) return ignored('event-without-customer', 'the data are not an object');
    if (kind) return change(kind, data, settings, { ...context, hasPhone: isMemberEvent(type) });
    if (isMemberEvent(type)) return ignored('event-not-handled', 'options.memberEvents is not set');
    if (orderHolderOf(type) !== undefined) {
      return ignored('event-without-customer', `${type} comes from an id of WeChat, and names an order and no person`);
    }
    if (type.toLowerCase() !== SHARER_EVENT) return withoutKind(type, storeSilentEvents);
    const sharers = textsOf(data, 'openid').flatMap(({ field, value }) =>
      discard('wechat-openid', field, value, 'staff'),
    );
    return ignored('event-without-customer', `${type} names somebody who promotes the store, and no buyer`, sharers);
  },
});

function change(
  kind: PushKind,
  data: JsonObject,
  { appId }: WechatStoreOptions,
  { region, hasPhone }: IdentifyContext & { readonly hasPhone: boolean },
): Identification | Ignored {
  const openId = pushCustomerOf(data, kind);
  const member = hasPhone ? data['user_info'] : undefined;
  const phone = isJsonObject(member)
    ? contactCandidate('mobile', PHONE_FIELD, member['phone_number'], { region })
    : undefined;
  const discarded = [...discardedOf(data, kind, openId?.value), phone && discardedCandidate(phone)].filter(isPresent);
  if (!openId) return withoutIdentity('FromUserName is missing or not an openid', discarded);
  const { field, value } = openId;
  const buyer: Identity = { kind: 'wechat-openid', scope: appId, value, evidence: { grade: 'verified', field } };
  const identities = [buyer, phone && identityOf(phone, 'claimed')].filter(isPresent);
  const profile = profileOf({ openId: value, appId });
  const triggers = kind.effect === 'paid' ? (['paid-order'] as const) : [];
  const acted = kind.act === 'record' ? recordAct : {};
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities, profile, triggers, ...acted, ...withDiscarded(discarded) }],
  };
}

const PHONE_FIELD = 'user_info.phone_number';

/** The pushes of a store that are documented, name no order of a customer and of which no customer comes. */
const storeSilentEvents: SilentEvents = {
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
