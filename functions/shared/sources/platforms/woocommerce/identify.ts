import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping } from '../../protocols/hmac/mapping.ts';
import { personName } from '../../person-name.ts';
import { type WooCustomer, type WooOrder, woocommerce, type WoocommerceOptions } from './receive.ts';

const scope = ({ options, event }: Happened<WoocommerceOptions>) => options.site ?? event.connection;
const id = {
  kind: 'woocommerce-customer',
  grade: 'verified',
  why: 'the site gives the id and signs it',
  scope,
} as const;
const NO_PROOF = 'WooCommerce has no mark for a confirmed address or phone';
const TYPED = 'typed at check-out, by whoever paid';

const customer: Mapping<WooCustomer, WoocommerceOptions> = {
  identities: [
    { ...id, path: 'id' },
    [
      { kind: 'email', path: 'email', grade: 'claimed', why: NO_PROOF },
      { kind: 'email', path: 'billing.email', grade: 'claimed', why: NO_PROOF },
    ],
    { kind: 'mobile', path: 'billing.phone', grade: 'claimed', why: NO_PROOF, countries: ['billing.country'] },
  ],
  thirdPartyFields: [{ kind: 'mobile', path: 'shipping.phone', reason: 'receiver' }],
  profile: {
    name: (body) => personName(body['first_name'], body['last_name']),
    city: 'billing.city',
    province: 'billing.state',
    email: 'identity',
  },
  nameFrom: 'account',
  act: { kind: 'record', created: 'date_created_gmt', offset: 'Z' },
};

const order: Mapping<WooOrder, WoocommerceOptions> = {
  identities: [
    { ...id, path: 'customer_id', value: (body) => (body['customer_id'] === 0 ? undefined : body['customer_id']) },
    { kind: 'email', path: 'billing.email', grade: 'claimed', why: TYPED },
    { kind: 'mobile', path: 'billing.phone', grade: 'claimed', why: TYPED, countries: ['billing.country'] },
  ],
  thirdPartyFields: [{ kind: 'mobile', path: 'shipping.phone', reason: 'receiver' }],
  profile: {
    name: (body) => personName(billingOf(body)['first_name'], billingOf(body)['last_name']),
    email: 'identity',
  },
  nameFrom: 'beside-contact',
  act: { kind: 'order', created: 'date_created_gmt', offset: 'Z' },
  // The REST API v1 has the local time alone.
  triggers: (body) => ([body['date_paid_gmt'], body['date_paid']].some(isTime) ? ['paid-order'] : []),
};

export const woocommerceIdentity = mapHmacSource(woocommerce, {
  rules: {
    'customer.created': customer,
    'customer.updated': customer,
    'order.created': order,
    'order.updated': order,
    'order.restored': order,
  },
});

/** What is not paid has null there, and in older versions an empty text. */
function isTime(value: Json | undefined): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
}

function billingOf(body: JsonObject): JsonObject {
  return isJsonObject(body['billing']) ? body['billing'] : {};
}
