import * as z from 'zod/mini';
import { ApiError } from '../../../enrichment/api-error.ts';
import { defineEnricher } from '../../../enrichment/enricher.ts';
import { namesNobody, onlyUpsert } from '../../../enrichment/found.ts';
import { fromAnswer, withAnswer } from '../../../enrichment/from-answer.ts';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { type Account, accountKey, type PlatformApi } from '../../../enrichment/platform-api.ts';
import { isJsonObject, type Json, scalar } from '../../../json/lossless.ts';
import { kindOfScope } from './events.ts';
import { bigcommerceCustomerIn, orderIn, readBigcommerceCustomer, readOrder } from './fields.ts';
import { options } from './receive.ts';

const CUSTOMERS = 'v3/customers';
const ORDERS = 'v2/orders';
/** Events tell whole seconds: what was answered within the same one may be older. */
const REST_OF_SECOND_MS = 999;

/** Who the thin events of BigCommerce are about: the record of the customer, or of the order. */
export const bigcommerceEnrichment = defineEnricher({
  platform: 'bigcommerce',
  options,
  yields: [
    { kind: 'email', grade: 'claimed' },
    { kind: 'mobile', grade: 'claimed' },
  ],
  account: ({ storeHash }) => (storeHash === undefined ? undefined : accountOf(storeHash)),
  unable: ({ storeHash }) => (storeHash === undefined ? 'whose API to ask, options.storeHash says' : undefined),
  lookUps({ type, data, time }, identified, { storeHash }) {
    const newerThan = Date.parse(time) + REST_OF_SECOND_MS;
    if (storeHash === undefined) return [];
    if (kindOfScope(type) === 'order') {
      const id = namesNobody(identified) && isJsonObject(data) ? orderIdIn(data['data']) : undefined;
      return id === undefined ? [] : [{ ...askBigcommerceOrder(storeHash, id), newerThan }];
    }
    const [id] = onlyUpsert(identified)?.identities ?? [];
    return id === undefined ? [] : [{ ...askCustomer(storeHash, id.value), newerThan }];
  },
  read(identified, { event, lookUp: { api, request }, answer }, settings, context) {
    if (api === CUSTOMERS) {
      const body = bigcommerceCustomerIn(answer, request.query?.['id:in'] ?? '');
      if (!body) return identified;
      return withAnswer(
        identified,
        fromAnswer(api, readBigcommerceCustomer({ body, event, options: settings, context })),
      );
    }
    const body = orderIn(answer, request.path.slice(request.path.lastIndexOf('/') + 1));
    if (!body) return identified;
    return withAnswer(identified, fromAnswer(api, readOrder({ body, event, options: settings, context })));
  },
  probe: ({ storeHash }) => (storeHash === undefined ? undefined : askCustomer(storeHash, '999999999')),
});

/** There is no address for one customer: a list of one is asked for. */
export function askCustomer(storeHash: string, id: string): LookUp {
  return {
    api: CUSTOMERS,
    account: accountKey(accountOf(storeHash)),
    request: { method: 'GET', path: `/stores/${storeHash}/${CUSTOMERS}`, query: { 'id:in': id } },
    gives: [],
  };
}

export function askBigcommerceOrder(storeHash: string, id: string): LookUp {
  return {
    api: ORDERS,
    account: accountKey(accountOf(storeHash)),
    request: { method: 'GET', path: `/stores/${storeHash}/${ORDERS}/${id}` },
    gives: [],
  };
}

function accountOf(storeHash: string): Account {
  return { api: bigcommerceApi, id: storeHash, idScope: storeHash };
}

/** It becomes part of a path. */
function orderIdIn(data: Json | undefined): string | undefined {
  const id = isJsonObject(data) ? scalar(data['id']) : undefined;
  return id !== undefined && /^\d{1,20}$/.test(id) ? id : undefined;
}

const credentials = z.object({ accessToken: z.string().check(z.minLength(1)) });

/**
 * The REST API of one store (docs.bigcommerce.com, "Orders Overview": address, `X-Auth-Token`). The token stands in the secret and
 * does not expire. The smallest plan allows 150 calls in 30 seconds, to all apps of the store together.
 */
export const bigcommerceApi: PlatformApi = {
  baseUrl: 'https://api.bigcommerce.com',
  limits: { callsPerSecond: 3, inFlight: 3 },
  tokens: {
    api: 'X-Auth-Token',
    in: (secret) => credentials.safeParse(secret).data?.accessToken,
  },
  credentials: ['accessToken'],
  withToken: (request, { token }) => ({ ...request, headers: { ...request.headers, 'x-auth-token': token } }),
  errorOf(response, { api, account }) {
    const { status } = response;
    switch (status) {
      case 401:
        return new ApiError('token', { api, status, advice: `the accessToken is not one of the store ${account}` });
      case 403:
        return new ApiError('permission', {
          api,
          status,
          advice: `the API account of the store ${account} may not read this; give it the scopes of customers and orders, read-only`,
        });
      // No content: an empty list, in the older version of the API.
      case 204:
      case 404:
        return new ApiError('person', { api, status });
      default:
        return httpErrorOf(api, response);
    }
  },
};
