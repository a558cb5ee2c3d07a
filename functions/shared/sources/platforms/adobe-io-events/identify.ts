import type { Trigger } from '../../../change/customer-change.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { accountHolder, buyerOf, type AdobePerson, siteCustomer } from '../../protocols/adobe-commerce/fields.ts';
import { adobeCustomerId } from '../../protocols/adobe-commerce/record-id.ts';
import { type Acted, actReader } from '../../act.ts';
import { withoutIdentity } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier, type Identification, type Ignored } from '../../source.ts';
import type { EvidenceRule } from '../../evidence-rule.ts';
import { type AdobeIoEventKind, adobeIoEventKind, adobeIoEventKinds, recordOf } from './events.ts';
import { options } from './receive.ts';
import { siteOf, sourceOf } from './fields.ts';

const OWN_ID = 'Commerce gives the id; Adobe signs the event';
const TYPED = 'typed by the person; the event does not say whether it was confirmed';
const BILLED = 'an order has no phone of its own; that of the billing address, typed at check-out';

const id = (field: string): EvidenceRule => ({
  kind: 'adobe-commerce-customer',
  field: `data.value.${field}`,
  grade: 'verified',
  why: OWN_ID,
});
const claimed = (kind: 'email' | 'mobile', field: string, why: string): EvidenceRule => ({
  kind,
  field: `data.value.${field}`,
  grade: 'claimed',
  why,
});

const evidence: readonly EvidenceRule[] = [
  id('id'),
  id('entity_id'),
  id('customer.id'),
  id('customer.entity_id'),
  id('customer_id'),
  claimed('email', 'email', TYPED),
  claimed('email', 'customer.email', TYPED),
  claimed('email', 'customer_email', TYPED),
  claimed('mobile', 'billing_address.telephone', BILLED),
  claimed('mobile', 'addresses[n].telephone', BILLED),
];

/** What an event of Adobe Commerce says about the holder of an account, or about who ordered. */
export const adobeIoEventsIdentity = defineIdentifier({
  platform: 'adobe-io-events',
  options,
  evidence,
  events: () => knownEvents(adobeIoEventKinds, () => 'customer'),
  identify({ type, data, time }, settings, { region }) {
    const kind = adobeIoEventKind(type);
    if (!kind) return ignored('event-not-handled', `no effect is defined for ${type}`);
    const source = isJsonObject(data) ? sourceOf(data) : undefined;
    const site = source === undefined ? undefined : siteOf(source, settings);
    if (!isJsonObject(data) || site === undefined) {
      return ignored('event-without-customer', 'the event names no installation that the options know');
    }
    const record = recordOf(data, kind);
    if (!record) return ignored('event-without-customer', `nothing stands at ${kind.at.slice(0, -1)}`);
    const place = { site, region, at: kind.at, time };
    switch (kind.effect) {
      case 'account':
        return upsert(accountHolder(record, place), actOf(kind, data));
      case 'order':
        return upsert(buyerOf(record, place), actOf(kind, data), isPaid(record) ? ['paid-order'] : []);
      case 'account-deleted': {
        if (settings.onCustomerDelete !== 'erase') {
          return ignored('event-not-handled', 'options.onCustomerDelete is "ignore"');
        }
        const identities = siteCustomer(site, kind.at, adobeCustomerId(record));
        if (identities.length === 0) return ignored('needs-an-operator', 'a deletion that does not say whose');
        return { outcome: 'changes', changes: [{ kind: 'erase', identities }] };
      }
    }
  },
});

/** All of it is paid, and it is neither cancelled nor given back. */
function isPaid(order: JsonObject): boolean {
  const [paid, total] = ['total_paid', 'grand_total'].map((field) => Number(scalar(order[field]) ?? NaN));
  const { state } = order;
  return (state === 'processing' || state === 'complete') && (total ?? 0) > 0 && (paid ?? 0) >= (total ?? 0);
}

function actOf({ act }: AdobeIoEventKind, data: JsonObject): Acted {
  return act ? actReader(act)(data) : {};
}

function upsert(
  { identities, discarded, ...person }: AdobePerson,
  acted: Acted,
  triggers: readonly Trigger[] = [],
): Identification | Ignored {
  if (identities.length === 0) {
    return withoutIdentity('no usable identity', discarded);
  }
  const change = { kind: 'upsert', identities, triggers, ...person, ...acted, ...withDiscarded(discarded) } as const;
  return { outcome: 'changes', changes: [change] };
}

function ignored(reason: ReasonCode, detail: string, discarded: readonly DiscardedValue[] = []): Ignored {
  return { outcome: 'ignored', reason, detail, ...withDiscarded(discarded) };
}
