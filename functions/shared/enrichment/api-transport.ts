import { objectIn } from '../json/json-of.ts';
import { boundedText, MEBIBYTE, TooLarge } from '../text/bounded-text.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest } from './look-up.ts';
import type { ApiResponse } from './platform-api.ts';

/** One person, or one order, is asked for at a time: a few KiB, and some hundreds with a very long order. */
const MAX_ANSWER_BYTES = 4 * MEBIBYTE;

/** Sends one request. @throws ApiError of kind network, timeout or unavailable. */
export type ApiTransport = (api: string, baseUrl: string, request: ApiRequest) => Promise<ApiResponse>;

/**
 * Tokens and ids of people stand in the query, where some platforms want them: a URL is never logged, and no error of ours
 * repeats one.
 */
export function fetchApi(timeoutMs: number): ApiTransport {
  return async (api, baseUrl, { method, path, query = {}, headers, body }) => {
    const search = new URLSearchParams(query).toString();
    try {
      const response = await fetch(`${baseUrl}${path}${search === '' ? '' : `?${search}`}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      });
      const { status, headers: answered } = response;
      const json = objectIn(await boundedText(response, MAX_ANSWER_BYTES));
      return { status, json, retryAfter: answered.get('retry-after'), date: answered.get('date') };
    } catch (cause) {
      if (cause instanceof TooLarge) throw new ApiError('unavailable', { api, advice: cause.message });
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw new ApiError(timedOut ? 'timeout' : 'network', { api, cause });
    }
  };
}
