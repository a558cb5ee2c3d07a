import type { Fields, Identity, Json } from '../statement.ts';
import { nationalDigits } from '../world/contacts.ts';
import {
  type Message,
  namePartsOf,
  proved,
  stated,
  statedContacts,
  utcTime,
  type WrittenEmail,
  type WrittenPhone,
} from './message.ts';
import { BEFORE_MS } from '../world/time.ts';

export interface WooBuyer {
  /** Absent: a guest. */
  readonly id?: Identity;
  readonly name: string;
  /** Where another name stands in the billing address than that of the account. */
  readonly billingName?: string;
  readonly email?: WrittenEmail | undefined;
  readonly phone?: WrittenPhone | undefined;
  readonly city?: string;
  readonly site?: 'web-shop' | 'web-shop-de';
  /** Unix ms when the account was opened; absent: before the history. */
  readonly createdMs?: number;
}

/** The customer's own record; name and city are those of the account. */
export function customerRecord(topic: 'created' | 'updated', buyer: WooBuyer & { readonly id: Identity }): Message {
  const { id, name, email, city, site = 'web-shop', createdMs = BEFORE_MS } = buyer;
  const { first, last } = namePartsOf(name);
  return {
    account: site,
    type: `customer.${topic}`,
    subject: `customer:${id.value}`,
    data: ({ ms }) => ({
      id: Number(id.value),
      date_created_gmt: utcTime(topic === 'created' ? ms : createdMs),
      date_modified_gmt: utcTime(ms),
      email: email?.value ?? '',
      first_name: first,
      last_name: last,
      role: 'customer',
      username: `buyer.${id.value}`,
      billing: billing(buyer),
      shipping: {},
    }),
    act: topic === 'created' ? 'account-opened' : 'record-update',
    identities: [proved(id), ...statedContacts(email, buyer.phone)],
    fields: { name, ...(city !== undefined && { city }) },
  };
}

export interface WooOrder {
  readonly buyer: WooBuyer;
  /** When it was created, where that is not now. */
  readonly createdMs?: number;
  readonly receiver?: { readonly name: string; readonly phone: string } | undefined;
  /** The billing name is that of somebody else. */
  readonly isForAnother?: boolean;
}

export function order({ buyer, createdMs, receiver, isForAnother = false }: WooOrder): Message {
  const { id, name, billingName = name, email, phone, site = 'web-shop' } = buyer;
  const isUpdate = createdMs !== undefined;
  const others = receiver && receiver.phone !== phone?.value ? [receiver.phone] : [];
  const fields: Fields = { name: billingName };
  return {
    account: site,
    type: isUpdate ? 'order.updated' : 'order.created',
    // A guest's order is ordered by its own number, which the moment gives.
    ...(id && { subject: `customer:${id.value}` }),
    data: ({ ms, sequence }) => ({
      id: 9_200_000 + sequence,
      status: 'processing',
      currency: 'CNY',
      date_created_gmt: utcTime(createdMs ?? ms),
      date_modified_gmt: utcTime(ms),
      date_paid_gmt: utcTime(createdMs ?? ms),
      total: '288.00',
      customer_id: id ? Number(id.value) : 0,
      billing: billing({ ...buyer, name: billingName }),
      shipping: receiver ? shipping(receiver) : {},
      line_items: [{ id: 1, name: '龙井', quantity: 1, total: '288.00' }],
    }),
    act: isUpdate ? 'order-update' : 'order',
    identities: [
      ...(id ? [proved(id)] : []),
      ...statedContacts(email, phone),
      ...others.map((value) => stated({ kind: 'mobile', scope: '', value }, 'typed', 'receiver')),
    ],
    fields,
    ...(isForAnother && { untrue: ['name'] }),
  };
}

function billing({ name, email, phone, city }: WooBuyer): Readonly<Record<string, Json>> {
  const { first, last } = namePartsOf(name);
  const country = phone?.country ?? 'CN';
  return {
    first_name: first,
    last_name: last,
    email: email?.value ?? '',
    phone: phone?.text ?? (phone ? nationalDigits(phone.value) : ''),
    city: city ?? '',
    country,
  };
}

function shipping({ name, phone }: { readonly name: string; readonly phone: string }): Readonly<Record<string, Json>> {
  const { first, last } = namePartsOf(name);
  return { first_name: first, last_name: last, phone: nationalDigits(phone), city: '杭州', country: 'CN' };
}
