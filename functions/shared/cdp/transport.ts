import { boundedText, MEBIBYTE, TooLarge } from '../text/bounded-text.ts';
import { CdpError } from './cdp-error.ts';

export interface TransportRequest {
  readonly endpoint: string;
  readonly method: 'GET' | 'POST';
  /** Path and query, or the whole address of another host that issues tokens. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface TransportResponse {
  readonly status: number;
  readonly retryAfter: string | null | undefined;
  readonly text: string;
  /** What the other side calls the request in its own log. */
  readonly requestId?: string | undefined;
  /** Why the CDP answered so, by topic; only the sandbox says. */
  readonly explanation?: Readonly<Record<string, string>>;
}

/** Sends one request. @throws CdpError of kind network, timeout or too-large. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Of one call, where `cdp.timeoutSeconds` says nothing. */
export const DEFAULT_TIMEOUT_SECONDS = 10;

/**
 * No answer that the documents describe comes near: a page of 500 customers with every field is about 1 MiB. Five answers at once of
 * this size still fit into the 512 MB of the function.
 */
const MAX_ANSWER_BYTES = 16 * MEBIBYTE;

/** The documents name no such header; gateways set one of these. */
const REQUEST_ID_HEADERS = ['x-request-id', 'request-id', 'x-trace-id'];

/** Requests that ended before a connection stood: the CDP has not seen them. */
const NEVER_LEFT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Sends by `fetch`, whose agent keeps connections open and uses them again. */
export function fetchTransport(baseUrl: string, timeoutSeconds: number): Transport {
  return async ({ endpoint, method, path, headers, body }) => {
    try {
      const response = await fetch(path.startsWith('/') ? baseUrl + path : path, {
        method,
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
        ...(body === undefined ? {} : { body }),
      });
      const named = REQUEST_ID_HEADERS.map((name) => response.headers.get(name)).find((value) => value !== null);
      return {
        status: response.status,
        retryAfter: response.headers.get('retry-after'),
        text: await boundedText(response, MAX_ANSWER_BYTES),
        ...(named && { requestId: named }),
      };
    } catch (cause) {
      if (cause instanceof TooLarge) throw new CdpError('too-large', { endpoint, message: cause.message });
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
      throw new CdpError(timedOut ? 'timeout' : 'network', { endpoint, cause, sent: !neverLeft(cause) });
    }
  };
}

function neverLeft(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {};
  return cause instanceof Error && 'code' in cause && NEVER_LEFT.has(cause.code);
}
