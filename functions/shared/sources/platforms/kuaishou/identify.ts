import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { appKeyShop, scoped } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { discard, withDiscarded } from '../../../identity/discard.ts';
import { actReader, recordAct } from '../../act.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { kuaishouBuyerOf, kuaishouEventNames, knownTypes } from './fields.ts';
import { options } from './receive.ts';

const evidence: readonly EvidenceRule[] = [
  {
    kind: 'kuaishou-open-id',
    field: 'info.buyerOpenId',
    grade: 'verified',
    why: 'Kuaishou gives the id, inside a message that only the holder of the message key can write',
  },
];

const KIND = 'kuaishou-open-id';
const FIELD = 'info.buyerOpenId';
/** Only the message of a new order says when it was placed. */
const readAct = actReader({ kind: 'order', created: 'createTime', isAct: true });

/** What a message of Kuaishou says about a buyer. */
export const kuaishouIdentity = defineIdentifier({
  platform: 'kuaishou',
  options,
  evidence,
  events: () => knownEvents(knownTypes, (names) => names),
  identify({ type, data }, { appKey, userIds }) {
    const names = kuaishouEventNames(type);
    if (!names) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const info = isJsonObject(data) ? data['info'] : undefined;
    if (!isJsonObject(data) || !isJsonObject(info)) return ignored('event-without-customer', 'the data hold no info');
    // The front door lets no other seller's in; a queue may.
    if (userIds && !userIds.includes(scalar(data['userId']) ?? '')) {
      return ignored('wrong-account', 'the message is of a seller whom options.userIds does not name');
    }
    if (names === 'order') {
      return ignored('event-without-customer', `${type} gives no identity: it names an order and no buyer`);
    }
    const buyer = kuaishouBuyerOf(data, info);
    const discarded = discardedBeside(info);
    if (!buyer.ok) {
      const own = discard(KIND, FIELD, buyer.value, buyer.reason);
      const all = [...own, ...discarded];
      // What stands beside is nobody's, whatever its form.
      if (own.length === 0) return ignored('event-without-customer', `${type} without a buyerOpenId`, all);
      return withoutIdentity(`${type} without a usable buyerOpenId`, all);
    }
    const scope = appKeyShop(appKey, buyer.sellerId);
    const identity = scoped(KIND, scope, buyer.openId, { grade: 'verified', field: FIELD });
    const acted = type === 'kwaishop_order_addOrder' ? readAct(info) : recordAct;
    return {
      outcome: 'changes',
      changes: [
        { kind: 'upsert', identities: [identity], profile: {}, triggers: [], ...acted, ...withDiscarded(discarded) },
      ],
    };
  },
});

/** One program calls `openId` the buyer's, another the seller's; in the message that was captured it is neither's other id. */
function discardedBeside({ openId, buyerOpenId }: JsonObject): readonly DiscardedValue[] {
  if (typeof openId !== 'string' || openId === '' || openId === buyerOpenId) return [];
  return discard(KIND, 'info.openId', openId, 'ambiguous');
}
