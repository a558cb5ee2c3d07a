import type { Identity } from '../../../identity/identity.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { discard, discardWithoutScope } from '../../../identity/discard.ts';
import type { Normalized } from '../../../identity/normalized.ts';
import {
  type ContactCandidate,
  identityOf,
  isEmpty,
  contactCandidate,
  discardedCandidate,
} from '../../contact-candidate.ts';
import { isPresent } from '../../present.ts';
import type { YouzanEventKind } from './events.ts';

export interface YouzanPerson {
  readonly identities: readonly Identity[];
  readonly discarded: readonly DiscardedValue[];
  /** A phone stands there and is none: then Youzan has encrypted or masked what stands beside it too. */
  readonly isHidden: boolean;
}

/** Who a message is about. @param region of the connection, for national numbers */
export function personOf(
  kind: YouzanEventKind,
  msg: JsonObject,
  options: { readonly outerUserIdApp?: string | undefined },
  region: string | undefined,
): YouzanPerson {
  if (kind.names === 'nobody' || kind.names === 'customer') return { identities: [], discarded: [], isHidden: false };
  if (kind.names === 'member') {
    const phone = contactCandidate('mobile', 'msg.mobile', msg['mobile'], { region });
    return assembled([youzanId('msg.yz_open_id', msg['yz_open_id'])], phone, []);
  }
  const order = parsedObject(msg, 'full_order_info');
  const buyer = holderOfYouzan(kind, msg);
  const at = 'msg.full_order_info.buyer_info';
  const phone = contactCandidate('mobile', `${at}.buyer_phone`, buyer['buyer_phone'], { region });
  return assembled(
    [
      youzanId(`${at}.yz_open_id`, buyer['yz_open_id']),
      outerUser(`${at}.outer_user_id`, buyer['outer_user_id'], options.outerUserIdApp),
    ],
    phone,
    receiver(parsedObject(order, 'address_info'), phone, region),
  );
}

export type YouzanIdentities = Pick<YouzanPerson, 'identities' | 'discarded'>;

function assembled(
  ids: readonly YouzanIdentities[],
  phone: ContactCandidate,
  more: readonly DiscardedValue[],
): YouzanPerson {
  const identities = ids.flatMap((id) => id.identities);
  return {
    identities: [...identities, identityOf(phone, 'claimed')].filter(isPresent),
    discarded: [...ids.flatMap((id) => id.discarded), discardedCandidate(phone), ...more].filter(isPresent),
    isHidden: !phone.normalized.ok && !isEmpty(phone),
  };
}

export function youzanId(field: string, value: Json | undefined): YouzanIdentities {
  const id = openId(value);
  if (!id.ok) return { identities: [], discarded: discard('youzan-open-id', field, value, id.reason) };
  const identity: Identity = {
    kind: 'youzan-open-id',
    scope: '',
    value: id.value,
    evidence: { grade: 'verified', field },
  };
  return { identities: [identity], discarded: [] };
}

/** An openid without its app could be anybody's in any other. */
function outerUser(field: string, value: Json | undefined, app: string | undefined): YouzanIdentities {
  // Apps of other systems put ids of their own there.
  const id = platformId('wechat-openid', value);
  if (!id.ok) return { identities: [], discarded: discard('wechat-openid', field, value, id.reason) };
  if (app === undefined) {
    return {
      identities: [],
      discarded: discardWithoutScope('wechat-openid', field, id.value, 'options.outerUserIdApp'),
    };
  }
  const identity: Identity = {
    kind: 'wechat-openid',
    scope: app,
    value: id.value,
    evidence: { grade: 'claimed', field },
  };
  return { identities: [identity], discarded: [] };
}

/** Whoever takes the parcel, unless it is the buyer. */
function receiver(address: JsonObject, own: ContactCandidate, region: string | undefined): readonly DiscardedValue[] {
  const candidate = contactCandidate(
    'mobile',
    'msg.full_order_info.address_info.receiver_tel',
    address['receiver_tel'],
    {
      region,
    },
  );
  const isOwn = candidate.normalized.ok && own.normalized.ok && candidate.normalized.value === own.normalized.value;
  return isEmpty(candidate) || isOwn ? [] : discard('mobile', candidate.field, candidate.value, 'receiver');
}

/** The object of a message that names its customer. */
export function holderOfYouzan({ names }: YouzanEventKind, msg: JsonObject): JsonObject {
  return names === 'buyer' ? parsedObject(parsedObject(msg, 'full_order_info'), 'buyer_info') : msg;
}

export function openId(value: Json | undefined): Normalized {
  return platformId('youzan-open-id', value);
}

export function parsedObject(holder: JsonObject, name: string): JsonObject {
  const value = holder[name];
  return isJsonObject(value) ? value : {};
}
