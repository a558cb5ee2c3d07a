import type { Trigger, ProfileFields } from '../../../change/customer-change.ts';
import { corp, scoped } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { profileOf } from '../../profile-fields.ts';
import { recordAct } from '../../act.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier, type Ignored } from '../../source.ts';
import { textOf } from '../../protocols/wechat-crypto/push-object.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { wecomCustomerOf, discardedOfWecom } from './fields.ts';
import { ACQUISITION_EVENTS, type WecomEventKind, wecomEventKind, wecomEventKinds } from './events.ts';
import { options, type WecomOptions } from './receive.ts';
import { becauseOfSilence, wecomSilentEvents } from './silent-events.ts';

const evidence: readonly EvidenceRule[] = [
  {
    kind: 'wecom-external-userid',
    field: 'ExternalUserID',
    grade: 'verified',
    why: 'WeCom gives the id, inside the encrypted and signed push',
  },
];

/** `Source` of a deletion: another employee takes the customer over. */
const BY_TRANSFER = 'DELETE_BY_TRANSFER';

/** What an event of WeCom says about a customer, who is always the one in `ExternalUserID`. */
export const wecomIdentity = defineIdentifier({
  platform: 'wecom',
  options,
  evidence,
  events: () => knownEvents([...wecomEventKinds, ACQUISITION_EVENTS, ...wecomSilentEvents], namesWhom),
  identify({ type, data }, settings) {
    const kind = wecomEventKind(type);
    if (!kind) return withoutKind(type);
    if (!isJsonObject(data)) return ignored('event-without-customer', 'the data are not an object');
    const stranger = otherAccount(data, settings);
    if (stranger !== undefined) {
      return ignored('wrong-account', `the ${stranger} in the event is not the connection’s`);
    }
    const discarded = discardedOfWecom(data);
    if (kind.names === 'nobody') return ignored(kind.reason, kind.detail, discarded);
    const customer = wecomCustomerOf(data);
    if (!customer) return withoutIdentity('ExternalUserID is missing or not a customer’s id', discarded);
    const { field, value } = customer;
    const identity = scoped('wecom-external-userid', corp(settings.corpId), value, { grade: 'verified', field });
    const triggers = triggersOf(kind.trigger, data);
    const profile: ProfileFields = profileOf({
      subscribeSource: kind.trigger === 'employee-added' ? textOf(data, 'State') : undefined,
    });
    return {
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [identity],
          profile,
          triggers,
          ...(kind.act === 'record' && recordAct),
          ...withDiscarded(discarded),
        },
      ],
    };
  },
});

function withoutKind(type: string): Ignored {
  const because = becauseOfSilence(type);
  return because === undefined
    ? ignored('event-not-handled', `${type} concerns no customer that we know of`)
    : ignored('event-not-handled', `${type} gives no identity: ${because}`);
}

/** A customer who is handed over loses no contact. */
function triggersOf(trigger: Trigger | undefined, data: JsonObject): readonly Trigger[] {
  const isHandedOver = textOf(data, 'Source')?.toUpperCase() === BY_TRANSFER;
  return trigger === undefined || (trigger === 'employee-removed' && isHandedOver) ? [] : [trigger];
}

/** A suite hears of every corp that has installed it. What an app hears is encrypted for its corp. */
function otherAccount(data: JsonObject, { corpId, suiteId }: WecomOptions): 'SuiteId' | 'AuthCorpId' | undefined {
  if (data['InfoType'] === undefined) return undefined;
  if (textOf(data, 'SuiteId') !== suiteId) return 'SuiteId';
  return textOf(data, 'AuthCorpId') === corpId ? undefined : 'AuthCorpId';
}

/** A text says why nobody is named. */
function namesWhom(kind: WecomEventKind | string): 'customer' | 'nobody' {
  return typeof kind === 'string' ? 'nobody' : kind.names;
}
