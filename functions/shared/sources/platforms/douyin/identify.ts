import type { Identity } from '../../../identity/identity.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { appKey, scoped } from '../../../identity/scoped.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { because, discard, withDiscarded } from '../../../identity/discard.ts';
import { actReader } from '../../act.ts';
import { identityOf, contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import { ignored } from '../../outcomes.ts';
import { isPresent } from '../../present.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { douyinEventKind, douyinEventKinds, holderIn } from './events.ts';
import { type DouyinOptions, options } from './receive.ts';

const evidence: readonly EvidenceRule[] = [
  {
    kind: 'douyin-open-id',
    field: 'from_user_id',
    grade: 'verified',
    why: '`fromUserIsCustomer`: Douyin gives the id and signs it; one user within one app',
  },
  {
    kind: 'mobile',
    field: 'content.mobile',
    grade: 'claimed',
    why: 'the phone of the member’s Douyin account; the event does not say whether it was confirmed',
  },
];

const KIND = 'douyin-open-id';

/** What an event of Douyin says about a buyer or a member. `account_id` is the merchant's in all of them. */
export const douyinIdentity = defineIdentifier({
  platform: 'douyin',
  options,
  evidence,
  events: () => knownEvents(douyinEventKinds, () => 'customer'),
  identify({ type, data }, settings, { region }) {
    const kind = douyinEventKind(type);
    if (!kind) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const content = isJsonObject(data) ? data['content'] : undefined;
    if (!isJsonObject(data) || !isJsonObject(content)) {
      return ignored('event-without-customer', 'the data hold no content');
    }
    const merchant = scalar(holderIn(content, kind)['account_id']);
    if (isOfAnother(data, merchant, settings)) {
      return ignored('wrong-account', 'the client_key or the account_id is not the connection’s');
    }
    const user = userOf(data, merchant, settings);
    const phone = kind.trigger
      ? contactCandidate('mobile', 'content.mobile', content['mobile'], { region })
      : undefined;
    const identities = [user.identity, phone && identityOf(phone, 'claimed')].filter(isPresent);
    const discarded = [...user.discarded, phone && discardedCandidate(phone)].filter(isPresent);
    if (identities.length === 0) {
      return ignored('event-without-customer', `${type} without a usable identity${because(discarded)}`, discarded);
    }
    const isPaid = kind.paidBy !== undefined && content['action'] === kind.paidBy;
    const triggers = [kind.trigger, isPaid ? ('paid-order' as const) : undefined].filter(isPresent);
    // A payment is the act where nothing says when the order was placed.
    const acted = kind.act ? actReader({ ...kind.act, ...(isPaid && { isAct: true }) })(data) : {};
    return {
      outcome: 'changes',
      changes: [{ kind: 'upsert', identities, profile: {}, triggers, ...acted, ...withDiscarded(discarded) }],
    };
  },
});

function isOfAnother(data: JsonObject, merchant: string | undefined, { clientKey, accountId }: DouyinOptions): boolean {
  return scalar(data['client_key']) !== clientKey || (accountId !== undefined && merchant !== accountId);
}

interface User {
  readonly identity?: Identity;
  readonly discarded: readonly DiscardedValue[];
}

function userOf(data: JsonObject, merchant: string | undefined, settings: DouyinOptions): User {
  const value = data['from_user_id'];
  const id = platformId(KIND, value);
  if (!id.ok) return { discarded: discard(KIND, 'from_user_id', value, id.reason) };
  if (id.value === merchant) return { discarded: discard(KIND, 'from_user_id', value, 'shop') };
  // Of Life Services nobody says whose it is, and a merchant's would be everybody's.
  if (!settings.fromUserIsCustomer) return { discarded: discard(KIND, 'from_user_id', value, 'ambiguous') };
  const evidence = { grade: 'verified', field: 'from_user_id' } as const;
  return { identity: scoped(KIND, appKey(settings.clientKey), id.value, evidence), discarded: [] };
}
