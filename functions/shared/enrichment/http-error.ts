import { retryAfterSeconds as secondsIn } from '../text/retry-after.ts';
import { ApiError } from './api-error.ts';
import type { ApiResponse } from './platform-api.ts';

/** What every API over HTTP says in the same way; undefined where its own code must be asked. */
export function httpErrorOf(api: string, { status, json, retryAfter }: ApiResponse): ApiError | undefined {
  const retryAfterSeconds = secondsIn(retryAfter, Date.now());
  if (status === 429) return new ApiError('throttled', { api, status, retryAfterSeconds });
  if (status < 200 || status > 299) return new ApiError('unavailable', { api, status, retryAfterSeconds });
  return json ? undefined : new ApiError('unavailable', { api, status, advice: 'the answer is no JSON object' });
}
