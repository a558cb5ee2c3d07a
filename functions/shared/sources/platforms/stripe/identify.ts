import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping } from '../../protocols/hmac/mapping.ts';
import {
  type CheckoutEvent,
  countryBefore,
  type CustomerEvent,
  type PaymentEvent,
  resourceOf,
  stripe,
  type StripeOptions,
} from './receive.ts';

type Options = StripeOptions;
const scope = ({ options, event }: Happened<Options>) => options.account ?? event.connection;
const id = { kind: 'stripe-customer', grade: 'verified', why: 'Stripe gives the id and signs it', scope } as const;
const NO_PROOF = 'Stripe confirms neither addresses nor phones of customers';
const TYPED = 'typed at check-out, by whoever paid';
const BEFORE = 'what the customer had until this event: released, and never sent';
// Stripe has no accounts: a customer's name is what was typed on paying, or what the merchant has written.
const nameFrom = 'beside-contact';

const contacts = [
  { ...id, path: 'data.object.id' },
  { kind: 'email', path: 'data.object.email', grade: 'claimed', why: NO_PROOF },
  {
    kind: 'mobile',
    path: 'data.object.phone',
    grade: 'claimed',
    why: NO_PROOF,
    countries: ['data.object.address.country'],
  },
] as const;

const customer: Mapping<CustomerEvent, Options> = {
  identities: contacts,
  thirdPartyFields: [{ kind: 'mobile', path: 'data.object.shipping.phone', reason: 'receiver' }],
  profile: {
    name: 'data.object.name',
    language: (body) => {
      const locales = resourceOf(body)['preferred_locales'];
      return Array.isArray(locales) ? (locales as readonly unknown[])[0] : undefined;
    },
    email: 'identity',
  },
  nameFrom,
  released: [
    { kind: 'email', path: 'data.previous_attributes.email', grade: 'claimed', why: BEFORE },
    {
      kind: 'mobile',
      path: 'data.previous_attributes.phone',
      grade: 'claimed',
      why: BEFORE,
      countries: [countryBefore],
    },
  ],
  act: { kind: 'record', created: 'data.object.created' },
};

const deletion: Mapping<CustomerEvent, Options> = {
  effect: 'erase',
  unless: ({ options }) =>
    options.onCustomerDelete === 'erase'
      ? undefined
      : { reason: 'event-not-handled', detail: 'options.onCustomerDelete is "ignore"' },
  channel: (happened) => [{ kind: 'stripe-customer', scope: scope(happened) }],
  identities: contacts,
};

const checkout: Mapping<CheckoutEvent, Options> = {
  identities: [
    { ...id, path: 'data.object.customer' },
    { kind: 'email', path: 'data.object.customer_details.email', grade: 'claimed', why: TYPED },
    {
      kind: 'mobile',
      path: 'data.object.customer_details.phone',
      grade: 'claimed',
      why: TYPED,
      countries: ['data.object.customer_details.address.country'],
    },
  ],
  thirdPartyFields: [{ kind: 'mobile', path: 'data.object.shipping_details.phone', reason: 'receiver' }],
  profile: { name: 'data.object.customer_details.name', language: 'data.object.locale', email: 'identity' },
  nameFrom,
  act: { kind: 'order', created: 'data.object.created', isAct: true },
  triggers: (body) => (resourceOf(body)['payment_status'] === 'paid' ? ['paid-order'] : []),
};

const payment: Mapping<PaymentEvent, Options> = {
  identities: [
    { ...id, path: 'data.object.customer' },
    [
      { kind: 'email', path: 'data.object.billing_details.email', grade: 'claimed', why: TYPED },
      { kind: 'email', path: 'data.object.receipt_email', grade: 'claimed', why: TYPED },
    ],
    {
      kind: 'mobile',
      path: 'data.object.billing_details.phone',
      grade: 'claimed',
      why: TYPED,
      countries: ['data.object.billing_details.address.country'],
    },
  ],
  thirdPartyFields: [{ kind: 'mobile', path: 'data.object.shipping.phone', reason: 'receiver' }],
  profile: { name: 'data.object.billing_details.name', email: 'identity' },
  nameFrom,
  act: { kind: 'order', created: 'data.object.created', isAct: true },
  // A charge that is only authorised has succeeded too, and may be let go.
  triggers: (body) => {
    const { status, captured } = resourceOf(body);
    return status === 'succeeded' && captured !== false ? ['paid-order'] : [];
  },
};

export const stripeIdentity = mapHmacSource(stripe, {
  rules: {
    'customer.created': customer,
    'customer.updated': customer,
    'customer.deleted': deletion,
    'checkout.session.completed': checkout,
    // What was unpaid when the check-out ended: a transfer, a direct debit.
    'checkout.session.async_payment_succeeded': checkout,
    'charge.succeeded': payment,
    'payment_intent.succeeded': payment,
  },
  acceptsTests: ({ acceptTestMode }) => acceptTestMode === true,
});
