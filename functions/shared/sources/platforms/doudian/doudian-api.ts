import * as z from 'zod/mini';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { ApiRequest } from '../../../enrichment/look-up.ts';
import type { PlatformApi } from '../../../enrichment/platform-api.ts';
import { doudianErrorOf, TOKEN_CREATE } from './doudian-errors.ts';
import { API_VERSION, requestSignature } from './request-signature.ts';
import { type DoudianSecret, secret as secretSchema } from './receive.ts';

const token = z.object({
  data: z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number().check(z.positive()) }),
});

const EARLY_SECONDS = 3600;

/**
 * The open platform's API, as an app that a shop has made for itself (自用型应用): its token is had with the id of the shop. An app for
 * many shops has a code once, and then refresh tokens that change at every use, which nobody here could keep.
 * UNCONFIRMED: whether a token that is created ends another's. One that is refused is created again, once.
 */
export const doudianApi: PlatformApi = {
  baseUrl: 'https://openapi-fxg.jinritemai.com',
  allowList: 'IP 白名单',
  limits: { callsPerSecond: 10, inFlight: 5 },
  credentials: ['appKey', 'appSecret'],
  tokens: {
    api: TOKEN_CREATE,
    request(account, secret, now) {
      const [appKey, shopId] = account.split('/');
      const opened = secretSchema.safeParse(secret);
      // The ids that another app is told are other ids.
      if (!opened.success || opened.data.appKey !== appKey) return undefined;
      const body = JSON.stringify({ code: '', grant_type: 'authorization_self', shop_id: shopId });
      return signed(callOf(TOKEN_CREATE, body), opened.data, now);
    },
    read(answer) {
      const read = token.safeParse(answer);
      if (!read.success) return undefined;
      const { access_token: value, expires_in: lifetime } = read.data.data;
      return { token: value, seconds: Math.max(lifetime - EARLY_SECONDS, lifetime / 2) };
    },
  },
  withToken: (request, by) => signed(request, secretSchema.parse(by.secret), by.now, by.token),
  errorOf: (response, call) => httpErrorOf(call.api, response) ?? doudianErrorOf(response.json ?? {}, call),
};

/** A call before it is signed. @param body JSON text, its names in alphabetical order, every value a text */
export function callOf(method: string, body: string): ApiRequest {
  return { method: 'POST', path: `/${method.replaceAll('.', '/')}`, query: { method }, body };
}

function signed(request: ApiRequest, secret: DoudianSecret, now: number, accessToken?: string): ApiRequest {
  const { query: { method = '' } = {}, body = '' } = request;
  const timestamp = String(Math.floor(now / 1000));
  const query = {
    method,
    app_key: secret.appKey,
    ...(accessToken !== undefined && { access_token: accessToken }),
    timestamp,
    v: API_VERSION,
    sign: requestSignature({ method, body, timestamp }, secret),
    sign_method: 'hmac-sha256',
  };
  return { ...request, query };
}
