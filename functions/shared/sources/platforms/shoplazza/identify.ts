import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping } from '../../protocols/hmac/mapping.ts';
import { countriesOf } from '../../record-countries.ts';
import { personName } from '../../person-name.ts';
import { type ShoplazzaCustomer, type ShoplazzaOrder, shoplazza, type ShoplazzaOptions } from './receive.ts';

const OWN_ID = 'Shoplazza gives the id and signs it';
const NO_PROOF = 'Shoplazza does not say whether it was confirmed';
// A guest becomes a customer too, and nothing tells them apart: the name may be what was typed at the check-out.
const nameFrom = 'beside-contact';
const scope = ({ options, event }: Happened<ShoplazzaOptions>) => options.shop ?? event.connection;

const customer: Mapping<ShoplazzaCustomer, ShoplazzaOptions> = {
  identities: [
    { kind: 'shoplazza-customer', path: 'id', grade: 'verified', why: OWN_ID, scope },
    { kind: 'email', path: 'email', grade: 'claimed', why: NO_PROOF },
    { kind: 'mobile', path: 'phone', grade: 'claimed', why: NO_PROOF, countries: [countriesOf] },
  ],
  thirdPartyFields: [
    { kind: 'mobile', path: 'addresses[n].phone', reason: 'receiver' },
    { kind: 'email', path: 'addresses[n].email', reason: 'receiver' },
  ],
  profile: { name: (body) => personName(body['first_name'], body['last_name']), email: 'identity' },
  nameFrom,
  act: { kind: 'record', created: 'created_at' },
};

const order: Mapping<ShoplazzaOrder, ShoplazzaOptions> = {
  identities: [
    { kind: 'shoplazza-customer', path: 'customer.id', grade: 'verified', why: OWN_ID, scope },
    { kind: 'email', path: 'customer.email', grade: 'claimed', why: NO_PROOF },
    {
      kind: 'mobile',
      path: 'customer.phone',
      grade: 'claimed',
      why: NO_PROOF,
      countries: [(body) => countriesOf(body['customer']), (body) => countriesOf(body['billing_address'])],
    },
  ],
  thirdPartyFields: [
    { kind: 'mobile', path: 'shipping_address.phone', reason: 'receiver' },
    { kind: 'email', path: 'shipping_address.email', reason: 'receiver' },
    { kind: 'mobile', path: 'billing_address.phone', reason: 'receiver' },
    { kind: 'email', path: 'billing_address.email', reason: 'receiver' },
  ],
  profile: {
    name: (body) => personName(buyerOf(body)['first_name'], buyerOf(body)['last_name']),
    email: 'identity',
  },
  nameFrom,
  act: { kind: 'order', created: 'created_at' },
  triggers: (body) => (body['financial_status'] === 'paid' ? ['paid-order'] : []),
};

export const shoplazzaIdentity = mapHmacSource(shoplazza, {
  rules: {
    'customers/create': customer,
    'customers/update': customer,
    'orders/create': order,
    'orders/update': order,
    'orders/paid': order,
    'orders/cancelled': order,
  },
});

function buyerOf(body: JsonObject): JsonObject {
  return isJsonObject(body['customer']) ? body['customer'] : {};
}
