import * as z from 'zod/mini';
import { ApiError, type ApiErrorKind } from '../../../enrichment/api-error.ts';
import { defineEnricher } from '../../../enrichment/enricher.ts';
import { namesNobody } from '../../../enrichment/found.ts';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { ApiRequest, LookUp } from '../../../enrichment/look-up.ts';
import { type Account, accountKey, type PlatformApi } from '../../../enrichment/platform-api.ts';
import { withDiscarded } from '../../../identity/discard.ts';
import { type JsonObject, scalar } from '../../../json/lossless.ts';
import { actOf, doudianBuyerOf, contentOf, ORDER_DETAIL, doudianOrderIn, receiverOf } from './fields.ts';
import {
  API_VERSION,
  type DoudianOptions,
  type DoudianSecret,
  options,
  requestSignature,
  secret as secretSchema,
} from './receive.ts';

const TOKEN_CREATE = 'token.create';

/** Who bought, by `order.orderDetail`: every message of Doudian names its order alone. */
export const doudianEnrichment = defineEnricher({
  platform: 'doudian',
  options,
  yields: [{ kind: 'doudian-open-id', grade: 'verified' }],
  account: doudianAccountOf,
  unable: (settings) =>
    doudianAccountOf(settings)
      ? undefined
      : 'options.shopId says whose API to ask, and options.appKey in what the buyers’ ids are unique',
  lookUps({ data }, identified, settings) {
    const account = doudianAccountOf(settings);
    const order = scalar(contentOf(data)['p_id']);
    return account && namesNobody(identified) && order !== undefined && /^\d{1,20}$/.test(order)
      ? [askOrderDetail(account, order)]
      : [];
  },
  read(identified, answered) {
    const { event, lookUp, answer } = answered;
    const order = doudianOrderIn(answer, lookUp);
    if (!order) return identified;
    const before = identified.outcome === 'ignored' ? (identified.discarded ?? []) : [];
    const discarded = [...before, ...receiverOf(order)];
    const acted = actOf(event.type, contentOf(event.data), order);
    return doudianBuyerOf(order, answered, { ...acted, ...withDiscarded(discarded) });
  },
  probe: (settings) => {
    const account = doudianAccountOf(settings);
    return account && askOrderDetail(account, '1');
  },
});

/** Nothing about an order changes who bought it: an answer that says it serves every message of the order for a while. */
export function askOrderDetail(account: Account, order: string): LookUp {
  return {
    api: ORDER_DETAIL,
    account: accountKey(account),
    request: callOf(ORDER_DETAIL, JSON.stringify({ shop_order_id: order })),
    gives: [],
    mayFill: true,
  };
}

/** Whether an id holds across apps or shops is not documented: it is unique in the app and the shop together. */
export function doudianAccountOf({ appKey, shopId }: DoudianOptions): Account | undefined {
  if (appKey === undefined || shopId === undefined) return undefined;
  const id = `${appKey}/${shopId}`;
  return { api: doudianApi, id, idScope: id };
}

const tokenAnswer = z.object({
  data: z.object({ access_token: z.string().check(z.minLength(1)), expires_in: z.number().check(z.positive()) }),
});

const EARLY_SECONDS = 3600;

/**
 * The open platform's API, as an app that a shop has made for itself (自用型应用): its token is had with the id of the shop. An app for
 * many shops has a code once, and then refresh tokens that change at every use, which nobody here could keep.
 * UNCONFIRMED: whether a token that is created ends another's. One that is refused is created again, once.
 */
const doudianApi: PlatformApi = {
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
      const read = tokenAnswer.safeParse(answer);
      if (!read.success) return undefined;
      const { access_token: value, expires_in: lifetime } = read.data.data;
      return { token: value, seconds: Math.max(lifetime - EARLY_SECONDS, lifetime / 2) };
    },
  },
  withToken: (request, by) => signed(request, secretSchema.parse(by.secret), by.now, by.token),
  errorOf: (response, call) => httpErrorOf(call.api, response) ?? doudianErrorOf(response.json ?? {}, call),
};

/** A call before it is signed. @param body JSON text, its names in alphabetical order, every value a text */
function callOf(method: string, body: string): ApiRequest {
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

const SUCCESS = 10_000;

interface Meaning {
  readonly kind: ApiErrorKind;
  readonly advice?: (shopId: string) => string;
}

const credentials: Meaning = {
  kind: 'credentials',
  advice: (shopId) => `appKey and appSecret are not those of an app of the shop ${shopId} itself (自用型应用)`,
};
const token: Meaning = {
  kind: 'token',
  advice: (shopId) => `a new token of the shop ${shopId} was refused too`,
};
const permission: Meaning = {
  kind: 'permission',
  advice: (shopId) =>
    `the app may not ask this for the shop ${shopId}; see its permissions and the shop’s authorisation`,
};

/** What `sub_code` says, where one code stands for several things. */
const bySubCode: readonly (readonly [RegExp, Meaning])[] = [
  [/^isv\.access-token-/, token],
  [/^isv\.(?:signature|app-id)-/, credentials],
  [/^dop\.token-generate-failed/, credentials],
  [/^dop\.(?:authorization|app-forbidden)/, permission],
];

/** The codes of the platform (op.jinritemai.com/docs/guide-docs/212/1427). */
const byCode: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [20_000, { kind: 'unavailable' }],
  [30_001, permission],
  [
    30_002,
    { kind: 'address', advice: () => 'add the address of the deliver function to the app’s list of trusted addresses' },
  ],
  // What was asked is well formed, so that the order is none of the shop's, or too old.
  [40_004, { kind: 'person' }],
  [50_000, { kind: 'unavailable' }],
  [50_001, { kind: 'unavailable' }],
  [50_002, { kind: 'person' }],
  [60_000, { kind: 'throttled' }],
]);

/** What an answer means; undefined for one that is no error. Errors come with HTTP 200. */
export function doudianErrorOf(
  answer: JsonObject,
  { api, account }: { readonly api: string; readonly account: string },
): ApiError | undefined {
  const text = scalar(answer['code']) ?? '';
  const code = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (code === SUCCESS) return undefined;
  const meaning = meaningOf(code, scalar(answer['sub_code']) ?? '', api);
  return new ApiError(meaning?.kind ?? 'unknown', { api, code, advice: meaning?.advice?.(account) });
}

function meaningOf(code: number | undefined, subCode: string, api: string): Meaning | undefined {
  const [, bySub] = bySubCode.find(([pattern]) => pattern.test(subCode)) ?? [];
  const meaning = bySub ?? (code === undefined ? undefined : byCode.get(code));
  // Where a token is asked for, nobody is asked after: it is the app, or the shop.
  return api === TOKEN_CREATE && meaning?.kind === 'person' ? credentials : meaning;
}
