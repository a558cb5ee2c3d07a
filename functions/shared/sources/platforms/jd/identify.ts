import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { appKeyShop, scoped } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { because, discard, withDiscarded } from '../../../identity/discard.ts';
import { actReader } from '../../act.ts';
import { fromChinaTime } from '../../china-time.ts';
import { ignored } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { type JdId, jdIdsIn, discardedOfJd, SELLERS } from './fields.ts';
import { type JdOptions, options } from './receive.ts';

const why =
  'JD gives the id; taken for one buyer within one application and shop, because no wider scope is documented';

const evidence: readonly EvidenceRule[] = [
  { kind: 'jd-xid', field: 'xid_buyer', grade: 'verified', why },
  { kind: 'jd-open-id', field: 'open_id_buyer', grade: 'verified', why },
];

const readAct = actReader({ kind: 'order', created: 'orderStartTime', offset: '+08:00' });

/** What an order of JD says about its buyer. */
export const jdIdentity = defineIdentifier({
  platform: 'jd',
  options,
  evidence,
  events: () => knownEvents([['order', true]], () => 'unconfirmed'),
  identify({ type, data }, settings) {
    if (settings.acceptUnconfirmed !== true) {
      return ignored('unconfirmed-not-accepted', 'options.acceptUnconfirmed of the connection is not set');
    }
    if (type !== 'order') return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    if (!isJsonObject(data)) return ignored('event-without-customer', 'the data hold no order');
    if (scalar(data['venderId']) !== settings.venderId) {
      return ignored('wrong-account', 'the venderId of the order is not the connection’s');
    }
    const normalised = jdIdsIn(data).map((found) => normaliseId(found, data, settings));
    const identities = normalised.flatMap((each) => each.identities);
    const discarded = [...normalised.flatMap((each) => each.discarded), ...discardedOfJd(data)];
    if (identities.length === 0) {
      return ignored('event-without-customer', `the order names no buyer${because(discarded)}`, discarded);
    }
    // 0001-01-01 00:00:00 where nothing was paid.
    const isPaid = fromChinaTime(data['paymentConfirmTime']) !== undefined;
    const triggers = isPaid ? (['paid-order'] as const) : [];
    return {
      outcome: 'changes',
      changes: [{ kind: 'upsert', identities, profile: {}, triggers, ...readAct(data), ...withDiscarded(discarded) }],
    };
  },
});

interface ReadIdentities {
  readonly identities: readonly Identity[];
  readonly discarded: readonly DiscardedValue[];
}

function normaliseId(
  { field, kind, value, id }: JdId,
  order: JsonObject,
  { appKey, venderId }: JdOptions,
): ReadIdentities {
  if (!id.ok) return { identities: [], discarded: discard(kind, field, value, id.reason) };
  if (SELLERS.some((seller) => order[seller] === id.value)) {
    return { identities: [], discarded: discard(kind, field, value, 'shop') };
  }
  const evidence = { grade: 'verified', field } as const;
  return { identities: [scoped(kind, appKeyShop(appKey, venderId), id.value, evidence)], discarded: [] };
}
