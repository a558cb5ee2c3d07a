import { type JsonObject, objectsIn, scalar } from '../../json/lossless.ts';
import type { RequestOf } from '../contract.ts';
import type { CustomerId, GroupId } from '../ids.ts';
import type { Call } from './caller.ts';
import { type CustomerGroup, readGroup } from './group-calls.ts';
import { everyRecord, type Page, type PageRequest, readPage } from './page.ts';
import { type CustomerRecord, readCustomerRecord } from './read-customer.ts';
import { queryOf, withRawIds } from './sendable.ts';

/** A group of a customer. */
export interface GroupOfCustomer extends Omit<CustomerGroup, 'customerTotal' | 'description'> {
  readonly code?: string;
  /** Of a smart group: 0 = being computed, 1 = done. */
  readonly status?: string;
}

/** Q39: as many groups go into one request. */
const PORTION = 50;

/** G9 to G13. */
export function membershipCalls(call: Call) {
  async function inPortions(name: 'customerAddGroups' | 'customerDeleteGroups', request: RequestOf<typeof name>) {
    const { customerId, customerGroupIdList: groups } = request;
    for (let from = 0; from < groups.length; from += PORTION) {
      const customerGroupIdList = groups.slice(from, from + PORTION);
      await call(name, { body: withRawIds({ customerId, customerGroupIdList }) });
    }
  }

  async function getCustomerPageByGroupId(
    request: { readonly customerGroupId: GroupId } & PageRequest,
  ): Promise<Page<CustomerRecord>> {
    const data = await call('getCustomerPageByGroupId', { query: queryOf({ ...request }) });
    return readPage(data, request.size, (record) => [readCustomerRecord(record)]);
  }

  return {
    /**
     * G9. Puts a customer into static groups, 50 to a request; what failed can be sent again as a whole (Q39). No group: no request.
     * @throws CdpError
     */
    customerAddGroups: (request: RequestOf<'customerAddGroups'>) => inPortions('customerAddGroups', request),

    /** G10. Takes a customer out of static groups, as G9. @throws CdpError */
    customerDeleteGroups: (request: RequestOf<'customerDeleteGroups'>) => inPortions('customerDeleteGroups', request),

    /**
     * G11. Makes these the customer's only static groups, in one request; none takes the customer out of all (Q39).
     * @throws CdpError
     */
    async customerUpdateGroups(request: RequestOf<'customerUpdateGroups'>): Promise<void> {
      await call('customerUpdateGroups', { body: withRawIds(request) });
    },

    /** G12. One page of the customers of a group. @throws CdpError */
    getCustomerPageByGroupId,

    /** G12, all pages, asked for as they are read. @throws CdpError */
    customersOfGroup(customerGroupId: GroupId, size?: number): AsyncGenerator<CustomerRecord, void, undefined> {
      return everyRecord((page) => getCustomerPageByGroupId({ customerGroupId, ...page }), size);
    },

    /**
     * G13. The static (`type` 1) or smart (2) groups of a customer; none for a customer who is not there (Q05).
     * @throws CdpError
     */
    async getGroupsByCustomerId(request: {
      readonly customerId: CustomerId;
      readonly type: 1 | 2;
    }): Promise<readonly GroupOfCustomer[]> {
      const data = await call('getGroupsByCustomerId', { query: queryOf({ ...request }), mayFindNothing: true });
      return typeof data === 'symbol' ? [] : objectsIn(data).flatMap(readGroupOfCustomer);
    },
  };
}

function readGroupOfCustomer(record: JsonObject): readonly GroupOfCustomer[] {
  const code = scalar(record['code']);
  const status = scalar(record['status']);
  return readGroup(record).map((group) => ({
    ...group,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
  }));
}
