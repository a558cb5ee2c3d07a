import type { DiscardedValue } from '../../functions/shared/identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject } from '../../functions/shared/json/lossless.ts';
import {
  type ContactCandidate,
  isEmpty,
  contactCandidate,
  discardedCandidate,
} from '../../functions/shared/sources/contact-candidate.ts';
import { isPresent } from '../../functions/shared/sources/present.ts';
import { discard } from '../../functions/shared/identity/discard.ts';

/** What the contacts other than the chosen one hold: no contact, or perhaps somebody else's. */
export function discardedBeside(
  own: ContactCandidate | undefined,
  offers: readonly ContactCandidate[],
): readonly DiscardedValue[] {
  return offers.flatMap((offer) => {
    if (offer === own || !offer.normalized.ok) return [discardedCandidate(offer)].filter(isPresent);
    const isSame = own?.normalized.ok === true && own.normalized.value === offer.normalized.value;
    return isSame ? [] : discard(offer.kind, offer.field, offer.normalized.value, 'receiver');
  });
}

/**
 * The phones of addresses are those of whoever takes the parcel, and `user_id` is the member of staff who entered the
 * order. A phone that stands in several addresses, or is the customer's, is told once.
 */
export function discardedPlaces(source: {
  readonly at: '' | 'customer.';
  readonly customer: JsonObject;
  readonly purchase: JsonObject;
  /** The phones of the customer and of the order itself. */
  readonly own: readonly ContactCandidate[];
  readonly region: string | undefined;
}): readonly DiscardedValue[] {
  const { at, customer, purchase, own, region } = source;
  const book = customer['addresses'];
  const places: readonly (readonly [string, Json | undefined])[] = [
    ['shipping_address', purchase['shipping_address']],
    ['billing_address', purchase['billing_address']],
    [`${at}default_address`, customer['default_address']],
    ...(Array.isArray(book) ? book : []).map((entry: Json, index) => [`${at}addresses[${index}]`, entry] as const),
  ];
  const told = new Set(own.map(sameness));
  const receivers = places.flatMap(([place, address]): readonly DiscardedValue[] => {
    if (!isJsonObject(address)) return [];
    const offer = contactCandidate('mobile', `${place}.phone`, address['phone'], { region });
    if (isEmpty(offer) || told.has(sameness(offer))) return [];
    told.add(sameness(offer));
    return discard('mobile', offer.field, offer.normalized.ok ? offer.normalized.value : offer.value, 'receiver');
  });
  const staff = purchase['user_id'];
  const isStaff = (typeof staff === 'number' && staff > 0) || (typeof staff === 'string' && staff.trim() !== '');
  return isStaff ? [...receivers, ...discard('shopify-customer', 'user_id', staff, 'staff')] : receivers;
}

function sameness({ normalized, value }: ContactCandidate): string {
  return normalized.ok ? normalized.value : String(value);
}
