import * as z from 'zod/mini';
import { ApiError } from '../../../enrichment/api-error.ts';
import { type AnsweredLookUp, defineEnricher, type Identified } from '../../../enrichment/enricher.ts';
import { namesNobody } from '../../../enrichment/found.ts';
import { httpErrorOf } from '../../../enrichment/http-error.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { type Account, accountKey, type PlatformApi } from '../../../enrichment/platform-api.ts';
import { discard } from '../../../identity/discard.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { actReader, recordAct } from '../../act.ts';
import { ignored } from '../../outcomes.ts';
import { member, orderChangeIn, readNotification } from './payload.ts';
import { type AmazonOptions, options } from './receive.ts';

const ORDERS = 'orders/2026-01-01/orders';
const ORDER_ID = /^\d{3}-\d{7}-\d{7}$/;

/** Who bought, by `getOrder`: notifications name an order alone, and the order an alias of its buyer's address. */
export const amazonEnrichment = defineEnricher({
  platform: 'amazon',
  options,
  yields: [{ kind: 'amazon-buyer', grade: 'verified', offByDefault: true }],
  account: amazonAccountOf,
  unable: (settings) => {
    if (settings.buyerAlias !== true) return 'options.buyerAlias is off, and an order says nothing else of its buyer';
    return amazonAccountOf(settings) ? undefined : 'options.sellerId and options.region say whose API to ask';
  },
  lookUps({ data }, identified, settings) {
    const account = amazonAccountOf(settings);
    const order = orderIdIn(data);
    return account && namesNobody(identified) && order !== undefined ? [askAmazonOrder(account, order)] : [];
  },
  read(identified, answered) {
    const order = orderIn(answered);
    return order ? buyerOf(order, answered) : identified;
  },
  probe: (settings) => {
    const account = amazonAccountOf(settings);
    return account && askAmazonOrder(account, '000-0000000-0000000');
  },
});

export function amazonAccountOf({ sellerId, region, buyerAlias }: AmazonOptions): Account | undefined {
  if (sellerId === undefined || region === undefined || buyerAlias !== true) return undefined;
  return { api: amazonApi(region), id: sellerId, idScope: sellerId };
}

/** Whose order it is does not change: an answer that says it serves the order's notifications for a while. */
export function askAmazonOrder(account: Account, order: string): LookUp {
  return {
    api: ORDERS,
    account: accountKey(account),
    request: { method: 'GET', path: `/${ORDERS}/${order}`, query: { includedData: 'BUYER' } },
    gives: [],
    mayFill: true,
  };
}

/**
 * The alias is nobody's address: it forwards, for as long as Amazon likes. As an id of the buyer with this one seller it joins nobody
 * with anybody whom another source knows.
 */
function buyerOf(order: JsonObject, { idScope, event }: AnsweredLookUp): Identified {
  const field = `${ORDERS}#order.buyer.buyerEmail`;
  const buyer = order['buyer'];
  const value = isJsonObject(buyer) ? (buyer['buyerEmail'] ?? null) : null;
  const id = platformId('amazon-buyer', typeof value === 'string' ? value.toLowerCase() : value);
  if (!id.ok) {
    return ignored(
      'event-without-customer',
      'the order names no buyer',
      discard('amazon-buyer', field, value, id.reason),
    );
  }
  const identity = {
    kind: 'amazon-buyer',
    scope: idScope,
    value: id.value,
    evidence: { grade: 'verified', field },
  } as const;
  const acted = isJsonObject(event.data) ? readAct(event.data) : recordAct;
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities: [identity], profile: {}, triggers: [], ...acted }],
  };
}

/** The notification itself says when its order was placed. */
const readAct = actReader({
  kind: 'order',
  created: (data) => {
    const change = orderChangeIn(readNotification(data)?.payload ?? {});
    const summary = change && member(change, 'Summary');
    return summary !== undefined && isJsonObject(summary) ? member(summary, 'PurchaseDate') : undefined;
  },
});

/** The order of the answer, if it is the one that was asked after. */
function orderIn({ answer, lookUp }: AnsweredLookUp): JsonObject | undefined {
  const order = answer['order'];
  if (!isJsonObject(order)) return undefined;
  return lookUp.request.path === `/${ORDERS}/${scalar(order['orderId'])}` ? order : undefined;
}

function orderIdIn(data: Json): string | undefined {
  const notification = isJsonObject(data) ? readNotification(data) : undefined;
  const order = notification && scalar(member(orderChangeIn(notification.payload) ?? {}, 'AmazonOrderId'));
  return order !== undefined && ORDER_ID.test(order) ? order : undefined;
}

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
