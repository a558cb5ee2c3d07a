import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleHex } from '../../sample-id.ts';
import { samplePerson } from '../../sample-person.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { stripe } from './receive.ts';

/** Examples of Stripe's events: invented people, one per sequence number. */
export const stripeSample = sampleHmacSource(stripe, {
  events: {
    'customer.created': (context) => event('customer.created', customerObject(context), context),
    'customer.updated': (context) => ({
      ...event('customer.updated', customerObject(context), context),
      data: { object: customerObject(context), previous_attributes: { phone: null } },
    }),
    'customer.deleted': (context) => event('customer.deleted', customerObject(context), context),
    'checkout.session.completed': (context) => event('checkout.session.completed', sessionObject(context), context),
    'checkout.session.async_payment_succeeded': (context) =>
      event('checkout.session.async_payment_succeeded', sessionObject(context), context),
    'charge.succeeded': (context) => event('charge.succeeded', chargeObject(context), context),
    'payment_intent.succeeded': (context) => event('payment_intent.succeeded', intentObject(context), context),
  },
  headers: () => ({ 'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)' }),
});

function event(type: string, object: SamplePayload, { now, sequence }: SampleContext): SamplePayload {
  return {
    id: `evt_${sampleHex('stripe', type, sequence, now).slice(0, 24)}`,
    object: 'event',
    api_version: '2026-08-27',
    created: Math.floor(now / 1000),
    livemode: true,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    data: { object },
  };
}

function customerObject({ now, sequence }: SampleContext): SamplePayload {
  const { email, phone, firstName, lastName } = samplePerson('stripe', sequence);
  return {
    id: customerId(sequence),
    object: 'customer',
    created: Math.floor(now / 1000),
    email,
    phone,
    name: lastName + firstName,
    preferred_locales: ['zh-CN'],
    shipping: { name: '钱代收', phone: '+8615498761203' },
    metadata: {},
  };
}

function sessionObject({ now, sequence }: SampleContext): SamplePayload {
  const { email, phone, firstName, lastName } = samplePerson('stripe', sequence);
  return {
    id: `cs_live_${sampleHex('session', sequence).slice(0, 24)}`,
    object: 'checkout.session',
    created: Math.floor(now / 1000),
    customer: customerId(sequence),
    customer_details: { email, phone, name: lastName + firstName },
    client_reference_id: null,
    locale: 'zh',
    payment_status: 'paid',
    status: 'complete',
    currency: 'cny',
    amount_total: 28_800,
  };
}

function chargeObject({ now, sequence }: SampleContext): SamplePayload {
  const { email, phone, firstName, lastName } = samplePerson('stripe', sequence);
  return {
    id: `ch_${sampleHex('charge', sequence).slice(0, 24)}`,
    object: 'charge',
    created: Math.floor(now / 1000),
    customer: customerId(sequence),
    billing_details: { email, phone, name: lastName + firstName },
    receipt_email: email,
    status: 'succeeded',
    amount: 28_800,
    currency: 'cny',
  };
}

function intentObject({ now, sequence }: SampleContext): SamplePayload {
  return {
    id: `pi_${sampleHex('intent', sequence).slice(0, 24)}`,
    object: 'payment_intent',
    created: Math.floor(now / 1000),
    customer: customerId(sequence),
    receipt_email: samplePerson('stripe', sequence).email,
    status: 'succeeded',
    amount: 28_800,
    currency: 'cny',
  };
}

function customerId(sequence: number): string {
  return `cus_${sampleHex('customer', sequence).slice(0, 14)}`;
}
