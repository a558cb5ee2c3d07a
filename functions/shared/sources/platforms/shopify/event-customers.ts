import type { JsonObject } from '../../../json/lossless.ts';
import type { Mapping } from '../../protocols/hmac/mapping.ts';
import { personName } from '../../person-name.ts';
import type { CustomerEventBody } from './payload.ts';
import { digitsOfGid } from './fields.ts';
import { isConfirmed, nameOfState, NO_PROOF_OF_PHONE } from './customers.ts';
import { answerOfEvent, variableOfEvent } from './events-preview.ts';
import { housekeeping } from './erasure.ts';
import type { ShopifyOptions } from './receive.ts';
import { shopifyId } from './shop-ids.ts';

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
export const eventCustomer: Mapping<CustomerEventBody, ShopifyOptions> = {
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

export const eventDeletion: Mapping<CustomerEventBody, ShopifyOptions> = {
  effect: 'erase',
  unless: housekeeping,
  identities: [id],
};
