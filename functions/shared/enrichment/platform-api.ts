import type { Limits } from '../cdp/limiter.ts';
import type { JsonObject } from '../json/lossless.ts';
import type { ApiError } from './api-error.ts';
import type { ApiRequest } from './look-up.ts';

/** What came back over HTTP. */
export interface ApiResponse {
  readonly status: number;
  /** Undefined where the body is no JSON object. */
  readonly json: JsonObject | undefined;
  readonly retryAfter: string | null;
  /** The `Date` header. */
  readonly date: string | null;
}

export interface Exchanged {
  readonly token: string;
  /** For how long it may be used. */
  readonly seconds: number;
}

/** How a token is had that a secret is exchanged for. */
export interface ApiTokenExchange {
  /** What logs and cases call it. */
  readonly api: string;
  /** Where it is, if not where the API is. */
  readonly baseUrl?: string;
  /** Undefined when the secret lacks a field. @param now Unix ms */
  request(account: string, secret: unknown, now: number): ApiRequest | undefined;
  read(answer: JsonObject): Exchanged | undefined;
}

/** A token that stands in the secret itself, and lives until somebody ends it. */
export interface LastingToken {
  /** What logs and cases call it. */
  readonly api: string;
  /** Undefined when the secret lacks it. */
  in(secret: unknown): string | undefined;
}

/** By what a request proves itself. */
export interface ApiCredentials {
  readonly token: string;
  /** The secret that the token comes from. */
  readonly secret: unknown;
  /** Unix ms */
  readonly now: number;
}

/** A platform's API: where it is, how a token is had, and what its errors mean. A value without state. */
export interface PlatformApi {
  readonly baseUrl: string;
  /** What its console calls the list of the addresses that it answers; undefined where it answers every address. */
  readonly allowList?: string;
  /** Of one account in one process. */
  readonly limits: Limits;
  readonly tokens: ApiTokenExchange | LastingToken;
  /** The fields of a connection's secret that a token needs. */
  readonly credentials: readonly string[];
  withToken(request: ApiRequest, by: ApiCredentials): ApiRequest;
  /** The one function that maps the wire to an error; undefined for an answer. */
  errorOf(response: ApiResponse, call: { readonly api: string; readonly account: string }): ApiError | undefined;
}

/** Does the secret of a connection hold what a token needs? */
export function isUsable({ api, id }: Account, secret: unknown, now: number): boolean {
  const { tokens } = api;
  return ('in' in tokens ? tokens.in(secret) : tokens.request(id, secret, now)) !== undefined;
}

/** An account of a platform whose API may be asked: an app, a corp. */
export interface Account {
  readonly api: PlatformApi;
  readonly id: string;
  /** In what the ids that it tells are unique: the name of an open-platform account. */
  readonly idScope: string;
}

/** By which look-ups and connections find the same account. */
export function accountKey({ api, id }: Pick<Account, 'api' | 'id'>): string {
  return `${api.baseUrl} ${id}`;
}
