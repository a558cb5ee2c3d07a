import * as z from 'zod/mini';
import { ApiError } from '../../../enrichment/api-error.ts';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { PlatformApi } from '../../../enrichment/platform-api.ts';

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
