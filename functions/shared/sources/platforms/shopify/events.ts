/** What a body is about. A topic that we handle has exactly one; every other body is `other`. */
export type BodyKind =
  | 'customer'
  | 'customer-delete'
  | 'order'
  | 'checkout'
  | 'email-consent'
  | 'sms-consent'
  | 'merge'
  | 'redact'
  | 'data-request'
  | 'shop-redact'
  | 'customer-event'
  | 'other';

/** The topics whose body must fit, in the slash form of the header. */
const kinds: Readonly<Record<string, BodyKind>> = {
  'customers/create': 'customer',
  'customers/update': 'customer',
  'customers/enable': 'customer',
  'customers/disable': 'customer',
  'customers/delete': 'customer-delete',
  'customers/merge': 'merge',
  'customers_email_marketing_consent/update': 'email-consent',
  'customers_marketing_consent/update': 'sms-consent',
  'orders/create': 'order',
  'orders/updated': 'order',
  'orders/paid': 'order',
  'orders/cancelled': 'order',
  'orders/fulfilled': 'order',
  'orders/partially_fulfilled': 'order',
  'checkouts/create': 'checkout',
  'checkouts/update': 'checkout',
  'customers/redact': 'redact',
  'customers/data_request': 'data-request',
  'shop/redact': 'shop-redact',
  // Of the Events preview: topic `Customer` and its actions.
  'customer/create': 'customer-event',
  'customer/update': 'customer-event',
  'customer/delete': 'customer-event',
};

export const handledTopics: readonly string[] = Object.keys(kinds);

const kindOf = new Map(Object.entries(kinds));
/** GraphQL and some bridges write `ORDERS_CREATE` for `orders/create`. */
const fromEnumForm = new Map(Object.keys(kinds).map((topic) => [topic.replace('/', '_'), topic]));

export function kindOfTopic(topic: string): BodyKind {
  return kindOf.get(topic) ?? 'other';
}

/** A topic in lower case and, where we know it, in slash form. */
export function normaliseTopic(header: string): string {
  const topic = header.trim().toLowerCase();
  return fromEnumForm.get(topic) ?? topic;
}
