import type { Profile } from '../../../change/customer-change.ts';
import { isCiphertext } from '../../../identity/ciphertext.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { because, told } from '../../../identity/refused.ts';
import { ignored } from '../../outcomes.ts';
import { birthday, gender, plainText, profileOf } from '../../profile-fields.ts';
import { actReader } from '../../act.ts';
import { defineIdentifier } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { eventKind } from './events.ts';
import { type Person, personOf } from './fields.ts';
import { options, type YouzanOptions } from './receive.ts';

const OWN_ID = 'Youzan gives the id and signs it';
const HELD = 'the shop holds it for the customer; no field says that it was confirmed';

const evidence: readonly EvidenceRule[] = [
  { kind: 'youzan-open-id', field: 'msg.full_order_info.buyer_info.yz_open_id', grade: 'verified', why: OWN_ID },
  { kind: 'youzan-open-id', field: 'msg.yz_open_id', grade: 'verified', why: OWN_ID },
  {
    kind: 'mobile',
    field: 'msg.full_order_info.buyer_info.buyer_phone',
    grade: 'claimed',
    why: 'the phone of the buyer’s Youzan account; no field says that it was confirmed',
  },
  { kind: 'mobile', field: 'msg.mobile', grade: 'claimed', why: HELD },
  {
    kind: 'wechat-openid',
    field: 'msg.full_order_info.buyer_info.outer_user_id',
    grade: 'claimed',
    why: '`outerUserIdApp` names the app; Youzan itself does not',
  },
];

/** What a message of Youzan says about a buyer or a member. */
export const youzanIdentity = defineIdentifier({
  platform: 'youzan',
  options,
  evidence,
  identify({ type, data, time }, settings, { region }) {
    const kind = eventKind(type);
    if (!kind) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const msg = isJsonObject(data) ? data['msg'] : undefined;
    if (!isJsonObject(data) || !isJsonObject(msg)) return ignored('event-without-customer', 'the data hold no message');
    if (isOfAnotherShop(data, settings)) return ignored('wrong-account', 'the kdt_id is not the connection’s');
    if (kind.names === 'nobody') {
      return ignored('event-without-customer', `${type} gives no identity: it names an order and no person`);
    }
    const person = personOf(kind, msg, settings, region);
    const { identities, refusals } = person;
    const isLogOff = kind.record === true && isYes(msg['is_log_off']);
    if (identities.length === 0) {
      const reason = isLogOff ? 'needs-an-operator' : 'event-without-customer';
      return ignored(reason, `${type} without a usable identity${because(refusals)}`, refusals);
    }
    if (isLogOff) {
      const channel = [{ kind: 'youzan-open-id', scope: '' }];
      return { outcome: 'changes', changes: [{ kind: 'erase', identities, channel, cancelled: true, record: true }] };
    }
    const profile = kind.record ? recordOf(msg, person, time) : {};
    const moments = kind.paid ? (['paid-order'] as const) : [];
    const acted = kind.act ? actReader(kind.act)(data) : {};
    const nameFrom = profile.name === undefined ? {} : ({ nameFrom: 'account' } as const);
    const upsert = { kind: 'upsert', identities, profile, moments, ...acted, ...nameFrom, ...told(refusals) } as const;
    return { outcome: 'changes', changes: [kind.record ? { ...upsert, record: true } : upsert] };
  },
});

/** A chain's head office and the branch may both be told of one event. */
function isOfAnotherShop(data: JsonObject, { kdtId }: YouzanOptions): boolean {
  return kdtId !== undefined && scalar(data['kdt_id']) !== kdtId && scalar(data['root_kdt_id']) !== kdtId;
}

function isYes(value: Json | undefined): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

function recordOf(msg: JsonObject, { isHidden }: Person, time: string): Profile {
  const name = plainText(msg['name']);
  return profileOf({
    name: isHidden || name === undefined || isCiphertext(name) ? undefined : name,
    gender: gender(msg['gender']),
    birthday: birthday(msg['birthday'], time),
  });
}
