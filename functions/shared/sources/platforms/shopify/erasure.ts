import type { Happened, Mapping, Reasoned } from '../../protocols/hmac/mapping.ts';
import type { ShopifyCustomer, MergeBody, PurchaseBody } from './payload.ts';
import { customerIdOf, digitsOfGid } from './fields.ts';
import { NO_PROOF_OF_PHONE } from './customers.ts';
import type { ShopifyOptions } from './receive.ts';
import { shopifyId, shopOf } from './shop-ids.ts';

/** Deleting a customer is housekeeping for most shops. */
export const housekeeping = ({ options }: Happened<ShopifyOptions>): Reasoned | undefined =>
  options.onCustomerDelete === 'erase'
    ? undefined
    : { reason: 'event-not-handled', detail: 'options.onCustomerDelete is "ignore"' };

const globalId = <Path extends string>(path: Path, why?: string) =>
  shopifyId(path, (body) => digitsOfGid(body[path], 'Customer'), why);
const MERGED = 'the shop has merged two of its customers';

export const merge: Mapping<MergeBody, ShopifyOptions> = {
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
export const customerDeletion: Mapping<ShopifyCustomer, ShopifyOptions> = {
  effect: 'erase',
  unless: housekeeping,
  identities: [globalId('admin_graphql_api_id')],
};

/** Shopify asks for the shop, not for whatever else the brand knows of the person. */
export const redaction: Mapping<PurchaseBody, ShopifyOptions> = {
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
