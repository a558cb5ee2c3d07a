import type { Identity } from '../../../identity/identity.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { type ContactCandidate, identityOf, contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { profileOf } from '../../profile-fields.ts';
import { recordAct } from '../../act.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { type PayCustomer, payCustomerOf, subOrders, UNION_ID_FIELD } from './fields.ts';
import { type PayEventKind, payEventKind, payEventKinds } from './events.ts';
import { options } from './receive.ts';

const PAYER = 'WeChat Pay names the payer and the app, inside the signed and encrypted notification';
const USER = 'WeChat Pay names the user and the app, inside the signed and encrypted notification';
const HOLDER = 'WeChat Pay names the holder of the card or coupon, inside the signed and encrypted notification';
const PHONE = 'given for the card or coupon; the notification does not say whether it was confirmed';

const openId = (field: string, why: string): EvidenceRule => ({ kind: 'wechat-openid', field, grade: 'verified', why });

const evidence: readonly EvidenceRule[] = [
  openId('resource.payer.openid', PAYER),
  openId('resource.payer.sub_openid', PAYER),
  openId('resource.payer.sp_openid', PAYER),
  openId('resource.combine_payer_info.openid', PAYER),
  openId('resource.sub_orders[n].sub_openid', PAYER),
  openId('resource.sp_openid', `${PAYER}; of a toll, or the user of a contract`),
  openId('resource.sub_openid', USER),
  openId(
    'resource.openid',
    `${USER}; of a card, a coupon, a mall, a transfer or an insurance in the app of the options, where none is named`,
  ),
  { kind: 'wechat-unionid', field: 'resource.unionid', grade: 'verified', why: HOLDER },
  { kind: 'mobile', field: 'resource.phone_number', grade: 'claimed', why: PHONE },
  { kind: 'mobile', field: 'resource.attach_info.phone_number', grade: 'claimed', why: PHONE },
];

/** What a notification of WeChat Pay says about who paid, or who holds a card or a coupon. */
export const wechatPayIdentity = defineIdentifier({
  platform: 'wechat-pay',
  options,
  evidence,
  events: () => knownEvents(payEventKinds, namesWhom),
  identify({ type, data }, settings, { region }) {
    const kind = payEventKind(type);
    if (!kind) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const resource = isJsonObject(data) ? data['resource'] : undefined;
    if (!isJsonObject(resource)) return ignored('event-without-customer', 'the data hold no opened resource');
    if (kind.customer === 'unconfirmed') {
      return ignored('event-not-handled', `what ${type} holds of a person is not confirmed`);
    }
    const customer = payCustomerOf(resource, kind, settings.appId);
    if (kind.customer === 'nobody') {
      return ignored('event-without-customer', `${type} gives no identity: it names no person`, customer.discarded);
    }
    const phones = kind.customer === 'holder' ? phonesOf(resource, region) : [];
    const discarded = [...customer.discarded, ...phones.map(discardedCandidate)].filter(isPresent);
    const ids = platformIds(customer, settings.openPlatform ?? '');
    const identities = [...ids, ...phones.map((phone) => identityOf(phone, 'claimed'))].filter(isPresent);
    // A phone that was only typed says less of the holder than the openid that an option would make one.
    const isOpen = ids.length === 0 && discarded.some(({ needs }) => needs !== undefined);
    if (identities.length === 0 || isOpen) return withoutIdentity(`${type} without a usable openid`, discarded);
    const [first] = customer.openIds;
    const profile = profileOf({ openId: first?.openId, appId: first?.appId, unionId: customer.unionId });
    const triggers = isPaid(kind, resource) ? (['paid-order'] as const) : [];
    const acted = kind.act === 'record' ? recordAct : {};
    return {
      outcome: 'changes',
      changes: [{ kind: 'upsert', identities, profile, triggers, ...acted, ...withDiscarded(discarded) }],
    };
  },
});

/** The phone by which a card or a coupon was taken, which a coupon has beside its activity, and the calling code beside it. */
function phonesOf(resource: JsonObject, region: string | undefined): readonly ContactCandidate[] {
  const activity = resource['attach_info'];
  const places: readonly (readonly [string, JsonObject])[] = [
    ['resource', resource],
    ...(isJsonObject(activity) ? [['resource.attach_info', activity] as const] : []),
  ];
  return places.map(([path, { phone_number: phone, country_code: country }]) =>
    contactCandidate('mobile', `${path}.phone_number`, phone, { region, countries: [country] }),
  );
}

function platformIds({ openIds, unionId }: PayCustomer, openPlatform: string): readonly Identity[] {
  const ids = openIds.map(({ appId, openId, field }): Identity => {
    return { kind: 'wechat-openid', scope: appId, value: openId, evidence: { grade: 'verified', field } };
  });
  if (unionId === undefined) return ids;
  const evidence = { grade: 'verified', field: UNION_ID_FIELD } as const;
  return [{ kind: 'wechat-unionid', scope: openPlatform, value: unionId, evidence }, ...ids];
}

function isPaid({ customer, paid }: PayEventKind, resource: JsonObject): boolean {
  if (!paid || customer !== 'payer') return paid ?? false;
  return [resource, ...subOrders(resource)].some((order) => order['trade_state'] === 'SUCCESS');
}

function namesWhom({ customer }: PayEventKind): 'customer' | 'nobody' | 'unconfirmed' {
  return customer === 'nobody' || customer === 'unconfirmed' ? customer : 'customer';
}
