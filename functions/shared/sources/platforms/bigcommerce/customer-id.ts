import type { Happened } from '../../protocols/hmac/mapping.ts';
import type { BigcommerceOptions } from './receive.ts';

/** A customer's id, wherever it stands: in an event, or in a record of the store. */
export function customerId<const Why extends string>(why: Why) {
  return { kind: 'bigcommerce-customer', grade: 'verified', why, scope: storeOf } as const;
}

function storeOf({ options, event }: Happened<BigcommerceOptions>): string {
  return options.storeHash ?? event.connection;
}
