import type { Trigger } from '../../functions/shared/change/customer-change.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { isJsonObject, type Json, type JsonObject } from '../../functions/shared/json/lossless.ts';
import type { DiscardedValue } from '../../functions/shared/identity/discarded-value.ts';
import type { ReasonCode } from '../../functions/shared/reasons/reasons.ts';
import { because, withDiscarded } from '../../functions/shared/identity/discard.ts';
import {
  defineIdentifier,
  type IdentifyContext,
  type Identification,
  type Ignored,
} from '../../functions/shared/sources/source.ts';
import { customerIdOf, customerIn, digitsOfGid } from '../../functions/shared/sources/platforms/shopify/fields.ts';
import { buyerOf, claimedContact, shopifyCustomer, type Person } from './person.ts';
import { options, type ShopifyOptions } from '../../functions/shared/sources/platforms/shopify/receive.ts';
import { kindOfTopic } from '../../functions/shared/sources/platforms/shopify/events.ts';

export const shopifyIdentityByHand = defineIdentifier({ platform: 'shopify', options, identify });

type Outcome = Identification | Ignored;

/** What follows from an event follows from its signed body; two topics with one body have one effect. */
function identify({ type, data, connection }: Envelope, options: ShopifyOptions, { region }: IdentifyContext): Outcome {
  const shop = options.shop ?? connection;
  const kind = kindOfTopic(type);
  if (kind === 'other') return ignored('event-not-handled', 'no effect is defined for this topic');
  if (!isJsonObject(data)) return ignored('event-without-customer', 'the body is no object');
  if (isTest(data) && options.acceptTests !== true) return ignored('test-delivery', 'test notification or test order');

  const customerId = customerIdOf(kind, data);
  switch (kind) {
    case 'customer':
      return upsert(buyerOf({ shop, region, customerId, customer: data, at: '' }));
    case 'order': {
      const triggers: readonly Trigger[] = data['financial_status'] === 'paid' ? ['paid-order'] : [];
      const source = { shop, region, customerId, customer: customerIn(data), at: 'customer.' } as const;
      return upsert(buyerOf({ ...source, order: data, purchase: data }), triggers);
    }
    case 'checkout': {
      // Email and phone of the checkout itself fill in while the buyer types: half an address is somebody else's.
      const source = { shop, region, customerId, customer: customerIn(data), at: 'customer.' } as const;
      const buyer = buyerOf({ ...source, purchase: data });
      if (customerId !== undefined) return upsert(buyer);
      return ignored('event-without-customer', 'a checkout without a customer', buyer.discarded);
    }
    case 'email-consent':
      return consent(data, 'email', { customerId, shop, region });
    case 'sms-consent':
      return consent(data, 'sms', { customerId, shop, region });
    case 'merge':
      return merge(data, shop);
    case 'customer-delete':
      return deletion(data, shop, options);
    case 'redact':
      return redaction(data, { customerId, shop, region });
    case 'data-request':
    case 'shop-redact':
    case 'customer-event':
      return ignored('needs-an-operator', `${type} is for a person to answer`);
  }
}

function isTest(data: JsonObject): boolean {
  return data['shopify_test'] === true || data['test'] === true;
}

function upsert({ identities, profile, discarded }: Person, triggers: readonly Trigger[] = []): Outcome {
  if (identities.length === 0) {
    return ignored('event-without-customer', `no usable identity${because(discarded)}`, discarded);
  }
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities, profile, triggers, ...withDiscarded(discarded) }],
  };
}

interface Whose extends IdentifyContext {
  readonly customerId: string | undefined;
  readonly shop: string;
}

function consent(body: JsonObject, channel: 'email' | 'sms', { customerId, shop, region }: Whose): Outcome {
  const trigger = consentTrigger(body[`${channel}_marketing_consent`], channel);
  if (trigger === undefined) return ignored('event-not-handled', 'the consent was neither given nor withdrawn');
  const { identities, discarded } =
    channel === 'email'
      ? claimedContact('email', 'email_address', body['email_address'], region)
      : claimedContact('mobile', 'phone', body['phone'], region);
  const customer = shopifyCustomer(shop, customerId, channel === 'email' ? 'customer_id' : 'id');
  return upsert({ identities: [...customer, ...identities], discarded, profile: {} }, [trigger]);
}

function consentTrigger(consent: Json | undefined, channel: 'email' | 'sms'): Trigger | undefined {
  if (!isJsonObject(consent)) return undefined;
  switch (consent['state']) {
    case 'subscribed':
      // Without a signed time, an old consent sent again would undo a withdrawal.
      return typeof consent['consent_updated_at'] === 'string' ? `${channel}-consent-given` : undefined;
    case 'unsubscribed':
    case 'redacted':
      return `${channel}-consent-withdrawn`;
    default:
      return undefined;
  }
}

function merge(body: JsonObject, shop: string): Outcome {
  const status = body['status'];
  if (typeof status !== 'string' || status.toLowerCase() !== 'completed') {
    return ignored('event-not-handled', 'the merge is not completed');
  }
  const fields = ['admin_graphql_api_customer_kept_id', 'admin_graphql_api_customer_deleted_id'] as const;
  const identities = fields.flatMap((field) => shopifyCustomer(shop, digitsOfGid(body[field], 'Customer'), field));
  if (identities.length !== fields.length)
    return ignored('event-without-customer', 'the merge does not name both customers');
  return upsert({ identities, profile: {}, discarded: [] });
}

function deletion(body: JsonObject, shop: string, { onCustomerDelete }: ShopifyOptions): Outcome {
  if (onCustomerDelete !== 'erase') return ignored('event-not-handled', 'options.onCustomerDelete is "ignore"');
  // A deleted product's body is a bare id too, and the topic is an unsigned header: only the global id says "customer".
  const customer = shopifyCustomer(shop, digitsOfGid(body['admin_graphql_api_id'], 'Customer'), 'admin_graphql_api_id');
  if (customer.length === 0)
    return ignored('needs-an-operator', 'a deletion whose body does not say that it is a customer');
  return { outcome: 'changes', changes: [{ kind: 'erase', identities: customer }] };
}

function redaction(body: JsonObject, { customerId, shop, region }: Whose): Outcome {
  const customer = customerIn(body) ?? {};
  const contacts = [
    claimedContact('email', 'customer.email', customer['email'], region),
    claimedContact('mobile', 'customer.phone', customer['phone'], region),
  ];
  const identities = [
    ...shopifyCustomer(shop, customerId, 'customer.id'),
    ...contacts.flatMap((contact) => contact.identities),
  ];
  if (identities.length > 0) {
    const channel = [{ kind: 'shopify-customer', scope: shop }];
    return { outcome: 'changes', changes: [{ kind: 'erase', identities, channel }] };
  }
  const discarded = contacts.flatMap((contact) => contact.discarded);
  return ignored('needs-an-operator', 'a redaction without a usable identity', discarded);
}

function ignored(reason: ReasonCode, detail: string, discarded: readonly DiscardedValue[] = []): Ignored {
  return { outcome: 'ignored', reason, detail, ...withDiscarded(discarded) };
}
