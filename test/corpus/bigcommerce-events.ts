import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';

const row = (
  rule: string,
  type: string,
  data: JsonObject,
  expected: Expected,
  more: Partial<EventRow> = {},
): EventRow => ({
  platform: 'bigcommerce',
  rule,
  type,
  data: { scope: type, producer: 'stores/tea', created_at: 1_790_000_000, data },
  expected,
  ...more,
});
const known = (field: string, scope = 'corpus') => [`bigcommerce-customer@${scope} 27 verified ${field}`];

export const bigcommerceEvents: readonly EventRow[] = [
  ...['store/customer/created', 'store/customer/updated'].map((type) =>
    row('the id and nothing else', type, { type: 'customer', id: 27 }, { identities: known('data.id') }),
  ),
  row(
    'the store of the options is the scope',
    'store/customer/updated',
    { id: 27 },
    { identities: known('data.id', 'tea12345') },
    { options: { storeHash: 'tea12345' } },
  ),
  ...['store/customer/address/created', 'store/customer/address/updated'].map((type) =>
    row(
      'the customer of an address',
      type,
      { id: 5, address: { customer_id: 27 } },
      { identities: known('data.address.customer_id') },
    ),
  ),
  row('an address of nobody', 'store/customer/address/updated', { id: 5 }, { ignored: 'event-without-customer' }),
  row('a deletion is housekeeping', 'store/customer/deleted', { id: 27 }, { ignored: 'event-not-handled' }),
  row(
    'a deletion that erases',
    'store/customer/deleted',
    { id: 27 },
    { erase: known('data.id') },
    { options: { onCustomerDelete: 'erase' } },
  ),
  ...['store/order/created', 'store/order/updated', 'store/order/statusUpdated'].map((type) =>
    row('an order gives no identity', type, { type: 'order', id: 33 }, { ignored: 'event-without-customer' }),
  ),
  row('a subscriber is no customer', 'store/subscriber/created', { id: 9 }, { ignored: 'event-not-handled' }),
];
