import * as z from 'zod/mini';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { PlatformApi } from '../../../enrichment/platform-api.ts';
import { GETTOKEN, wecomErrorOf } from './wecom-errors.ts';

const credentials = z.object({ corpSecret: z.string().check(z.minLength(1)) });
const token = z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number().check(z.positive()) });

const EARLY_SECONDS = 300;

/**
 * The API of WeCom, as one app of a corp. Each app has a token of its own; within its life everybody who asks gets the same one, and
 * none becomes invalid by it (developer.work.weixin.qq.com/document/path/91039). Who asks often is slowed down: it is kept.
 */
export const wecomApi: PlatformApi = {
  baseUrl: 'https://qyapi.weixin.qq.com',
  allowList: '企业可信IP',
  limits: { callsPerSecond: 20, inFlight: 5 },
  credentials: ['corpSecret'],
  tokens: {
    api: GETTOKEN,
    request(corpId, secret) {
      const opened = credentials.safeParse(secret);
      if (!opened.success) return undefined;
      const query = { corpid: corpId, corpsecret: opened.data.corpSecret };
      return { method: 'GET', path: `/${GETTOKEN}`, query };
    },
    read(answer) {
      const read = token.safeParse(answer);
      if (!read.success) return undefined;
      const { access_token: value, expires_in: lifetime } = read.data;
      return { token: value, seconds: Math.max(lifetime - EARLY_SECONDS, lifetime / 2) };
    },
  },
  withToken: (request, { token: value }) => ({ ...request, query: { access_token: value, ...request.query } }),
  errorOf: (response, { api, account }) =>
    httpErrorOf(api, response) ?? wecomErrorOf(response.json ?? {}, { api, corpId: account }),
};
