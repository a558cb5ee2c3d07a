import type { Json } from '../../functions/shared/json/lossless.ts';
import type { EventRow } from './event-row.ts';
import { BUYER, SHOP } from './payloads.ts';
import { id, mail, phone, row } from './shopify-rows.ts';

const given = { state: 'subscribed', consent_updated_at: '2026-10-01T00:00:00Z' };
const mailConsent = (consent: Json, changes = {}) => ({
  customer_id: 7001,
  email_address: BUYER.email,
  email_marketing_consent: consent,
  ...changes,
});
const smsConsent = (consent: Json, changes = {}) => ({
  id: 7001,
  phone: BUYER.phone,
  sms_marketing_consent: consent,
  ...changes,
});
const MAIL_CONSENT = 'customers_email_marketing_consent/update';
const SMS_CONSENT = 'customers_marketing_consent/update';
const consented = [id('customer_id'), mail('email_address', 'claimed')];
const texted = [id('id'), phone('phone')];

export const consentEvents: readonly EventRow[] = [
  row('consent by mail', MAIL_CONSENT, mailConsent(given), {
    identities: consented,
    triggers: ['email-consent-given'],
  }),
  row('withdrawn', MAIL_CONSENT, mailConsent({ ...given, state: 'unsubscribed' }), {
    identities: consented,
    triggers: ['email-consent-withdrawn'],
  }),
  row('redacted', MAIL_CONSENT, mailConsent({ ...given, state: 'redacted' }), {
    identities: consented,
    triggers: ['email-consent-withdrawn'],
  }),
  row('given without a signed time', MAIL_CONSENT, mailConsent({ state: 'subscribed' }), {
    ignored: 'event-not-handled',
  }),
  row('pending', MAIL_CONSENT, mailConsent({ ...given, state: 'pending' }), { ignored: 'event-not-handled' }),
  row(
    'withdrawn for a relay',
    MAIL_CONSENT,
    mailConsent({ state: 'unsubscribed' }, { email_address: 'x1@marketplace.amazon.fr' }),
    {
      identities: [id('customer_id')],
      discarded: ['email_address: relay'],
      triggers: ['email-consent-withdrawn'],
    },
  ),
  row('consent by SMS', SMS_CONSENT, smsConsent(given), { identities: texted, triggers: ['sms-consent-given'] }),
  row('withdrawn by SMS', SMS_CONSENT, smsConsent({ state: 'unsubscribed' }), {
    identities: texted,
    triggers: ['sms-consent-withdrawn'],
  }),
  row('withdrawn for a masked phone', SMS_CONSENT, smsConsent({ state: 'unsubscribed' }, { phone: '154****1357' }), {
    identities: [id('id')],
    discarded: ['phone: masked'],
    triggers: ['sms-consent-withdrawn'],
  }),
];

const merge = (status: string) => ({
  admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/7001',
  admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/7002',
  status,
});
const privacy = (person: Json) => ({ shop_id: 1, shop_domain: SHOP, customer: person, orders_to_redact: [] });

export const lifeEvents: readonly EventRow[] = [
  row('a completed merge', 'customers/merge', merge('completed'), {
    identities: [id('admin_graphql_api_customer_kept_id'), id('admin_graphql_api_customer_deleted_id', '7002')],
  }),
  row('a failed merge', 'customers/merge', merge('failed'), { ignored: 'event-not-handled' }),
  row(
    'a deletion is housekeeping',
    'customers/delete',
    { id: 7001, admin_graphql_api_id: 'gid://shopify/Customer/7001' },
    {
      ignored: 'event-not-handled',
    },
  ),
  row(
    'a deletion that erases',
    'customers/delete',
    {
      id: 7001,
      phone: null,
      addresses: [],
      tax_exemptions: [],
      sms_marketing_consent: null,
      admin_graphql_api_id: 'gid://shopify/Customer/7001',
    },
    {
      erase: [id('admin_graphql_api_id')],
    },
    { options: { onCustomerDelete: 'erase' } },
  ),
  row(
    'the deletion of a bare id',
    'customers/delete',
    { id: 7001 },
    { ignored: 'needs-an-operator' },
    {
      options: { onCustomerDelete: 'erase' },
    },
  ),
  row('a redaction by everything', 'customers/redact', privacy({ id: 7001, email: BUYER.email, phone: BUYER.phone }), {
    erase: [id('customer.id'), mail('customer.email', 'claimed'), phone('customer.phone')],
  }),
  row('a redaction by the email alone', 'customers/redact', privacy({ email: BUYER.email }), {
    erase: [mail('customer.email', 'claimed')],
  }),
  row('a redaction by a masked email', 'customers/redact', privacy({ email: 'l***n@mail.example', phone: null }), {
    ignored: 'needs-an-operator',
    discarded: ['customer.email: masked'],
  }),
  row('a data request', 'customers/data_request', privacy({ id: 7001 }), { ignored: 'needs-an-operator' }),
  row('the end of a shop', 'shop/redact', { shop_id: 1, shop_domain: SHOP }, { ignored: 'needs-an-operator' }),
  row('a topic that is not used', 'carts/update', { id: 'c' }, { ignored: 'event-not-handled' }),
  row('a body that is none', 'orders/paid', 'text', { ignored: 'event-without-customer' }),
];
