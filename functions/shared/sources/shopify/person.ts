import type { Profile } from '../../change/customer-change.ts';
import { email, mobile } from '../../identity/contacts.ts';
import type { Identity } from '../../identity/identity.ts';
import type { Json, JsonObject } from '../../json/lossless.ts';
import { personName } from './name.ts';

export interface Person {
  readonly identities: readonly Identity[];
  readonly profile: Profile;
  /** `email: masked`: why a value that was there is not used. */
  readonly refusals: readonly string[];
}

interface Found {
  readonly value: Json | undefined;
  /** Where in the body it stood. */
  readonly field: string;
}

/** The customer's own id in this shop, which Shopify vouches for. */
export function shopifyCustomer(shop: string, id: string | undefined, field: string): readonly Identity[] {
  return id === undefined
    ? []
    : [{ kind: 'shopify-customer', scope: shop, value: id, evidence: { grade: 'verified', field } }];
}

/**
 * Email and phone of a person, in this order. The phone is always *claimed*: Shopify does not say whether it was proved.
 */
export function contactsOf(given: {
  readonly email?: Found & { readonly verified?: boolean };
  readonly phone?: Found;
}): Pick<Person, 'identities' | 'refusals'> & { readonly email?: string } {
  const identities: Identity[] = [];
  const refusals: string[] = [];
  let address: string | undefined;
  if (given.email) {
    const { value, field, verified } = given.email;
    const contact = email(value);
    if (contact.ok) {
      address = contact.value;
      identities.push({
        kind: 'email',
        scope: '',
        value: address,
        evidence: { grade: verified ? 'verified' : 'claimed', field },
      });
    } else if (contact.reason !== 'empty') refusals.push(`${field}: ${contact.reason}`);
  }
  if (given.phone) {
    const { value, field } = given.phone;
    const contact = mobile(value);
    if (contact.ok)
      identities.push({ kind: 'mobile', scope: '', value: contact.value, evidence: { grade: 'claimed', field } });
    else if (contact.reason !== 'empty') refusals.push(`${field}: ${contact.reason}`);
  }
  return address === undefined ? { identities, refusals } : { identities, refusals, email: address };
}

/**
 * Who bought. The customer's own contacts come first; the order's are taken only where the customer has none, so that two
 * addresses of perhaps two people never stand in one list. The phones of the addresses are the receiver's, the IP is the
 * network's and `user_id` is a member of staff: none of them is looked at.
 */
export function buyerOf(source: {
  readonly shop: string;
  readonly customerId: string | undefined;
  readonly customer: JsonObject | undefined;
  /** Path of the customer in the body, with its dot. */
  readonly at: '' | 'customer.';
  readonly order?: JsonObject;
}): Person {
  const { shop, customerId, customer = {}, at, order = {} } = source;
  const address = firstFilled([
    { value: customer['email'], field: `${at}email` },
    { value: order['email'], field: 'email' },
    { value: order['contact_email'], field: 'contact_email' },
  ]);
  const phone = firstFilled([
    { value: customer['phone'], field: `${at}phone` },
    { value: order['phone'], field: 'phone' },
  ]);
  const isOwnEmail = address !== undefined && address.value === customer['email'];
  const verified = isOwnEmail && customer['verified_email'] === true;
  const contacts = contactsOf({
    ...(address === undefined ? {} : { email: { ...address, verified } }),
    ...(phone === undefined ? {} : { phone }),
  });

  const name = personName(customer['first_name'], customer['last_name']);
  const isKnown = isOwnEmail && typeof customer['verified_email'] === 'boolean';
  return {
    identities: [...shopifyCustomer(shop, customerId, `${at}id`), ...contacts.identities],
    profile: {
      ...(name === undefined ? {} : { name }),
      ...(contacts.email === undefined ? {} : { email: contacts.email }),
      ...(contacts.email === undefined || !isKnown ? {} : { emailVerified: verified ? 1 : 0 }),
    },
    refusals: contacts.refusals,
  };
}

function firstFilled(candidates: readonly Found[]): Found | undefined {
  return candidates.find(({ value }) => typeof value === 'string' && value.trim() !== '');
}
