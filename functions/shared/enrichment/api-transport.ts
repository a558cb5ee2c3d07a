import { isJsonObject, type JsonObject, parseJson } from '../json/lossless.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest } from './look-up.ts';
import type { ApiResponse } from './platform-api.ts';

/** Sends one request. @throws ApiError of kind network or timeout. */
export type ApiTransport = (api: string, baseUrl: string, request: ApiRequest) => Promise<ApiResponse>;

/**
 * Tokens and ids of people stand in the query, where these platforms want them: a URL is never logged, and no error of ours
 * repeats one.
 */
export function fetchApi(timeoutMs: number): ApiTransport {
  return async (api, baseUrl, { method, path, query = {}, body }) => {
    const search = new URLSearchParams(query).toString();
    try {
      const response = await fetch(`${baseUrl}${path}${search === '' ? '' : `?${search}`}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
      });
      const { status, headers } = response;
      const json = objectIn(await response.text());
      return { status, json, retryAfter: headers.get('retry-after'), date: headers.get('date') };
    } catch (cause) {
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw new ApiError(timedOut ? 'timeout' : 'network', { api, cause });
    }
  };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const json = parseJson(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
