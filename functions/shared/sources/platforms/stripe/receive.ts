import * as z from 'zod/mini';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { fromUnixSeconds } from '../../unix-time.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import type { CustomerEvent } from './payload.ts';
import { customerOf, resourceOf } from './resource.ts';

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

export const aboutStripe: About<StripeOptions> = {
  name: 'Stripe',
  authentication: 'HMAC-SHA256 over time and body; five minutes',
  confidence: 'confirmed',
  warnings: ({ acceptTestMode }) =>
    warnIf(
      acceptTestMode,
      'acceptTestMode',
      'events of the test mode reach the CDP',
      'remove it before real customers come',
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
