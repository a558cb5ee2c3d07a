import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Mapping } from '../../protocols/hmac/mapping.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { checkout, customer, order } from './customers.ts';
import { emailConsent, smsConsent } from './consents.ts';
import { eventCustomer, eventDeletion } from './event-customers.ts';
import { customerDeletion, merge, redaction } from './erasure.ts';
import { shopify, type ShopifyOptions } from './receive.ts';

/** Requests that name no single customer, or ask for an answer that no program can give. */
const forAPerson: Mapping<AnyBody, ShopifyOptions> = {
  unless: ({ event }) => ({ reason: 'needs-an-operator', detail: `${event.type} is for a person to answer` }),
  identities: [],
};

/** What follows from an event follows from its signed body; two topics with one body have one effect. */
export const shopifyIdentity = mapHmacSource(shopify, {
  rules: {
    'customers/create': customer,
    'customers/update': customer,
    'customers/enable': customer,
    'customers/disable': customer,
    'customers/delete': customerDeletion,
    'customers/merge': merge,
    'customers_email_marketing_consent/update': emailConsent,
    'customers_marketing_consent/update': smsConsent,
    'orders/create': order,
    'orders/updated': order,
    'orders/paid': order,
    'orders/cancelled': order,
    'orders/fulfilled': order,
    'orders/partially_fulfilled': order,
    'checkouts/create': checkout,
    'checkouts/update': checkout,
    'customers/redact': redaction,
    'customers/data_request': forAPerson,
    'shop/redact': forAPerson,
    'customer/create': eventCustomer,
    'customer/update': eventCustomer,
    'customer/delete': eventDeletion,
  },
  acceptsTests: ({ acceptTests }) => acceptTests === true,
  // Orders of the test gateway say so in their body.
  unless: ({ body, options }) =>
    body['test'] === true && options.acceptTests !== true
      ? { reason: 'test-delivery', detail: 'a test order' }
      : undefined,
});
