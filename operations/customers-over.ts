import type { DeliveryClient } from '../functions/shared/cdp/delivery-client.ts';
import { customerId } from '../functions/shared/cdp/ids.ts';
import type { CustomerOperations } from './customers.ts';
import { maskCustomer } from './mask-customer.ts';

/** Customers, as the CDP shows them. */
export function customersOver(
  cdp: () => Pick<DeliveryClient, 'customerRecord' | 'getGroupsByCustomerId'>,
): CustomerOperations {
  return {
    async get(text) {
      const id = customerId(text);
      const data = id && (await cdp().customerRecord(id));
      if (!id || !data) return undefined;
      const groups = await cdp().getGroupsByCustomerId(id);
      return maskCustomer({ id, data, groups: groups.map(({ name }) => name) });
    },
  };
}
