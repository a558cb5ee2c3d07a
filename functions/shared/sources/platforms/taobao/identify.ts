import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { appKey, brand, scoped, shop } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { discard, discardWithoutScope, withDiscarded } from '../../../identity/discard.ts';
import { recordAct } from '../../act.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { type TaobaoId, taobaoIdsIn, KIND_OF, discardedOfTaobao } from './fields.ts';
import { options, type TaobaoOptions } from './receive.ts';
import { topicOf, topics } from './events.ts';

const IN_SHOP = 'Taobao gives the id; one buyer within one shop, the same in every app';

const evidence: readonly EvidenceRule[] = [
  {
    kind: 'taobao-omid',
    field: 'content.omid',
    grade: 'verified',
    why: 'Taobao gives the id; one buyer across the shops of one merchant entity',
  },
  { kind: 'taobao-ouid', field: 'content.ouid', grade: 'verified', why: IN_SHOP },
  {
    kind: 'taobao-ouid',
    field: 'content.user',
    grade: 'verified',
    why: `of \`MemberJoinPrivate\` alone: ${IN_SHOP}`,
  },
  {
    kind: 'taobao-open-uid',
    field: 'content.buyer_open_uid',
    grade: 'verified',
    why: 'Taobao gives the id; one buyer within one app key',
  },
];

/** What a message of Taobao or Tmall says about a buyer or a member. */
export const taobaoIdentity = defineIdentifier({
  platform: 'taobao',
  options,
  evidence,
  events: () => knownEvents(topics, ({ ids }) => (ids.length === 0 ? 'nobody' : 'customer')),
  identify({ type, data }, settings) {
    const topic = topicOf(type);
    if (!topic) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const content = isJsonObject(data) ? data['content'] : undefined;
    if (!isJsonObject(data) || !isJsonObject(content)) {
      return ignored('event-without-customer', 'the data hold no content');
    }
    if (isOfAnotherSeller(data, content, settings)) {
      return ignored('wrong-account', 'the seller of the message is not options.sellerId');
    }
    const normalised = taobaoIdsIn(content, topic).map((found) => normaliseId(found, settings));
    const identities = normalised.flatMap((each) => each.identities);
    const discarded = [...normalised.flatMap((each) => each.discarded), ...discardedOfTaobao(type, content)];
    if (identities.length === 0) {
      return topic.because === undefined
        ? withoutIdentity(`${type} gives no identity: no usable id`, discarded)
        : ignored('event-without-customer', `${type} gives no identity: ${topic.because}`, discarded);
    }
    const triggers = topic.trigger ? [topic.trigger] : [];
    const acted = topic.isAct ? {} : recordAct;
    return {
      outcome: 'changes',
      changes: [{ kind: 'upsert', identities, profile: {}, triggers, ...acted, ...withDiscarded(discarded) }],
    };
  },
});

/** A message names its seller in the frame, in the content, in both or in neither; Taobao's own library writes `userId`. */
function isOfAnotherSeller(data: JsonObject, content: JsonObject, { sellerId }: TaobaoOptions): boolean {
  return [data['userid'], data['userId'], content['seller_id']].some((value) => {
    const named = scalar(value);
    return named !== undefined && named !== '' && named !== sellerId;
  });
}

interface ReadIdentities {
  readonly identities: readonly Identity[];
  readonly discarded: readonly DiscardedValue[];
}

function normaliseId(
  { field, value, id }: TaobaoId,
  { appKey: key, sellerId, merchantEntity }: TaobaoOptions,
): ReadIdentities {
  const at = `content.${field}`;
  if (!id.ok) return { identities: [], discarded: discard(KIND_OF[field], at, value, id.reason) };
  const evidence = { grade: 'verified', field: at } as const;
  switch (field) {
    case 'buyer_open_uid':
      return { identities: [scoped('taobao-open-uid', appKey(key), id.value, evidence)], discarded: [] };
    case 'ouid':
    case 'user':
      return { identities: [scoped('taobao-ouid', shop(sellerId), id.value, evidence)], discarded: [] };
    case 'omid':
      // Of another merchant it is another person's.
      if (merchantEntity === undefined) {
        return {
          identities: [],
          discarded: discardWithoutScope('taobao-omid', at, id.value, 'options.merchantEntity'),
        };
      }
      return { identities: [scoped('taobao-omid', brand(merchantEntity), id.value, evidence)], discarded: [] };
  }
}
