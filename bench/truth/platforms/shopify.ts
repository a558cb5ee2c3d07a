import type { Act, Identity, Json } from '../statement.ts';
import {
  chinaTime,
  type Message,
  type Moment,
  namePartsOf,
  proved,
  stated,
  statedContacts,
  type WrittenEmail,
  type WrittenPhone,
} from './message.ts';
import { BEFORE_MS } from '../world/time.ts';

export interface ShopifyCustomer {
  readonly id: Identity;
  readonly name: string;
  readonly email?: WrittenEmail | undefined;
  /** `verified_email` beside an account in use. */
  readonly emailConfirmed: boolean;
  /** The person has opened the account, and not a check-out in their place. */
  readonly isRegistered?: boolean;
  /** Unix ms when the account was opened; absent: before the history. */
  readonly createdMs?: number;
  readonly phone?: WrittenPhone | undefined;
  readonly city?: string;
}

/** The customer's own record. */
export function customerRecord(topic: 'create' | 'enable' | 'update', customer: ShopifyCustomer): Message {
  const act: Act = topic === 'update' ? 'record-update' : 'account-opened';
  return {
    account: 'shop',
    type: `customers/${topic}`,
    subject: `customer:${customer.id.value}`,
    data: (moment) => customerBody(topic === 'create' ? { ...customer, createdMs: moment.ms } : customer, moment),
    act,
    identities: [proved(customer.id), ...statedContacts(customer.email, customer.phone)],
    fields: { name: customer.name, ...(customer.city !== undefined && { city: customer.city }) },
  };
}

export interface ShopifyOrder {
  readonly customer: ShopifyCustomer;
  /** In the order's own field; a phone of the customer's record stands before it. */
  readonly orderPhone?: WrittenPhone | undefined;
  readonly receiver?: { readonly name: string; readonly phone: string } | undefined;
}

export function order({ customer, orderPhone, receiver }: ShopifyOrder): Message {
  const taken = receiver ? [stated({ kind: 'mobile', scope: '', value: receiver.phone }, 'typed', 'receiver')] : [];
  // A phone that stands in both fields is the buyer's own.
  const others = taken.filter(({ value }) => value !== (customer.phone ?? orderPhone)?.value);
  return {
    account: 'shop',
    type: 'orders/paid',
    subject: `customer:${customer.id.value}`,
    data: (moment) => {
      const id = 8_200_000_000_000 + moment.sequence;
      return {
        id,
        admin_graphql_api_id: `gid://shopify/Order/${id}`,
        name: `#${1000 + moment.sequence}`,
        financial_status: 'paid',
        test: false,
        email: customer.email?.value ?? null,
        contact_email: customer.email?.value ?? null,
        phone: orderPhone?.value ?? null,
        created_at: chinaTime(moment.ms),
        updated_at: chinaTime(moment.ms),
        customer: customerBody(customer, moment),
        billing_address: receiver ? addressOf(receiver) : null,
        shipping_address: receiver ? addressOf(receiver) : null,
        line_items: [],
      };
    },
    act: 'order',
    identities: [proved(customer.id), ...statedContacts(customer.email, customer.phone ?? orderPhone), ...others],
    fields: { name: customer.name },
  };
}

/** The shop passes on that a customer asks to be forgotten. */
export function redactRequest({ id, email, phone }: ShopifyCustomer): Message {
  return {
    account: 'shop',
    type: 'customers/redact',
    subject: `customer:${id.value}`,
    data: () => ({
      shop_id: 1_000_001,
      shop_domain: 'truth-demo.myshopify.com',
      customer: { id: Number(id.value), email: email?.value ?? null, phone: phone?.value ?? null },
      orders_to_redact: [],
    }),
    act: 'erase',
    everywhere: false,
    identities: [proved(id), ...statedContacts(email && { ...email, grade: 'recorded' }, phone)],
  };
}

/** The merchant closes an account. What a deletion still says is its id. */
export function accountClosed(id: Identity): Message {
  return {
    account: 'shop',
    type: 'customers/delete',
    subject: `customer:${id.value}`,
    data: () => ({ id: Number(id.value), admin_graphql_api_id: `gid://shopify/Customer/${id.value}` }),
    act: 'account-closed',
    identities: [proved(id)],
  };
}

function customerBody(customer: ShopifyCustomer, { ms }: Moment): Readonly<Record<string, Json>> {
  const { id, name, email, phone, city, emailConfirmed, isRegistered = false, createdMs = BEFORE_MS } = customer;
  const { first, last } = namePartsOf(name);
  return {
    id: Number(id.value),
    admin_graphql_api_id: `gid://shopify/Customer/${id.value}`,
    email: email?.value ?? null,
    phone: phone?.text ?? phone?.value ?? null,
    first_name: first,
    last_name: last,
    verified_email: emailConfirmed,
    state: emailConfirmed || isRegistered ? 'enabled' : 'disabled',
    created_at: chinaTime(createdMs),
    updated_at: chinaTime(ms),
    default_address:
      city === undefined ? null : { customer_id: Number(id.value), default: true, city, country_code: 'CN' },
  };
}

function addressOf({ name, phone }: { readonly name: string; readonly phone: string }): Readonly<Record<string, Json>> {
  const { first, last } = namePartsOf(name);
  return { first_name: first, last_name: last, name, phone, city: '杭州', country_code: 'CN' };
}
