import { isJsonObject, type Json, type JsonObject, rawInteger, scalar } from '../json/lossless.ts';
import { type MessagePatterns, noData, readAnswer } from './answer.ts';
import { CdpError } from './cdp-error.ts';
import { type CreateCustomerByIdentity, type EndpointName, endpoints, type IdentityPair } from './contract.ts';
import { customerId, type CustomerId, groupId, type GroupId } from './ids.ts';
import type { TokenCache } from './token.ts';
import type { Transport, TransportResponse } from './transport.ts';

export interface CdpClientOptions {
  /** Under the cap on calls. */
  readonly transport: Transport;
  readonly token: TokenCache;
  readonly patterns: MessagePatterns;
  readonly strategyPlacement: 'body' | 'query' | 'both';
}

export interface CustomerInfo {
  readonly identityList: readonly IdentityPair[];
  readonly email?: string;
  readonly emailVerified?: number;
  readonly gender?: number;
}

export interface CustomerGroup {
  readonly id: GroupId;
  readonly name: string;
}

export interface Page<T> {
  readonly records: readonly T[];
  readonly total: number;
}

/** Told why the CDP answered so, where it says. */
export type Explain = (explanation: NonNullable<TransportResponse['explanation']>) => void;

/** The endpoints of the CDP's open API that delivery uses. Every method throws CdpError; not found is a value. */
export type CdpClient = ReturnType<typeof cdpClient>;

/** Where nothing found is an answer (Q05). Elsewhere such a refusal says that something was not done. */
const mayFindNothing: ReadonlySet<EndpointName> = new Set([
  'customerInfo',
  'getCustomerIdByIdentityList',
  'customerGroupSimpleQuery',
  'getGroupsByCustomerId',
  // Who is not there need not be deleted.
  'singleDelete',
]);

export function cdpClient({ transport, token, patterns, strategyPlacement }: CdpClientOptions) {
  const strict = { ...patterns, notFound: [] };

  async function send(
    name: EndpointName,
    path: string,
    body: string | undefined,
    explain: Explain | undefined,
  ): Promise<Json | typeof noData> {
    const { method } = endpoints[name];
    const value = await token.current();
    // Q08: Content-Type is required on GET too.
    const headers = { 'content-type': 'application/json', token: value };
    const response = await transport({
      endpoint: name,
      method,
      path,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (response.explanation) explain?.(response.explanation);
    try {
      return readAnswer(name, response, mayFindNothing.has(name) ? patterns : strict);
    } catch (error) {
      if (error instanceof CdpError && error.kind === 'auth') token.reject(value);
      throw error;
    }
  }

  /** An answer that looks like a bad token is tried once more with a new one: nothing was applied (Q01). */
  async function call(
    name: EndpointName,
    parameters: Readonly<Record<string, string>>,
    body?: object,
    explain?: Explain,
  ) {
    const query = new URLSearchParams(parameters).toString();
    const path = endpoints[name].path + (query === '' ? '' : `?${query}`);
    const text = body === undefined ? undefined : JSON.stringify(body);
    try {
      return await send(name, path, text, explain);
    } catch (error) {
      if (error instanceof CdpError && error.kind === 'auth') return send(name, path, text, explain);
      throw error;
    }
  }

  const customerGroups = (customer: CustomerId, groups: readonly GroupId[]) => ({
    customerId: rawInteger(customer),
    customerGroupIdList: groups.map(rawInteger),
  });

  return {
    /** C2. The id of the target customer, new or old (Q25). */
    async createCustomerByIdentity(request: CreateCustomerByIdentity, explain?: Explain): Promise<CustomerId> {
      const name = 'createCustomerByIdentity';
      const { identityPriorityStrategy, targetCustomerStrategy, autoMerge, ...fields } = request;
      const strategies = { identityPriorityStrategy, targetCustomerStrategy, autoMerge };
      const query: Record<string, string> = {};
      if (strategyPlacement !== 'body') {
        for (const [key, value] of Object.entries(strategies)) if (value !== undefined) query[key] = String(value);
      }
      const body = strategyPlacement === 'query' ? fields : { ...fields, ...strategies };
      const data = await call(name, query, body, explain);
      const id = customerId(data);
      if (!id) throw new CdpError('unavailable', { endpoint: name, message: 'the answer holds no customer id' });
      return id;
    },

    /** C4. Q23: only the nested form is sent. */
    async getCustomerIdByIdentityList(identityList: readonly IdentityPair[]): Promise<CustomerId | undefined> {
      return customerId(await call('getCustomerIdByIdentityList', {}, { identityList }));
    },

    /** C3 */
    async customerInfo(customer: CustomerId): Promise<CustomerInfo | undefined> {
      const data = await call('customerInfo', { customerId: customer });
      if (data === noData || !isJsonObject(data)) return undefined;
      const list = Array.isArray(data['identityList']) ? (data['identityList'] as readonly Json[]) : [];
      const email = scalar(data['email']);
      const { emailVerified, gender } = data;
      return {
        ...(email ? { email } : {}),
        ...(typeof emailVerified === 'number' ? { emailVerified } : {}),
        ...(typeof gender === 'number' ? { gender } : {}),
        identityList: list.flatMap((pair) => {
          const identityType = isJsonObject(pair) ? scalar(pair['identityType']) : undefined;
          const identityValue = isJsonObject(pair) ? scalar(pair['identityValue']) : undefined;
          return identityType !== undefined && identityValue !== undefined ? [{ identityType, identityValue }] : [];
        }),
      };
    },

    /** C3, all that the CDP tells. */
    async customerRecord(customer: CustomerId): Promise<JsonObject | undefined> {
      const data = await call('customerInfo', { customerId: customer });
      return data === noData || !isJsonObject(data) ? undefined : data;
    },

    /** C8 for a profile field (Q11: the only way to write the name). */
    async updateCustomerAttr(customer: CustomerId, attrName: string, attrValue: string): Promise<void> {
      await call(
        'updateCustomerAttr',
        {},
        { attrName, attrValue, customerId: rawInteger(customer), isExtendAttr: false },
      );
    },

    /** C6: deletes logically. Q07: never repeated here after it may have been applied. */
    async singleDelete(customer: CustomerId): Promise<void> {
      await call('singleDelete', { customerId: customer });
    },

    /** G1 with type 1, the only one that can be created. Q30: no tag fields. */
    async addSingleGroup(name: string): Promise<GroupId> {
      const endpoint = 'addSingleGroup';
      const id = groupId(await call(endpoint, {}, { name, type: 1 }));
      if (!id) throw new CdpError('unavailable', { endpoint, message: 'the answer holds no group id' });
      return id;
    },

    /** G4: fuzzy by name. Only static groups come back. */
    async customerGroupSimpleQuery(searchKey: string, current: number, size: number): Promise<Page<CustomerGroup>> {
      const data = await call('customerGroupSimpleQuery', { searchKey, current: String(current), size: String(size) });
      if (data === noData || !isJsonObject(data)) return { records: [], total: 0 };
      const records = Array.isArray(data['records']) ? (data['records'] as readonly Json[]) : [];
      return {
        total: Number(data['total']) || 0,
        records: records.flatMap(readGroup),
      };
    },

    /** G13 for the static groups, the only ones that the API changes; Q38: the type is a string here. */
    async getGroupsByCustomerId(customer: CustomerId): Promise<readonly CustomerGroup[]> {
      const data = await call('getGroupsByCustomerId', { customerId: customer, type: '1' });
      return data === noData || !Array.isArray(data) ? [] : (data as readonly Json[]).flatMap(readGroup);
    },

    /** G9 */
    async customerAddGroups(customer: CustomerId, groups: readonly GroupId[]): Promise<void> {
      await call('customerAddGroups', {}, customerGroups(customer, groups));
    },

    /** G10 */
    async customerDeleteGroups(customer: CustomerId, groups: readonly GroupId[]): Promise<void> {
      await call('customerDeleteGroups', {}, customerGroups(customer, groups));
    },
  };
}

/** A static group, or nothing. */
function readGroup(record: Json): readonly CustomerGroup[] {
  if (!isJsonObject(record) || scalar(record['type']) !== '1') return [];
  const id = groupId(record['id']);
  const name = scalar(record['name']);
  return id && name !== undefined ? [{ id, name }] : [];
}
