import type { ProfileFields } from '../../functions/shared/change/customer-change.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { DiscardedValue } from '../../functions/shared/identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../functions/shared/json/lossless.ts';
import {
  type ContactKind,
  type ContactCandidate,
  identityOf,
  isEmpty,
  contactCandidate,
  discardedCandidate,
} from '../../functions/shared/sources/contact-candidate.ts';
import { language, plainText, profileOf } from '../../functions/shared/sources/profile-fields.ts';
import { isPresent } from '../../functions/shared/sources/present.ts';
import { personName } from '../../functions/shared/sources/person-name.ts';
import { countriesOf } from '../../functions/shared/sources/record-countries.ts';
import { isConfirmed } from '../../functions/shared/sources/platforms/shopify/customers.ts';
import { discardedBeside, discardedPlaces } from './third-parties.ts';

export interface Person {
  readonly identities: readonly Identity[];
  readonly profile: ProfileFields;
  readonly discarded: readonly DiscardedValue[];
}

/** The customer's own id in this shop, which Shopify vouches for. */
export function shopifyCustomer(shop: string, id: string | undefined, field: string): readonly Identity[] {
  return id === undefined
    ? []
    : [{ kind: 'shopify-customer', scope: shop, value: id, evidence: { grade: 'verified', field } }];
}

/** One contact that nobody has confirmed. */
export function claimedContact(
  kind: ContactKind,
  field: string,
  value: Json | undefined,
  region: string | undefined,
): Pick<Person, 'identities' | 'discarded'> {
  const offer = contactCandidate(kind, field, value, { region });
  return {
    identities: [identityOf(offer, 'claimed')].filter(isPresent),
    discarded: [discardedCandidate(offer)].filter(isPresent),
  };
}

export interface BuyerSource {
  readonly shop: string;
  readonly region: string | undefined;
  readonly customerId: string | undefined;
  readonly customer: JsonObject | undefined;
  /** Path of the customer in the body, with its dot. */
  readonly at: '' | 'customer.';
  /** The order whose contacts count where the customer has none. */
  readonly order?: JsonObject;
  /** The order or checkout whose addresses are the receiver's. */
  readonly purchase?: JsonObject;
}

/**
 * Who bought. The customer's own contacts come first; the order's are taken only where the customer has none, so that two
 * addresses of perhaps two people never stand in one list. A contact that is there and refused is not replaced by another.
 */
export function buyerOf(source: BuyerSource): Person {
  const { shop, region, customerId, customer = {}, at, order = {}, purchase = {} } = source;
  const emails = [
    contactCandidate('email', `${at}email`, customer['email']),
    contactCandidate('email', 'email', order['email']),
    contactCandidate('email', 'contact_email', order['contact_email']),
  ];
  const countries = [customer, purchase['billing_address']].flatMap(countriesOf);
  const phones = [
    contactCandidate('mobile', `${at}phone`, customer['phone'], { region, countries }),
    contactCandidate('mobile', 'phone', order['phone'], { region, countries }),
  ];
  const email = chosen(emails);
  const phone = chosen(phones);
  const isOwnEmail = email !== undefined && email === emails[0];
  const confirmed = isOwnEmail ? isConfirmed(customer['verified_email'], customer['state']) : undefined;
  const verified = confirmed === true;
  const address = email?.normalized.ok ? email.normalized.value : undefined;
  const tellsWhether = address !== undefined && confirmed !== undefined;
  const identities = [
    email && identityOf(email, verified ? 'verified' : 'claimed'),
    phone && identityOf(phone, 'claimed'),
  ].filter(isPresent);

  return {
    identities: [...shopifyCustomer(shop, customerId, `${at}id`), ...identities],
    profile: profileOf({
      name: personName(customer['first_name'], customer['last_name']),
      email: address,
      emailVerified: tellsWhether ? (verified ? 1 : 0) : undefined,
      ...(at === '' ? home(customer, customerId) : {}),
      language: language(purchase['customer_locale']),
    }),
    discarded: [
      ...discardedBeside(email, emails),
      ...discardedBeside(phone, phones),
      ...discardedPlaces({ at, customer, purchase, own: phones, region }),
    ],
  };
}

/** The first place that holds anything, whether it is a contact or not. */
function chosen(offers: readonly ContactCandidate[]): ContactCandidate | undefined {
  return offers.find((offer) => !isEmpty(offer));
}

/** Where the customer lives, if the customer's own record says so; the addresses of orders are where a parcel goes. */
function home(customer: JsonObject, customerId: string | undefined): Pick<ProfileFields, 'province' | 'city'> {
  const address = customer['default_address'];
  if (!isJsonObject(address) || address['default'] === false) return {};
  const owner = address['customer_id'] ?? undefined;
  if (owner !== undefined && scalar(owner) !== customerId) return {};
  return profileOf({ province: plainText(address['province']), city: plainText(address['city']) });
}
