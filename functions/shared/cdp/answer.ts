import { isJsonObject, type Json, parseJson } from '../json/lossless.ts';
import { retryAfterSeconds } from '../text/retry-after.ts';
import { CdpError } from './cdp-error.ts';
import type { TransportResponse } from './transport.ts';

/** Regular expressions over the CDP's `msg`: the only place where its wording decides anything (Q03). */
export interface MessagePatterns {
  readonly auth: readonly RegExp[];
  readonly permanent: readonly RegExp[];
  readonly notFound: readonly RegExp[];
}

export const noData = Symbol('the CDP says that there is no such thing');

/**
 * The one function that maps the wire to an error.
 * @returns `data` of the answer, or `noData` for a not-found refusal (Q05).
 * @throws CdpError
 */
export function readAnswer(
  endpoint: string,
  response: TransportResponse,
  patterns: MessagePatterns,
): Json | typeof noData {
  const { status, requestId } = response;
  if (status === 401 || status === 403) throw new CdpError('auth', { endpoint, status, requestId });
  if (status < 200 || status > 299) {
    const seconds = retryAfterSeconds(response.retryAfter, Date.now());
    throw new CdpError(status === 429 ? 'throttled' : 'unavailable', {
      endpoint,
      status,
      requestId,
      ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
    });
  }
  const answer = parseEnvelope(response.text);
  if (!answer) {
    const message = 'the answer is not {code, msg, data}';
    throw new CdpError('unavailable', { endpoint, status, requestId, message });
  }
  const { code, msg, data } = answer;
  if (code === '0') return data;
  const matches = (list: readonly RegExp[]) => list.some((pattern) => pattern.test(msg));
  if (matches(patterns.auth)) throw new CdpError('auth', { endpoint, code, msg, requestId });
  if (matches(patterns.notFound)) return noData;
  throw new CdpError('rejected', { endpoint, code, msg, requestId, permanent: matches(patterns.permanent) });
}

function parseEnvelope(text: string): { code: string; msg: string; data: Json } | undefined {
  try {
    const answer = parseJson(text);
    if (!isJsonObject(answer)) return undefined;
    const { code, msg, data } = answer;
    if (typeof code !== 'number' && typeof code !== 'string') return undefined;
    return { code: String(code), msg: typeof msg === 'string' ? msg : '', data: data ?? null };
  } catch {
    return undefined;
  }
}
