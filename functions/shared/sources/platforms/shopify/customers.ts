import type { NameFrom } from '../../../change/customer-change.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { personName } from '../../person-name.ts';
import type { Happened, Mapping, ThirdPartyField } from '../../protocols/hmac/mapping.ts';
import { countriesOf } from '../../record-countries.ts';
import { customerIdOf, customerIn, exactId } from './fields.ts';
import type { PurchaseBody, ShopifyCustomer } from './payload.ts';
import type { ShopifyOptions } from './receive.ts';

const OWN_ID = 'Shopify gives the id and signs it';

export const NO_PROOF_OF_PHONE = 'Shopify has no mark for a confirmed phone';
const TYPED = 'typed at check-out, by whoever checked out';
const UNCONFIRMED =
  '`verified_email` is not true, or there is no account (`state`): perhaps nobody has confirmed the address';
const confirmed = (customer: (body: JsonObject) => JsonObject | undefined) => ({
  given: (body: JsonObject) => {
    const { verified_email: verified, state } = customer(body) ?? {};
    return isConfirmed(verified, state);
  },
  why: '`verified_email` is true and the account is in use (`state`): the shop had the address confirmed',
});

/**
 * Was an address confirmed? Undefined where nothing says so: `true` is what customers begin with who are made in the admin or by
 * the API (GraphQL Admin API, `Customer.verifiedEmail`), and Shopify's samples of customers without an account have it too.
 */
export function isConfirmed(verified: Json | undefined, state: Json | undefined): boolean | undefined {
  if (verified === false) return false;
  return verified === true && isAccount(state) ? true : undefined;
}

/** Whoever checks out becomes a customer of Shopify; without an account the name is what was typed then. */
export function nameOfState(state: Json | undefined): NameFrom {
  return isAccount(state) ? 'account' : 'beside-contact';
}

function isAccount(state: Json | undefined): boolean {
  return typeof state === 'string' && state.toLowerCase() === 'enabled';
}

const receiver = <Path extends string>(...paths: readonly Path[]): readonly ThirdPartyField<Path>[] =>
  paths.map((path) => ({ kind: 'mobile', path, reason: 'receiver' }));

/** The customer's own record. The phones of addresses are those of whoever takes the parcel. */
export const customer: Mapping<ShopifyCustomer, ShopifyOptions> = {
  identities: [
    shopifyId('id', (body) => exactId(body, 'Customer')),
    {
      kind: 'email',
      path: 'email',
      grade: 'claimed',
      why: UNCONFIRMED,
      proof: confirmed((body) => body),
      basis: 'record',
    },
    { kind: 'mobile', path: 'phone', grade: 'claimed', why: NO_PROOF_OF_PHONE, countries: [countriesOf] },
  ],
  thirdPartyFields: receiver('default_address.phone', 'addresses[n].phone'),
  profile: {
    name: (body) => personName(body['first_name'], body['last_name']),
    email: 'identity',
    province: (body) => homeOf(body)?.['province'],
    city: (body) => homeOf(body)?.['city'],
  },
  nameFrom: (body) => nameOfState(body['state']),
  act: { kind: 'record', created: 'created_at' },
};

const ofPurchase = (body: JsonObject) => customerIn(body);
const countries = [
  (body: JsonObject) => countriesOf(body['customer']),
  (body: JsonObject) => countriesOf(body['billing_address']),
];
const buyer = {
  id: shopifyId('customer.id', (body) => customerIdOf('order', body)),
  email: {
    kind: 'email',
    path: 'customer.email',
    grade: 'claimed',
    why: UNCONFIRMED,
    proof: confirmed(ofPurchase),
    basis: 'record',
  },
  phone: { kind: 'mobile', path: 'customer.phone', grade: 'claimed', why: NO_PROOF_OF_PHONE, countries },
} as const;

const purchase = {
  thirdPartyFields: [
    ...receiver(
      'shipping_address.phone',
      'billing_address.phone',
      'customer.default_address.phone',
      'customer.addresses[n].phone',
    ),
    { kind: 'shopify-customer', path: 'user_id', reason: 'staff' },
  ],
  profile: {
    name: (body) => personName(customerIn(body)?.['first_name'], customerIn(body)?.['last_name']),
    email: 'identity',
    language: 'customer_locale',
  },
  nameFrom: (body: JsonObject) => nameOfState(customerIn(body)?.['state']),
} as const satisfies Partial<Mapping<PurchaseBody, ShopifyOptions>>;

/**
 * The customer's own contacts come first; the order's are taken only where the customer has none, so that two addresses of
 * perhaps two people never stand in one list. A contact that is there and refused is not replaced by another.
 */
export const order: Mapping<PurchaseBody, ShopifyOptions> = {
  ...purchase,
  identities: [
    buyer.id,
    [
      buyer.email,
      { kind: 'email', path: 'email', grade: 'claimed', why: `of an order: ${TYPED}` },
      { kind: 'email', path: 'contact_email', grade: 'claimed', why: TYPED },
    ],
    [buyer.phone, { kind: 'mobile', path: 'phone', grade: 'claimed', why: `of an order: ${TYPED}`, countries }],
  ],
  // An order that was taken over from elsewhere is new in the shop, and has its own day in `processed_at`.
  act: { kind: 'order', created: ['created_at', 'processed_at'] },
  triggers: (body) => (body['financial_status'] === 'paid' ? ['paid-order'] : []),
};

/** Email and phone of the checkout itself fill in while the buyer types: half an address is somebody else's. */
export const checkout: Mapping<PurchaseBody, ShopifyOptions> = {
  ...purchase,
  identities: [buyer.id, buyer.email, buyer.phone],
  // Nothing is ordered yet: it is what the shop keeps of somebody who has begun to.
  act: { kind: 'record', created: 'created_at' },
  lacks: (identities) =>
    identities.some(({ kind }) => kind === 'shopify-customer') ? undefined : 'a checkout without a customer',
};

/** Where the customer lives, if the customer's own record says so; the addresses of orders are where a parcel goes. */
function homeOf(body: JsonObject): JsonObject | undefined {
  const address = body['default_address'];
  if (!isJsonObject(address) || address['default'] === false) return undefined;
  const owner = address['customer_id'] ?? undefined;
  return owner === undefined || scalar(owner) === exactId(body, 'Customer') ? address : undefined;
}

/** Ids of customers are unique in a shop. */
export function shopOf({ options, event }: Happened<ShopifyOptions>): string {
  return options.shop ?? event.connection;
}

/** The customer's own id in this shop, which Shopify vouches for. */
export function shopifyId<Path extends string>(
  path: Path,
  value: (body: JsonObject) => Json | undefined,
  why: string = OWN_ID,
) {
  return { kind: 'shopify-customer', path, value, scope: shopOf, grade: 'verified', why } as const;
}
