import type { Trigger } from '../../../change/customer-change.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import type { ActFrom } from '../../act.ts';
import { personName } from '../../person-name.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping, Reasoned } from '../../protocols/hmac/mapping.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { firstTime } from '../../rfc-3339.ts';
import {
  checkout,
  customer,
  isConfirmed,
  nameOfState,
  NO_PROOF_OF_PHONE,
  order,
  shopifyId,
  shopOf,
} from './customers.ts';
import { customerIdOf, digitsOfGid } from './fields.ts';
import {
  answerOfEvent,
  type CustomerEventBody,
  type EmailConsentBody,
  type MergeBody,
  type PurchaseBody,
  type ShopifyCustomer,
  type SmsConsentBody,
  variableOfEvent,
} from './payload.ts';
import { shopify, type ShopifyOptions } from './receive.ts';

const UNCHANGED: Reasoned = { reason: 'event-not-handled', detail: 'the consent was neither given nor withdrawn' };

const emailConsent: Mapping<EmailConsentBody, ShopifyOptions> = {
  unless: ({ body }) => (consentTrigger(body['email_marketing_consent'], 'email') ? undefined : UNCHANGED),
  identities: [
    shopifyId('customer_id', (body) => customerIdOf('email-consent', body)),
    { kind: 'email', path: 'email_address', grade: 'claimed', why: 'the event does not say whether it was confirmed' },
  ],
  act: (body) => actOfConsent(body['email_marketing_consent']),
  triggers: (body) => consentTrigger(body['email_marketing_consent'], 'email') ?? [],
};

const smsConsent: Mapping<SmsConsentBody, ShopifyOptions> = {
  unless: ({ body }) => (consentTrigger(body['sms_marketing_consent'], 'sms') ? undefined : UNCHANGED),
  identities: [
    shopifyId('id', (body) => customerIdOf('sms-consent', body)),
    { kind: 'mobile', path: 'phone', grade: 'claimed', why: NO_PROOF_OF_PHONE },
  ],
  act: (body) => actOfConsent(body['sms_marketing_consent']),
  triggers: (body) => consentTrigger(body['sms_marketing_consent'], 'sms') ?? [],
};

/** The person's act at its signed time. Without one nobody knows when; and what Shopify has redacted, Shopify did. */
function actOfConsent(consent: Json | undefined): ActFrom | undefined {
  const isTheirs = isJsonObject(consent) && consent['state'] !== 'redacted' && firstTime(consent['consent_updated_at']);
  return isTheirs ? undefined : { kind: 'record' };
}

function consentTrigger(consent: Json | undefined, channel: 'email' | 'sms'): readonly [Trigger] | undefined {
  if (!isJsonObject(consent)) return undefined;
  switch (consent['state']) {
    case 'subscribed':
      // Without a signed time, an old consent sent again would undo a withdrawal.
      return typeof consent['consent_updated_at'] === 'string' ? [`${channel}-consent-given`] : undefined;
    case 'unsubscribed':
    case 'redacted':
      return [`${channel}-consent-withdrawn`];
    default:
      return undefined;
  }
}

/** Deleting a customer is housekeeping for most shops. */
export const housekeeping = ({ options }: Happened<ShopifyOptions>): Reasoned | undefined =>
  options.onCustomerDelete === 'erase'
    ? undefined
    : { reason: 'event-not-handled', detail: 'options.onCustomerDelete is "ignore"' };

const globalId = <Path extends string>(path: Path, why?: string) =>
  shopifyId(path, (body) => digitsOfGid(body[path], 'Customer'), why);
const MERGED = 'the shop has merged two of its customers';

const merge: Mapping<MergeBody, ShopifyOptions> = {
  unless: ({ body: { status } }) =>
    typeof status === 'string' && status.toLowerCase() === 'completed'
      ? undefined
      : { reason: 'event-not-handled', detail: 'the merge is not completed' },
  identities: [
    globalId('admin_graphql_api_customer_kept_id', MERGED),
    globalId('admin_graphql_api_customer_deleted_id', MERGED),
  ],
  act: { kind: 'record' },
  lacks: ({ length }) => (length < 2 ? 'the merge does not name both customers' : undefined),
};

/** A deleted product's body is a bare id too, and the topic is an unsigned header: only the global id says "customer". */
const customerDeletion: Mapping<ShopifyCustomer, ShopifyOptions> = {
  effect: 'erase',
  unless: housekeeping,
  identities: [globalId('admin_graphql_api_id')],
};

/** Shopify asks for the shop, not for whatever else the brand knows of the person. */
const redaction: Mapping<PurchaseBody, ShopifyOptions> = {
  effect: 'erase',
  channel: (happened) => [{ kind: 'shopify-customer', scope: shopOf(happened) }],
  identities: [
    shopifyId('customer.id', (body) => customerIdOf('redact', body)),
    {
      kind: 'email',
      path: 'customer.email',
      grade: 'claimed',
      why: 'a privacy request does not say whether it was confirmed',
    },
    { kind: 'mobile', path: 'customer.phone', grade: 'claimed', why: NO_PROOF_OF_PHONE },
  ],
};

const id = [
  shopifyId('query_variables.customerId', (body) => digitsOfGid(variableOfEvent(body), 'Customer')),
  shopifyId('data.customer.id', (body) => digitsOfGid(answerOfEvent(body)?.['id'], 'Customer')),
] as const;
const email = {
  kind: 'email',
  grade: 'claimed',
  why: '`verifiedEmail` is not true, or there is no account, or the query does not ask for both',
  proof: {
    given: (body: JsonObject) => {
      const { verifiedEmail, state } = answerOfEvent(body) ?? {};
      return isConfirmed(verifiedEmail, state);
    },
    why: '`verifiedEmail` is true and the account is in use (`state`): the shop had the address confirmed',
  },
  basis: 'record',
} as const;
const mobile = {
  kind: 'mobile',
  grade: 'claimed',
  why: NO_PROOF_OF_PHONE,
  countries: ['data.customer.defaultAddress.countryCodeV2'],
} as const;

/** A customer of the Events preview: the id always, and of the rest what the subscription's query asks for. */
const eventCustomer: Mapping<CustomerEventBody, ShopifyOptions> = {
  identities: [
    id,
    [
      { ...email, path: 'data.customer.defaultEmailAddress.emailAddress' },
      { ...email, path: 'data.customer.email' },
    ],
    [
      { ...mobile, path: 'data.customer.defaultPhoneNumber.phoneNumber' },
      { ...mobile, path: 'data.customer.phone' },
    ],
  ],
  profile: {
    name: (body) => personName(answerOfEvent(body)?.['firstName'], answerOfEvent(body)?.['lastName']),
    email: 'identity',
    language: 'data.customer.locale',
    province: 'data.customer.defaultAddress.province',
    city: 'data.customer.defaultAddress.city',
  },
  nameFrom: (body) => nameOfState(answerOfEvent(body)?.['state']),
  act: { kind: 'record', created: 'data.customer.createdAt' },
};

const eventDeletion: Mapping<CustomerEventBody, ShopifyOptions> = {
  effect: 'erase',
  unless: housekeeping,
  identities: [id],
};

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
