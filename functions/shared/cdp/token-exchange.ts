import { isJsonObject, type Json, parseJson } from '../json/lossless.ts';
import type { Clock } from '../ports/clock.ts';
import { retryAfterSeconds } from '../text/retry-after.ts';
import { CdpError } from './cdp-error.ts';
import { type Token, tokenCache, type TokenProvider } from './token.ts';
import type { Transport, TransportRequest } from './transport.ts';

export interface Credentials {
  readonly appKey: string;
  readonly secret: string;
}

/** How a token is had for key and secret: the documents do not say (Q01). */
export interface TokenExchange {
  /** Joined to the base URL; or the whole `https://…` address, where another host issues the tokens. */
  readonly path: string;
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST';
  /** Where key and secret travel: in a JSON body (default), a form, the query, or as user and password of HTTP Basic. */
  readonly placement?: 'json' | 'form' | 'query' | 'basic';
  /** Default `appKey`; not with `basic`. */
  readonly appKeyField?: string;
  /** Default `secret`; not with `basic`. */
  readonly secretField?: string;
  /** What else the exchange wants to be told, as `grant_type`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Dotted paths into the answer. */
  readonly tokenPath: string;
  readonly expiresInPath: string;
}

/** The sandbox's own exchange; the family publishes none for this API (Q01). */
export const sandboxExchange: TokenExchange = {
  path: '/sandbox/token',
  appKeyField: 'appKey',
  secretField: 'secret',
  tokenPath: 'data.token',
  expiresInPath: 'data.expiresIn',
};

/** Public clients of the family renew 120 s and 200 s before the end. */
const EARLY_MS = 200_000;

/**
 * Has a token for key and secret, as the configuration describes it.
 * @returns a token that is given up 200 s before its end, or at half of a lifetime under 400 s.
 * @throws CdpError of kind credentials when the answer holds no token; of kind throttled for HTTP 429, unavailable for 5xx.
 */
export async function exchangeToken(
  transport: Transport,
  exchange: TokenExchange,
  credentials: Credentials,
  clock: Clock,
): Promise<Token> {
  const { value, lifetimeSeconds: lifetime } = await issueToken(transport, exchange, credentials);
  return { value, expires: clock() + Math.max(lifetime * 1000 - EARLY_MS, lifetime * 500) };
}

/** A token as it was issued. @throws CdpError as `exchangeToken` */
export async function issueToken(
  transport: Transport,
  exchange: TokenExchange,
  credentials: Credentials,
): Promise<{ readonly value: string; readonly lifetimeSeconds: number }> {
  const request = exchangeRequest(exchange, credentials);
  const { endpoint } = request;
  const { status, text, requestId, retryAfter } = await transport(request);
  if (status >= 500 || status === 429) {
    const seconds = retryAfterSeconds(retryAfter, Date.now());
    throw new CdpError(status === 429 ? 'throttled' : 'unavailable', {
      endpoint,
      status,
      requestId,
      ...(seconds !== undefined && { retryAfterSeconds: seconds }),
    });
  }
  const answer = parse(text);
  const value = at(answer, exchange.tokenPath);
  const lifetime = Number(at(answer, exchange.expiresInPath));
  if (typeof value !== 'string' || value === '' || !(lifetime > 0)) {
    throw new CdpError('credentials', { endpoint, status, requestId });
  }
  return { value, lifetimeSeconds: lifetime };
}

/** A provider that has its tokens by an exchange; by the sandbox's own, where none is given. */
export function exchangedToken(
  transport: Transport,
  credentials: Credentials,
  exchange: TokenExchange = sandboxExchange,
  clock: Clock = Date.now,
): TokenProvider {
  return tokenCache(() => exchangeToken(transport, exchange, credentials, clock), clock);
}

/** Where key and secret travel; the constant fields go with them, and with `basic` into the form or the query. */
function exchangeRequest(exchange: TokenExchange, { appKey, secret }: Credentials): TransportRequest {
  const { path, method = 'POST', placement = 'json', fields = {} } = exchange;
  const { appKeyField = 'appKey', secretField = 'secret' } = exchange;
  const endpoint = 'token exchange';
  const all = placement === 'basic' ? fields : { [appKeyField]: appKey, [secretField]: secret, ...fields };
  const encoded = new URLSearchParams(all).toString();
  const basic = placement === 'basic' && {
    authorization: `Basic ${Buffer.from(`${appKey}:${secret}`, 'utf8').toString('base64')}`,
  };
  if (placement === 'json') {
    const headers = { 'content-type': 'application/json' };
    return { endpoint, method, path, headers, body: JSON.stringify(all) };
  }
  if (placement === 'query' || method === 'GET') {
    const separator = path.includes('?') ? '&' : '?';
    const headers = { 'content-type': 'application/json', ...basic };
    return { endpoint, method, path: encoded === '' ? path : `${path}${separator}${encoded}`, headers };
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...basic };
  return { endpoint, method, path, headers, body: encoded };
}

function parse(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function at(value: Json, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path.split('.')) current = isJsonObject(current) ? current[key] : undefined;
  return current;
}
