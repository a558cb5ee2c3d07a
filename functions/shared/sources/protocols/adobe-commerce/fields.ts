import type { NameFrom, ProfileFields } from '../../../change/customer-change.ts';
import type { Identity } from '../../../identity/identity.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import {
  type ContactCandidate,
  identityOf,
  isEmpty,
  contactCandidate,
  discardedCandidate,
} from '../../contact-candidate.ts';
import { isPresent } from '../../present.ts';
import { birthdayOf, plainText, profileOf } from '../../profile-fields.ts';
import { discard } from '../../../identity/discard.ts';
import { personName } from '../../person-name.ts';
import { buyerId, adobeCustomerId, type RecordId } from './record-id.ts';

export interface AdobePerson {
  readonly identities: readonly Identity[];
  readonly profile: ProfileFields;
  readonly nameFrom?: NameFrom;
  readonly discarded: readonly DiscardedValue[];
}

export interface AddressPlace {
  /** The Commerce installation in which customer ids are unique. */
  readonly site: string;
  readonly region: string | undefined;
  /** Path of the record in the event's data, with its dot. */
  readonly at: string;
  /** RFC 3339: when the event happened. */
  readonly time: string;
}

/** The holder of an account. The addresses of the address book are where parcels go, perhaps to others. */
export function accountHolder(customer: JsonObject, { site, region, at, time }: AddressPlace): AdobePerson {
  const email = contactCandidate('email', `${at}email`, customer['email']);
  const book = addressesOf(customer).map(({ path, address }) =>
    contactCandidate('mobile', `${at}${path}telephone`, address['telephone'], {
      region,
      countries: [address['country_id']],
    }),
  );
  const id = adobeCustomerId(customer);
  const name = personName(customer['firstname'], customer['lastname']);
  return {
    identities: [...siteCustomer(site, at, id), identityOf(email, 'claimed')].filter(isPresent),
    ...nameOf(name, 'account'),
    profile: profileOf({
      name,
      birthday: birthdayOf(plainText(customer['dob']), time),
      email: email.normalized.ok ? email.normalized.value : undefined,
    }),
    discarded: [...discardedId(at, id), discardedCandidate(email), ...thirdPartyContacts(book, [])].filter(isPresent),
  };
}

/** Who ordered: an order has no phone of its own, so that of the billing address counts, if it is the buyer's address. */
export function buyerOf(order: JsonObject, { site, region, at }: AddressPlace): AdobePerson {
  const email = contactCandidate('email', `${at}customer_email`, order['customer_email']);
  const name = personName(order['customer_firstname'], order['customer_lastname']);
  const { own, others } = phonesOf(order, name, { at, region });
  const id = buyerId(order);
  return {
    identities: [
      ...siteCustomer(site, at, id),
      identityOf(email, 'claimed'),
      ...own.map((phone) => identityOf(phone, 'claimed')),
    ].filter(isPresent),
    // Commerce copies the account's name into its orders; a guest's was typed at the check-out.
    ...nameOf(name, id.kind === 'one' ? 'account' : 'beside-contact'),
    profile: profileOf({
      name,
      email: email.normalized.ok ? email.normalized.value : undefined,
    }),
    discarded: [
      ...discardedId(at, id),
      discardedCandidate(email),
      ...own.map(discardedCandidate),
      ...thirdPartyContacts(others, own),
    ].filter(isPresent),
  };
}

/** The customer's number in this installation, which Commerce gives. */
export function siteCustomer(site: string, at: string, id: RecordId): readonly Identity[] {
  if (id.kind !== 'one') return [];
  const evidence = { grade: 'verified', field: `${at}${id.field}` } as const;
  return [{ kind: 'adobe-commerce-customer', scope: site, value: id.id, evidence }];
}

function nameOf(name: string | undefined, nameFrom: NameFrom): Pick<AdobePerson, 'nameFrom'> {
  return name === undefined ? {} : { nameFrom };
}

function discardedId(at: string, id: RecordId): readonly DiscardedValue[] {
  return id.kind === 'ambiguous' ? discard('adobe-commerce-customer', `${at}${id.field}`, id.value, 'ambiguous') : [];
}

interface Address {
  /** Path of the address in its record, with its dot. */
  readonly path: string;
  readonly address: JsonObject;
}

function addressesOf(record: JsonObject): readonly Address[] {
  const list = record['addresses'];
  return (Array.isArray(list) ? (list as readonly Json[]) : []).flatMap((address, index) =>
    isJsonObject(address) ? [{ path: `addresses[${index}].`, address }] : [],
  );
}

/** The phone of the one billing address, and all others. An address in another name than the order's is another's. */
function phonesOf(order: JsonObject, buyer: string | undefined, { at, region }: Pick<AddressPlace, 'at' | 'region'>) {
  const named = ['billing_address', 'shipping_address'].flatMap((name) => {
    const address = order[name];
    return isJsonObject(address) ? [{ path: `${name}.`, address, billing: name === 'billing_address' }] : [];
  });
  const listed = addressesOf(order).map((each) => ({ ...each, billing: each.address['address_type'] === 'billing' }));
  const all = [...named, ...listed].map(({ path, address, billing }) => ({
    phone: contactCandidate('mobile', `${at}${path}telephone`, address['telephone'], {
      region,
      countries: [address['country_id']],
    }),
    billing: billing && isInNameOf(address, buyer),
  }));
  const bills = all.filter(({ billing, phone }) => billing && !isEmpty(phone)).map(({ phone }) => phone);
  // The same address may stand in both forms.
  const own = bills.every((phone) => sameness(phone) === sameness(bills[0] ?? phone)) ? bills.slice(0, 1) : [];
  return { own, others: all.map(({ phone }) => phone).filter((phone) => !own.includes(phone)) };
}

/** Does the address name nobody else? What is not said contradicts nothing. */
function isInNameOf(address: JsonObject, buyer: string | undefined): boolean {
  const other = personName(address['firstname'], address['lastname']);
  return other === undefined || buyer === undefined || other.toLowerCase() === buyer.toLowerCase();
}

/** Phones that are nobody's here; one that stands in several places, or is the buyer's own, is told once. */
function thirdPartyContacts(
  phones: readonly ContactCandidate[],
  own: readonly ContactCandidate[],
): readonly DiscardedValue[] {
  const seen = new Set(own.map(sameness));
  return phones.flatMap((phone) => {
    if (isEmpty(phone) || seen.has(sameness(phone))) return [];
    seen.add(sameness(phone));
    return discard('mobile', phone.field, phone.normalized.ok ? phone.normalized.value : phone.value, 'receiver');
  });
}

function sameness({ normalized, value }: ContactCandidate): string {
  return normalized.ok ? normalized.value : String(value);
}
