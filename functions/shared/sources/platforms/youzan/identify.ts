import type { ProfileFields, Upsert } from '../../../change/customer-change.ts';
import type { Envelope } from '../../../envelope/envelope.ts';
import { isCiphertext } from '../../../identity/ciphertext.ts';
import { because, withDiscarded } from '../../../identity/discard.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { Identity } from '../../../identity/identity.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { type Acted, actReader } from '../../act.ts';
import { contactCandidate, discardedCandidate, identityOf } from '../../contact-candidate.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { knownEvents } from '../../known-events.ts';
import { identified, ignored, withoutIdentity } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { birthdayOf, genderOf, plainText, profileOf } from '../../profile-fields.ts';
import { defineIdentifier, type Identification, type Ignored } from '../../source.ts';
import { type Tells, type YouzanEventKind, youzanEventKind, youzanEventKinds } from './events.ts';
import { personOf, youzanId, type YouzanIdentities, type YouzanPerson } from './fields.ts';
import { customerMessageOf, type Named } from './payload.ts';
import { options, type YouzanOptions } from './receive.ts';

const OWN_ID = 'Youzan gives the id and signs it';
const AUTHORISED = 'the customer has just authorised it: `OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE`';
const UNMARKED = 'the body alone does not say that it was authorised: it has no `is_auth_root`';
const CHANGED = 'the member has it now; nothing says who has changed it: with `unconfirmedMessages`';
const RELEASED = 'the member had it until this message: released, and never sent; with `unconfirmedMessages`';
const MERGED = "Youzan has merged the two members, and signs it; with `unconfirmedMessages` and `onMerge: 'connect'`";
const HELD = 'the shop holds it for the customer; no field says that it was confirmed';

/** The content of a message stands in `msg`, or is the body. */
function atBothPlaces(rules: readonly EvidenceRule[]): readonly EvidenceRule[] {
  return rules.flatMap((rule) => [rule, { ...rule, field: `msg.${rule.field}` }]);
}

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
  ...atBothPlaces([
    { kind: 'mobile', field: 'mobile', grade: 'verified', basis: 'act', why: AUTHORISED },
    { kind: 'mobile', field: 'new_mobile', grade: 'claimed', why: CHANGED },
    { kind: 'mobile', field: 'old_mobile', grade: 'claimed', why: RELEASED },
    { kind: 'youzan-open-id', field: 'from_yz_open_id', grade: 'verified', why: MERGED },
    { kind: 'youzan-open-id', field: 'to_yz_open_id', grade: 'verified', why: MERGED },
  ]),
  { kind: 'youzan-open-id', field: 'yz_open_id', grade: 'verified', why: OWN_ID },
  { kind: 'mobile', field: 'mobile', grade: 'claimed', why: UNMARKED },
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
  events: () => knownEvents(youzanEventKinds, namesWhom),
  identify(event, settings, { region }) {
    const { type, data } = event;
    const kind = youzanEventKind(type);
    if (!kind) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const msg = isJsonObject(data) ? (data['msg'] ?? (kind.tells && data)) : undefined;
    if (!isJsonObject(data) || !isJsonObject(msg)) return ignored('event-without-customer', 'the data hold no message');
    if (isOfAnotherShop(data, settings)) return ignored('wrong-account', 'the kdt_id is not the connection’s');
    if (kind.names === 'nobody') {
      return ignored('event-without-customer', `${type} gives no identity: it names an order and no person`);
    }
    const acted = kind.act ? actReader(kind.act)(data) : {};
    if (!kind.tells) return personIn(event, kind, personOf(kind, msg, settings, region), msg, acted);
    if (kind.tells !== 'phone-authorised' && !settings.unconfirmedMessages) {
      const detail = `the fields of ${type} are not confirmed, and options.unconfirmedMessages is not set`;
      return ignored('identity-unusable', detail);
    }
    return withAct(identifyCustomer(type, kind.tells, data, settings, region), acted);
  },
});

/** What an order, or a message about a member, says of its person. */
function personIn(
  { type, time }: Pick<Envelope, 'type' | 'time'>,
  kind: YouzanEventKind,
  person: YouzanPerson,
  msg: JsonObject,
  acted: Acted,
): Identification | Ignored {
  const { identities, discarded } = person;
  const isLogOff = kind.record === true && isYes(msg['is_log_off']);
  if (identities.length === 0) {
    const what = `${type} without a usable identity`;
    return isLogOff
      ? ignored('needs-an-operator', `${what}${because(discarded)}`, discarded)
      : withoutIdentity(what, discarded);
  }
  if (isLogOff) {
    const channel = [{ kind: 'youzan-open-id', scope: '' }];
    return { outcome: 'changes', changes: [{ kind: 'erase', identities, channel, cancelled: true, record: true }] };
  }
  const profile = kind.record ? recordOf(msg, person, time) : {};
  const upsert: Upsert = {
    kind: 'upsert',
    identities,
    profile,
    triggers: kind.paid ? ['paid-order'] : [],
    ...acted,
    ...(profile.name !== undefined && { nameFrom: 'account' }),
    ...withDiscarded(discarded),
    ...(kind.record && { record: true }),
  };
  return { outcome: 'changes', changes: [upsert] };
}

/** A chain's head office and the branch may both be told of one event. */
function isOfAnotherShop(data: JsonObject, { kdtId }: YouzanOptions): boolean {
  return kdtId !== undefined && ![data['kdt_id'], data['node_kdt_id'], data['root_kdt_id']].map(scalar).includes(kdtId);
}

function withAct(outcome: Identification | Ignored, acted: Acted): Identification | Ignored {
  if (outcome.outcome === 'ignored') return outcome;
  const changes = outcome.changes.map((change) => (change.kind === 'upsert' ? { ...change, ...acted } : change));
  return { ...outcome, changes };
}

function isYes(value: Json | undefined): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

function recordOf(msg: JsonObject, { isHidden }: YouzanPerson, time: string): ProfileFields {
  const name = plainText(msg['name']);
  return profileOf({
    name: isHidden || name === undefined || isCiphertext(name) ? undefined : name,
    gender: genderOf(msg['gender']),
    birthday: birthdayOf(msg['birthday'], time),
  });
}

function namesWhom({ names, tells }: YouzanEventKind): 'customer' | 'nobody' | 'unconfirmed' {
  if (names === 'nobody') return 'nobody';
  return tells === undefined || tells === 'phone-authorised' ? 'customer' : 'unconfirmed';
}

/** What a message of the customer generation says. @param region of the connection, for national numbers */
function identifyCustomer(
  type: string,
  tells: Tells,
  data: JsonObject,
  { onMerge }: YouzanOptions,
  region: string | undefined,
): Identification | Ignored {
  // The envelope signs its type; a body by itself proves no more than it holds.
  const isEnvelope = isJsonObject(data['msg']);
  const at = isEnvelope ? 'msg.' : '';
  const message = customerMessageOf(isJsonObject(data['msg']) ? data['msg'] : data);
  const memberAt = (named: Named | undefined): YouzanIdentities =>
    named ? youzanId(`${at}${named.name}`, named.value) : { identities: [], discarded: [] };
  const phoneAt = (named: Named | undefined, grade: 'claimed' | 'verified') => {
    const candidate = contactCandidate('mobile', `${at}${named?.name ?? 'mobile'}`, named?.value, { region });
    return { identity: identityOf(candidate, grade), discarded: [discardedCandidate(candidate)].filter(isPresent) };
  };
  const nobody = (discarded: readonly DiscardedValue[]) =>
    withoutIdentity(`${type} without a usable yz_open_id`, discarded);

  if (tells === 'merged') {
    const members = [message.to, message.from].map(memberAt);
    const identities = members.flatMap(({ identities: own }) => own).filter(isFirstOfItsValue);
    const discarded = members.flatMap((member) => member.discarded);
    if (identities.length === 2 && onMerge === 'connect') return identified(identities, discarded, { mergedIds: true });
    const detail = 'Youzan merges members, and options.onMerge leaves it to a person';
    return ignored('needs-an-operator', identities.length === 2 ? detail : `${type} without two members`, discarded);
  }

  const member = memberAt(message.openId);
  const isProof = tells === 'phone-authorised' && (isEnvelope || message.isAuthorisation);
  const phone = phoneAt(message.phone, isProof ? 'verified' : 'claimed');
  const old = tells === 'phone-changed' ? phoneAt(message.oldPhone, 'claimed') : { identity: undefined, discarded: [] };
  const discarded = [...member.discarded, ...phone.discarded, ...old.discarded];
  // A phone alone is no member's.
  if (member.identities.length === 0) return nobody(discarded);
  const gone = old.identity && old.identity.value !== phone.identity?.value ? { released: [old.identity] } : {};
  return identified([...member.identities, phone.identity].filter(isPresent), discarded, gone);
}

function isFirstOfItsValue({ value }: Identity, index: number, all: readonly Identity[]): boolean {
  return all.findIndex((other) => other.value === value) === index;
}
