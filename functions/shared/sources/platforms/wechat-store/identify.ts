import type { Identity } from '../../../identity/identity.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { discard, withDiscarded } from '../../../identity/discard.ts';
import { identityOf, contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { recordAct } from '../../act.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { profileOf } from '../../profile-fields.ts';
import { defineIdentifier, type Identification, type IdentifyContext, type Ignored } from '../../source.ts';
import { pushCustomerOf } from '../../protocols/wechat-push/customer.ts';
import type { PushKind } from '../../protocols/wechat-push/push-kind.ts';
import { textsOf } from '../../protocols/wechat-push/push-texts.ts';
import { discardedOf } from '../../protocols/wechat-push/discarded-ids.ts';
import { withoutKind } from '../../protocols/wechat-push/without-kind.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { isMemberEvent, storeKindsOf, knownStoreEvents, orderHolderOf, SHARER_EVENT } from './events.ts';
import { options, type WechatStoreOptions } from './receive.ts';
import { storeSilentEvents } from './silent-events.ts';

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
