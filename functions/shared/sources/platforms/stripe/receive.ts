import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { fromUnixSeconds } from '../../unix-time.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';

export const options = z.strictObject({
  /**
   * The account, `acct_…`. Events of another connected account are kept and change nobody. Without it the connection itself is
   * the account.
   */
  account: z.optional(z.string().check(z.regex(/^acct_[A-Za-z0-9]+$/, 'an account as acct_1032D82eZvKYlo2C'))),
  /** Let events of the test mode (`livemode: false`) reach the CDP. */
  acceptTestMode: z.optional(z.boolean()),
  /** Deleting a customer in the dashboard is housekeeping for most, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type StripeOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** Of this one endpoint; used as it is, `whsec_` included. */
  endpointSecret: z
    .string()
    .check(z.regex(/^whsec_\S+$/, 'must be the whole signing secret of the endpoint, whsec_ included, without blanks')),
});
export type StripeSecret = z.infer<typeof secret>;

/** The fields of Stripe's events that we read; `data.object` is what the type names. */
interface EventBody<Resource> {
  readonly id?: string;
  readonly type?: string;
  readonly data?: { readonly object?: Resource; readonly previous_attributes?: Contacts };
}

interface Contacts {
  readonly email?: string;
  readonly phone?: string;
  readonly name?: string;
  readonly address?: { readonly country?: string };
}

export type CustomerEvent = EventBody<
  Contacts & {
    readonly id?: string;
    readonly created?: number;
    readonly preferred_locales?: readonly string[];
    readonly shipping?: { readonly phone?: string };
  }
>;

export type CheckoutEvent = EventBody<{
  readonly customer?: string;
  readonly created?: number;
  readonly customer_details?: Contacts;
  readonly locale?: string;
  readonly shipping_details?: { readonly phone?: string };
}>;

export type PaymentEvent = EventBody<{
  readonly customer?: string;
  readonly created?: number;
  readonly billing_details?: Contacts;
  readonly receipt_email?: string;
  readonly shipping?: { readonly phone?: string };
}>;

export const aboutStripe: About<StripeOptions> = {
  name: 'Stripe',
  authentication: 'HMAC-SHA256 over time and body; five minutes',
  confidence: 'confirmed',
  warnings: ({ acceptTestMode }) =>
    warnIf(
      acceptTestMode,
      'acceptTestMode',
      { en: 'events of the test mode reach the CDP', zh: '测试模式的事件会进入 CDP' },
      { en: 'remove it before real customers come', zh: '在真实客户到来之前去掉它' },
    ),
};

/** Stripe: the signature header holds the time and one signature a secret; `v0` is a decoy of the test mode. */
export const stripe = defineHmacSource<CustomerEvent, StripeOptions, StripeSecret>({
  platform: 'stripe',
  options,
  secret,
  scopes: ({ account }, { name }) => ({ 'stripe-customer': account ?? name }),
  signature: {
    headers: ['stripe-signature'],
    encodings: ['hex'],
    prefix: 'v1=',
    separator: ',',
    signed: '{entry:t}.{body}',
    timestamp: { of: 'entry:t', toleranceSeconds: 300 },
  },
  key: ({ endpointSecret }) => endpointSecret,
  unwrap: eventInEventBridge,
  types: [
    'customer.created',
    'customer.updated',
    'customer.deleted',
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'charge.succeeded',
    'payment_intent.succeeded',
  ],
  type: { path: 'type' },
  contradiction: contradictionIn,
  // A repetition has the same id, and not always the same bytes (`pending_webhooks`).
  id: ({ body }, digest) => [(isJsonObject(body) && scalar(body['id'])) || digest],
  subject: ({ body }) => customerOf(body),
  partition: ({ body }) => scalar(resourceOf(body)['id']),
  time: ({ body }) => (isJsonObject(body) ? fromUnixSeconds(body['created']) : undefined),
  isTest: ({ body }) => isJsonObject(body) && body['livemode'] === false,
});

function contradictionIn(type: string, body: JsonObject, { account }: StripeOptions): string | undefined {
  if (body['object'] !== 'event') return 'no snapshot event: a thin one holds nothing but a reference';
  const resource = type.startsWith('customer.') ? 'customer' : type.slice(0, type.lastIndexOf('.'));
  if (resourceOf(body)['object'] !== resource) return `data.object is no ${resource}`;
  if (account !== undefined && body['account'] !== undefined && body['account'] !== account)
    return 'an event of another connected account';
  return undefined;
}

/** Stripe's partner bus: the event stands in `detail`, and the bus is the proof. */
function eventInEventBridge({
  source,
  detail,
}: JsonObject): { headers: Record<string, string>; body: Json } | undefined {
  const isStripe = typeof source === 'string' && source.startsWith('aws.partner/stripe.com/');
  return isStripe && isJsonObject(detail) ? { headers: {}, body: detail } : undefined;
}

/** What the event is about. */
export function resourceOf(body: Json): JsonObject {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const resource = isJsonObject(data) ? data['object'] : undefined;
  return isJsonObject(resource) ? resource : {};
}

/** The country that a customer's address had before the event; of what has changed Stripe says only the fields that did. */
export function countryBefore(body: Json): Json | undefined {
  const data = isJsonObject(body) ? body['data'] : undefined;
  const previous = isJsonObject(data) ? data['previous_attributes'] : undefined;
  const now = resourceOf(body)['address'];
  const country = isJsonObject(now) ? now['country'] : undefined;
  if (!isJsonObject(previous) || !Object.hasOwn(previous, 'address')) return country;
  const before = previous['address'];
  return isJsonObject(before) ? (before['country'] ?? country) : undefined;
}

/** Whose event it is: the customer itself, or the one that a payment names. */
function customerOf(body: Json): string | undefined {
  const resource = resourceOf(body);
  const id = resource['object'] === 'customer' ? resource['id'] : resource['customer'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
