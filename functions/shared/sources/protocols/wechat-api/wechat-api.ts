import * as z from 'zod/mini';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { PlatformApi } from '../../../enrichment/platform-api.ts';
import { wechatErrorOf } from './wechat-errors.ts';

const credentials = z.object({ appSecret: z.string().check(z.minLength(1)) });
const token = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number().check(z.positive()) });

/** Services that do not share a token are asked to fetch it at least this often (documentation of stable_token). */
const FETCHED_AFRESH_SECONDS = 300;
/** A token that is fetched has 300 seconds at the least. */
const EARLY_SECONDS = 60;

/**
 * The API of official accounts, mini programs and WeChat Stores. The stable token in its normal mode is the same for everybody
 * who asks: nothing that another system holds becomes invalid. `force_refresh: true` would do that, and `cgi-bin/token` too.
 */
export const wechatApi: PlatformApi = {
  baseUrl: 'https://api.weixin.qq.com',
  allowList: 'IP 白名单',
  limits: { callsPerSecond: 50, inFlight: 10 },
  credentials: ['appSecret'],
  tokens: {
    api: 'cgi-bin/stable_token',
    request(appId, secret) {
      const opened = credentials.safeParse(secret);
      if (!opened.success) return undefined;
      const body = {
        grant_type: 'client_credential',
        appid: appId,
        secret: opened.data.appSecret,
        force_refresh: false,
      };
      return { method: 'POST', path: '/cgi-bin/stable_token', body: JSON.stringify(body) };
    },
    read(answer) {
      const read = token.safeParse(answer);
      if (!read.success) return undefined;
      const { access_token: value, expires_in: lifetime } = read.data;
      return { token: value, seconds: Math.min(FETCHED_AFRESH_SECONDS, Math.max(lifetime - EARLY_SECONDS, 0)) };
    },
  },
  withToken: (request, { token: value }) => ({ ...request, query: { access_token: value, ...request.query } }),
  errorOf: (response, { api, account }) =>
    httpErrorOf(api, response) ?? wechatErrorOf(response.json ?? {}, { api, appId: account }),
};
