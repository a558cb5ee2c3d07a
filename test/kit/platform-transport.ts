import { ApiError } from '../../functions/shared/enrichment/api-error.ts';
import type { ApiTransport } from '../../functions/shared/enrichment/api-transport.ts';
import { isJsonObject, type Json, parseJson } from '../../functions/shared/json/lossless.ts';
import type { Platform } from './platform.ts';

/**
 * The way to platforms of the same process, without a socket between.
 * @param platforms by the address of their API
 * @param address as which they see us
 */
export function platformTransport(
  platforms: Readonly<Record<string, Platform>>,
  address = '203.0.113.7',
): ApiTransport {
  return async (api, baseUrl, { method, path, query = {}, headers = {}, body = '' }) => {
    const answer = await platforms[baseUrl]?.handle({
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body,
      address,
    });
    if (!answer) throw new ApiError('network', { api });
    const json = read(answer.body);
    return { status: answer.status, json: isJsonObject(json) ? json : undefined, retryAfter: null, date: null };
  };
}

function read(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
