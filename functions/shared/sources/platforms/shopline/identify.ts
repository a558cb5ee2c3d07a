import { isJsonObject, type Json, type JsonObject, objectsIn } from '../../../json/lossless.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping } from '../../protocols/hmac/mapping.ts';
import { countriesOf } from '../../record-countries.ts';
import { personName } from '../../person-name.ts';
import {
  type ShoplineCustomer,
  type ShoplineOrder,
  type RedactBody,
  shopline,
  type ShoplineOptions,
} from './receive.ts';

type Options = ShoplineOptions;
const NO_PROOF = 'SHOPLINE does not say whether it was confirmed';
// A guest becomes a customer too, and nothing tells them apart: the name may be what was typed at the check-out.
const nameFrom = 'beside-contact';
const scope = ({ options, event }: Happened<Options>) => options.shop ?? event.connection;
const id = { kind: 'shopline-customer', grade: 'verified', why: 'SHOPLINE gives the id and signs it', scope } as const;
const email = { kind: 'email', grade: 'claimed', why: NO_PROOF } as const;
const mobile = { kind: 'mobile', grade: 'claimed', why: NO_PROOF } as const;

const own = [
  { ...id, path: 'id' },
  { ...email, path: 'email' },
  { ...mobile, path: 'phone', countries: [countriesOf] },
] as const;
const ofCustomer = [
  { ...id, path: 'customer.id' },
  { ...email, path: 'customer.email' },
  {
    ...mobile,
    path: 'customer.phone',
    countries: [
      (body: JsonObject) => countriesOf(body['customer']),
      (body: JsonObject) => countriesOf(body['billing_address']),
    ],
  },
] as const;

const customer: Mapping<ShoplineCustomer, Options> = {
  identities: own,
  thirdPartyFields: [
    { kind: 'mobile', path: 'addresses[n].phone', reason: 'receiver' },
    { kind: 'email', path: 'addresses[n].email', reason: 'receiver' },
  ],
  profile: {
    name: (body) => personName(body['first_name'], body['last_name']),
    nickName: 'nick_name',
    birthday: (body) => birthdayOf(body['birthday']),
    province: (body) => homeOf(body)?.['province'],
    city: (body) => homeOf(body)?.['city'],
    email: 'identity',
  },
  nameFrom,
  act: { kind: 'record', created: 'created_at' },
};

const order: Mapping<ShoplineOrder, Options> = {
  identities: ofCustomer,
  thirdPartyFields: [
    { kind: 'mobile', path: 'shipping_address.phone', reason: 'receiver' },
    { kind: 'email', path: 'shipping_address.email', reason: 'receiver' },
    { kind: 'mobile', path: 'billing_address.phone', reason: 'receiver' },
    { kind: 'email', path: 'billing_address.email', reason: 'receiver' },
  ],
  profile: {
    name: (body) => personName(customerIn(body)['first_name'], customerIn(body)['last_name']),
    language: 'customer_locale',
    email: 'identity',
  },
  nameFrom,
  act: { kind: 'order', created: 'created_at' },
  triggers: (body) => (body['financial_status'] === 'paid' ? ['paid-order'] : []),
};

/** Unlike Shopify's, a deletion has the contacts too. */
const deletion: Mapping<ShoplineCustomer, Options> = {
  effect: 'erase',
  unless: ({ options }) =>
    options.onCustomerDelete === 'erase'
      ? undefined
      : { reason: 'event-not-handled', detail: 'options.onCustomerDelete is "ignore"' },
  identities: own,
};

const redaction: Mapping<RedactBody, Options> = {
  effect: 'erase',
  channel: (happened) => [{ kind: 'shopline-customer', scope: scope(happened) }],
  identities: ofCustomer,
};

export const shoplineIdentity = mapHmacSource(shopline, {
  rules: {
    'customers/create': customer,
    'customers/update': customer,
    'customers/delete': deletion,
    'customers/redact': redaction,
    'orders/create': order,
    'orders/updated': order,
    'orders/edited': order,
    'orders/paid': order,
    'orders/partially_fulfilled': order,
  },
});

function customerIn(body: JsonObject): JsonObject {
  return isJsonObject(body['customer']) ? body['customer'] : {};
}

/** The address that the customer has marked as the usual one. */
function homeOf(body: JsonObject): JsonObject | undefined {
  return objectsIn(body['addresses']).find((address) => address['default'] === true);
}

/** `19970203` as `1997-02-03`. */
function birthdayOf(value: Json | undefined): Json | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(typeof value === 'string' ? value : '') ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}
