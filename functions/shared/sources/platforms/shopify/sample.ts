import { sampleHmacSource } from '../../protocols/hmac/sample-hmac-source.ts';
import { sampleUuid } from '../../sample-id.ts';
import type { SampleContext, SamplePayload } from '../../source.ts';
import { shopify, type ShopifyOptions } from './receive.ts';
import {
  checkoutBody,
  customerBody,
  deletedCustomerBody,
  gidOf,
  inventShopifyPerson,
  orderBody,
  sampleTimeOf,
} from './sample-bodies.ts';

const API_VERSION = '2026-04';
const SHOP_ID = 68012034;
const SAMPLE_SHOP = 'guiyi-demo.myshopify.com';

/** Examples of Shopify's webhooks: invented people, one per sequence number, and one per pair for a merge. */
export const shopifySample = sampleHmacSource(shopify, {
  events: {
    'customers/create': (context) => customerBody(context),
    'customers/update': (context) => ({ ...customerBody(context), note: 'VIP' }),
    'orders/create': (context) => orderBody(context, { financial_status: 'pending' }),
    'orders/paid': (context) => orderBody(context, { financial_status: 'paid' }),
    'orders/cancelled': (context) =>
      orderBody(context, {
        financial_status: 'refunded',
        cancelled_at: sampleTimeOf(context),
        cancel_reason: 'customer',
      }),
    'checkouts/create': (context) => checkoutBody(context),
    'customers_email_marketing_consent/update': (context) => {
      const person = inventShopifyPerson(context.sequence);
      return {
        customer_id: person.id,
        email_address: person.email,
        email_marketing_consent: {
          state: 'subscribed',
          opt_in_level: 'single_opt_in',
          consent_updated_at: sampleTimeOf(context),
        },
      };
    },
    'customers/merge': ({ sequence }) => ({
      admin_graphql_api_customer_kept_id: gidOf('Customer', inventShopifyPerson(sequence).id),
      admin_graphql_api_customer_deleted_id: gidOf('Customer', inventShopifyPerson(sequence + 1).id),
      admin_graphql_api_job_id: null,
      status: 'completed',
      errors: [],
    }),
    'customers/delete': (context) => deletedCustomerBody(context),
    'customers/redact': (context, options) => ({
      ...privacyRequest(context, options),
      orders_to_redact: [inventShopifyPerson(context.sequence).orderId],
    }),
    'customers/data_request': (context, options) => ({
      ...privacyRequest(context, options),
      orders_requested: [inventShopifyPerson(context.sequence).orderId],
      data_request: { id: 90000 + context.sequence },
    }),
    'shop/redact': (_context, { shop }) => ({ shop_id: SHOP_ID, shop_domain: shop ?? SAMPLE_SHOP }),
  },
  headers: (event, { now, sequence }, { shop }) => ({
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-api-version': API_VERSION,
    'x-shopify-event-id': sampleUuid('event', event, sequence),
    'x-shopify-shop-domain': shop ?? SAMPLE_SHOP,
    'x-shopify-topic': event,
    'x-shopify-triggered-at': new Date(now).toISOString(),
    'x-shopify-webhook-id': sampleUuid('webhook', event, sequence),
  }),
  // Shopify escapes slashes, so whoever verifies over JSON of their own making fails here as they would there.
  write: (payload) => JSON.stringify(payload).replaceAll('/', '\\/'),
});

function privacyRequest({ sequence }: SampleContext, { shop }: ShopifyOptions): SamplePayload {
  const { id, email, phone } = inventShopifyPerson(sequence);
  return { shop_id: SHOP_ID, shop_domain: shop ?? SAMPLE_SHOP, customer: { id, email, phone } };
}
