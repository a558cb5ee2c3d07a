import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import { accountHolder, buyerOf } from '../../protocols/adobe-commerce/fields.ts';
import { actReader } from '../../act.ts';
import { withoutIdentity } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier, type Ignored } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { hookOf, hooks, recordIn } from './events.ts';
import { options } from './receive.ts';

const OWN_ID = 'Commerce gives the id and signs the body';
const TYPED = 'typed by the person; the hook does not say whether it was confirmed';

const evidence: readonly EvidenceRule[] = [
  { kind: 'adobe-commerce-customer', field: 'data.customer.data_model.id', grade: 'verified', why: OWN_ID },
  { kind: 'adobe-commerce-customer', field: 'data.customer.data_model.entity_id', grade: 'verified', why: OWN_ID },
  { kind: 'adobe-commerce-customer', field: 'data.order.customer_id', grade: 'verified', why: OWN_ID },
  { kind: 'email', field: 'data.customer.data_model.email', grade: 'claimed', why: TYPED },
  { kind: 'email', field: 'data.order.customer_email', grade: 'claimed', why: TYPED },
];

/**
 * What a hook says about the holder of an account. A hook comes before the shop has saved anything and may come to nothing:
 * whoever has no account yet is nobody.
 */
export const adobeCommerceWebhooksIdentity = defineIdentifier({
  platform: 'adobe-commerce-webhooks',
  options,
  evidence,
  events: () => knownEvents(hooks, () => 'customer'),
  identify({ type, data, connection, time }, { site = connection }, { region }) {
    const hook = hookOf(type);
    if (!hook) return ignored('event-not-handled', `no effect is defined for ${type}`);
    const record = recordIn(data, hook);
    if (!record) return ignored('event-without-customer', `nothing stands at ${hook.path.join('.')}`);
    const place = { site, region, at: `${hook.path.join('.')}.`, time };
    const person = hook.effect === 'account' ? accountHolder(record, place) : buyerOf(record, place);
    const { identities, profile, nameFrom, discarded } = person;
    if (!identities.some(({ kind }) => kind === 'adobe-commerce-customer')) {
      return withoutIdentity('nobody with an account', discarded);
    }
    return {
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities,
          profile,
          triggers: [],
          ...(nameFrom && { nameFrom }),
          ...(hook.act && isJsonObject(data) && actReader(hook.act)(data)),
          ...withDiscarded(discarded),
        },
      ],
    };
  },
});

function ignored(reason: ReasonCode, detail: string, discarded: readonly DiscardedValue[] = []): Ignored {
  return { outcome: 'ignored', reason, detail, ...withDiscarded(discarded) };
}
