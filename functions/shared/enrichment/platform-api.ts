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

/** A platform's API: where it is, how a token is had, and what its errors mean. A value without state. */
export interface PlatformApi {
  readonly baseUrl: string;
  /** Of one account in one process. */
  readonly limits: Limits;
  /** What logs and cases call the request for a token. */
  readonly tokenApi: string;
  /** The fields of a connection's secret that `tokenRequest` needs. */
  readonly credentials: readonly string[];
  /** Undefined when the secret lacks one of them. */
  tokenRequest(account: string, secret: unknown): ApiRequest | undefined;
  readToken(answer: JsonObject): Exchanged | undefined;
  withToken(request: ApiRequest, token: string): ApiRequest;
  /** The one function that maps the wire to an error; undefined for an answer. */
  errorOf(response: ApiResponse, call: { readonly api: string; readonly account: string }): ApiError | undefined;
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
