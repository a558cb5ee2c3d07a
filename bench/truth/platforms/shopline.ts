import type { Identity } from '../statement.ts';
import {
  chinaTime,
  type Message,
  namePartsOf,
  proved,
  statedContacts,
  utcTime,
  type WrittenEmail,
  type WrittenPhone,
} from './message.ts';
import { BEFORE_MS } from '../world/time.ts';

export interface ForeignCustomer {
  readonly id: Identity;
  readonly name: string;
  readonly email: WrittenEmail;
  readonly phone: WrittenPhone;
}

/** SHOPLINE: the country stands beside the phone and in the usual address. */
export function shoplineCustomer({ id, name, email, phone }: ForeignCustomer): Message {
  const { first, last } = namePartsOf(name);
  return {
    account: 'shopline-shop',
    type: 'customers/update',
    subject: `customer:${id.value}`,
    data: ({ ms }) => ({
      id: id.value,
      email: email.value,
      phone: phone.text ?? phone.value,
      country_code: phone.country ?? 'CN',
      first_name: first,
      last_name: last,
      accepts_marketing: false,
      created_at: chinaTime(BEFORE_MS),
      updated_at: chinaTime(ms),
      addresses: [{ default: true, country_code: phone.country ?? 'CN' }],
    }),
    act: 'record-update',
    identities: [proved(id), ...statedContacts(email, phone)],
    fields: { name },
  };
}

/** Shoplazza: the same, with the country in the addresses too. */
export function shoplazzaCustomer({ id, name, email, phone }: ForeignCustomer): Message {
  const { first, last } = namePartsOf(name);
  return {
    account: 'shoplazza-shop',
    type: 'customers/update',
    subject: `customer:${id.value}`,
    data: ({ ms }) => ({
      id: id.value,
      store_id: '341257',
      email: email.value,
      phone: phone.text ?? phone.value,
      country_code: phone.country ?? 'CN',
      first_name: first,
      last_name: last,
      created_at: `${utcTime(BEFORE_MS)}Z`,
      updated_at: `${utcTime(ms)}Z`,
      addresses: [{ first_name: first, last_name: last, country_code: phone.country ?? 'CN' }],
    }),
    act: 'record-update',
    identities: [proved(id), ...statedContacts(email, phone)],
    fields: { name },
  };
}
