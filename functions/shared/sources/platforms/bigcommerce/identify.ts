import { mapHmacSource } from '../../protocols/hmac/map-hmac-source.ts';
import type { Mapping } from '../../protocols/hmac/mapping.ts';
import type { ThinBody } from './payload.ts';
import { bigcommerceCustomerId } from './fields.ts';
import { bigcommerce, type BigcommerceOptions } from './receive.ts';

type Options = BigcommerceOptions;
const id = bigcommerceCustomerId('BigCommerce gives the id');

/** The id alone: name and contacts are in the customer's record, which the event does not hold. */
const customer: Mapping<ThinBody, Options> = { identities: [{ ...id, path: 'data.id' }], act: { kind: 'record' } };

/** The event is as old as the account. */
const opened: Mapping<ThinBody, Options> = { ...customer, act: { kind: 'record', created: 'created_at' } };

const address: Mapping<ThinBody, Options> = {
  ...customer,
  identities: [{ ...id, path: 'data.address.customer_id' }],
};

const deletion: Mapping<ThinBody, Options> = {
  ...customer,
  effect: 'erase',
  unless: ({ options }) =>
    options.onCustomerDelete === 'erase'
      ? undefined
      : { reason: 'event-not-handled', detail: 'options.onCustomerDelete is "ignore"' },
};

/** Who ordered is in the order's record alone. */
const order: Mapping<ThinBody, Options> = {
  identities: [],
  unless: ({ event }) => ({
    reason: 'event-without-customer',
    detail: `${event.type} gives no identity: it holds the order's id, and nobody has fetched the order`,
  }),
};

export const bigcommerceIdentity = mapHmacSource(bigcommerce, {
  rules: {
    'store/customer/created': opened,
    'store/customer/updated': customer,
    'store/customer/deleted': deletion,
    'store/customer/address/created': address,
    'store/customer/address/updated': address,
    'store/order/created': order,
    'store/order/updated': order,
    'store/order/statusUpdated': order,
  },
});
