import type { Upsert } from '../../../change/customer-change.ts';
import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { brand, scoped } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { because, discard } from '../../../identity/discard.ts';
import { identityOf, contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { identified, ignored, withoutIdentity } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { type Acted, actReader } from '../../act.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier, type Identification, type Ignored } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { weimobEventKind, type WeimobEventKind, weimobEventKinds } from './events.ts';
import { type FoundMember, memberIn, membersIn } from './fields.ts';
import { options, type WeimobOptions } from './receive.ts';

const OWN_ID = 'Weimob gives the id; that the message is Weimob’s rests on the key in the address';

const evidence: readonly EvidenceRule[] = [
  { kind: 'weimob-wid', field: 'msgBody.wid', grade: 'verified', why: OWN_ID },
  { kind: 'weimob-wid', field: 'msgBody.widList[n]', grade: 'verified', why: OWN_ID },
  {
    kind: 'mobile',
    field: 'msgBody.phone',
    grade: 'claimed',
    why: 'bound to the member; whether it comes in the clear, and was confirmed, is not documented',
  },
  {
    kind: 'mobile',
    field: 'msgBody.oldPhone',
    grade: 'claimed',
    why: 'bound to the member until this message: released, and never sent',
  },
];

/** What a message of Weimob says about a member. */
export const weimobIdentity = defineIdentifier({
  platform: 'weimob',
  options,
  evidence,
  events: () => knownEvents(weimobEventKinds, ({ effect }) => (effect === 'none' ? 'nobody' : 'customer')),
  identify({ type, data }, settings, { region }) {
    const kind = weimobEventKind(type);
    if (!kind) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const message = isJsonObject(data) ? data['msgBody'] : undefined;
    if (!isJsonObject(data) || !isJsonObject(message)) {
      return ignored('event-without-customer', 'the data hold no msgBody');
    }
    if (kind.effect === 'none') {
      return ignored('event-without-customer', `${type} gives no identity: ${kind.because}`, discardedGuide(message));
    }
    // The message says it of its own merchant as well, where it does.
    const merchants = [data['bosId'], message['bosId'] ?? data['bosId']].map(scalar);
    if (merchants.some((merchant) => merchant !== settings.bosId)) {
      return ignored('wrong-account', 'the bosId is not the connection’s');
    }
    const outcome = outcomeOf(type, kind.effect, message, settings, region);
    return kind.act ? withAct(outcome, actReader(kind.act)(data)) : outcome;
  },
});

function withAct(outcome: Identification | Ignored, acted: Acted): Identification | Ignored {
  if (outcome.outcome === 'ignored') return outcome;
  const changes = outcome.changes.map((change) => (change.kind === 'upsert' ? { ...change, ...acted } : change));
  return { ...outcome, changes };
}

type Effect = Exclude<WeimobEventKind, { readonly effect: 'none' }>['effect'];

function outcomeOf(
  type: string,
  effect: Effect,
  message: JsonObject,
  settings: WeimobOptions,
  region: string | undefined,
): Identification | Ignored {
  const found = effect === 'several' || effect === 'merge' ? membersIn(message) : [memberIn(message)];
  const members = found.flatMap((each) => identify(each, settings)).filter(isFirstOfItsValue);
  const discarded = [...found.flatMap(discardedMember), ...discardedGuide(message)];
  const nobody = (more: readonly DiscardedValue[] = []) => {
    const all = [...discarded, ...more];
    const what = `${type} without a usable wid`;
    return effect === 'cancelled'
      ? ignored('needs-an-operator', `${what}${because(all)}`, all)
      : withoutIdentity(what, all);
  };
  const [member] = members;
  if (!member) return nobody();
  switch (effect) {
    case 'seen':
    case 'several':
      return identified(members, discarded);
    case 'merge':
      if (members.length < 2) return identified(members, discarded);
      if (settings.onMerge === 'connect') return identified(members, discarded, { mergedIds: true });
      return ignored(
        'needs-an-operator',
        'Weimob merges members, and options.onMerge leaves it to a person',
        discarded,
      );
    case 'cancelled': {
      const channel = [{ kind: 'weimob-wid', scope: settings.bosId }];
      return { outcome: 'changes', changes: [{ kind: 'erase', identities: [member], channel, cancelled: true }] };
    }
    case 'phone': {
      const phone = contact('msgBody.phone', message['phone'], region);
      const old = contact('msgBody.oldPhone', message['oldPhone'], region);
      const isSame = old.identity?.value === phone.identity?.value;
      const all = [...discarded, ...phone.discarded, ...old.discarded];
      return identified([member, ...list(phone.identity)], all, isSame ? {} : goneIn(old.identity));
    }
    case 'released': {
      const gone = contact('msgBody.phone', message['phone'], region);
      return identified([member], [...discarded, ...gone.discarded], goneIn(gone.identity));
    }
  }
}

function identify({ field, id }: FoundMember, { bosId }: WeimobOptions): readonly Identity[] {
  return id.ok ? [scoped('weimob-wid', brand(bosId), id.value, { grade: 'verified', field })] : [];
}

function discardedMember({ field, value, id }: FoundMember): readonly DiscardedValue[] {
  return id.ok ? [] : discard('weimob-wid', field, value, id.reason);
}

function isFirstOfItsValue({ value }: Identity, index: number, all: readonly Identity[]): boolean {
  return all.findIndex((other) => other.value === value) === index;
}

function contact(field: string, value: JsonObject[string] | undefined, region: string | undefined) {
  const candidate = contactCandidate('mobile', field, value, { region });
  return { identity: identityOf(candidate, 'claimed'), discarded: [discardedCandidate(candidate)].filter(isPresent) };
}

function goneIn(contact: Identity | undefined): Pick<Upsert, 'released'> {
  return contact === undefined ? {} : { released: [contact] };
}

function list(identity: Identity | undefined): readonly Identity[] {
  return identity === undefined ? [] : [identity];
}

/** A shop assistant. */
function discardedGuide({ guideWid }: JsonObject): readonly DiscardedValue[] {
  const value = scalar(guideWid);
  return value === undefined || value === '' || value === '0'
    ? []
    : discard('weimob-wid', 'msgBody.guideWid', value, 'staff');
}
