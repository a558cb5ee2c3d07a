import * as z from 'zod/mini';
import { ApiError } from '../../../enrichment/api-error.ts';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { PlatformApi } from '../../../enrichment/platform-api.ts';

const LOGIN = 'auth/o2/token';
const text = z.string().check(z.minLength(1));
const credentials = z.object({ clientId: text, clientSecret: text, refreshToken: text });
const token = z.object({ access_token: text, expires_in: z.number().check(z.positive()) });
const EARLY_SECONDS = 120;

export type Region = 'na' | 'eu' | 'fe';

/**
 * The Selling Partner API in one region, for a seller who has authorised the application. A refresh token does not change when it
 * is used, and every exchange gives a token of its own (developer-docs.amazon.com, "Connect to the SP-API"). `getOrder` is
 * answered once in two seconds, and thirty times at once.
 */
export function amazonApi(region: Region): PlatformApi {
  return {
    baseUrl: `https://sellingpartnerapi-${region}.amazon.com`,
    limits: { callsPerSecond: 0.5, inFlight: 5, burst: 30 },
    credentials: ['clientId', 'clientSecret', 'refreshToken'],
    tokens: {
      api: LOGIN,
      baseUrl: 'https://api.amazon.com',
      request(_seller, secret) {
        const opened = credentials.safeParse(secret);
        if (!opened.success) return undefined;
        const { clientId, clientSecret, refreshToken } = opened.data;
        const body = new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: clientId,
          client_secret: clientSecret,
        });
        const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
        return { method: 'POST', path: `/${LOGIN}`, headers, body: body.toString() };
      },
      read(answer) {
        const read = token.safeParse(answer);
        if (!read.success) return undefined;
        const { access_token: value, expires_in: lifetime } = read.data;
        return { token: value, seconds: Math.max(lifetime - EARLY_SECONDS, lifetime / 2) };
      },
    },
    withToken: (request, { token: value }) => ({
      ...request,
      headers: { ...request.headers, 'x-amz-access-token': value },
    }),
    errorOf(response, { api, account }) {
      const { status } = response;
      if (api === LOGIN && status >= 400 && status < 500 && status !== 429) {
        const advice = `the application or the authorisation of the seller ${account} is over; authorise it again`;
        return new ApiError('credentials', { api, status, advice });
      }
      switch (status) {
        case 401:
          return new ApiError('token', {
            api,
            status,
            advice: `a new token for the seller ${account} was refused too`,
          });
        // An expired token is among what Amazon answers with it, and a role that the application does not have.
        case 403:
          return new ApiError(isExpired(response.json) ? 'token' : 'permission', {
            api,
            status,
            advice: `the application may not read orders of the seller ${account}, or not their buyers; see its roles`,
          });
        case 404:
          return new ApiError('person', { api, status });
        default:
          return httpErrorOf(api, response);
      }
    },
  };
}

/** `{"errors": [{"code": "Unauthorized", "message": "Access token has expired", …}]}` */
function isExpired(answer: unknown): boolean {
  return /token[^"]{0,40}expired/i.test(JSON.stringify(answer ?? ''));
}
