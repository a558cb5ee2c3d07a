import { noData } from '../answer.ts';
import { CdpError } from '../cdp-error.ts';
import type { CreateCustomerByIdentity, RequestOf } from '../contract.ts';
import { customerId, type CustomerId, type GroupId } from '../ids.ts';
import type { Call, Explain } from './caller.ts';
import { everyRecord, readPage } from './page.ts';
import {
  type AttributeValues,
  type Customer,
  type CustomerRecord,
  readAttributeValues,
  readCustomer,
  readCustomerRecord,
} from './read-customer.ts';
import { queryOf, refuseLargeNumbers, sendablePairs, withRawIds } from './sendable.ts';
import { type UtcOffset, windowTime } from './window-time.ts';

/** How a tenant takes what the documents leave open about customers. */
export interface CustomerDialect {
  /** Q02: where the three strategy fields travel; default `both`. */
  readonly strategyPlacement?: 'body' | 'query' | 'both';
  /**
   * Q10: what is sent for an email, its state and a gender that the caller does not give: `""`, 0 and 0 (default), or nothing.
   * A zero may overwrite what the CDP knows: read it first, or omit.
   */
  readonly unknownRequired?: 'empty' | 'omit';
  /** Q23: sends the first pair of C4 beside the list too; default false. */
  readonly pairBesideList?: boolean;
  /** Q26: the zone of the times in C7; default `+08:00`. */
  readonly utcOffset?: UtcOffset;
}

/** The fields that the documents require although nobody may know them (Q10). */
type Unknowable = 'email' | 'emailVerified' | 'gender';
type WithUnknowns<Request> = Omit<Request, Unknowable> & Partial<Pick<Request, Unknowable & keyof Request>>;

/** Customers created from `startTime` to `endTime`, both included by our reading (Q26). */
export interface CustomerWindow {
  readonly startTime: Date | string;
  readonly endTime: Date | string;
  /** A customer group, not a folder. */
  readonly groupId?: GroupId;
  /** A part of mobile, nickname or name. */
  readonly searchKey?: string;
}

/** C1 to C9. */
export function customerCalls(call: Call, dialect: CustomerDialect) {
  const { pairBesideList = false, utcOffset = '+08:00' } = dialect;

  async function customerSimpleQuery(request: CustomerWindow & { current: number; size: number }) {
    const { startTime, endTime, ...others } = request;
    const window = { startTime: windowTime(startTime, utcOffset), endTime: windowTime(endTime, utcOffset) };
    const data = await call('customerSimpleQuery', { query: queryOf({ ...others, ...window }) });
    return readPage(data, request.size, (record) => [readCustomerRecord(record)]);
  }

  return {
    /**
     * C1. Creates a customer whose identity is a mobile number; never repeated on its own, because nothing says what becomes of
     * a mobile that is known (Q12). C2 with one mobile identity does the same with known rules.
     * @returns the new customer's id
     * @throws CdpError; of kind unsendable for a number over 32 bits (Q16)
     */
    async customerAdd(request: WithUnknowns<RequestOf<'customerAdd'>>): Promise<CustomerId> {
      refuseLargeNumbers('customerAdd', request);
      return idIn(
        'customerAdd',
        await call('customerAdd', { body: withRawIds({ ...unknownIn(dialect), ...request }) }),
      );
    },

    /**
     * C2. Finds the customer of whom the identities speak, or creates one; links free identities, merges if `autoMerge` says so,
     * and updates the fields. Pairs with an empty part are dropped (Q13). Safe to repeat: the target is found again.
     * @param explain told why the sandbox chose so; a tenant says nothing
     * @returns the id of the target, new or old (Q25)
     * @throws CdpError; of kind unsendable for no pair at all (Q13) or a number over 32 bits (Q16)
     */
    async createCustomerByIdentity(
      request: WithUnknowns<CreateCustomerByIdentity>,
      explain?: Explain,
    ): Promise<CustomerId> {
      const sendable = createRequest(request, dialect);
      return idIn(CREATE, await call(CREATE, { ...sendable, explain }));
    },

    /** C3. What is known of a customer; undefined when there is no such one (Q05). @throws CdpError */
    async customerInfo(request: RequestOf<'customerInfo'>): Promise<Customer | undefined> {
      return readCustomer(await call('customerInfo', { query: queryOf(request), mayFindNothing: true }));
    },

    /**
     * C4. The id of the customer who has the identities; undefined when there is none (Q05). Whom it returns when they belong to
     * several is the CDP's choice (Q24).
     * @throws CdpError; of kind unsendable for no pair at all (Q13)
     */
    async getCustomerIdByIdentityList({
      identityList,
    }: Pick<RequestOf<'getCustomerIdByIdentityList'>, 'identityList'>): Promise<CustomerId | undefined> {
      const name = 'getCustomerIdByIdentityList';
      const pairs = sendablePairs(name, identityList);
      const body = { identityList: pairs, ...(pairBesideList ? pairs[0] : {}) };
      return customerId(await call(name, { body, mayFindNothing: true }));
    },

    /**
     * C5. What is known of the customer who has the identity; undefined when nobody has it (Q05). The id is C4's (Q22).
     * @throws CdpError
     */
    async getCustomerIdByCustomerIdentity(
      request: RequestOf<'getCustomerIdByCustomerIdentity'>,
    ): Promise<Customer | undefined> {
      const name = 'getCustomerIdByCustomerIdentity';
      return readCustomer(await call(name, { body: sendablePairs(name, [request])[0] ?? {}, mayFindNothing: true }));
    },

    /**
     * C6. Deletes a customer logically. Never repeated once it may have been applied (Q07): after a timeout ask C3.
     * @returns false when there was no such customer, where the CDP's refusal says so
     * @throws CdpError
     */
    async singleDelete(request: RequestOf<'singleDelete'>): Promise<boolean> {
      return (await call('singleDelete', { query: queryOf(request), mayFindNothing: true })) !== noData;
    },

    /** C7. One page of the customers created within a window. @throws CdpError */
    customerSimpleQuery,

    /**
     * C7, all pages, asked for as they are read. Records have no id, so a repeated one does not show (Q26).
     * @throws CdpError
     */
    customers(window: CustomerWindow, size?: number): AsyncGenerator<CustomerRecord, void, undefined> {
      return everyRecord((page) => customerSimpleQuery({ ...window, ...page }), size);
    },

    /** C8. Writes one attribute; the empty text clears it (Q29). The only way to write the name (Q11). @throws CdpError */
    async updateCustomerAttr(request: RequestOf<'updateCustomerAttr'>): Promise<void> {
      await call('updateCustomerAttr', { body: withRawIds(request) });
    },

    /** C9. Some attributes of a customer; undefined when there is no such one (Q05). @throws CdpError */
    async queryAttrValuesByCustomerId(
      request: RequestOf<'queryAttrValuesByCustomerId'>,
    ): Promise<AttributeValues | undefined> {
      const name = 'queryAttrValuesByCustomerId';
      return readAttributeValues(await call(name, { body: withRawIds(request), mayFindNothing: true }));
    },
  };
}

const CREATE = 'createCustomerByIdentity';

/** Query and body of C2. */
function createRequest(request: WithUnknowns<CreateCustomerByIdentity>, dialect: CustomerDialect) {
  const { strategyPlacement = 'both' } = dialect;
  refuseLargeNumbers(CREATE, request);
  const { identityPriorityStrategy, targetCustomerStrategy, autoMerge, ...fields } = request;
  const strategies = { identityPriorityStrategy, targetCustomerStrategy, autoMerge };
  const body = withRawIds({
    ...unknownIn(dialect),
    ...fields,
    identityList: sendablePairs(CREATE, request.identityList),
    ...(strategyPlacement === 'query' ? {} : strategies),
  });
  const inQuery = { ...strategies, autoMerge: autoMerge === undefined ? undefined : String(autoMerge) };
  return { query: queryOf(strategyPlacement === 'body' ? {} : inQuery), body };
}

/** What stands for fields that nobody knows (Q10). */
function unknownIn({ unknownRequired = 'empty' }: CustomerDialect) {
  return unknownRequired === 'empty' ? { email: '', emailVerified: 0, gender: 0 } : {};
}

function idIn(endpoint: 'customerAdd' | 'createCustomerByIdentity', data: unknown): CustomerId {
  const id = customerId(data);
  if (!id) throw new CdpError('unavailable', { endpoint, message: 'the answer holds no customer id' });
  return id;
}
